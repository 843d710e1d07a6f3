"""What an endpoint says, piece by piece: server-sent events, or one JSON document.

Endpoints that do not stream answer a request to stream with the whole document. Models that
think aloud do it in a field of its own or between `<think>` and `</think>`; neither is part
of the answer.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.llm.errors import LlmRefused, LlmUnavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

MOST_BYTES = 4 << 20  # an answer of 800 tokens has under 300 KB of events
_OPEN, _CLOSE = "<think>", "</think>"
_FILTERED = "content_filter"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the endpoint counted them."""

    read: int
    written: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of an answer; an empty text says that the model is at work."""

    text: str = ""
    usage: Usage | None = None
    last: bool = False


async def pieces_of(response: httpx.Response) -> AsyncIterator[Piece]:
    """The answer in a reply with status 200, until it ends.

    Raises:
        LlmUnavailable: it is no chat completion, the endpoint reports a failure in it, or it
            breaks off before its end.
        LlmRefused: the model refuses, or a filter of the endpoint took the answer away.
        httpx.HTTPError: the connection fails.
    """
    ended = False
    async for document in _documents(response):
        piece = _piece(document)
        ended = ended or piece.last
        yield piece
    if not ended:
        raise LlmUnavailable("the language model's endpoint broke off in the middle of an answer")


async def _documents(response: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    if "event-stream" not in response.headers.get("content-type", ""):
        yield _document(b"".join([chunk async for chunk in _bounded(response)]))
        return
    waiting = b""
    async for chunk in _bounded(response):
        *lines, waiting = re.split(rb"\r\n|\n", waiting + chunk)
        for line in lines:
            data = line.removeprefix(b"data:").strip()
            if not line.startswith(b"data:") or not data:
                continue
            if data == b"[DONE]":
                yield {"choices": [{"finish_reason": "stop"}]}
                return
            yield _document(data)


async def _bounded(response: httpx.Response) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > MOST_BYTES:
            raise LlmUnavailable("the language model's endpoint does not stop talking")
        yield chunk


def _document(raw: bytes) -> dict[str, Any]:
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or not isinstance(document.get("choices", []), list):
        raise LlmUnavailable(
            "what answers at PAPERWIRE_LLM__BASE_URL does not speak as OpenAI's API does"
        )
    if document.get("error"):
        raise LlmUnavailable("the language model's endpoint failed while it was answering")
    return document


def _piece(document: dict[str, Any]) -> Piece:
    choices = document.get("choices") or [{}]
    choice = choices[0] if isinstance(choices[0], dict) else {}
    said = choice.get("delta") or choice.get("message") or {}
    said = said if isinstance(said, dict) else {}
    reason = choice.get("finish_reason")
    if said.get("refusal") or reason == _FILTERED:
        raise LlmRefused("the language model refused to answer this")
    text = said.get("content")
    return Piece(text if isinstance(text, str) else "", _usage(document), reason is not None)


def _usage(document: dict[str, Any]) -> Usage | None:
    usage = document.get("usage")
    if not isinstance(usage, dict):
        return None
    read, written = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if not isinstance(read, int) or not isinstance(written, int) or min(read, written) < 0:
        return None
    return Usage(read, written)


class WithoutThoughts:
    """Takes an answer piece by piece and gives it back without what the model thought aloud."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._begun = False

    def take(self, text: str) -> str:
        """What may be shown of the answer so far and was not given yet."""
        if self._begun:
            return text
        self._held += text
        if not self._thinking:
            start = self._held.lstrip()
            if len(start) < len(_OPEN) and _OPEN.startswith(start):
                return ""  # could become a thought
            if not start.startswith(_OPEN):
                return self._begin(start)
            self._thinking = True
        _, closed, rest = self._held.partition(_CLOSE)
        if not closed:
            return ""
        self._thinking, self._held = False, ""
        return self.take(rest.lstrip()) if rest.strip() else ""

    def rest(self) -> str:
        """What was held back as the answer ended; a thought without an end is dropped."""
        return "" if self._thinking else self._begin(self._held.lstrip())

    def _begin(self, text: str) -> str:
        self._begun, self._held = True, ""
        return text
