"""Answers in a few sentences, as far as the settings allow; both front ends ask here."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from bot.wiring import App
    from retrieval.queries import Answer
    from retrieval.written.values import Checked


class State(StrEnum):
    """How far it is, or what came of it."""

    UNDERWAY = "underway"
    WRITTEN = "written"
    BROKEN_OFF = "broken_off"  # there are sentences, and the model stopped in the middle
    # there are none, and the papers with their excerpts are all there is:
    NO_MODEL = "no_model"
    UNAVAILABLE = "unavailable"
    OUT_OF_BUDGET = "out_of_budget"
    UNSUPPORTED = "unsupported"
    NOTHING = "nothing"  # the model found no answer in the papers


@dataclass(frozen=True, slots=True)
class Told:
    """A written answer as far as it is there: every sentence was checked."""

    state: State
    sentences: tuple[Checked, ...] = ()
    dropped: int = 0
    model: str = ""
    reason: str = ""  # what went wrong, for whoever runs this


async def writing(app: App, answer: Answer, language: str) -> AsyncGenerator[Told, None]:
    """The answer as it grows; the last one is what came of it. Close it to stop the model.

    Args:
        app: has the model, or none.
        answer: its first papers are written about.
        language: the reader's.

    Raises:
        ModelError: the encoder that sentences are checked with cannot be loaded.
    """
    if app.llm is None:
        yield Told(State.NO_MODEL)
        return
    from retrieval.llm.errors import LlmError, OutOfBudget  # noqa: PLC0415 - imports slowly
    from retrieval.written.writing import Writer  # noqa: PLC0415 - same

    told = Told(State.UNDERWAY, model=app.llm.options.model)
    if app.llm.resting:
        yield replace(told, state=State.UNAVAILABLE)
        return
    yield told
    question = answer.query.question or answer.query.text
    writer = Writer(app.llm, app.encoder)
    try:
        async with aclosing(writer.checked(question, answer, language)) as sentences:
            async for one in sentences:
                if one.sound:
                    told = replace(told, sentences=(*told.sentences, one))
                    yield told
                else:
                    told = replace(told, dropped=told.dropped + 1)
    except LlmError as exc:
        state = State.OUT_OF_BUDGET if isinstance(exc, OutOfBudget) else State.UNAVAILABLE
        state = State.BROKEN_OFF if told.sentences else state
        yield replace(told, state=state, reason=str(exc))
    else:
        empty = State.UNSUPPORTED if told.dropped else State.NOTHING
        yield replace(told, state=State.WRITTEN if told.sentences else empty)
