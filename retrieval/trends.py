"""How many papers a week there are on a topic."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.errors import BadQuestion
from retrieval.filters import Filters
from retrieval.following.matching import Announced
from retrieval.following.news import announcements_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from retrieval.catalogue import Catalogue
    from retrieval.following.matching import Matching
    from retrieval.following.pooling import Pool
    from retrieval.following.values import Topic
    from retrieval.papers import KnownPaper

MAX_WEEKS = 104
POOL = 200  # papers that are looked at closely: some seconds on two cores
EXACT = 5_000  # papers of which only categories and authors are asked
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """The papers of one week of announcements."""

    monday: dt.date
    papers: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Papers a week on a topic."""

    weeks: tuple[Week, ...]  # oldest first
    papers: int  # stored papers of these weeks, in the topic's categories and by its authors
    looked_at: int  # those of them that were looked at closely, as they fitted best

    @property
    def total(self) -> int:
        """Papers of all the weeks that match."""
        return sum(week.papers for week in self.weeks)


def trend_of(  # noqa: PLR0913 - what is counted, where, and when
    topic: Topic,
    *,
    catalogue: Catalogue,
    matching: Matching,
    pool: Pool,
    weeks: int,
    last: dt.date,
) -> Trend:
    """The papers that the topic would have brought in so many weeks up to `last`.

    Counted are papers by the week of their first announcement, as `Matching` counts them: by
    probability, keywords, categories and authors. Of more than POOL papers the POOL that rank
    best for each thing the topic is about are judged, so a broad topic may have more.

    Raises:
        BadQuestion: `weeks` is out of range.
        StoreError: an index or the catalogue fails.
    """
    if not 1 <= weeks <= MAX_WEEKS:
        raise BadQuestion(f"the number of weeks must be between 1 and {MAX_WEEKS}, not {weeks}")
    since = monday_of(last) - dt.timedelta(weeks=weeks - 1)
    near = _candidates(topic, catalogue, pool, since, last)
    papers = [Announced(known, day) for known in near.known if (day := _first(known))]
    found = matching.matches([topic], papers)
    counted = by_week((match.day for match in found), last=last, weeks=weeks)
    return Trend(counted, near.papers, len(near.known))


def by_week(days: Iterable[dt.date], *, last: dt.date, weeks: int) -> tuple[Week, ...]:
    """Announcement days as counts of so many weeks, oldest first; the last one holds `last`.

    Weeks without a paper are among them, with 0. Days before the first week or after the last
    one are not counted.
    """
    counts = Counter(monday_of(day) for day in days)
    newest = monday_of(last)
    mondays = [newest - dt.timedelta(weeks=back) for back in reversed(range(weeks))]
    return tuple(Week(monday, counts[monday]) for monday in mondays)


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the day's week. arXiv's listing days are Monday to Friday."""
    return day - day.weekday() * _DAY


@dataclass(frozen=True, slots=True)
class _Candidates:
    known: tuple[KnownPaper, ...]
    papers: int


def _candidates(
    topic: Topic, catalogue: Catalogue, pool: Pool, since: dt.date, until: dt.date
) -> _Candidates:
    """The papers of these days that the topic may match, and how many they were taken from."""
    allowed = _allowed(topic, catalogue, since, until)
    if topic.text or topic.keywords or topic.paper_id:
        near = pool.near(topic, allowed, POOL).values()
    else:
        near = catalogue.papers(sorted(allowed)[-EXACT:]).values()
    return _Candidates(tuple(near), len(allowed))


def _allowed(topic: Topic, catalogue: Catalogue, since: dt.date, until: dt.date) -> Collection[str]:
    asked = Filters(since, until, topic.categories)
    if not topic.authors:
        return catalogue.passing(asked)
    # one author is enough to a topic, where a question means all of them
    each = (catalogue.matching(replace(asked, authors=(one,))) for one in topic.authors)
    return set[str]().union(*each)


def _first(known: KnownPaper) -> dt.date | None:
    """The announcement that a paper was first in; None if nothing tells."""
    return min(announcements_of(known), default=None)
