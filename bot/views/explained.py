"""A paper explained, and the passages that the explanation rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.render.explanation import heading_of, notices, place_of
from bot.render.lines import SMALL, facts, heading, links, shares, translated_title
from bot.render.markup import fitted, size
from bot.render.stressing import shown, stressed
from bot.views.answer import TOTAL
from bot.views.rows import explained_row
from bot.words import words_for
from retrieval.members import Kind
from retrieval.queries import Answer

if TYPE_CHECKING:
    from bot.desk.explained import Explained
    from bot.words import Words
    from retrieval.explaining.values import Claim, Explanation, Passage, Section
    from retrieval.queries import Excerpt

_HEAD = 600
_LINKS = 500
_MOST_PASSAGES = 25
_SHORTEST = 20  # less of a passage than this says nothing


def explained_view(explained: Explained, words: Words) -> discord.ui.LayoutView:
    """What one paper says, section by section.

    Args:
        explained: the explanation, and the turn that shows it.
        words: of the reader; what stands with the explanation is in its own language.
    """
    explanation = explained.explanation
    buttons, words = words, words_for(explanation.language)
    head = _head(explanation, words)
    below = links(explanation.known, words, _LINKS)
    room = TOTAL - size(head) - size(below) - 2
    excerpts = _excerpts(explained)
    sections = explanation.sections
    longest = [_section(one, explanation, excerpts, words, room) for one in sections]
    given = shares([size(text) + 1 for text in longest], room)
    texts = [
        _section(one, explanation, excerpts, words, share - 1)
        for one, share in zip(sections, given, strict=True)
    ] or [f"{SMALL}{words.papers.only_title}"]
    return _view(explained, buttons, [head, *texts, below], written=explanation.written)


def passages_view(explained: Explained, words: Words) -> discord.ui.LayoutView:
    """The passages that are cited, in the order of their numbers; arguments as above."""
    explanation = explained.explanation
    head = heading(explanation.known.paper, None, _HEAD // 2)
    room = TOTAL - size(head) - 1
    passages = [explanation.passage(n) for n in explanation.cited[:_MOST_PASSAGES]]
    said = words_for(explanation.language)
    given = shares([size(_passage(one, said, room)) + 1 for one in passages], room)
    lines = [_passage(one, said, share - 1) for one, share in zip(passages, given, strict=True)]
    text = "\n".join(line for line in lines if line)
    return _view(explained, words, [head, text], written=False)


def _excerpts(explained: Explained) -> tuple[Excerpt, ...]:
    """What answered the question that the turn is about, if there was one."""
    turn = explained.turn
    asked = turn.kind is not Kind.PAPER and bool(
        turn.outcome.query.text or turn.outcome.query.paper_id
    )
    if not asked or not isinstance(turn.outcome, Answer):
        return ()
    return turn.outcome.evidence[explained.number].excerpts


def _head(explanation: Explanation, words: Words) -> str:
    known = explanation.known
    said = " ".join(notices(explanation, words))
    lines = (
        heading(known.paper, None, _HEAD // 2),
        translated_title(known.paper, explanation.language, _HEAD // 2, words),
        facts(known, words, _HEAD),
        f"{SMALL}{fitted(said, _HEAD)}" if said else "",
    )
    return "\n".join(line for line in lines if line)


def _section(
    section: Section,
    explanation: Explanation,
    excerpts: tuple[Excerpt, ...],
    words: Words,
    room: int,
) -> str:
    head = f"**{heading_of(section.heading, words)}**"
    lines = [head]
    left = room - size(head)
    for claim in section.claims:
        line = _claim(claim, explanation, excerpts, left - 1)
        if not line:
            break
        lines.append(line)
        left -= size(line) + 1
    return "\n".join(lines) if len(lines) > 1 else ""


def _claim(claim: Claim, explanation: Explanation, excerpts: tuple[Excerpt, ...], room: int) -> str:
    if explanation.written:
        cited = f" [{', '.join(map(str, claim.passages))}]"
        text = _unlinked(claim.text, (), room - size(cited) - 2)
        return f"- {text}{cited}" if text else ""
    passage = explanation.passage(claim.passages[0])
    text = _unlinked(passage.text, _marks(passage, excerpts), room - 2)
    return f"> {text}" if text else ""


def _marks(passage: Passage, excerpts: tuple[Excerpt, ...]) -> tuple[tuple[int, int], ...]:
    """The whole sentence where it answers what was asked."""
    answers = any(
        (one.field, one.language) == (passage.field, passage.language)
        and passage.start is not None
        and passage.end is not None
        and one.start <= passage.start
        and passage.end <= one.end
        for one in excerpts
    )
    return ((0, len(passage.text)),) if answers else ()


def _passage(passage: Passage, words: Words, room: int) -> str:
    label = f"**{passage.number}** "
    place = f" ({fitted(shown(place_of(passage, words)), _HEAD // 6)})"
    text = _unlinked(passage.text, (), room - size(label + place) - 2)
    return f"{label}“{text}”{place}" if text else ""


def _unlinked(text: str, marks: tuple[tuple[int, int], ...], room: int) -> str:
    """The text, escaped; addresses in it are shown and lead nowhere: they may be anybody's."""
    room -= text.count("://")
    if room < min(_SHORTEST, size(shown(text))):
        return ""
    return stressed(text, marks, room).replace("://", ":\u200b//")


def _view(
    explained: Explained, words: Words, texts: list[str], *, written: bool
) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    for text in filter(None, texts):
        view.add_item(discord.ui.TextDisplay(text))
        view.add_item(discord.ui.Separator())
    return view.add_item(explained_row(explained.turn, explained.number, words, written=written))
