"""The Chinese topic digest: topics, papers below them, and a reader's notes on each.

    # Topic: Multi-modal｜Video
    ## Title
    2025-10-06｜affiliation, affiliation｜CVPR 2025｜⭐️
    <u>http://arxiv.org/abs/2510.05034v3</u>
    <u>https://github.com/owner/repository</u>
    ### 概述 ... ### 方法 ... ### 实验 ... ### 通俗易懂

The notes are text about the paper, so they stay with the sighting; there is no abstract.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.cleaning import clean, first_link, heading, iso_day, plain, urls, without_badges
from ingest.reading import capped
from ingest.sources.days import days_of
from retrieval.identity import parse_arxiv_id, title_id
from retrieval.papers import Paper, Record, Sighting, Skipped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

SOURCE = "digest:topic"

_TOPIC = re.compile(r"\s{0,3}#{1,3}\s*Topics?\s*[:：]\s*(.*)$", re.IGNORECASE)
_TITLE = re.compile(r"\s{0,3}##(?!#)\s*(.*\S)\s*$")
_SECTION = re.compile(r"\s{0,3}###(?!#)\s*(.*?)\s*$")
_KNOWN_SECTION = re.compile(r"^\s{0,3}###\s*(?:概述|方法|实验|通俗易懂)", re.MULTILINE)
_HOSTS_OF_CODE = re.compile(
    r"https?://(?:www\.)?(?:github\.com/|gitlab\.|gitee\.com/|bitbucket\.org/|codeberg\.org/"
    r"|anonymous\.4open\.science/|huggingface\.co/(?!papers/))",
    re.IGNORECASE,
)
_BETWEEN_AFFILIATIONS = re.compile(r"\s*[,，、;；]\s*(?![^()（）]{0,200}[)）])")
_VENUE = re.compile(r"\b(?:19|20)\d{2}\b|['’]\d{2}\b")
_BLANK_LINES = re.compile(r"\n{2,}")


@dataclass(slots=True)
class _Entry:
    """One paper as printed: the lines above its first section, and its sections."""

    title: str
    line: int
    topic: str | None
    above: list[str] = field(default_factory=list)
    sections: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, line: str) -> None:
        match = _SECTION.match(line)
        if match:
            self.sections.append((heading(match[1]).rstrip(":： "), []))
        elif self.sections:
            self.sections[-1][1].append(line)
        else:
            self.above.append(line)


def looks_like(head: str) -> bool:
    """Whether there is a topic heading, or a section that only this family has."""
    lines = head.split("\n")
    return any(_TOPIC.match(line) for line in lines) or _KNOWN_SECTION.search(head) is not None


def parse(lines: Iterable[tuple[int, str]], name: str) -> Iterator[Record | Skipped]:
    """A record for each paper; the reason for each heading below which there is none.

    Args:
        lines: Numbered lines.
        name: The file as the user named it.
    """
    entry: _Entry | None = None
    topic: str | None = None
    for number, line in capped(lines, name):
        if match := _TOPIC.match(line):
            if entry is not None:
                yield _record_of(entry, name)
            entry, topic = None, plain(match[1]) or None
        elif match := _TITLE.match(line):
            if entry is not None:
                yield _record_of(entry, name)
            entry = _Entry(match[1], number, topic)
        elif entry is not None:
            entry.add(line)
    if entry is not None:
        yield _record_of(entry, name)


def _record_of(entry: _Entry, name: str) -> Record | Skipped:
    place, title = f"{name}:{entry.line}", heading(entry.title)
    link = first_link(entry.title)
    found = [*([link[1]] if link else []), *(u for line in entry.above for u in urls(line))]
    identity = next(filter(None, map(parse_arxiv_id, found)), None)
    notes = tuple(_notes(entry))
    if not title:
        return Skipped(place, "no title")
    if identity is None and not notes and not found:
        return Skipped(place, f"neither a link nor notes below “{title}”")
    base_id, version = identity or (title_id(title), None)
    others = [url for url in found if parse_arxiv_id(url) is None]
    code = next(filter(_HOSTS_OF_CODE.match, others), None)
    day, affiliations, comment = _printed_below(entry.above)
    published, updated = days_of(day, base_id, version)
    paper = Paper(
        id=base_id,
        title=title,
        version=version,
        published=published,
        updated=updated,
        comment=comment,
        code_url=code,
        project_url=next((url for url in others if not _HOSTS_OF_CODE.match(url)), None),
    )
    sighting = Sighting(
        SOURCE, topic=entry.topic, code_url=code, affiliations=affiliations, notes=notes
    )
    return Record(paper, sighting, place)


def _printed_below(lines: list[str]) -> tuple[dt.date | None, tuple[str, ...], str | None]:
    """Day, affiliations and venue out of `2025-10-06｜A, B｜CVPR 2025｜⭐️`; each may be missing."""
    line = next((one for one in lines if "http" not in one and re.search(r"[｜|\d]", one)), "")
    parts = [without_badges(plain(part)) for part in re.split(r"[｜|]", line)]
    day = iso_day(line)
    words = [part for part in parts if part and not re.fullmatch(r"[\d\s./-]+", part)]
    venues = [part for part in words if _VENUE.search(part)]
    affiliations = next((part for part in words if part not in venues), "")
    others = [part for part in words if part not in (affiliations, *venues)]
    return (
        day,
        tuple(filter(None, _BETWEEN_AFFILIATIONS.split(affiliations))),
        clean(", ".join([*venues, *others])) or None,
    )


def _notes(entry: _Entry) -> Iterator[tuple[str, str]]:
    """Heading and text of each section that holds text; lines stay lines, figures go."""
    for title, lines in entry.sections:
        kept = (_note_line(line) for line in lines)
        text = _BLANK_LINES.sub("\n", "\n".join(kept)).strip()
        if text:
            yield title, text


def _note_line(line: str) -> str:
    """One line of a note without markdown marks; the indentation of nested lists stays."""
    indentation = line[: len(line) - len(line.lstrip(" \t"))]
    text = plain(line)
    return f"{indentation}{text}" if text else ""
