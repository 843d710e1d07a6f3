"""A written answer for a screen and for a program, and what both front ends say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from bot.render.hanging import Hanging
from bot.render.markup import fitted, size
from bot.render.sentences import printable
from bot.render.stressing import shown
from bot.writing import State, Told

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.words import Words
    from retrieval.queries import Answer
    from retrieval.written.values import Checked


def notice(told: Told, words: Words) -> str:
    """One line: who wrote it, or why there are excerpts only; plain text."""
    said = words.writing
    lines = {
        State.UNDERWAY: said.underway,
        State.WRITTEN: said.written,
        State.BROKEN_OFF: said.broken_off,
        State.NO_MODEL: said.no_model,
        State.UNAVAILABLE: said.unavailable,
        State.OUT_OF_BUDGET: said.out_of_budget,
        State.UNSUPPORTED: said.unsupported,
        State.NOTHING: said.nothing,
    }
    return lines[told.state].format(model=printable(told.model))


def written_text(told: Told, room: int) -> str:
    """The sentences as Discord shows them, as many as there is room for: none is cut."""
    text = ""
    for one in told.sentences:
        more = f"{text} {fitted(_with_marks(one), room + 1)}".strip()
        if size(more) > room:
            break
        text = more
    return text


def written_view(told: Told, words: Words) -> RenderableType:
    """The answer on a screen, the papers are to stand below it."""
    parts: list[RenderableType] = []
    if told.sentences:
        parts.append(Hanging(Text(" ".join(shown(_with_marks(one)) for one in told.sentences))))
    parts.append(Hanging(Text(notice(told, words), "italic")))
    return Group(*parts, Text())


def written_data(told: Told, answer: Answer) -> dict[str, Any]:
    """What `--json` prints; a passage is the stored abstract's [start:end]."""
    ids = [evidence.paper.id for evidence in answer.evidence]
    sentences = [
        {
            "text": one.sentence.shown,
            "papers": [ids[number - 1] for number in one.sentence.cited],
            "passages": [
                {"id": ids[passage.number - 1], "start": passage.start, "end": passage.end}
                for passage in one.passages
            ],
        }
        for one in told.sentences
    ]
    return {
        "state": told.state.value,
        "model": told.model or None,
        "sentences": sentences,
        "dropped": told.dropped,
    }


def _with_marks(one: Checked) -> str:
    marks = "".join(f"[{number}]" for number in one.sentence.cited)
    return f"{one.sentence.shown} {marks}"
