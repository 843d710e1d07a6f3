"""OAI-PMH replies of arXiv, in its own metadata formats `arXiv` and `arXivRaw`.

The protocol is https://www.openarchives.org/OAI/openarchivesprotocol.html, the formats are
those of https://info.arxiv.org/help/oa/index.html. A page's resumption token is a matter of
the harvester: each saved page is read for itself.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from ingest.cleaning import links_in, person
from ingest.errors import BadReply, NotRecognised
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
from ingest.sources.rss import people
from ingest.withdrawal import is_withdrawn
from retrieval.identity import parse_arxiv_id
from retrieval.papers import Paper, Record, Sighting, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SOURCE = "arxiv:oai"


def looks_like(head: str) -> bool:
    """Whether a text that begins like this is an OAI-PMH reply."""
    return "<OAI-PMH" in head or "http://www.openarchives.org/OAI/2.0/" in head


def parse(data: bytes, name: str) -> Iterator[Record | Skipped]:
    """Read every record of a reply; a deleted one is skipped, an empty range yields nothing.

    Args:
        data: One reply: GetRecord, or a page of ListRecords.
        name: What to call it in messages; places are "name:line".

    Raises:
        BadReply: It is an error reply, other than "noRecordsMatch".
        NotRecognised: It is no XML, or no such reply.
        Truncated: It ends early; the complete records were yielded before.
    """
    document = read_entries(data, name)
    if local_name(document.root) != "OAI-PMH":
        sentence = f"{name} is no OAI-PMH reply: it begins with <{local_name(document.root)}>."
        raise NotRecognised(sentence)
    _refuse_error(document.root, name)
    for line, record in document.entries:
        yield _record_of(record, f"{name}:{line}")
    if document.damage:
        raise document.damage


def _refuse_error(root: Element, name: str) -> None:
    error = root.find("{*}error")
    if error is not None and error.get("code") != "noRecordsMatch":
        code, reason = error.get("code") or "unknown", (text_of(root, "error") or "").rstrip(".")
        raise BadReply(f"{name}: arXiv answered with the error {code}: {reason or 'no reason'}.")


def _record_of(record: Element, place: str) -> Record | Skipped:
    header = record.find("{*}header")
    identifier = text_of(header, "identifier") if header is not None else None
    if header is not None and header.get("status") == "deleted":
        return Skipped(place, f"arXiv has deleted {identifier or 'this record'}")
    node = record.find("{*}metadata/{*}arXiv")
    if node is None:
        node = record.find("{*}metadata/{*}arXivRaw")
    if node is None:
        return Skipped(place, f"{identifier or 'the record'} is in neither of arXiv's own formats")
    identity = parse_arxiv_id(text_of(node, "id") or identifier or "")
    title = text_of(node, "title")
    if identity is None:
        return Skipped(place, "the record has no arXiv id")
    if not title:
        return Skipped(place, f"{identity[0]} has no title")
    return _read(node, identity[0], title, place)


def _read(node: Element, base_id: str, title: str, place: str) -> Record:
    categories = arxiv_categories((text_of(node, "categories") or "").split())
    comment, abstract = text_of(node, "comments"), text_of(node, "abstract") or ""
    authors, affiliations = _authors(node)
    version, published, updated = _history(node)
    links = links_in(comment, abstract)
    paper = Paper(
        id=base_id,
        version=version,
        title=title,
        abstract=abstract,
        authors=authors,
        categories=categories,
        primary_category=categories[0] if categories else None,
        published=published,
        updated=updated,
        comment=comment,
        journal_ref=text_of(node, "journal-ref"),
        doi=first_doi(text_of(node, "doi")),
        licence=text_of(node, "license"),
        code_url=links.code,
        project_url=links.project,
        withdrawn=is_withdrawn(comment, abstract, title),
    )
    return Record(paper, Sighting(SOURCE, affiliations=affiliations), place, from_arxiv=True)


def _history(node: Element) -> tuple[int | None, dt.date | None, dt.date | None]:
    """Version, submission of the first and of the last version.

    `arXivRaw` lists the versions; `arXiv` has `created`, and `updated` after a replacement.
    """
    versions = [
        (int(number[1]), _stamped_day(text_of(version, "date")))
        for version in node.findall("{*}version")
        if (number := re.fullmatch(r"v(\d{1,3})", version.get("version", "")))
    ]
    if versions:
        return max(versions, key=_number)[0], versions[0][1], max(versions, key=_number)[1]
    created = day_of(text_of(node, "created"))
    return None, created, day_of(text_of(node, "updated")) or created


def _number(version: tuple[int, dt.date | None]) -> int:
    return version[0]


def _stamped_day(stamp: str | None) -> dt.date | None:
    """The UTC day of "Mon, 2 Apr 2007 19:18:42 GMT"; None when unreadable."""
    try:
        return parsedate_to_datetime(stamp).astimezone(dt.UTC).date() if stamp else None
    except (ValueError, OverflowError):
        return None


def _authors(node: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and affiliations: structured in `arXiv`, one line in `arXivRaw`."""
    nodes = node.findall("{*}authors/{*}author")
    if not nodes:
        line = text_of(node, "authors") or ""
        return people((re.sub(r"\s+and\s+", ", ", line),))
    names = (person(" ".join(_parts(author))) for author in nodes)
    affiliations = unique(text for author in nodes for text in texts_of(author, "affiliation"))
    # a lone ":" stands between a collaboration and its members
    return tuple(name for name in names if any(c.isalpha() for c in name)), affiliations


def _parts(author: Element) -> list[str]:
    tags = ("forenames", "keyname", "suffix")
    return [text for tag in tags if (text := text_of(author, tag))]
