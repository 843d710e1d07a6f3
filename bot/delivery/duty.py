"""Who is due, and the plan for it, written down. Blocks: it runs in a thread.

What is due is asked of each follower only once for each of its slots, unless something about
the follower changed: two hundred followers cost nothing between their hours.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from ingest.live.announced import feed_at
from retrieval.following.calendar import latest_until, previous_announcement
from retrieval.following.fetch_log import FetchLog
from retrieval.following.schedule import due, next_slot
from retrieval.following.values import Delivery, State
from retrieval.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.wiring import App
    from retrieval.following.schedule import Due
    from retrieval.following.values import Follower, Way

_log = structlog.get_logger(__name__)

LATE = 5  # announcements that were delivered, whose papers may yet come
PATIENCE = dt.timedelta(hours=3)  # for papers that are being fetched or indexed
_LOOKED_BACK = 20  # deliveries, for one that did not fail
_ARXIV = "arxiv:"  # how the sources are named that the fetch log calls so


@dataclass(frozen=True, slots=True)
class _Looked:
    """What is known since a follower was looked at last."""

    follower: Follower
    until: dt.datetime  # its next slot: nothing new before


class Duty:
    """Finds and plans what is due.

    Args:
        app: holds the catalogue, the followers and the clock.
        ways: those that can be served here; others wait.
    """

    def __init__(self, app: App, ways: Collection[Way]) -> None:
        self._app = app
        self._ways = frozenset(ways)
        self._fetches = FetchLog(app.database)
        self._looked: dict[str, _Looked] = {}

    def followers(self) -> list[Follower]:
        """Those who may have something due: not paused, nothing on its way, not looked at since."""
        now = self._app.now()
        waiting = {one.follower for one in self._app.following.doubtful()}
        return [
            one
            for one in self._app.following.followers(active_only=True)
            if one.way in self._ways
            and one.id not in waiting
            and not one.is_paused(now)
            and self._is_new(one, now)
        ]

    def open(self) -> list[Delivery]:
        """What is written down and not settled, the first planned first."""
        ours = tuple(f"{way}:" for way in self._ways)
        return [one for one in self._app.following.doubtful() if one.follower.startswith(ours)]

    def plan(self, follower: Follower) -> Delivery | None:
        """Write down what is due to a follower; None when that is nothing, or not yet known."""
        now = self._app.now()
        last = self._app.following.last_day(follower.id)
        before = self._app.following.history(follower.id, _LOOKED_BACK)
        planned = (one.planned for one in before if one.state is not State.FAILED)
        found = due(follower, now, last_day=last, last_planned=next(planned, None))
        if found is not None and self._is_early(found, now):
            return None
        if found is not None and found.skipped:
            _log.info("missed announcements left out", count=found.skipped)
        delivery = self._written(follower, found, last, now) if found is not None else None
        self._looked[follower.id] = _Looked(follower, next_slot(follower, now).at)
        return delivery

    def plan_day(self, follower: Follower, day: dt.date) -> Delivery | None:
        """Write down the digest of one announcement, due or not; None if it was delivered."""
        return self._kept(self._app.planner.plan(follower, [day], self._app.now()))

    def forget(self, follower_id: str) -> None:
        """Look at the follower again: what was planned came to nothing."""
        self._looked.pop(follower_id, None)

    def next_moment(self) -> dt.datetime | None:
        """When the next of those who were looked at is due."""
        return min((one.until for one in self._looked.values()), default=None)

    def _is_new(self, follower: Follower, now: dt.datetime) -> bool:
        looked = self._looked.get(follower.id)
        return looked is None or looked.follower != follower or looked.until <= now

    def _is_early(self, found: Due, now: dt.datetime) -> bool:
        """Whether more of these announcements is about to be known: rather late than in parts.

        Not for ever: what comes after PATIENCE is told later, as late.
        """
        if not found.days or now >= max(found.slot.at, feed_at(found.day)) + PATIENCE:
            return False
        if self._app.catalogue.indexing.is_due():
            return True
        return any(
            one.day in found.days and not one.papers and one.source.startswith(_ARXIV)
            for one in self._fetches.open()
        )

    def _written(
        self, follower: Follower, found: Due, last: dt.date | None, now: dt.datetime
    ) -> Delivery | None:
        if not found.days:
            return self._kept(Delivery(new_id(), follower.id, found.day, found.day, now))
        days = [*_delivered_before(last, follower.since), *found.days]
        return self._kept(self._app.planner.plan(follower, days, now))

    def _kept(self, planned: Delivery) -> Delivery | None:
        if not self._app.following.plan(planned):
            return None
        return self._app.following.delivery(planned.id)


def _delivered_before(last: dt.date | None, since: dt.date) -> list[dt.date]:
    """The announcements that were delivered last, whose papers may yet come, rising."""
    found: list[dt.date] = []
    day = latest_until(last) if last is not None else None
    while day is not None and day >= since and len(found) < LATE:
        found.append(day)
        day = previous_announcement(day)
    return found[::-1]
