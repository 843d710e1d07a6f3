"""One simulated stretch from end to end: who, what, the run, and the verdict."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.wiring import App
from config.settings import Settings
from retrieval.following.values import Way
from tests.soak.check import Verdict, verdict
from tests.soak.discord import direct_channel
from tests.soak.encoder import QuickWords
from tests.soak.faults import plan
from tests.soak.followers import crowd
from tests.soak.oracle import duty
from tests.soak.reading import printed_again, received
from tests.soak.run import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from retrieval.following.values import Follower, Topic
    from tests.soak.faults import Plan
    from tests.soak.outcome import Outcome
    from tests.soak.world import World

_DAY = dt.timedelta(days=1)
_AFTER = dt.timedelta(days=4)  # behind the last announcement, for everybody's last slot


@dataclass(frozen=True, slots=True)
class Stretch:
    """Everything that is drawn before a simulation begins: the same seed, the same stretch."""

    there: World  # what arXiv knows
    world: World  # what is announced while it is played
    people: tuple[Follower, ...]
    topics: tuple[Topic, ...]
    plan: Plan
    leaves: dict[str, dt.datetime]  # followers that cannot be reached from a moment on

    @classmethod
    def draw(
        cls,
        world: World,
        *,
        followers: int,
        kills: int,
        leavers: int,
        seed: int,
        only: tuple[dt.date, dt.date] | None = None,
    ) -> Stretch:
        """Draw one.

        A part of it is played with the followers, faults and deaths that the whole has there,
        and begins with an empty store. It is for looking into something that the whole has shown.

        Args:
            world: what is announced.
            followers: how many.
            kills: how often the process dies.
            leavers: how many followers cannot be reached from some moment on.
            seed: of everything that is drawn.
            only: the first and the last announcement of a part.
        """
        first, last = _span(world)
        people, topics = crowd(world, followers, seed, since=only[0] if only else world.first)
        chance = random.Random(f"leavers {seed}")
        on_discord = [one.id for one in people if one.way in (Way.CHANNEL, Way.MEMBER)]
        leaves = {
            one: first + chance.uniform(0.3, 0.8) * (last - first)
            for one in chance.sample(on_discord, leavers)
        }
        faults = plan(first, last, kills=kills, seed=seed)
        there = world
        if only is not None:
            there, world = world.between(world.first, only[1]), world.between(*only)
            faults = faults.between(_midnight(world.first), _midnight(world.last) + _DAY)
        return cls(there, world, tuple(people), tuple(topics), faults, leaves)

    def play(self, folder: Path, tell: Callable[[str], None] = print) -> Outcome:
        """Play it.

        Args:
            folder: an empty one.
            tell: hears of progress.
        """
        first, last = _span(self.world)
        simulation = Simulation(
            self.there, self.people, self.topics, self.plan, folder, first, last, self.leaves, tell
        )
        return asyncio.run(simulation.run())

    def judge(self, outcome: Outcome, folder: Path) -> Played:
        """Hold what everybody should have against what they do.

        Args:
            outcome: of playing it.
            folder: in which it was played.
        """
        settings = Settings(_env_file=None, data_dir=folder)  # type: ignore[call-arg] # as in actor
        with App(settings, QuickWords()) as app:
            owed = duty(self.world, self.topics, app, outcome.feeds)
            held = list(received(outcome, self.people, app.following.delivery))
            gone = [one for f in self.leaves if (one := app.following.follower(f)) is not None]
        # whoever was due nothing since then was not written to, and cannot be known to be gone
        unpaused = tuple(
            one.id
            for one in gone
            if one.paused is None and {one.address, direct_channel(one.address)} & outcome.refused
        )
        found = verdict(owed, held, left=self.leaves)
        return Played(outcome, found, len(self.plan.jumps), self.world, unpaused)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it."""

    outcome: Outcome
    verdict: Verdict
    jumps: int  # of the clock
    world: World
    unpaused: tuple[str, ...]  # followers that are gone, and still written to

    @property
    def kills(self) -> int:
        """How often the process was killed."""
        return sum(self.outcome.kills.values())

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return self.verdict.holds and not self.unpaused

    def lines(self) -> Iterator[str]:
        """The report."""
        outcome, world = self.outcome, self.world
        yield f"{len(world.days)} announcements, {world.first} to {world.last}"
        yield f"{len(world.papers):,} papers"
        yield f"killed {self.kills} times, started {outcome.starts} times"
        yield from (f"  {number:>6,}  {death}" for death, number in sorted(outcome.kills.items()))
        yield "replies that were wrong"
        yield from (f"  {number:>6,}  {name}" for name, number in sorted(outcome.struck.items()))
        yield f"wrong clocks {self.jumps}"
        yield "what the process did, as far as it lived to tell"
        yield from (f"  {number:>6,}  {name}" for name, number in sorted(outcome.said.items()))
        yield f"messages known by their nonce {outcome.nonces}"
        yield f"mails sent again under one Message-ID {outcome.mails_again}"
        yield f"digests printed again {printed_again(outcome.terminal)}"
        yield f"followers that are gone and not paused {len(self.unpaused)} {self.unpaused or ''}"
        yield ""
        yield from self.verdict.lines()


def _span(world: World) -> tuple[dt.datetime, dt.datetime]:
    return _midnight(world.first), _midnight(world.last) + _AFTER


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
