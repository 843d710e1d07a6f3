"""Replies of the arXiv API: an Atom feed, or a recording of one as JSON.

The format is https://info.arxiv.org/help/api/user-manual.html#_details_of_atom_results_returned.
A recording is `{"url", "status_code", "body"}` with the feed in `body`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.cleaning import clean, links_in, person
from ingest.errors import BadReply, NotRecognised
from ingest.sources import rss
from ingest.sources.entries import (
    arxiv_categories,
    day_of,
    first_doi,
    local_name,
    read_entries,
    text_of,
    texts_of,
    unique,
)
from ingest.withdrawal import is_withdrawn
from retrieval.identity import parse_arxiv_id
from retrieval.papers import Paper, Record, Sighting, Skipped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SOURCE = "arxiv:api"
ERROR_IDS = "/api/errors"  # an error is a feed with one entry whose id holds this

_RECORDING = re.compile(r'\s*\{\s*"(?:url|status_code|body)"\s*:')
_HTTP_ERRORS = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a reply, before it is judged; texts as they came."""

    id: str
    title: str
    abstract: str
    published: dt.date | None
    updated: dt.date | None
    authors: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    primary_category: str | None = None
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None


def looks_like(head: str) -> bool:
    """Whether a text that begins like this is a reply of the arXiv API, or a recording."""
    if _RECORDING.match(head):
        return "arxiv" in head.casefold()
    return "<feed" in head and "arxiv.org" in head and not rss.looks_like(head)


def parse(data: bytes, name: str) -> Iterator[Record | Skipped]:
    """Read every entry of a reply.

    Args:
        data: The reply: XML, or a JSON recording.
        name: What to call it in messages; places are "name:line".

    Raises:
        BadReply: It is an error reply (HTTP status 400 or more, or arXiv's error entry).
        NotRecognised: It is neither XML nor a recording.
        Truncated: It ends early; the complete entries were yielded before.
    """
    url, status, body = _unpacked(data, name)
    if status is not None and status >= _HTTP_ERRORS and b"<feed" not in body:
        raise BadReply(f"{name} records an error reply: HTTP {status}.", status=status, url=url)
    document = read_entries(body, name)
    refuse_error(document.root, name, status=status, url=url)
    for line, entry in document.entries:
        yield record_of(_entry_of(entry), f"{name}:{line}")
    if document.damage:
        raise document.damage


def refuse_error(
    root: Element, name: str, *, status: int | None = None, url: str | None = None
) -> None:
    """Raise BadReply when the feed is arXiv's way of saying that the request was wrong."""
    for entry in root.findall("{*}entry"):
        if ERROR_IDS in (text_of(entry, "id") or ""):
            reason = (text_of(entry, "summary") or "no reason given").rstrip(".")
            raise BadReply(
                f"{name}: arXiv answered with an error: {reason}.", status=status, url=url
            )
    if status is not None and status >= _HTTP_ERRORS:
        raise BadReply(f"{name} records an error reply: HTTP {status}.", status=status, url=url)
    if local_name(root) != "feed":
        raise NotRecognised(f"{name} is not an Atom feed: it begins with <{local_name(root)}>.")


def record_of(entry: Entry, place: str) -> Record | Skipped:
    """The paper and its sighting, or why the entry cannot be used."""
    identity = parse_arxiv_id(entry.id)
    title = clean(entry.title)
    if identity is None:
        return Skipped(place, f"no arXiv id in {entry.id[:80]!r}")
    if not title:
        return Skipped(place, f"{identity[0]} has no title")
    comment = clean(entry.comment or "") or None
    abstract = clean(entry.abstract)
    links = links_in(comment, abstract)
    categories = arxiv_categories(entry.categories)
    primary = arxiv_categories([entry.primary_category or ""])
    paper = Paper(
        id=identity[0],
        version=identity[1],
        title=title,
        abstract=abstract,
        authors=tuple(filter(None, map(person, entry.authors))),
        categories=categories or primary,
        primary_category=(primary or categories or (None,))[0],
        published=entry.published,
        updated=entry.updated,
        comment=comment,
        journal_ref=clean(entry.journal_ref or "") or None,
        doi=first_doi(entry.doi),
        code_url=links.code,
        project_url=links.project,
        withdrawn=is_withdrawn(comment, abstract, title),
    )
    affiliations = unique(filter(None, map(clean, entry.affiliations)))
    sighting = Sighting(SOURCE, affiliations=affiliations)
    return Record(paper, sighting, place, from_arxiv=True)


def _entry_of(node: Element) -> Entry:
    primary = node.find("{*}primary_category")
    authors = node.findall("{*}author")
    return Entry(
        id=text_of(node, "id") or "",
        title=text_of(node, "title") or "",
        abstract=text_of(node, "summary") or "",
        published=day_of(text_of(node, "published")),
        updated=day_of(text_of(node, "updated")),
        authors=tuple(name for a in authors if (name := text_of(a, "name"))),
        affiliations=tuple(text for a in authors for text in texts_of(a, "affiliation")),
        categories=tuple(c.get("term", "") for c in node.findall("{*}category")),
        primary_category=primary.get("term") if primary is not None else None,
        comment=text_of(node, "comment"),
        journal_ref=text_of(node, "journal_ref"),
        doi=text_of(node, "doi"),
    )


def _unpacked(data: bytes, name: str) -> tuple[str | None, int | None, bytes]:
    """URL, HTTP status and body of a recording; (None, None, data) for anything else."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None, None, data
    try:
        recording = json.loads(data.decode("utf-8-sig"))
    except ValueError as exc:
        raise NotRecognised(f"{name} is not a recorded reply: it is no JSON ({exc}).") from exc
    body, status, url = (recording.get(key) for key in ("body", "status_code", "url"))
    if not isinstance(body, str) or not isinstance(status, int | None):
        raise NotRecognised(f"{name} is not a recorded reply: it has no body or no status code.")
    # The declaration speaks of the bytes that were received, not of this re-encoded text.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", body)
    return (url if isinstance(url, str) else None), status, text.encode("utf-8", "replace")
