"""When a delivery that was put off is tried again, and when a whole way is left alone.

What one follower's place puts off holds nobody up. But where several deliveries in a row were
put off by the same way, with none between them that arrived, Discord or the mail server is away:
the others of that way are not tried one by one, each to fail for half a minute. A few are, after
a pause that grows, until one gets through.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.weather import Pauses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retrieval.following.values import Delivery

IN_A_ROW = 4  # put off, until a way is taken to be away


@dataclass(slots=True)
class _Retry:
    """The next try of something."""

    way: str
    pauses: Pauses = field(default_factory=Pauses)
    at: float = 0.0  # of the clock

    def pause(self, now: float, after_s: float) -> float:
        pause = self.pauses.pause(after_s)
        self.at = now + pause
        return pause


@dataclass(slots=True)
class _Way:
    """How it goes with all deliveries of one way."""

    failed: int = 0  # in a row
    reason: str = ""  # of the last one
    retry: _Retry | None = None  # once it is away


class Retries:
    """What is known of the tries of this process.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._of: dict[str, _Retry] = {}
        self._ways: dict[str, _Way] = defaultdict(_Way)

    def due(self, deliveries: Iterable[Delivery]) -> list[Delivery]:
        """The first of each follower, the others wait for it; without those in their pause.

        Those that were not tried come first, so that a few that always fail hold nobody up.

        Args:
            deliveries: all that are not settled; what is known of others is forgotten.
        """
        first: dict[str, Delivery] = {}
        for one in deliveries:
            first.setdefault(one.follower, one)
        known = {one.id for one in first.values()}
        self._of = {id_: retry for id_, retry in self._of.items() if id_ in known}
        now = self._clock()
        return sorted((one for one in first.values() if self._at(one) <= now), key=self._at)

    def away(self, delivery: Delivery) -> str | None:
        """Why this one is not tried now: what its way said last; None if it is to be tried."""
        way = self._ways[_way(delivery)]
        if way.retry is None or way.retry.at <= self._clock():
            return None
        return way.reason

    def put_off(self, delivery: Delivery, reason: str, after_s: float) -> float:
        """Note that a try failed; the seconds until its next one."""
        name = _way(delivery)
        way = self._ways[name]
        way.failed, way.reason = way.failed + 1, reason
        if way.failed >= IN_A_ROW and self.away(delivery) is None:
            way.retry = way.retry or _Retry(name)
            way.retry.pause(self._clock(), 0.0)
        return self._of.setdefault(delivery.id, _Retry(name)).pause(self._clock(), after_s)

    def settled(self, delivery: Delivery) -> None:
        """Note that one was answered: its way is there."""
        self._of.pop(delivery.id, None)
        self._ways.pop(_way(delivery), None)

    def next_at(self) -> float | None:
        """When something is to be tried again, by the clock; None: nothing is."""
        return min((max(one.at, self._back(one.way)) for one in self._of.values()), default=None)

    def _back(self, name: str) -> float:
        """When a way is tried again; in the past if it is there."""
        retry = self._ways[name].retry
        return 0.0 if retry is None else retry.at

    def _at(self, delivery: Delivery) -> float:
        retry = self._of.get(delivery.id)
        return 0.0 if retry is None else retry.at


def _way(delivery: Delivery) -> str:
    return delivery.follower.partition(":")[0]
