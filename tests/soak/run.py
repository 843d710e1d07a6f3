"""The driver: plays the world, moves the clock, kills the process, and starts it again."""

from __future__ import annotations

import asyncio
import datetime as dt
import multiprocessing
import resource
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from retrieval.following.values import Way
from tests.soak import actor
from tests.soak.arxiv import Sciences
from tests.soak.discord import Conversations, direct_channel
from tests.soak.faults import Death
from tests.soak.mail import Mailboxes
from tests.soak.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    from retrieval.following.values import Follower, Topic
    from tests.soak.faults import Kill, Plan
    from tests.soak.world import World

STEP = dt.timedelta(minutes=30)
_PATIENCE_S = 3_600.0  # of one step, on a busy machine too: whoever needs longer hangs
# what takes seconds to import is imported once, and each process forked from there
_PRELOADED = (
    "tests.soak.actor",
    "arxiv",
    "chromadb",
    "chromadb.api.rust",
    "tantivy",
    "retrieval.answering.answer",
    "retrieval.indexes.indexer",
    "retrieval.answering.search",
    "retrieval.indexes.vectors",
    "retrieval.indexes.words",
    "retrieval.members",
    "retrieval.following.planning",
    "bot.delivery.mailing",
)
_LONGEST = 1.5  # a death comes so many busy steps after it is due, at most
_USUAL = 0.9  # weight of what busy steps took before


@dataclass(slots=True)
class Simulation:
    """One run, from the first moment to the last.

    Args:
        world: what is announced.
        followers: who wants it.
        topics: what they want.
        plan: what goes wrong.
        folder: an empty one, for the process' data.
        first: the first moment, UTC.
        last: the last.
        leaves: followers that cannot be reached from a moment on.
        tell: hears of progress.
    """

    world: World
    followers: Sequence[Follower]
    topics: Sequence[Topic]
    plan: Plan
    folder: Path
    first: dt.datetime
    last: dt.datetime
    leaves: dict[str, dt.datetime]
    tell: Callable[[str], None] = print
    _now: dt.datetime = field(init=False)
    _kill: Kill | None = None
    _passed: int = 0  # requests since the death became due
    _waits_s: float = 0.0  # time at work until it comes
    _done: int = 0
    _killed: bool = False  # this process
    _busy_s: float = 0.3  # how long a step with something to do takes
    _process: ForkServerProcess | None = None
    _pipe: Connection | None = None
    _discord: Conversations = field(init=False)
    _mail: Mailboxes = field(init=False)
    _sciences: Sciences = field(init=False)
    _outcome: Outcome = field(default_factory=Outcome)

    def __post_init__(self) -> None:
        self._now = self.first
        channels = tuple(f.address for f in self.followers if f.way is Way.CHANNEL)
        around = (self._before_message, self._after_message)
        self._discord = Conversations(channels, self.plan, self._clock, *around)
        self._mail = Mailboxes(self.plan, self._clock, *around)
        self._sciences = Sciences(self.world, self.plan, self._clock, self._on_page)

    async def run(self) -> Outcome:
        """Play all of it; what came of it is kept in the folder before the servers stop."""
        await self._discord.start()
        await self._mail.start(asyncio.get_running_loop())
        await self._sciences.start()
        try:
            for moment in self._moments():
                self._now = moment
                self._send_away()
                await self._step()
            outcome = self._came_of_it()
            outcome.keep(self.folder)
            self.tell(f"{self._now:%Y-%m-%d}: played to the end, stopping the servers")
        finally:
            self._end()
            await self._sciences.stop()
            await self._mail.stop()
            await self._discord.stop()
        return outcome

    def _came_of_it(self) -> Outcome:
        """The counts so far, with what the servers hold."""
        terminal = self.folder / "terminal.txt"
        return replace(
            self._outcome,
            messages=self._discord.held,
            refused=self._discord.refused,
            nonces=self._discord.nonces,
            mails=self._mail.held,
            mails_again=self._mail.again,
            terminal=terminal.read_text(encoding="utf-8") if terminal.exists() else "",
            feeds=self._sciences.whole,
            struck=dict(self.plan.struck),
        )

    # ------------------------------------------------------------ time

    def _clock(self) -> dt.datetime:
        return self._now

    def _moments(self) -> Iterator[dt.datetime]:
        begun, week = time.monotonic(), 0
        moment = self.first
        while moment <= self.last:
            yield moment
            moment += STEP
            if (now := moment.isocalendar().week) != week:
                week = now
                minutes = (time.monotonic() - begun) / 60
                room = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                self.tell(
                    f"{moment:%Y-%m-%d}: {minutes:.1f} minutes, {self._done} deaths, {room:.0f} MB"
                )

    def _send_away(self) -> None:
        for follower in self.followers:
            since = self.leaves.get(follower.id)
            if since is None or since > self._now:
                continue
            member = follower.way is Way.MEMBER
            self._discord.gone.add(direct_channel(follower.address) if member else follower.address)

    # ------------------------------------------------------------ the process

    async def _step(self) -> None:
        """Have everything done that is due now, by as many processes as it takes."""
        while True:
            due = self.plan.due(self._now, self._done)
            if due is not self._kill:
                self._kill, self._passed = due, 0
                self._waits_s = due.after * _LONGEST * self._busy_s if due is not None else 0.0
            if self._process is None:
                await self._start()
            if await self._have_done():
                return
            self._end()

    async def _start(self) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(_PRELOADED))
        self._pipe, theirs = context.Pipe()
        addresses = actor.Addresses(
            str(self.folder),
            self._sciences.base,
            self._discord.base,
            self._mail.port,
        )
        arguments = (theirs, addresses, tuple(self.followers), tuple(self.topics))
        self._process = context.Process(target=actor.live, args=arguments, daemon=True)
        self._process.start()
        self._killed = False
        theirs.close()
        self._outcome.starts += 1

    async def _have_done(self) -> bool:
        """Whether the step was done; False: the process died at it."""
        assert self._pipe is not None
        timer = None
        loop = asyncio.get_running_loop()
        if self._kill is not None and self._kill.death is Death.SOON:
            timer = loop.call_later(max(0.0, self._waits_s), self._die)
        begun = time.monotonic()
        try:
            said = await self._answer(self._now + self.plan.skew(self._now))
        finally:
            if timer is not None:
                timer.cancel()
        if said is None:
            return False
        for name, number in said.items():
            self._outcome.said[name] = self._outcome.said.get(name, 0) + number
        if any(said.values()):
            took = time.monotonic() - begun
            self._waits_s -= took
            self._busy_s = _USUAL * self._busy_s + (1 - _USUAL) * took
        return True

    async def _answer(self, told: dt.datetime) -> dict[str, int] | None:
        """What the process says of its step at that time; None if it died."""
        loop, pipe = asyncio.get_running_loop(), self._pipe
        assert pipe is not None
        readable = asyncio.Event()
        loop.add_reader(pipe.fileno(), readable.set)
        try:
            pipe.send(told)
            await asyncio.wait_for(readable.wait(), _PATIENCE_S)
            answer = pipe.recv()
        except (EOFError, ConnectionResetError, BrokenPipeError):
            if not self._killed:
                raise AssertionError("the process ended by itself") from None
            return None
        finally:
            loop.remove_reader(pipe.fileno())
        if not isinstance(answer, dict):  # a traceback
            raise AssertionError(answer)  # noqa: TRY004 - the process failed, not the type
        return answer

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    # ------------------------------------------------------------ deaths

    def _before_message(self) -> None:
        self._pass(Death.BEFORE)

    def _after_message(self) -> None:
        self._pass(Death.AFTER)

    def _on_page(self) -> None:
        self._pass(Death.FETCHING)

    def _pass(self, death: Death) -> None:
        """A request is in a server's hands: the moment to die, if it was waited for."""
        if self._kill is None or self._kill.death is not death:
            return
        self._passed += 1
        if self._passed > self._kill.after:
            self._die()

    def _die(self) -> None:
        """SIGKILL, now."""
        if self._kill is None or self._process is None:
            return
        kills = self._outcome.kills
        kills[self._kill.death] = kills.get(self._kill.death, 0) + 1
        self._done += 1
        self._kill, self._killed = None, True
        self._process.kill()
        self._process.join()
