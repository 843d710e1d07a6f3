"""An answer as Discord shows it: one card a paper, within every limit that Discord sets.

Limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import discord

from bot.render.markup import fitted, link, safe_address, size
from bot.render.sentences import abstention, authors_line, filters_line, printable, when
from retrieval.queries import Abstained, Answer, Reason
from retrieval.text.latex import readable

if TYPE_CHECKING:
    from retrieval.papers import Paper
    from retrieval.queries import Evidence, Excerpt, Query

TITLE, DESCRIPTION, EMBEDS, TOTAL = 256, 4_096, 10, 6_000

_QUESTION = 300  # of the question, as much as others need to follow
_FILTERS = 300
_PEOPLE = 120
_FACTS = 120
_EXCERPT = 900
_SHORTEST_EXCERPT = 40  # less of a sentence than this says nothing
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Cards:
    """What one message shows."""

    content: str  # above the cards; may be empty
    embeds: tuple[discord.Embed, ...]


def cards(outcome: Answer | Abstained, *, quoting: bool = False) -> Cards:
    """The papers that answer, the first ten of them, or the sentence that says why none do.

    Args:
        outcome: what the engine found.
        quoting: show the question too, where people would not see it otherwise.
    """
    if isinstance(outcome, Abstained):
        return Cards(_heading(outcome.query, quoting=quoting), (_abstention(outcome),))
    shown = outcome.evidence[:EMBEDS]
    room = TOTAL // len(shown)
    heading = "\n".join(
        part for part in (_heading(outcome.query, quoting=quoting), _understood(outcome)) if part
    )
    return Cards(heading, tuple(_card(evidence, room) for evidence in shown))


def sentence_card(sentence: str) -> discord.Embed:
    """One sentence, which may repeat what a person typed."""
    said = f"{sentence[:1].upper()}{sentence[1:]}"
    return discord.Embed(description=fitted(printable(said), DESCRIPTION))


def shown(text: str) -> str:
    """A stored text as people read it, on one line."""
    return printable(readable(text))


def _heading(query: Query, *, quoting: bool) -> str:
    question = fitted(printable(query.question), _QUESTION) if quoting else ""
    return f"> {question}" if question else ""


def _understood(answer: Answer) -> str:
    line = printable(filters_line(answer.query))
    return fitted(f"{line[:1].upper()}{line[1:]}:", _FILTERS) if line else ""


def _abstention(outcome: Abstained) -> discord.Embed:
    sentence = abstention(outcome.query, outcome.reason)
    if outcome.reason is Reason.NOTHING_INDEXED:  # our own words, with a command in them
        return discord.Embed(description=sentence)
    return sentence_card(sentence)


def _card(evidence: Evidence, room: int) -> discord.Embed:
    paper = evidence.paper
    title = fitted(shown(paper.title), min(TITLE, room * 2 // 5))
    return discord.Embed(
        title=title or None,
        url=paper.url or _doi(paper),
        description=_description(evidence, min(DESCRIPTION, room - size(title))),
    )


def _description(evidence: Evidence, room: int) -> str:
    """Authors, facts, excerpts and links; the excerpts get the room that the others leave."""
    paper = evidence.paper
    lines = [fitted(printable(authors_line(paper.authors)), _PEOPLE), _facts(paper)]
    lines = [line for line in lines if line]
    left = room - sum(size(line) + 1 for line in lines)
    links = _links(paper, left)
    left -= size(links) + 1
    for excerpt in evidence.excerpts:
        quoted = _quote(excerpt, left - 1)
        if quoted:
            lines.append(quoted)
            left -= size(quoted) + 1
    return "\n".join([*lines, links] if links else lines)


def _facts(paper: Paper) -> str:
    subjects = printable(", ".join(paper.categories[:3]))
    facts = [when(paper), subjects, "withdrawn" if paper.withdrawn else ""]
    return fitted(" · ".join(fact for fact in facts if fact), _FACTS)


def _quote(excerpt: Excerpt, room: int) -> str:
    marks = size("> “”")
    if room - marks < _SHORTEST_EXCERPT:
        return ""
    text = fitted(shown(excerpt.text), min(room - marks, _EXCERPT))
    return f"> “{text}”" if text else ""


def _links(paper: Paper, room: int) -> str:
    """As many links as there is room for, the most useful first."""
    line = ""
    for one in (
        link("Abstract", paper.url),
        link("PDF", paper.pdf_url),
        link("DOI", None if paper.url else _doi(paper)),
        link("Code", paper.code_url),
        link("Project", paper.project_url),
    ):
        longer = " · ".join(part for part in (line, one) if part)
        if size(longer) <= room:
            line = longer
    return line


def _doi(paper: Paper) -> str | None:
    """Where a DOI leads; arXiv ids lead to arXiv instead."""
    if paper.doi is None or _DOI.fullmatch(paper.doi) is None:
        return None
    return safe_address(f"https://doi.org/{quote(paper.doi)}")
