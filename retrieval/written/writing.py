"""A written answer: asked of a model, checked sentence by sentence as it comes."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from retrieval.llm.errors import LlmError
from retrieval.llm.guarding import foreign, repeats, says_something
from retrieval.written.checking import Checker
from retrieval.written.chinese import CHINESE, Pairs, says_the_same
from retrieval.written.prompting import prompt_for, sources_of
from retrieval.written.splitting import Splitter
from retrieval.written.values import Flaw, Reason

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator

    from retrieval.encoding.encoder import Encoder
    from retrieval.llm.prompt import Prompt
    from retrieval.queries import Answer
    from retrieval.written.values import Checked, Sentence

T = TypeVar("T")
MOST_SENTENCES = 5  # that are shown
MOST_CHECKED = 15  # that are looked at: a model that rambles is stopped
MOST_TOKENS = {"en": 600, "zh": 1_000}


class Asked(Protocol):
    """A language model, as `retrieval.llm.Endpoint` is one."""

    def stream(self, prompt: Prompt, *, max_tokens: int | None = None) -> AsyncGenerator[str, None]:
        """The answer as it comes; raises LlmError."""


class Runs(Protocol):
    """Runs what computes where it keeps nobody waiting."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """What the work gives."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it. Numbers in sentences are places in the answer, from 1."""

    shown: tuple[Checked, ...]  # at most five sound sentences, in order
    dropped: tuple[Checked, ...]
    failure: LlmError | None = None  # the model was not to be had, or broke off

    @property
    def text(self) -> str:
        """The sentences with their marks; "" when there is nothing to show."""
        return " ".join(marked(one.sentence) for one in self.shown)


class Writer:
    """Writes answers. Safe to use for several at a time."""

    def __init__(
        self,
        endpoint: Asked,
        encoder: Encoder,
        *,
        run: Runs = asyncio.to_thread,
    ) -> None:
        """Writes with a model.

        Args:
            endpoint: the model.
            encoder: reads papers and sentences, for the check.
            run: runs what computes on a thread that may be kept busy.
        """
        self._endpoint = endpoint
        self._encoder = encoder
        self._run = run

    async def write(self, question: str, answer: Answer, language: str = "en") -> Written:
        """The whole written answer. Never raises an LlmError: it is in `failure`."""
        shown: list[Checked] = []
        dropped: list[Checked] = []
        try:
            async with aclosing(self.checked(question, answer, language)) as sentences:
                async for one in sentences:
                    (shown if one.sound else dropped).append(one)
        except LlmError as exc:
            return Written(tuple(shown), tuple(dropped), exc)
        return Written(tuple(shown), tuple(dropped))

    async def checked(
        self, question: str, answer: Answer, language: str = "en"
    ) -> AsyncGenerator[Checked, None]:
        """Each sentence when it has ended and was checked, sound or not.

        Args:
            question: as it was asked.
            answer: whose first papers are written about.
            language: the reader's: "zh", or any other for English.

        Raises:
            LlmError: the model was not to be had, or broke off in the middle.
        """
        sources = sources_of(answer)
        chinese = language == CHINESE
        checker: Checker | None = None
        sound: list[str] = []
        looked_at = 0
        prompt = prompt_for(question, sources, chinese=chinese)
        tokens = MOST_TOKENS[CHINESE if chinese else "en"]
        pieces = self._endpoint.stream(prompt, max_tokens=tokens)
        ours = f"{prompt.system} {prompt.task}"
        async with aclosing(pieces):
            async for sentence in _sentences(pieces, Pairs() if chinese else Splitter()):
                if checker is None:
                    checker = await self._run(partial(Checker, sources, self._encoder))
                one = await self._run(partial(_checked, checker, sentence, ours, chinese=chinese))
                looked_at += 1
                if sentence.text in sound:  # small models say things twice
                    continue
                yield one
                if one.sound:
                    sound.append(sentence.text)
                if len(sound) >= MOST_SENTENCES or looked_at >= MOST_CHECKED:
                    return


def _checked(checker: Checker, sentence: Sentence, ours: str, *, chinese: bool) -> Checked:
    found = checker.check(sentence)
    if flaws := [*_harm(sentence.text, ours), *_harm(sentence.told, ours)]:
        return replace(found, reasons=(*found.reasons, *flaws))
    if chinese and not says_the_same(sentence.text, sentence.told):
        return replace(found, reasons=(*found.reasons, Reason(Flaw.UNTRANSLATED)))
    return found


def _harm(text: str, ours: str) -> Iterator[Reason]:
    """What is not shown though the papers carry it, or nearly."""
    if found := foreign(text):
        yield Reason(Flaw.FOREIGN, found)
    if repeats(text, ours) or (text and not says_something(text)):
        yield Reason(Flaw.UNSUPPORTED)


async def _sentences(
    pieces: AsyncIterator[str], splitter: Splitter | Pairs
) -> AsyncIterator[Sentence]:
    async for piece in pieces:
        for sentence in splitter.feed(piece):
            yield sentence
    for sentence in splitter.close():
        yield sentence


def marked(sentence: Sentence) -> str:
    """A sentence with the numbers of its papers at its end."""
    numbers = "".join(f"[{number}]" for number in sentence.cited)
    return f"{sentence.shown} {numbers}"
