"""What arXiv announces in the simulated time: real papers on their real days.

The year is read from the corpus beside the checkout; a few days can be made from the sample
in docs/ instead, whose texts then stand under made-up ids and days. What the corpus does not
know is drawn from a seed: the moment of submission (within the window that ends at the
announcement's deadline, a few held by moderators for days), the categories' order, later
versions and withdrawals.

arXiv gives ids when it announces, so a paper whose id is below one that was announced on an
earlier day is known elsewhere for longer, and was cross-listed on its day.

Nothing here is read from Paperwire's own calendar: the days are the corpus' own, with the
holidays that arXiv really kept.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EASTERN = ZoneInfo("America/New_York")
CODES = {"AI": "cs.AI", "NLP": "cs.CL", "IR": "cs.IR"}

_DAY = dt.timedelta(days=1)
_DEADLINE = dt.time(14)
_EVENING = dt.time(20)
_SATURDAY, _MONDAY = 5, 0
_HELD = 0.02  # share of papers that moderators hold
_REVISED = 0.02  # share of papers that get a second version within two months
_WITHDRAWN = 0.1  # share of second versions that say that the paper is withdrawn


@dataclass(frozen=True, slots=True)
class Listed:
    """A version of a paper, as it is announced on a day."""

    id: str
    title: str
    abstract: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    day: dt.date  # on which this version is listed
    submitted: dt.datetime  # version 1
    kind: str = "new"  # "cross": announced before our time, new to these categories
    version: int = 1
    updated: dt.datetime | None = None  # this version, where it is not the first
    comment: str | None = None

    @property
    def withdrawn(self) -> bool:
        return self.comment is not None


@dataclass(frozen=True, slots=True)
class World:
    """All that is announced, by day."""

    days: dict[dt.date, tuple[Listed, ...]]  # first announcements
    revisions: dict[dt.date, tuple[Listed, ...]]  # later versions
    daily: dict[dt.date, tuple[tuple[str, int], ...]]  # Hugging Face: id and upvotes
    papers: dict[str, Listed] = field(init=False)  # by id, as first announced

    def __post_init__(self) -> None:
        known = {paper.id: paper for day in self.days.values() for paper in day}
        object.__setattr__(self, "papers", known)

    @property
    def first(self) -> dt.date:
        return min(self.days)

    @property
    def last(self) -> dt.date:
        return max(self.days)

    def between(self, first: dt.date, last: dt.date) -> World:
        """What is announced from one day to another, both included."""
        spans = (
            {day: told for day, told in part.items() if first <= day <= last}
            for part in (self.days, self.revisions)
        )
        daily = {day: told for day, told in self.daily.items() if first <= day <= last}
        return World(*spans, daily)


def announced_at(day: dt.date) -> dt.datetime:
    """When the API knows the papers of a listing day: the evening before, 20:00 US Eastern."""
    return dt.datetime.combine(day - _DAY, _EVENING, EASTERN).astimezone(dt.UTC)


def printed_at(day: dt.date) -> dt.datetime:
    """When the feeds have them: at midnight."""
    return dt.datetime.combine(day, dt.time(), EASTERN).astimezone(dt.UTC)


def from_corpus(path: Path, first: dt.date, last: dt.date, seed: int) -> World:
    """The papers that were listed between two days, both included."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    before = [row["id"] for row in rows if row["listed"] < first.isoformat()]
    wanted = [row for row in rows if first.isoformat() <= row["listed"] <= last.isoformat()]
    return _world(wanted, max(before, default=""), seed)


def from_sample(path: Path, days: Iterable[dt.date], seed: int) -> World:
    """The sample's papers, dealt out over the days under ids of those months."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    listed = list(days)
    for number, row in enumerate(rows):
        day = listed[number * len(listed) // len(rows)]
        row |= {"listed": day.isoformat(), "id": f"{day:%y%m}.{10000 + number}"}
    return _world(rows, "", seed)


def _world(rows: list[dict[str, Any]], highest: str, seed: int) -> World:
    chance = random.Random(f"world {seed}")
    by_day: dict[dt.date, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_day[dt.date.fromisoformat(row["listed"])].append(row)
    listed = sorted(by_day)
    days: dict[dt.date, tuple[Listed, ...]] = {}
    since = _deadline(listed[0]) - _DAY
    tops: list[tuple[str, dt.datetime]] = [("", since - 30 * _DAY), (highest, since)]
    for day in listed:
        until = _deadline(day)
        days[day] = tuple(_paper(row, day, since, until, tops, chance) for row in by_day[day])
        newest = max(row["id"] for row in by_day[day])
        tops.append((max(newest, tops[-1][0]), until))
        since = until
    return World(days, _revisions(days, chance), _daily(days, chance))


def _deadline(day: dt.date) -> dt.datetime:
    """Until when papers of a listing day are submitted: 14:00 of the last weekday before."""
    before = day - _DAY
    while before.weekday() >= _SATURDAY:
        before -= _DAY
    return dt.datetime.combine(before, _DEADLINE, EASTERN).astimezone(dt.UTC)


def _paper(
    row: dict[str, Any],
    day: dt.date,
    since: dt.datetime,
    until: dt.datetime,
    tops: list[tuple[str, dt.datetime]],
    chance: random.Random,
) -> Listed:
    submitted = since + dt.timedelta(seconds=chance.uniform(60, (until - since).total_seconds()))
    if chance.random() < _HELD:
        submitted -= dt.timedelta(days=chance.randint(1, 9))
    known = row["id"] <= tops[-1][0]
    if known:  # since the first day whose highest id is not below
        submitted = next(moment for top, moment in tops if row["id"] <= top)
        submitted = min(submitted, _month_end(row["id"])) - dt.timedelta(hours=3)
    categories = [CODES[subject] for subject in row["subjects"]]
    chance.shuffle(categories)
    return Listed(
        row["id"],
        row["title"],
        row["abstract"],
        tuple(row["authors"]),
        tuple(categories),
        day,
        submitted,
        "cross" if known else "new",
    )


def _month_end(paper: str) -> dt.datetime:
    year, month = 2000 + int(paper[:2]), int(paper[2:4])
    return dt.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=dt.UTC)


def _revisions(
    days: dict[dt.date, tuple[Listed, ...]], chance: random.Random
) -> dict[dt.date, tuple[Listed, ...]]:
    listed = sorted(days)
    found: dict[dt.date, list[Listed]] = defaultdict(list)
    for day in listed:
        for paper in days[day]:
            if paper.kind != "new" or chance.random() >= _REVISED:
                continue
            place = bisect_left(listed, day + dt.timedelta(days=chance.randint(3, 60)))
            if place < len(listed):
                later = listed[place]
                withdrawn = chance.random() < _WITHDRAWN
                found[later].append(
                    replace(
                        paper,
                        day=later,
                        version=2,
                        kind="replace",
                        updated=_deadline(later) - dt.timedelta(hours=chance.randint(1, 20)),
                        comment="This paper has been withdrawn by the authors"
                        if withdrawn
                        else None,
                    )
                )
    return {day: tuple(revised) for day, revised in found.items()}


def _daily(
    days: dict[dt.date, tuple[Listed, ...]], chance: random.Random
) -> dict[dt.date, tuple[tuple[str, int], ...]]:
    return {
        day: tuple((paper.id, chance.randint(1, 150)) for paper in papers if chance.random() < 0.05)
        for day, papers in days.items()
    }
