"""One paper on its own: everything that is known of it, or what it says at length."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.render.facts import paper_facts, seen
from bot.render.lines import (
    SEPARATOR,
    SMALL,
    facts,
    heading,
    links,
    notes,
    quoted,
    translated_title,
)
from bot.render.markup import fitted, size
from bot.render.sentences import day
from bot.render.stressing import shown
from bot.views.answer import TOTAL
from bot.views.rows import single_row
from retrieval.answering.excerpts import texts_of
from retrieval.members import Kind
from retrieval.queries import Abstained

if TYPE_CHECKING:
    from bot.words import Words
    from retrieval.answering.excerpts import StoredText
    from retrieval.members import Turn
    from retrieval.papers import Paper
    from retrieval.queries import Evidence

_HEAD = 600
_FACTS = 1_700
_SEEN = 500
_LINKS = 700
_HEADING = 80  # of a section of a digest
_MOST_TEXTS = 6  # with a line below each, far from the 40 components that a message may have
_TITLE_FIELD, _ABSTRACT_FIELD = "title", "abstract"


def details_view(turn: Turn, number: int, words: Words) -> discord.ui.LayoutView:
    """Everything that is known of one paper; the abstract gets the room that is left.

    Args:
        turn: the turn that shows it.
        number: the paper's place in it, from 0.
        words: what the message says besides the paper.

    Raises:
        IndexError: the turn has no such paper.
    """
    evidence, language = _evidence(turn, number), turn.outcome.query.language
    known = evidence.known
    head = _lines(
        heading(known.paper, None, _HEAD // 2),
        translated_title(known.paper, language, _HEAD // 2, words),
    )
    changed = fitted(SEPARATOR.join(notes(known, words)), _HEAD // 2)
    about = _lines(f"{SMALL}{changed}" if changed else "", paper_facts(known, words, _FACTS))
    below = _lines(links(known, words, _LINKS), seen(known, words, _SEEN))
    room = TOTAL - sum(size(part) + 1 for part in (head, about, below))
    abstract = _texts(evidence, language, words, room)[:1]
    return _view(turn, number, words, _lines(head, about), *abstract, below)


def more_view(turn: Turn, number: int, words: Words) -> discord.ui.LayoutView:
    """What one paper says, in full where there is room: the answering sentences are bold.

    The texts in the reader's language come first. Arguments and errors as of `details_view`.
    """
    evidence, language = _evidence(turn, number), turn.outcome.query.language
    known = evidence.known
    head = _lines(
        heading(known.paper, None, _HEAD // 2),
        translated_title(known.paper, language, _HEAD // 2, words),
        facts(known, words, _HEAD),
    )
    below = links(known, words, _LINKS)
    texts = _texts(evidence, language, words, TOTAL - size(head) - size(below) - 2)
    return _view(turn, number, words, head, *texts, below)


def _evidence(turn: Turn, number: int) -> Evidence:
    if isinstance(turn.outcome, Abstained) or not 0 <= number < len(turn.outcome.evidence):
        raise IndexError(f"turn {turn.id} has no paper {number}")
    evidence, query = turn.outcome.evidence[number], turn.outcome.query
    asked = turn.kind is not Kind.PAPER and bool(query.text or query.paper_id)
    # without a question an excerpt is only how the abstract begins: it answers nothing
    return evidence if asked else replace(evidence, excerpts=())


def _view(turn: Turn, number: int, words: Words, *texts: str) -> discord.ui.LayoutView:
    """The texts that are not empty with a line between them, then the buttons."""
    view = discord.ui.LayoutView(timeout=None)
    for text in filter(None, texts):
        view.add_item(discord.ui.TextDisplay(text))
        view.add_item(discord.ui.Separator())
    return view.add_item(single_row(turn, number, words))


def _texts(evidence: Evidence, language: str, words: Words, room: int) -> list[str]:
    """The paper's texts, those in the reader's language first, for as long as there is room.

    Or the one sentence that says that there are none.
    """
    parts: list[str] = []
    if machine := _machine_abstract(evidence.known.paper, language, words, room):
        parts.append(machine)
        room -= size(machine)
    texts = [text for text in texts_of(evidence.known) if text.field != _TITLE_FIELD]
    for text in sorted(texts, key=lambda text: text.language != language)[:_MOST_TEXTS]:
        head = _text_heading(text, language, words)
        body = quoted(text.text, _answering(text, evidence), room - size(head) - 1)
        if body:
            parts.append(_lines(head, body))
            room -= size(parts[-1])
    return parts or [f"{SMALL}{words.papers.only_title}"]


def _machine_abstract(paper: Paper, language: str, words: Words, room: int) -> str:
    """What a model made of the abstract, and which one; no more than its share of the room."""
    there = paper.translated(language)
    if there is None or there.machine is None or not there.abstract:
        return ""
    if "abstract" not in there.fields:
        return ""
    made = there.machine
    said = words.translating.abstract.format(
        model=fitted(shown(made.model), _HEADING), day=day(made.made, words)
    )
    body = quoted(there.abstract, (), room // 2 - size(said) - 5)
    return _lines(f"**{said}**", body) if body else ""


def _text_heading(text: StoredText, language: str, words: Words) -> str:
    """The name of the section; the language too where it is not the reader's."""
    if text.field != _ABSTRACT_FIELD:
        name = fitted(shown(text.field), _HEADING)
    elif text.language == language:
        name = words.papers.abstract
    else:
        name = f"{words.papers.abstract} ({text.language})"
    return f"**{name}**" if name else ""


def _answering(text: StoredText, evidence: Evidence) -> list[tuple[int, int]]:
    """Where the excerpts stand in the text; those of another text are none."""
    return sorted(
        (one.start, one.end)
        for one in evidence.excerpts
        if (one.field, one.language) == (text.field, text.language)
        and text.text[one.start : one.end] == one.text
    )


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
