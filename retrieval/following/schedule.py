"""When a follower's digest is due, and which announcements it covers. Pure.

A follower has one slot on every local day: the moment at which the clock on the wall of its
zone first shows its time. Where the clock is put forward over that time, the slot is the first
moment after the gap; where the clock is put back and shows it twice, it is the first of the
two. A local day that a zone left out has no slot, so no day ever has two.

The announcements between two slots belong to the later one. So each belongs to exactly one
slot, a time of day before the announcement means the next local day, and a slot may have none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from retrieval.following.calendar import (
    announcements,
    latest_announcement,
    listing_day,
    why_none,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.following.calendar import Quiet
    from retrieval.following.values import Follower

CATCH_UP = 5  # announcements that one digest covers; older ones that were missed are counted

_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)
_LEFT_OUT = 3  # local days to look at for one that exists: a zone never left out two in a row


@dataclass(frozen=True, slots=True)
class Slot:
    """One moment at which a follower's digest is due."""

    at: dt.datetime  # UTC
    announcement: dt.date  # the newest listing day that was announced until then


@dataclass(frozen=True, slots=True)
class Due:
    """What a slot has to say."""

    slot: Slot
    day: dt.date  # of the delivery: the newest announcement, or the quiet day
    days: tuple[dt.date, ...] = ()  # announcements to cover, rising; none on a quiet day
    skipped: int = 0  # older announcements that are not covered
    quiet: Quiet | None = None  # why there are no days


def due(
    follower: Follower,
    now: dt.datetime,
    *,
    last_day: dt.date | None,
    last_planned: dt.datetime | None = None,
    limit: int = CATCH_UP,
) -> Due | None:
    """What the follower is to hear at its latest slot; None when that is nothing.

    Whether it is paused is not asked here.

    Args:
        follower: who.
        now: aware.
        last_day: the newest day of a delivery to this follower; None: there was none.
        last_planned: when that delivery was planned; one made since the slot ends it.
        limit: how many missed announcements are caught up at most, the newest ones.
    """
    slot = latest_slot(follower, now)
    if slot is None or (last_planned is not None and last_planned >= slot.at):
        return None
    first = follower.since if last_day is None else max(follower.since, last_day + _DAY)
    days = announcements(first, slot.announcement)
    if days:
        kept = tuple(days[-limit:])
        return Due(slot, kept[-1], kept, len(days) - len(kept))
    today = listing_day(slot.at)
    quiet = why_none(today)
    if not follower.quiet_days or quiet is None or today < first:
        return None
    return Due(slot, today, quiet=quiet)


def latest_slot(follower: Follower, now: dt.datetime) -> Slot | None:
    """The newest slot that is not after `now`; None in the first days of time itself."""
    zone = ZoneInfo(follower.timezone)
    today = now.astimezone(zone).date()
    for back in range(_LEFT_OUT + 1):
        slot = _slot(today - back * _DAY, follower.at, zone)
        if slot is not None and slot.at <= now:
            return slot
    return None


def next_slot(follower: Follower, now: dt.datetime) -> Slot:
    """The first slot after `now`."""
    today = now.astimezone(ZoneInfo(follower.timezone)).date()
    return next(slot for slot in slots(follower, today) if slot.at > now)


def slots(follower: Follower, first: dt.date) -> Iterator[Slot]:
    """The slots of every local day from `first` on, without an end."""
    zone = ZoneInfo(follower.timezone)
    day = first
    while True:
        slot = _slot(day, follower.at, zone)
        if slot is not None:
            yield slot
        day += _DAY


def moment_of(day: dt.date, at: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The moment, in UTC, at which the wall clock of a zone shows a time on a day.

    The first of two; the first moment after the gap where there is none.
    """
    wall = dt.datetime.combine(day, at).replace(fold=0)
    moment = wall.replace(tzinfo=zone).astimezone(dt.UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall:
        return moment
    # in a gap the two readings, by the offset before it and after it, are on its two sides
    before = wall.replace(tzinfo=zone, fold=1).astimezone(dt.UTC)
    return _change(before, moment, zone)


def _slot(day: dt.date, at: dt.time, zone: ZoneInfo) -> Slot | None:
    moment = moment_of(day, at, zone)
    if moment.astimezone(zone).date() != day:
        return None
    return Slot(moment, latest_announcement(moment))


def _change(before: dt.datetime, after: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The first second of the offset that the zone has at `after`, and not at `before`."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
