"""The keyword-table README: a table of papers below each keyword.

    Last update: 2025-06-09
    ## Video Understanding
    | **Title** | **Date** | **Abstract** | **Comment** |
    | --- | --- | --- | --- |
    | **[title](http://arxiv.org/abs/2506.05175v1)** | 2025-06-05 | <details>… | 9 pages |

Columns are found by the header row, whatever their order and number. The printed day is the
day of the linked version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.cleaning import (
    first_link,
    heading,
    iso_day,
    links_in,
    own_id,
    people,
    plain,
    unmarked,
    urls,
    without_badges,
)
from ingest.sources.days import days_of
from ingest.withdrawal import is_withdrawn
from retrieval.identity import parse_arxiv_id, title_id
from retrieval.papers import Paper, Record, Sighting, Skipped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

SOURCE = "digest:keywords"

_COLUMNS = {
    "title": "title",
    "paper": "title",
    "paper title": "title",
    "标题": "title",
    "date": "date",
    "publish date": "published",
    "published": "published",
    "updated": "date",
    "announced": "listed",
    "update": "date",
    "abstract": "abstract",
    "summary": "abstract",
    "摘要": "abstract",
    "comment": "comment",
    "comments": "comment",
    "author": "authors",
    "authors": "authors",
    "作者": "authors",
    "code": "code",
    "github": "code",
    "pdf": "link",
    "link": "link",
    "links": "link",
    "url": "link",
    "arxiv": "link",
    "catalogue id": "id",  # ours, for a paper that is not on arXiv
}
_HEADING = re.compile(r"\s{0,3}#{2,6}\s*(.*\S)")
_ROW = re.compile(r"\s*\|")
_DELIMITER = re.compile(r"[\s|:-]*--[\s|:-]*")
_LAST_UPDATE = re.compile(r"last\s+updated?\b|updated?\s+on\b|更新", re.IGNORECASE)
# spans in which a pipe is text, although nobody escaped it
_WHOLE = re.compile(
    r"<details>(?:(?!<details>).)*?</details>|\*\*\[.{1,500}?\]\([^)\s]{0,500}\)\*\*", re.IGNORECASE
)
_PIPE = re.compile(r"(?<!\\)\|")
_SUMMARY = re.compile(r"<summary>(?:(?!<summary>).)*?</summary>", re.IGNORECASE)


@dataclass(slots=True)
class _State:
    """What the lines so far say about the rows that follow."""

    name: str
    day: dt.date | None = None
    day_told: bool = False  # by a line of its own, which no heading contradicts
    topic: str | None = None
    columns: list[str] = field(default_factory=list)


def looks_like(head: str) -> bool:
    """Whether there is a table with a column of titles and a second one known here."""
    return any(_ROW.match(line) and _columns(line) for line in head.split("\n"))


def parse(lines: Iterable[tuple[int, str]], name: str) -> Iterator[Record | Skipped]:
    """A record for each row, or the reason why it is none.

    Args:
        lines: Numbered lines; rows are read one by one, so a table may have any length.
        name: The file as the user named it.
    """
    state = _State(name)
    for number, line in lines:
        if _ROW.match(line):
            if columns := _columns(line):
                state.columns = columns
            elif state.columns and not _DELIMITER.fullmatch(line):
                yield _record_of(line, state, f"{name}:{number}")
        elif line.strip():
            _read_between(line, state)


def _read_between(line: str, state: _State) -> None:
    """A line that is no row: it ends the table, and may name a keyword or the day."""
    state.columns = []
    match = _HEADING.match(line)
    if match:
        state.topic = heading(match[1]) or None
    # "## Updated on 2025-06-09" is a day, and no keyword that holds one
    if _LAST_UPDATE.search(line) and not (match and state.day_told) and (day := iso_day(line)):
        state.day, state.day_told = day, not match


def _columns(line: str) -> list[str]:
    """Our names of the columns, "" for an unknown one; empty if this is no header row."""
    names = [plain(cell).strip("* ").casefold() for cell in _cells(line)]
    known = [_COLUMNS.get(name, "") for name in names]
    return known if "title" in known and len(set(known) - {"", "title"}) > 0 else []


def _cells(line: str) -> list[str]:
    """The cells of a row; escaped pipes become pipes, pipes within details stay."""
    whole: list[str] = []

    def put_aside(span: re.Match[str]) -> str:
        whole.append(span[0])
        return f"\x00{len(whole) - 1}\x00"

    row = _WHOLE.sub(put_aside, line.replace("\x00", "")).strip()
    row = row.removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    cells = (re.sub("\x00(\\d+)\x00", lambda m: whole[int(m[1])], c) for c in _PIPE.split(row))
    return [cell.replace("\\|", "|").strip() for cell in cells]


def _record_of(line: str, state: _State, place: str) -> Record | Skipped:
    cells = dict(zip(state.columns, _cells(line), strict=False))
    link = first_link(cells.get("title", ""))
    title = heading(link[0] if link else cells.get("title", ""))
    if not title:
        return Skipped(place, "no title")
    abstract, comment = _text(cells, "abstract"), _text(cells, "comment") or None
    found = (parse_arxiv_id(text) for text in (link[1] if link else "", cells.get("link", "")))
    own = own_id(cells.get("id", ""))
    base_id, version = next(filter(None, found), None) or (own or title_id(title), None)
    links = links_in(abstract, comment)
    code = next(iter(urls(cells.get("code", ""))), None)
    published, updated = _days(cells, base_id, version)
    paper = Paper(
        id=base_id,
        title=title,
        abstract=abstract,
        version=version,
        authors=people(_printed(cells, "authors")),
        published=published,
        updated=updated,
        listed=iso_day(cells.get("listed", "")),
        comment=comment,
        code_url=code or links.code,
        project_url=links.project,
        withdrawn=is_withdrawn(comment, abstract, title),
    )
    return Record(paper, Sighting(SOURCE, state.day, state.topic, code_url=code), place)


def _days(
    cells: dict[str, str], base_id: str, version: int | None
) -> tuple[dt.date | None, dt.date | None]:
    published = iso_day(cells.get("published", ""))
    if published:
        return days_of(published, base_id, version)
    return days_of(iso_day(cells.get("date", "")), base_id, version, of_version=True)


def _text(cells: dict[str, str], column: str) -> str:
    """The text of a cell; of a folded one, what is inside and not its summary."""
    return plain(_printed(cells, column))


def _printed(cells: dict[str, str], column: str) -> str:
    """The same with its entities; empty for what stands in a cell without a text."""
    text = without_badges(unmarked(_SUMMARY.sub(" ", cells.get(column, ""))))
    return "" if text.casefold() in {"-", "none", "null", "n/a"} else text
