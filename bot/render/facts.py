"""Everything that is known of one paper besides its texts, as lines of Discord's markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.data import affiliations
from bot.render.lines import SEPARATOR, SMALL
from bot.render.markup import fitted, size
from bot.render.sentences import day, listed
from bot.render.stressing import shown
from retrieval.categories import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.words import Words
    from retrieval.papers import KnownPaper, Paper, Sighting

_PEOPLE = 500
_VALUE = 250  # of any other fact
_SOURCES = {"hf": "Hugging Face", "arxiv": "arXiv"}
_DIGEST = "digest"
_SIGHTINGS = 5
_SIGHTING = 120


def paper_facts(known: KnownPaper, words: Words, room: int) -> str:
    """Like "**Authors**: ...", a line for each fact that is known, as many as fit."""
    lines: list[str] = []
    for name, value, limit in _values(known, words):
        text = fitted(shown(value), limit)
        line = words.papers.fact.format(name=f"**{name}**", value=text) if text else ""
        if line and size("\n".join([*lines, line])) <= room:
            lines.append(line)
    return "\n".join(lines)


def seen(known: KnownPaper, words: Words, room: int) -> str:
    """Where and when the paper was seen, latest first, in small letters."""
    said = words.papers
    latest = sorted(known.sightings, key=lambda one: str(one.day or ""), reverse=True)
    room -= size(_rest(len(latest), words)) + 1
    lines: list[str] = []
    for sighting in latest[:_SIGHTINGS]:
        text = fitted(_sighting(sighting, words), _SIGHTING)
        line = f"{SMALL}{said.fact.format(name=said.seen, value=text)}"
        if text and size("\n".join([*lines, line])) <= room:
            lines.append(line)
    left = len(latest) - len(lines)
    return "\n".join([*lines, _rest(left, words)] if lines and left else lines)


def _values(known: KnownPaper, words: Words) -> Iterator[tuple[str, str, int]]:
    """Name, value and longest length of each fact; empty where nothing is known."""
    paper, said = known.paper, words.papers
    yield said.authors, _people(paper, words), _PEOPLE + 2 * _VALUE
    yield said.affiliations, "; ".join(affiliations(known)), _VALUE
    yield said.dates, _dates(paper, words), _VALUE
    yield said.categories, words.lists.comma.join(map(_category, paper.categories)), _VALUE
    yield said.versions, _versions(known, words), _VALUE
    yield said.comment, paper.comment or "", _VALUE
    yield said.journal, paper.journal_ref or "", _VALUE
    yield "DOI", paper.doi or "", _VALUE
    yield said.licence, paper.licence or "", _VALUE
    yield said.sections, words.lists.comma.join(known.notes), _VALUE


def _people(paper: Paper, words: Words) -> str:
    """All names as they are printed, or the first ones and how many more there are."""
    names, comma = [shown(name) for name in paper.authors], words.lists.comma
    whole = range(1, len(names) + 1)
    fit = next((n - 1 for n in whole if size(comma.join(names[:n])) > _PEOPLE), len(names))
    if fit == len(names):
        return listed(names, words)
    first = comma.join(names[: max(fit, 1)])
    return words.lists.shortened.format(names=first, more=len(names) - max(fit, 1))


def _dates(paper: Paper, words: Words) -> str:
    said = words.dates
    known = (
        (said.submitted, paper.published),
        (said.announced, paper.listed),
        (said.updated, paper.updated),
    )
    dates = [text.format(day=day(date, words)) for text, date in known if date is not None]
    return SEPARATOR.join(dates)


def _category(code: str) -> str:
    """Like "cs.RO (Robotics)"; a subject that is no code of arXiv as it stands."""
    return f"{code} ({CATEGORIES[code]})" if code in CATEGORIES else code


def _versions(known: KnownPaper, words: Words) -> str:
    versions = [
        " ".join(
            part
            for part in (
                f"v{one.number}" if one.number else "",
                day(one.updated, words) if one.updated else "",
            )
            if part
        )
        for one in known.versions
    ]
    told = [version for version in versions if version]
    return words.lists.comma.join(told) if len(told) > 1 else ""  # one version is no news


def _sighting(sighting: Sighting, words: Words) -> str:
    """Like "Hugging Face (daily) · 2026-06-12 · 42 upvotes"."""
    source, _, part = sighting.source.partition(":")
    name = _SOURCES.get(source, source)
    if source == _DIGEST:  # the part says how the file is laid out, which is no reader's business
        name, part = words.papers.digest, ""
    parts = [
        f"{name} ({part})" if part else name,
        day(sighting.day, words) if sighting.day else "",
        sighting.topic or "",
        "" if sighting.upvotes is None else words.papers.upvotes.format(count=sighting.upvotes),
    ]
    return shown(SEPARATOR.join(part for part in parts if part))


def _rest(count: int, words: Words) -> str:
    return f"{SMALL}{words.papers.sources.format(count=count)}"
