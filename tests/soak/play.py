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
from tests.soak.encoder import QuickWords
from tests.soak.faults import plan
from tests.soak.followers import crowd
from tests.soak.oracle import duty
from tests.soak.reading import printed_again, received
from tests.soak.run import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.soak.faults import Plan
    from tests.soak.run import Outcome
    from tests.soak.world import World

_DAY = dt.timedelta(days=1)
_AFTER = dt.timedelta(days=4)  # behind the last announcement, for everybody's last slot


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it."""

    outcome: Outcome
    verdict: Verdict
    plan: Plan
    world: World
    unpaused: tuple[str, ...]  # followers that are gone, and still written to

    @property
    def kills(self) -> int:
        """How often the process was killed."""
        return sum(self.outcome.kills.values())

    def lines(self) -> Iterator[str]:
        """The report."""
        outcome, world = self.outcome, self.world
        yield f"{len(world.days)} announcements, {world.first} to {world.last}"
        yield f"{len(world.papers):,} papers"
        yield f"killed {self.kills} times, started {outcome.starts} times"
        yield from (f"  {number:>6,}  {death}" for death, number in sorted(outcome.kills.items()))
        yield "replies that were wrong"
        yield from (f"  {number:>6,}  {name}" for name, number in sorted(self.plan.struck.items()))
        yield f"wrong clocks {len(self.plan.jumps)}"
        yield "what the process did, as far as it lived to tell"
        yield from (f"  {number:>6,}  {name}" for name, number in sorted(outcome.said.items()))
        yield f"messages known by their nonce {outcome.discord.nonces}"
        yield f"mails sent again under one Message-ID {outcome.mail.again}"
        yield f"digests printed again {printed_again(outcome.terminal)}"
        yield f"followers that are gone and not paused {len(self.unpaused)} {self.unpaused or ''}"
        yield ""
        yield from self.verdict.lines()


def play(
    world: World,
    folder: Path,
    *,
    followers: int,
    kills: int,
    leavers: int,
    seed: int,
    only: tuple[dt.date, dt.date] | None = None,
    tell: Callable[[str], None] = print,
) -> Played:
    """Play a world to so many followers.

    A part of it is played with the followers, faults and deaths that the whole has there, and
    begins with an empty store. It is for looking into something that the whole has shown.

    Args:
        world: what is announced.
        folder: an empty one.
        followers: how many.
        kills: how often the process dies.
        leavers: how many followers cannot be reached from some moment on.
        seed: of everything that is drawn.
        only: the first and the last announcement of a part.
        tell: hears of progress.
    """
    first, last = _midnight(world.first), _midnight(world.last) + _AFTER
    people, topics = crowd(world, followers, seed, since=only[0] if only else world.first)
    chance = random.Random(f"leavers {seed}")
    on_discord = [one.id for one in people if one.way in (Way.CHANNEL, Way.MEMBER)]
    leaves = {
        one: first + chance.uniform(0.3, 0.8) * (last - first)
        for one in chance.sample(on_discord, leavers)
    }
    faults = plan(first, last, kills=kills, seed=seed)
    there = world  # what arXiv knows
    if only is not None:
        there, world = world.between(world.first, only[1]), world.between(*only)
        first, last = _midnight(world.first), _midnight(world.last) + _AFTER
        faults = faults.between(first, _midnight(world.last) + _DAY)
    simulation = Simulation(there, people, topics, faults, folder, first, last, leaves, tell)
    outcome = asyncio.run(simulation.run())
    tell("working out what everybody should hold")
    settings = Settings(_env_file=None, data_dir=folder)  # type: ignore[call-arg] # as in actor
    with App(settings, QuickWords()) as app:
        owed = duty(world, topics, app, outcome.sciences)
        held = list(received(outcome, people, app.following.delivery))
        discord = outcome.discord
        gone = [one for f in leaves if (one := app.following.follower(f)) is not None]
        # whoever was due nothing since then was not written to, and cannot be known to be gone
        unpaused = tuple(
            one.id
            for one in gone
            if one.paused is None
            and {one.address, discord.of_member(one.address)} & discord.refused
        )
    return Played(outcome, verdict(owed, held, left=leaves), faults, world, unpaused)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
