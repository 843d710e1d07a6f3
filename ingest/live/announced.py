"""The papers that arXiv announced on one day in one category, however late one asks.

Two sources tell of them:

- **The category's feed** shows the last announcement, from midnight US Eastern until the next
  one: new papers, cross-lists and replacements, told apart, and papers that moderation held
  for weeks. It lacks dates of submission and comments, so its papers are completed by id
  through the API.
- **The API's window**, once the feed has moved on or stays empty: the papers submitted after
  the cut-off of the announcement before and until the cut-off of this one (14:00 US Eastern,
  see `retrieval.following.calendar`). Their announcement is inferred from that. Ids are given
  when papers are announced (https://info.arxiv.org/help/availability.html), so a paper that was
  submitted earlier, and whose id is not below all ids of the window, was held until this
  announcement or a later one. Old papers that were cross-listed or replaced are not found so.
  What moderation held may be announced later than inferred, so such a day gives way to one that
  a feed or a dump states (`retrieval.papers.ListedBy`). So may everything: on a day off that the
  calendar does not know nothing is announced, and the API shows its papers with the next
  announcement, hours before the feeds do. In those hours nothing is inferred.

Whatever a feed states is among the records, also of another day than the one asked for: it may
not be readable any more when that day's turn comes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.errors import IngestError
from ingest.live.arxiv_api import ArxivPages
from ingest.live.arxiv_rss import announcements
from ingest.live.specs import ArxivCategories
from ingest.sources.atom import SOURCE as API
from retrieval.following.calendar import (
    EASTERN,
    announced_at,
    cut_off,
    next_announcement,
    previous_announcement,
    why_none,
)
from retrieval.identity import arxiv_month
from retrieval.papers import ListedBy, Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ingest.live.opening import LiveServices
    from retrieval.papers import Skipped

    Version = tuple[str, int]  # id and number

FEED_AT = dt.time(0, 5)  # US Eastern; feeds change at midnight, the API knows then too
FEED_PATIENCE = dt.timedelta(hours=6)  # after that an old or empty feed is not waited for
HELD = dt.timedelta(days=14)  # by moderation: further back the window does not look

_TOGETHER = 100  # ids in one request
_MOST_ITEMS = 2_000  # in a feed: more are cut off
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Announced:
    """What was found of an announcement."""

    records: tuple[Record | Skipped, ...] = ()
    papers: int = 0  # that belong to it
    missing: str | None = None  # why this is not all of it, a sentence; None: it is


def feed_at(day: dt.date) -> dt.datetime:
    """The moment, in UTC, from which the feeds show the announcement of a listing day."""
    return dt.datetime.combine(day, FEED_AT, EASTERN).astimezone(dt.UTC)


def announced(
    services: LiveServices, code: str, day: dt.date, *, whole: Collection[Version] = ()
) -> Announced:
    """The announcement of a listing day in a category; what cannot be had is said, not raised.

    An empty one is not whole, for nobody can tell it from a fault; on a day on which the calendar
    knows of no announcement it is, and only the feed is asked: the calendar may be wrong.

    Args:
        services: where to ask.
        code: the category.
        day: the listing day.
        whole: versions that the API told of lately, by `versions`; they are not asked for again.
    """
    feed, said = _feed(services, code)
    of_day = [record for record in feed if record.sighting.day == day]
    pages = ArxivPages(services.arxiv, services.arxiv_api_url)
    other = tuple(record for record in feed if record.sighting.day != day)
    if of_day and len(feed) < _MOST_ITEMS:
        found = _completed(pages, of_day, whole)
    elif why_none(day):
        found = Announced(missing=said)
    elif not of_day and (early := _too_early(code, day, feed, services.now())):
        found = Announced(missing=said or early)
    else:
        found = _window(pages, code, day)
        records = (*of_day, *found.records)
        found = replace(found, records=records, papers=len(set(_ids(records))))
    return replace(found, records=(*other, *found.records))


def _too_early(code: str, day: dt.date, feed: list[Record], now: dt.datetime) -> str | None:
    """Why nothing is inferred of a day that the feed does not show; None where something is."""
    moved_on = any(record.sighting.day and record.sighting.day > day for record in feed)
    if not moved_on and now < feed_at(day) + FEED_PATIENCE:
        return f"arXiv's feed of {code} does not show {day} yet."
    following = next_announcement(day)
    if announced_at(following) <= now < feed_at(following):
        return f"What was submitted for {day} in {code} may be announced on {following} only."
    return None


def _feed(services: LiveServices, code: str) -> tuple[list[Record], str | None]:
    """What the feed shows now, and why it shows nothing."""
    try:
        found = list(announcements(services.arxiv, services.arxiv_rss_url, (code,)))
    except IngestError as exc:
        return [], str(exc)
    return [record for record in found if isinstance(record, Record)], None


def versions(records: Iterable[Record | Skipped]) -> set[Version]:
    """The papers among the records that the API told of, each with its version."""
    return {
        (record.paper.id, record.paper.version or 1)
        for record in records
        if isinstance(record, Record) and record.sighting.source == API
    }


def _completed(pages: ArxivPages, feed: list[Record], whole: Collection[Version]) -> Announced:
    """The feed's papers, and the API's account of each that is not known in full."""
    told = {record.paper.id: record.paper.version or 1 for record in feed}
    ids = [paper_id for paper_id, version in told.items() if (paper_id, version) not in whole]
    full: list[Record | Skipped] = []
    missing = None
    try:
        for start in range(0, len(ids), _TOGETHER):
            full += pages.papers(tuple(ids[start : start + _TOGETHER]))
    except IngestError as exc:
        missing = f"Not every paper is complete: {exc}"
    else:
        unknown = len(set(ids).difference(_ids(full)))
        if unknown:
            missing = f"arXiv's API does not know {unknown} of {len(told)} announced papers yet."
    return Announced((*feed, *full), len(told), missing)


def _window(pages: ArxivPages, code: str, day: dt.date) -> Announced:
    """The papers submitted for a listing day, and those held until then."""
    first, last = cut_off(previous_announcement(day)), cut_off(day)
    query = ArxivCategories((code,)).query
    missing, found = None, list[Record]()
    before = list[Record]()
    try:
        found = _submitted(pages, query, first + _MINUTE, last)
        if found:
            before = _submitted(pages, query, first - HELD, first)
        else:
            missing = f"Nothing that was submitted for {day} in {code} is known to arXiv's API."
    except IngestError as exc:
        missing = str(exc)
    lowest = min((r.paper.id for r in found if arxiv_month(r.paper.id)), default="")
    held = [record for record in before if lowest and record.paper.id >= lowest]
    records = tuple(_listed(record, day) for record in (*found, *held))
    return Announced(records, len(records), missing)


def _submitted(
    pages: ArxivPages, query: str, first: dt.datetime, last: dt.datetime
) -> list[Record]:
    span = f"submittedDate:[{first:%Y%m%d%H%M} TO {last:%Y%m%d%H%M}]"
    walk = pages.search(f"({query}) AND {span}", by="submittedDate", ascending=True)
    return [record for _, page in walk for record in page if isinstance(record, Record)]


def _listed(record: Record, day: dt.date) -> Record:
    paper = replace(record.paper, listed=day)
    return replace(record, paper=paper, listed_by=ListedBy.SUBMISSION)


def _ids(records: Iterable[Record | Skipped]) -> Iterable[str]:
    return (record.paper.id for record in records if isinstance(record, Record))
