"""The request's body, in the dialect that the endpoint turns out to understand.

Everybody calls it OpenAI-compatible. Some know no JSON schemas, some no `stream_options`, and
OpenAI's newer models want `max_completion_tokens` and their own temperature. What an endpoint
complains of is left out from then on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

_OPTIONAL = ("response_format", "stream_options", "temperature", "max_tokens")
_ALSO_CALLED = {"json_schema": "response_format", "include_usage": "stream_options"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the conversation, the longest answer in tokens, the form of the answer."""

    model: str
    messages: list[dict[str, str]]
    max_tokens: int
    schema: type[BaseModel] | None

    def body(self, without: frozenset[str]) -> dict[str, Any]:
        """The JSON body, without the parts that the endpoint does not know."""
        body: dict[str, Any] = {
            "model": self.model,
            "messages": self.messages,
            "max_tokens": self.max_tokens,
            "temperature": 0,  # the same question, the same answer
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if self.schema is not None:
            form = {"name": self.schema.__name__, "strict": True, "schema": schema_of(self.schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        if "max_tokens" in without:
            body["max_completion_tokens"] = self.max_tokens
        return {key: value for key, value in body.items() if key not in without}


def disliked(complaint: str, sent: dict[str, Any]) -> frozenset[str]:
    """The parts of a body that a complaint (HTTP 400 or 422) may be about; empty if none.

    Args:
        complaint: the endpoint's words, which go no further than here.
        sent: the body.
    """
    named = {name for name in _OPTIONAL if name in complaint}
    named |= {name for word, name in _ALSO_CALLED.items() if word in complaint}
    here = named & sent.keys()
    return frozenset(here or {"response_format", "stream_options"} & sent.keys())


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The model's JSON schema as strict endpoints want it: no other keys, and none left out."""
    schema: dict[str, Any] = _closed(model.model_json_schema())
    return schema


def schema_text(model: type[BaseModel]) -> str:
    """The schema to be read by a model whose endpoint does not know schemas."""
    return json.dumps(schema_of(model), ensure_ascii=False)


def _closed(part: Any) -> Any:  # noqa: ANN401 - any part of a JSON schema
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    if isinstance(closed.get("properties"), dict):
        closed |= {"additionalProperties": False, "required": list(closed["properties"])}
    return closed
