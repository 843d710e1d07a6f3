"""One paper in Discord's markdown, line by line; each line within the room it is given.

Titles, names and abstracts are other people's text: nothing of it is obeyed, and the only
masked links are the ones made here. All lengths are UTF-16 units.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.render.markup import fitted, link, safe_address, size
from bot.render.sentences import authors_line, day, when
from bot.render.stressing import shown, stressed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.words import Words
    from retrieval.papers import KnownPaper, Paper

SEPARATOR = " · "
SMALL = "-# "  # Discord shows such a line in small grey letters

_TITLE = 250
_PEOPLE = 120
_FACTS = 160
_SUBJECTS = 3
_SHORTEST_QUOTE = 40  # less of a sentence than this says nothing
_LONGEST_TARGET = 120  # a longer address makes no link of a title; it stands below
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_HUGGING_FACE = "hf:"  # how the sources are named that saw a paper there


def heading(paper: Paper, number: int | None, room: int) -> str:
    """The title, as a link where that is safe; numbered in a list."""
    before = "### " if number is None else f"### {number}. "
    return f"{before}{title_link(paper, room - size(before))}".rstrip()


def title_link(paper: Paper, room: int) -> str:
    """The title, as a link where that is safe.

    Discord ends a link's text at a bracket even if it is escaped: such titles stay as they are,
    without the link. An address in a title is shown and leads nowhere, for it may be anybody's,
    and Discord makes no link whose text holds one.
    """
    title = (shown(paper.title) or shown(paper.id)).replace("://", ":\u200b//")
    target = _target(paper)
    around = size(f"[]({target})") if target else 0
    text = fitted(title, min(_TITLE, room - around))
    if target and text and not re.search(r"[\[\]]", text):
        return f"[{text}]({target})"
    return text


def translated_title(paper: Paper, language: str, room: int, words: Words) -> str:
    """The title in a language, and whether a model made it; empty where there is none."""
    there = paper.translated(language)
    title = shown(there.title) if there else ""
    if there is None or not title or title == shown(paper.title):
        return ""
    said = words.translating.title if "title" in there.fields else "{title}"
    room = min(_TITLE, room) - size(said.format(title=""))
    fit = fitted(title, room) if room > 0 else ""
    return said.format(title=fit) if fit else ""


def facts(known: KnownPaper, words: Words, room: int) -> str:
    """Who wrote it, when it came out, its categories, whether it changed since; or empty."""
    paper = known.paper
    room -= size(SMALL)
    people = fitted(shown(authors_line(paper.authors, words)), min(_PEOPLE, room // 2))
    room -= size(people + SEPARATOR) if people else 0
    subjects = shown(", ".join(paper.categories[:_SUBJECTS]))
    others = [when(paper, words), subjects, *notes(known, words)]
    rest = fitted(SEPARATOR.join(one for one in others if one), min(_FACTS, room))
    line = SEPARATOR.join(part for part in (people, rest) if part)
    return f"{SMALL}{line}" if line else ""


def notes(known: KnownPaper, words: Words) -> list[str]:
    """Like ["revised 2026-06-12 (v3)", "withdrawn"]; plain text."""
    paper, said = known.paper, words.papers
    found = []
    number = paper.version or 1
    if number > 1 or len(known.versions) > 1:
        text = (
            said.revised.format(day=day(paper.updated, words))
            if paper.updated
            else said.revised_once
        )
        found.append(text + (said.version.format(number=number) if number > 1 else ""))
    return [*found, said.withdrawn] if paper.withdrawn else found


def quoted(text: str, marks: Sequence[tuple[int, int]], room: int) -> str:
    """A stored text as a quotation with the marked words in bold; empty if there is no room."""
    room -= size("> “”")
    line = stressed(text, marks, room)
    if not line or (room < _SHORTEST_QUOTE and size(shown(text)) > room):
        return ""
    return f"> “{line}”"


def links(known: KnownPaper, words: Words, room: int) -> str:
    """As many links as there is room for; the title leads to the abstract already."""
    paper = known.paper
    abstract, *others = (
        link(words.papers.abstract, paper.url),
        link("PDF", paper.pdf_url),
        link(words.papers.code, paper.code_url),
        link("Hugging Face", _hugging_face(known)),
        link(words.papers.project, paper.project_url),
        link("DOI", doi_address(paper)),
    )
    chosen: list[str] = []
    for one in filter(None, (*others, abstract)):
        if size(SEPARATOR.join([*chosen, one])) <= room:
            chosen = [one, *chosen] if one == abstract else [*chosen, one]
    return SEPARATOR.join(chosen)


def doi_address(paper: Paper) -> str | None:
    """Where a DOI leads; None for what is not a DOI."""
    if paper.doi is None or _DOI.fullmatch(paper.doi) is None:
        return None
    return safe_address(f"https://doi.org/{quote(paper.doi)}")


def shares(needs: Sequence[int], room: int) -> list[int]:
    """How much room each gets: what it needs, or else an equal part of what the others leave."""
    given = [0] * len(needs)
    waiting = sorted(range(len(needs)), key=needs.__getitem__)
    for done, index in enumerate(waiting):
        given[index] = min(needs[index], room // (len(waiting) - done))
        room -= given[index]
    return given


def _target(paper: Paper) -> str | None:
    """Where the title leads."""
    address = safe_address(paper.url) or doi_address(paper)
    return address if address and size(address) <= _LONGEST_TARGET else None


def _hugging_face(known: KnownPaper) -> str | None:
    """The page of the paper on Hugging Face, which has one for every arXiv paper seen there."""
    seen = any(sighting.source.startswith(_HUGGING_FACE) for sighting in known.sightings)
    return f"https://huggingface.co/papers/{known.paper.id}" if seen and known.paper.url else None
