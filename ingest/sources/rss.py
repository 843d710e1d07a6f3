"""arXiv's announcement feeds: RSS 2.0 and their Atom flavour.

What the fields mean is told at https://info.arxiv.org/help/rss_specifications.html. Feeds
change at midnight US Eastern; the day that is printed there is the announcement day.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from ingest.cleaning import clean, links_in, person
from ingest.errors import NotRecognised
from ingest.sources.entries import (
    arxiv_categories,
    first_doi,
    local_name,
    read_entries,
    text_of,
    texts_of,
    unique,
)
from ingest.withdrawal import is_withdrawn
from retrieval.identity import arxiv_month, parse_arxiv_id
from retrieval.papers import ListedBy, Paper, Record, Sighting, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SOURCE = "arxiv:rss"

_LEAD = re.compile(
    r"^\s*(?P<id>arXiv:\S+)\s+Announce Type:\s*(?P<type>[\w-]+)\s+(?:Abstract:\s*)?", re.IGNORECASE
)
_NAME_SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV)")
_FEED_OF = re.compile(r"^([\w.-]+) updates on arXiv", re.IGNORECASE)
_ATOM_FLAVOUR = re.compile(r"announce_type|rss\.arxiv\.org/atom|oai:arXiv\.org:", re.IGNORECASE)
_FRESH = dt.timedelta(days=31)


def looks_like(head: str) -> bool:
    """Whether a text that begins like this is an announcement feed of arXiv."""
    if "<rss" in head:
        return "arxiv" in head.casefold()
    return "<feed" in head and _ATOM_FLAVOUR.search(head) is not None


def parse(data: bytes, name: str) -> Iterator[Record | Skipped]:
    """Read every announcement of a feed; an empty feed (a weekend, a holiday) yields nothing.

    Args:
        data: The feed.
        name: What to call it in messages; places are "name:line".

    Raises:
        NotRecognised: It is no XML, or no feed.
        Truncated: It ends early; the complete announcements were yielded before.
    """
    document = read_entries(data, name)
    if local_name(document.root) not in {"rss", "feed"}:
        sentence = f"{name} is not a feed: it begins with <{local_name(document.root)}>."
        raise NotRecognised(sentence)
    channel = document.root.find("channel")
    if channel is None:
        channel = document.root
    day = _printed_day(text_of(channel, "pubDate") or text_of(channel, "updated"))
    title = _FEED_OF.match(text_of(channel, "title") or "")
    topic = title[1] if title else None
    for line, item in document.entries:
        yield _record_of(item, f"{name}:{line}", day, topic)
    if document.damage:
        raise document.damage


def _record_of(
    item: Element, place: str, feed_day: dt.date | None, topic: str | None
) -> Record | Skipped:
    text = text_of(item, "description") or text_of(item, "summary") or ""
    lead = _LEAD.match(text)
    identity = _identity(item, lead)
    title = text_of(item, "title") or ""
    if identity is None:
        return Skipped(place, "no arXiv id in its guid, link or description")
    if not title:
        return Skipped(place, f"{identity[0]} has no title")
    abstract = text[lead.end() :] if lead else text
    kind = (text_of(item, "announce_type") or (lead["type"] if lead else "")).casefold() or None
    day = _printed_day(text_of(item, "pubDate") or text_of(item, "published")) or feed_day
    authors, affiliations = people(texts_of(item, "creator") or _atom_authors(item))
    categories = arxiv_categories(_terms(item))
    links = links_in(abstract)
    paper = Paper(
        id=identity[0],
        version=identity[1],
        title=title,
        abstract=abstract,
        authors=authors,
        categories=categories,
        primary_category=categories[0] if categories else None,
        updated=day if kind and kind.startswith("replace") else None,
        listed=day if _first_announced(kind, identity, day) else None,
        journal_ref=text_of(item, "journal_reference"),
        doi=first_doi(text_of(item, "DOI") or text_of(item, "doi")),
        licence=text_of(item, "rights"),
        code_url=links.code,
        project_url=links.project,
        withdrawn=is_withdrawn(None, abstract, title),
    )
    sighting = Sighting(SOURCE, day=day, topic=topic, affiliations=affiliations, announce_type=kind)
    by = ListedBy.STATED if kind == "new" else ListedBy.CROSS_LIST
    return Record(paper, sighting, place, from_arxiv=True, listed_by=by)


def _identity(item: Element, lead: re.Match[str] | None) -> tuple[str, int | None] | None:
    """Id and version; the guid and the description carry the version, the link does not."""
    link = item.find("{*}link")
    candidates = (
        lead["id"] if lead else "",
        text_of(item, "guid") or text_of(item, "id") or "",
        (link.get("href") or link.text or "") if link is not None else "",
    )
    found = [identity for text in candidates if (identity := parse_arxiv_id(text))]
    return next((i for i in found if i[1]), found[0] if found else None)


def _first_announced(
    kind: str | None, identity: tuple[str, int | None], day: dt.date | None
) -> bool:
    """Whether this is the paper's own announcement, not a later listing of a known paper.

    A cross-list is one when the paper is new elsewhere on the same day, and is not when an old
    paper is added to another category; the feed does not tell them apart, the id's month does.
    """
    if kind == "new":
        return True
    month = arxiv_month(identity[0])
    if kind != "cross" or (identity[1] or 1) > 1 or month is None or day is None:
        return False
    return day - month[1] < _FRESH


def _printed_day(stamp: str | None) -> dt.date | None:
    """The calendar day in the stamp's own offset: US Eastern, as arXiv prints it."""
    try:
        return parsedate_to_datetime(stamp).date() if stamp else None
    except (ValueError, IndexError):
        pass
    try:
        return dt.datetime.fromisoformat(stamp or "").date()
    except ValueError:
        return None


def _terms(item: Element) -> tuple[str, ...]:
    """Categories: element text in RSS, the attribute `term` in Atom."""
    nodes = item.findall("{*}category")
    return tuple(clean(node.get("term") or node.text or "") for node in nodes)


def _atom_authors(item: Element) -> tuple[str, ...]:
    return tuple(name for a in item.findall("{*}author") if (name := text_of(a, "name")))


def people(creators: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and affiliations out of "A. One (MIT, USA), B. Two, Jr."."""
    names: list[str] = []
    affiliations: list[str] = []
    for part in (p for c in creators for p in re.split(r",(?![^(]*\))", c)):
        affiliations += re.findall(r"\(([^()]*)\)", part)
        name = person(re.sub(r"\([^()]*\)", " ", part))
        if names and _NAME_SUFFIX.fullmatch(name):
            names[-1] += f", {name}"
        elif name:
            names.append(name)
    return tuple(names), unique(filter(None, map(clean, affiliations)))
