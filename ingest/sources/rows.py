"""One row of a metadata dump: a JSON object, in any of the shapes that are in use.

- arXiv's bulk snapshot (https://www.kaggle.com/datasets/Cornell-University/arxiv): `id, title,
  abstract, authors` or `authors_parsed, categories, update_date, versions, comments, doi,
  journal-ref, license`;
- trackers' dumps: `id, title, authors, abstract, listed, subjects`;
- retrieval benchmarks: `id, title, abstract`, or BEIR's `_id, title, text`.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from ingest.cleaning import clean, iso_day, links_in, people, person
from ingest.withdrawal import is_withdrawn
from retrieval.identity import parse_arxiv_id, title_id
from retrieval.papers import Paper, Record, Sighting, Skipped

if TYPE_CHECKING:
    import datetime as dt

ARXIV_SOURCE = "dump:arxiv"
SOURCE = "dump:jsonl"

_VERSION = re.compile(r"v?(\d{1,3})")

_KINDS = {list: "a list", str: "text", int: "a number", bool: "a truth value"}

Row = dict[str, Any]


def record_of(row: object, place: str) -> Record | Skipped:
    """The record of a row, or why it is none."""
    if not isinstance(row, dict):
        return Skipped(place, f"{_KINDS.get(type(row), 'a value')}, not an object")
    title = _text(row, "title")
    if not title:
        return Skipped(place, "no title")
    source = ARXIV_SOURCE if _is_snapshot(row) else SOURCE
    paper = _paper(row, title)
    return Record(paper, Sighting(source), place, from_arxiv=source == ARXIV_SOURCE)


def _is_snapshot(row: Row) -> bool:
    return "versions" in row or "authors_parsed" in row or "update_date" in row


def _paper(row: Row, title: str) -> Paper:
    abstract = _text(row, "abstract", "summary", "text")
    comment = _text(row, "comments", "comment") or None
    base_id, stated = _identity(row, title)
    version, published, updated = _versions(row)
    categories = _categories(row)
    links = links_in(abstract, comment)
    return Paper(
        id=base_id,
        title=title,
        abstract=abstract,
        version=version or stated,
        authors=_authors(row),
        categories=categories,
        primary_category=_primary(row, categories),
        published=published,
        updated=updated,
        listed=iso_day(_text(row, "listed", "announced")),
        comment=comment,
        journal_ref=_text(row, "journal-ref", "journal_ref") or None,
        doi=_text(row, "doi") or None,
        licence=_text(row, "license", "licence") or None,
        code_url=_text(row, "code_url", "code") or links.code,
        project_url=_text(row, "project_url") or links.project,
        withdrawn=is_withdrawn(comment, abstract, title),
    )


def _text(row: Row, *keys: str) -> str:
    """The first of the keys that holds text or a whole number, cleaned; else ""."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and (text := clean(value)):
            return text
    return ""


def _identity(row: Row, title: str) -> tuple[str, int | None]:
    """A dump's own id stays as it is, unless it names an arXiv paper."""
    own = _text(row, "id", "_id", "arxiv_id", "paper_id", "url")
    return parse_arxiv_id(own) or (own or title_id(title), None)


def _authors(row: Row) -> tuple[str, ...]:
    parsed = row.get("authors_parsed")
    if isinstance(parsed, list) and parsed:  # ["Last", "First", "Jr.", affiliations...]
        return tuple(filter(None, map(_parsed_name, parsed)))
    listed = row.get("authors", row.get("author"))
    if isinstance(listed, str):
        return people(listed)
    if not isinstance(listed, list):
        return ()
    names = (one.get("name") if isinstance(one, dict) else one for one in listed)
    return tuple(filter(None, (person(name) for name in names if isinstance(name, str))))


def _parsed_name(parts: object) -> str:
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return ""
    last, first, suffix, *_ = [*parts, "", "", ""]
    return person(f"{first} {last} {suffix}")


def _categories(row: Row) -> tuple[str, ...]:
    value = row.get("categories", row.get("subjects"))
    if isinstance(value, str):
        value = re.split(r"[\s,;]+", value)
    if not isinstance(value, list):
        return ()
    # older dumps hold one string in a list: ["cs.CL cs.LG"]
    words = [w for item in value if isinstance(item, str) for w in _subject_words(item)]
    return tuple(dict.fromkeys(filter(None, words)))


def _subject_words(item: str) -> list[str]:
    words = clean(item).split()
    return words if all("." in word or "-" in word for word in words) else [" ".join(words)]


def _primary(row: Row, categories: tuple[str, ...]) -> str | None:
    """As stated; in the snapshot it is the first category."""
    stated = _text(row, "primary_category")
    return stated or (categories[0] if categories and _is_snapshot(row) else None)


def _versions(row: Row) -> tuple[int | None, dt.date | None, dt.date | None]:
    """Number of the last version, days of the first and the last one."""
    listed = row.get("versions")
    known = sorted(filter(None, map(_version, listed if isinstance(listed, list) else [])))
    if known:
        first = known[0][1] if known[0][0] == 1 else None
        return known[-1][0], first or None, known[-1][1]
    updated = iso_day(_text(row, "updated", "update_date"))
    stated = _VERSION.fullmatch(_text(row, "version"))
    return int(stated[1]) if stated else None, iso_day(_text(row, "published")), updated


def _version(stated: object) -> tuple[int, dt.date] | None:
    """Number and UTC day out of `{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}`."""
    if not isinstance(stated, dict):
        return None
    number = _VERSION.fullmatch(_text(stated, "version"))
    created = _text(stated, "created")
    try:
        day = iso_day(created) or parsedate_to_datetime(created).date()
    except (ValueError, OverflowError):
        return None
    return (int(number[1]), day) if number else None
