"""What goes wrong, and when: drawn from a seed before anything runs, so that a run can be repeated.

Three things are planned. Stretches of time in which a service is ill (and how many of its
replies are), clocks that are wrong for some hours, and deaths: the process is ended with
SIGKILL, either some time into its work or at the moment at which a request of its is in a
server's hands, before or after the server has acted on it.
"""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AStretch = TypeVar("_AStretch", bound="Stretch")


class Service(StrEnum):
    """Whom Paperwire talks to."""

    RSS = "rss"
    API = "api"
    DAILY = "hf"
    DISCORD = "discord"
    MAIL = "mail"


class Trouble(StrEnum):
    """What is wrong with a reply."""

    BUSY = "429"
    DOWN = "503"
    EMPTY = "an empty page"
    CUT_OFF = "a page cut off"
    DEAD = "a dead connection"  # closed without a reply, nothing done
    LOST = "a lost reply"  # the request was carried out, the connection is closed


class Death(StrEnum):
    """At which moment the process dies."""

    SOON = "some time into its work"
    BEFORE = "a message in Discord's or the mail server's hands, not yet taken"
    AFTER = "a message taken, the reply not sent"
    FETCHING = "a page on its way"


_TROUBLES = {
    Service.RSS: (Trouble.BUSY, Trouble.DOWN, Trouble.EMPTY, Trouble.CUT_OFF, Trouble.DEAD),
    Service.API: (Trouble.BUSY, Trouble.DOWN, Trouble.EMPTY, Trouble.CUT_OFF, Trouble.DEAD),
    Service.DAILY: (Trouble.BUSY, Trouble.DOWN, Trouble.CUT_OFF, Trouble.DEAD),
    Service.DISCORD: (Trouble.BUSY, Trouble.DOWN, Trouble.DEAD, Trouble.LOST),
    Service.MAIL: (Trouble.BUSY, Trouble.DOWN, Trouble.DEAD, Trouble.LOST),
}
# days between two illnesses of a service, on average, and hours that they last
_EVERY_DAYS = {
    Service.RSS: 6,
    Service.API: 8,
    Service.DAILY: 12,
    Service.DISCORD: 7,
    Service.MAIL: 9,
}
_HOURS = (1, 2, 3, 5, 8, 13, 30, 60)
_SHARES = (0.3, 0.6, 1.0)
_JUMPS_H = (-26, -5, -2, -1, 1, 2, 5, 26)  # hours by which the clock is wrong


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when until when something is wrong."""

    start: dt.datetime
    end: dt.datetime

    def holds(self, now: dt.datetime) -> bool:
        return self.start <= now < self.end


@dataclass(frozen=True, slots=True)
class Illness(Stretch):
    """Of a service."""

    service: Service
    trouble: Trouble
    share: float  # of its replies


@dataclass(frozen=True, slots=True)
class Jump(Stretch):
    """The clock of the process is off."""

    by: dt.timedelta


@dataclass(frozen=True, slots=True)
class Kill:
    """The process dies at the first occasion from this moment on."""

    at: dt.datetime
    death: Death
    after: float  # SOON: share of a busy step's time; else: how many requests pass before


def _cut(
    stretches: Iterable[_AStretch], first: dt.datetime, last: dt.datetime
) -> Iterator[_AStretch]:
    for one in stretches:
        start, end = max(one.start, first), min(one.end, last)
        if start < end:
            yield replace(one, start=start, end=end)


@dataclass(slots=True)
class Plan:
    """All of it, and what is left of it."""

    illnesses: tuple[Illness, ...]
    jumps: tuple[Jump, ...]
    kills: tuple[Kill, ...]
    chance: random.Random
    struck: dict[str, int] = field(default_factory=dict)  # service and trouble: how often

    def between(self, first: dt.datetime, last: dt.datetime) -> Plan:
        """What goes wrong from one moment to another."""
        return replace(
            self,
            illnesses=tuple(_cut(self.illnesses, first, last)),
            jumps=tuple(_cut(self.jumps, first, last)),
            kills=tuple(kill for kill in self.kills if first <= kill.at < last),
        )

    def trouble(self, service: Service, now: dt.datetime) -> Trouble | None:
        """What is wrong with this reply, if anything."""
        for illness in self.illnesses:
            if illness.service is service and illness.holds(now):
                if self.chance.random() >= illness.share:
                    return None
                name = f"{service}: {illness.trouble}"
                self.struck[name] = self.struck.get(name, 0) + 1
                return illness.trouble
        return None

    def skew(self, now: dt.datetime) -> dt.timedelta:
        """By how much the process' clock is wrong."""
        return next((jump.by for jump in self.jumps if jump.holds(now)), dt.timedelta())

    def due(self, now: dt.datetime, done: int) -> Kill | None:
        """The next death, once it is time for it and `done` have been.

        One that has waited for its occasion for a day comes without.
        """
        planned = bisect_right([kill.at for kill in self.kills], now)
        if planned <= done:
            return None
        kill = self.kills[done]
        waited = now - kill.at > dt.timedelta(days=1)
        return replace(kill, death=Death.SOON, after=0.0) if waited else kill


def plan(first: dt.datetime, last: dt.datetime, *, kills: int, seed: int) -> Plan:
    """Illnesses, jumps and deaths between two moments, the first two and last three days healthy.

    What is followed must be known once; and at the end everything late has been caught up with,
    so that it can be held against the world.
    """
    chance = random.Random(f"faults {seed}")
    first, end = first + dt.timedelta(days=2), last - dt.timedelta(days=3)
    days = (end - first) / dt.timedelta(days=1)

    def moment() -> dt.datetime:
        return first + dt.timedelta(days=chance.uniform(0, days))

    illnesses = []
    for service, every in _EVERY_DAYS.items():
        for _ in range(max(1, round(days / every))):
            start = moment()
            until = min(start + dt.timedelta(hours=chance.choice(_HOURS)), end)
            trouble = chance.choice(_TROUBLES[service])
            illnesses.append(Illness(start, until, service, trouble, chance.choice(_SHARES)))
    jumps = []
    for _ in range(max(1, round(days / 15))):
        start = moment()
        until = min(start + dt.timedelta(hours=chance.randint(1, 8)), end)
        jumps.append(Jump(start, until, dt.timedelta(hours=chance.choice(_JUMPS_H))))
    deaths = tuple(
        Kill(at, death, chance.random() if death is Death.SOON else chance.randint(0, 4))
        for at in sorted(moment() for _ in range(kills))
        for death in (chance.choice(tuple(Death)),)
    )
    return Plan(tuple(illnesses), tuple(jumps), deaths, random.Random(f"replies {seed}"))
