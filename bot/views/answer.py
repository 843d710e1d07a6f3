"""A page of the papers that a turn found.

Discord allows 4,000 characters and 40 components in a message, whatever is in what
(https://discord.com/developers/docs/components/reference). A page of five papers has at most
40: a text and a row of four buttons for each (30), a line below each (5), a last row of four
(5). So the header is the beginning of the first paper's text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.render.lines import (
    SEPARATOR,
    SMALL,
    facts,
    heading,
    links,
    quoted,
    shares,
    title_link,
    translated_title,
)
from bot.render.markup import fitted, size
from bot.render.sentences import abstention, filters_line, offering, printable, remarks
from bot.render.stressing import shown
from bot.render.writing import notice, written_text
from bot.views.rows import last_row, paper_row
from retrieval.members import Kind
from retrieval.queries import Abstained, Reason

if TYPE_CHECKING:
    from bot.words import Words
    from bot.writing import Told
    from retrieval.members import Turn
    from retrieval.queries import Evidence, Query

PAGE = 5  # papers
TOTAL = 4_000  # characters of a message, over all its texts
CONTENT = 2_000  # characters of a message without components
QUOTE = "> "  # a message that begins so shows the question

_QUESTION = 300  # of the question, as much as others need to follow
_FILTERS = 300
_TITLE = 200
_PAPER = 1_500  # of one paper where there is room
_QUOTES = 600
_WRITTEN = 1_600  # leaves two lines or three for each paper


def pages(turn: Turn) -> int:
    """How many pages the papers of a turn fill; an abstention fills none."""
    if isinstance(turn.outcome, Abstained):
        return 0
    return -(-len(turn.outcome.evidence) // PAGE)


def answer_view(
    turn: Turn, page: int, words: Words, *, quoting: bool, told: Told | None = None
) -> discord.ui.LayoutView:
    """One page of the papers.

    Args:
        turn: what was asked for and found; for an abstention see `abstention_text`.
        page: from 0; one that does not exist is the nearest that does.
        words: what the message says besides the papers.
        quoting: show the question too, where people would not see it otherwise.
        told: what was written about the papers; it stands above those of the first page.

    Raises:
        ValueError: the turn found no papers.
    """
    view = discord.ui.LayoutView(timeout=None)
    outcome = turn.outcome
    if isinstance(outcome, Abstained):
        raise ValueError("an abstention has no pages")  # noqa: TRY004 - the value is wrong, not its type
    page = max(0, min(page, pages(turn) - 1))
    first = page * PAGE
    evidence = outcome.evidence[first : first + PAGE]
    above = _header(turn, page, words, quoting=quoting)
    if told is not None and page == 0:
        question, _, below = above.partition("\n") if above.startswith(QUOTE) else ("", "", above)
        above = "\n".join(part for part in (question, _told(told, words), below) if part)
    texts = _cards(evidence, first, words, outcome.query.language, TOTAL - size(above) - 1)
    for place, text in enumerate(texts):
        whole = f"{above}\n{text}" if above and place == 0 else text
        view.add_item(discord.ui.TextDisplay(whole))
        view.add_item(paper_row(turn, first + place, words))
        view.add_item(discord.ui.Separator())
    return view.add_item(last_row(turn, page, pages(turn), words))


def _told(told: Told, words: Words) -> str:
    """What was written, and who wrote it."""
    below = SMALL + fitted(notice(told, words), _FILTERS)
    return "\n".join(part for part in (written_text(told, _WRITTEN), below) if part)


def sentence(text: str) -> str:
    """One sentence as the content of a message; it may repeat what a person typed."""
    return fitted(printable(_capital(text)), CONTENT)


def abstention_text(turn: Turn, words: Words, *, quoting: bool = False) -> str:
    """Why there is no answer, as the content of a message; arguments as of `answer_view`.

    Raises:
        ValueError: the turn found papers.
    """
    outcome = turn.outcome
    if not isinstance(outcome, Abstained):
        raise ValueError("an answer is no abstention")  # noqa: TRY004 - the value is wrong, not its type
    above = _question(outcome.query) if quoting else ""
    offered = bool(outcome.nearest)
    text = abstention(outcome.query, outcome.reason, _of_its_kind(turn, words), offered=offered)
    if outcome.reason not in (Reason.NOTHING_INDEXED, Reason.SMALLTALK):
        # those two are our own words, one with a command in them
        text = fitted(printable(_capital(text)), CONTENT - size(above) - 1)
    whole = f"{above}\n{text}" if above else text
    return whole + _instead(outcome, words, CONTENT - size(whole))


def _instead(outcome: Abstained, words: Words, room: int) -> str:
    """The papers that are offered instead, those that there is room for; or empty."""
    lines = ["", f"{SMALL}{offering(outcome.reason, words)}"]
    for known in outcome.nearest:
        line = f"- {title_link(known.paper, _TITLE)}"
        if size("\n".join([*lines, line])) <= room:
            lines.append(line)
    return "\n".join(lines) if len(lines) > 2 else ""  # noqa: PLR2004 - the two lines above


def _header(turn: Turn, page: int, words: Words, *, quoting: bool) -> str:
    """The question, what the papers are, and which page this is; may be empty."""
    query = turn.outcome.query
    above = _question(query) if _shows_question(turn, quoting=quoting) else ""
    total = pages(turn)
    place = words.papers.page.format(page=page + 1, pages=total) if total > 1 else ""
    narrowed = filters_line(query, _of_its_kind(turn, words))
    filters = fitted(printable(_capital(narrowed)), _FILTERS)
    name = _name(turn, words)
    left_out = fitted(printable(remarks(query, words)), _FILTERS)
    if left_out:
        above = "\n".join(part for part in (above, f"{SMALL}{left_out}") if part)
    if name:
        below = SMALL + _capital(SEPARATOR.join(part for part in (filters, place) if part))
        return "\n".join(part for part in (above, f"## {name}", below) if part.strip("-# "))
    line = SEPARATOR.join(part for part in (filters, place) if part)
    return "\n".join(part for part in (above, f"{SMALL}{_capital(line)}" if line else "") if part)


def _of_its_kind(turn: Turn, words: Words) -> Words:
    """What is trending was noticed in the days that were asked for; it may be older."""
    if turn.kind is not Kind.TRENDING:
        return words
    return replace(words, searching=replace(words.searching, since=words.searching.noticed))


def _name(turn: Turn, words: Words) -> str:
    """What the papers of a list are, where it is not a question that they answer."""
    said = words.papers
    if turn.kind is Kind.SIMILAR:
        return said.like.format(title=_similar_to(turn.outcome.query))
    names = {Kind.RECENT: said.newest, Kind.TRENDING: said.trending, Kind.SAVED: said.kept}
    return names.get(turn.kind, "")


def _shows_question(turn: Turn, *, quoting: bool) -> bool:
    """A list's name does not say what was searched in it; but it says what papers are like."""
    if turn.kind is Kind.SIMILAR:
        return quoting and _is_pasted(turn.outcome.query)
    return quoting or turn.kind is not Kind.ASK


def _is_pasted(query: Query) -> bool:
    """Whether a person typed the question: where a paper was chosen, it is the paper's title."""
    return "://" in query.question or bool(query.paper_id and query.paper_id in query.question)


def _similar_to(query: Query) -> str:
    """The title of the paper, or its id where a link to it was pasted."""
    title = "" if _is_pasted(query) else shown(query.question)
    return fitted(title or shown(query.paper_id or ""), _TITLE)


def _question(query: Query) -> str:
    question = fitted(printable(query.question), _QUESTION)
    return f"{QUOTE}{question}" if question else ""


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _cards(
    evidence: tuple[Evidence, ...], first: int, words: Words, language: str, room: int
) -> list[str]:
    """The papers' texts; those that are short leave their room to the others."""
    texts = [_card(one, first + i + 1, words, language, _PAPER) for i, one in enumerate(evidence)]
    given = shares([size(text) for text in texts], room)
    return [
        text
        if size(text) <= given[i]
        else _card(evidence[i], first + i + 1, words, language, given[i])
        for i, text in enumerate(texts)
    ]


def _card(evidence: Evidence, number: int, words: Words, language: str, room: int) -> str:
    """Title, people and day, excerpts, links: the excerpts get the room that the others leave."""
    known = evidence.known
    title = heading(known.paper, number, room // 3)
    about = facts(known, words, room // 3)
    left = room - size(title) - size(about) - 1
    translated = translated_title(known.paper, language, left // 4, words)
    left -= size(translated) + 1
    below = links(known, words, left * 2 // 5)
    quotes = _quotes(evidence, min(left - size(below) - 2, _QUOTES))
    return "\n".join(line for line in (title, translated, about, *quotes, below) if line)


def _quotes(evidence: Evidence, room: int) -> list[str]:
    """The excerpts, each with its share of the room."""
    texts = [(one.text, one.marks) for one in evidence.excerpts]
    needs = [size(quoted(text, marks, room)) + 1 for text, marks in texts]  # and a line's end
    given = shares(needs, room)
    quotes = [
        quoted(text, marks, share - 1) for (text, marks), share in zip(texts, given, strict=True)
    ]
    return [quote for quote in quotes if quote]
