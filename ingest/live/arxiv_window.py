"""Everything of a query since a day: submissions, revisions, and what was announced.

A window on submission days alone misses papers: moderation holds some for weeks, and a revision
keeps its paper's first day. So the window begins a week early, revisions are walked for
themselves, and for categories the announcement feed is read as well.

The revisions cannot be a range in the query: since November 2025 `lastUpdatedDate:[a TO b]`
matches the submission instead (https://github.com/ropensci/aRxiv/issues/69), while sorting by
`lastUpdatedDate` works.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ingest.errors import BadReply
from ingest.live.arxiv_api import MAX_RESULTS
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.live.arxiv_api import ArxivPages
    from ingest.live.cursor import Cursor

HELD = dt.timedelta(days=7)  # by which a window begins early, for papers held by moderation
SPAN = dt.timedelta(days=28)  # of one query, so that none comes near arXiv's 30,000 results

_BEGINNING = dt.date(1991, 8, 1)  # arXiv's


def submissions(
    pages: ArxivPages, query: str, since: dt.date, today: dt.date, cursor: Cursor
) -> Iterator[Record | Skipped]:
    """Papers submitted from a week before `since` until today, oldest first.

    The cursor is moved after each page, under a key made of the query and the day. A position
    from an earlier day keeps its span but not its offset: papers released by moderation since
    then may have moved the pages.

    Raises:
        BadReply: arXiv refuses the query, or a span has more results than arXiv hands out.
        Unreachable: arXiv does not answer; what was yielded is behind the cursor.
    """
    key = f"arxiv:{query}|{since.isoformat()}"
    first, start = _position(cursor.load(key), today) or (max(since - HELD, _BEGINNING), 0)
    while first <= today:
        last = min(first + SPAN - dt.timedelta(days=1), today)
        dated = f"({query}) AND submittedDate:[{first:%Y%m%d}0000 TO {last:%Y%m%d}2359]"
        end = start
        for end, page in pages.search(dated, by="submittedDate", ascending=True, start=start):
            yield from page
            cursor.save(key, f"{first.isoformat()} {end} {today.isoformat()}")
        if end >= MAX_RESULTS:
            raise BadReply(f"arXiv has over {MAX_RESULTS} papers for {dated}; narrow the query.")
        first, start = last + dt.timedelta(days=1), 0
        cursor.save(key, f"{first.isoformat()} 0 {today.isoformat()}")
    cursor.save(key, "")


def revisions(pages: ArxivPages, query: str, since: dt.date) -> Iterator[Record | Skipped]:
    """Papers older than the window of submissions whose last version is not.

    Raises:
        BadReply: arXiv refuses the query.
        Unreachable: arXiv does not answer.
    """
    for _, page in pages.search(query, by="lastUpdatedDate", ascending=False):
        records = [record for record in page if isinstance(record, Record)]
        yield from (r for r in records if _older(r, since) and not _stale(r, since))
        if all(_stale(record, since) for record in records):
            return


def _older(record: Record, since: dt.date) -> bool:
    published = record.paper.published
    return published is None or published < since - HELD


def _stale(record: Record, since: dt.date) -> bool:
    updated = record.paper.updated
    return updated is not None and updated < since - HELD


def _position(saved: str | None, today: dt.date) -> tuple[dt.date, int] | None:
    """First day of the span and offset in it; None when nothing usable is saved."""
    try:
        day, offset, saved_on = (saved or "").split()
        first, start = dt.date.fromisoformat(day), int(offset)
    except ValueError:
        return None
    return first, start if saved_on == today.isoformat() else 0
