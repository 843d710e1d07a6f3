"""The loop that brings digests to their followers.

A delivery is planned and written down, then noted as being sent, then sent, then confirmed.
Whatever ends the process in between, the next round finds it in the catalogue; one that was
noted as being sent is settled by its sender, which looks at what arrived before it sends
anything more. So a digest is never lost, and it comes twice only where nobody can look, see
docs/digests.md.

One process at a time delivers from a data folder; the others leave it to that one.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.delivery.alone import delivering_alone
from bot.delivery.composing import compose
from bot.delivery.duty import Duty
from bot.delivery.reports import Outcome, Report
from bot.delivery.retrying import Retries
from bot.delivery.sending import Postponed, Refused
from bot.delivery.translating import Translations
from bot.errors import failure_of
from retrieval.errors import StoreOwned
from retrieval.following.values import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping
    from typing import TypeAlias

    from bot.delivery.sending import Outgoing, Sender
    from bot.engine import Engine
    from bot.wiring import App
    from retrieval.following.values import Delivery, Follower, Way

    Told: TypeAlias = Callable[[Outgoing, str], Awaitable[None]]

_log = structlog.get_logger(__name__)

LOOK_S = 30.0  # between two looks for what is due, where nothing is known to come earlier
GAP_S = 0.1  # between the beginnings of two deliveries: Discord allows 50 requests a second
PATIENCE_S = 60.0  # for another process that delivers
AT_ONCE = 4  # deliveries under way; one that has to wait for its channel holds nobody up
_SOONEST_S = 1.0


class Deliverer:
    """Delivers what is due.

    Args:
        app: holds the catalogue, the followers and the clock.
        engine: its threads do what blocks.
        senders: those that there are; followers of another way wait.
        told: tells the owner of a follower that it is paused, and why.
        gap_s: between the beginnings of two deliveries.
        translations: those for digests in two languages; by the app's language model if None.
    """

    def __init__(  # noqa: PLR0913 - each is a seam, and named
        self,
        app: App,
        engine: Engine,
        senders: Mapping[Way, Sender],
        *,
        told: Told | None = None,
        gap_s: float = GAP_S,
        translations: Translations | None = None,
    ) -> None:
        self._app = app
        self._engine = engine
        self._senders = dict(senders)
        self._told = told
        self._gap_s = gap_s
        self._duty = Duty(app, self._senders)
        self._translations = translations or Translations(app, engine)
        self._retries = Retries(lambda: asyncio.get_running_loop().time())

    async def run(self, look_s: float = LOOK_S) -> None:
        """Deliver whatever becomes due, for ever. A failure is logged and tried again."""
        failure = ""
        while True:
            try:
                await self.round()
                failure = ""
            except Exception as exc:  # noqa: BLE001 - an edge: the next round tries again
                if failure_of(exc).sentence != failure:
                    failure = failure_of(exc).sentence
                    _log.error("deliveries not looked at", exc_info=exc)
            await asyncio.sleep(self._rest(look_s))

    async def round(self) -> list[Report]:
        """Settle what is open, then deliver what is due; what came of each delivery.

        Nothing happens while another process delivers.
        """
        try:
            return await self.once(patience_s=0)
        except StoreOwned:
            return []

    async def once(
        self,
        *,
        day: dt.date | None = None,
        chosen: Collection[str] | None = None,
        patience_s: float = PATIENCE_S,
    ) -> list[Report]:
        """The same, at somebody's wish.

        Args:
            day: deliver this announcement, due or not, to those who had none of that day.
            chosen: ids of the followers that are meant; None: all.
            patience_s: seconds to wait for another process that delivers.

        Raises:
            StoreOwned: it goes on for longer.
        """
        quick, duty = self._engine.quick, self._duty
        async with delivering_alone(self._app.data_dir, patience_s):
            reports = await self._deliver(_among(await quick(duty.open), chosen))
            followers = await quick(duty.followers)
            meant = [one for one in followers if chosen is None or one.id in chosen]
            plan = duty.plan if day is None else partial(_of_day, duty, day)
            return reports + await self._serve(meant, plan)

    # ------------------------------------------------------------ one round

    async def _serve(
        self, followers: Iterable[Follower], plan: Callable[[Follower], Delivery | None]
    ) -> list[Report]:
        """Plan one after the other, and send meanwhile."""

        async def planned() -> AsyncIterator[Delivery]:
            for follower in followers:
                delivery = await self._planned(follower, plan)
                if delivery is not None:
                    yield delivery

        return await self._sent(planned())

    async def _deliver(self, deliveries: Iterable[Delivery]) -> list[Report]:
        """Go on with what is written down."""

        async def due() -> AsyncIterator[Delivery]:
            for delivery in self._retries.due(deliveries):
                yield delivery

        return await self._sent(due())

    async def _sent(self, deliveries: AsyncIterator[Delivery]) -> list[Report]:
        """Send some at a time; what is of a way that is away waits for a later round."""
        free = asyncio.Semaphore(AT_ONCE)
        reports, tasks = [], []
        async with asyncio.TaskGroup() as group:
            async for delivery in deliveries:
                await free.acquire()
                if (away := self._retries.away(delivery)) is not None:
                    free.release()
                    reports.append(Report(delivery, Outcome.POSTPONED, away))
                    continue
                tasks.append(group.create_task(self._one(delivery, free)))
                await asyncio.sleep(self._gap_s)
        return reports + [task.result() for task in tasks]

    async def _planned(
        self, follower: Follower, plan: Callable[[Follower], Delivery | None]
    ) -> Delivery | None:
        try:
            return await self._engine.answering(plan, follower)
        except Exception as exc:  # noqa: BLE001 - an edge: the other followers get theirs
            _log.error("digest not planned", way=follower.way.value, exc_info=exc)
            return None

    async def _one(self, delivery: Delivery, free: asyncio.Semaphore) -> Report:
        """Deliver one, and note what came of it."""
        try:
            await self._translations.prepare(delivery, free)
            return await self._attempt(delivery)
        except Exception as exc:  # noqa: BLE001 - an edge: it is written down, the next round tries
            _log.error("digest not delivered", exc_info=exc)
            return self._later(delivery, failure_of(exc).sentence, 0.0)
        finally:
            free.release()

    async def _attempt(self, delivery: Delivery) -> Report:
        quick, following = self._engine.quick, self._app.following
        follower = await quick(following.follower, delivery.follower)
        sender = self._senders.get(follower.way) if follower is not None else None
        if follower is None or sender is None or follower.is_paused(self._app.now()):
            return Report(delivery, Outcome.NOTHING, "nobody to send it to")
        outgoing = await self._engine.answering(compose, self._app, follower, delivery)
        if outgoing is None:
            await quick(following.confirm, delivery.id, ())
            return Report(delivery, Outcome.NOTHING)
        if not await quick(self._claimed, delivery):
            return Report(delivery, Outcome.TAKEN)
        try:
            messages = await sender.send(outgoing, doubtful=delivery.state is State.SENDING)
        except Postponed as exc:
            return self._later(delivery, str(exc), exc.after_s)
        except Refused as exc:
            return await self._refused(outgoing, exc)
        await quick(following.confirm, delivery.id, messages)
        self._retries.settled(delivery)
        _log.info("delivered", way=follower.way.value, papers=len(delivery.items))
        return Report(delivery, Outcome.SENT, messages=tuple(messages))

    def _claimed(self, delivery: Delivery) -> bool:
        """Note that this try begins, unless another process was faster. Runs in a thread."""
        following, now = self._app.following, self._app.now()
        return following.sending(delivery.id, tries=delivery.tries, now=now)

    def _later(self, delivery: Delivery, reason: str, after_s: float) -> Report:
        pause = self._retries.put_off(delivery, reason, after_s)
        _log.warning("delivery postponed", reason=reason, again_in_s=round(pause, 1))
        return Report(delivery, Outcome.POSTPONED, reason)

    async def _refused(self, outgoing: Outgoing, refused: Refused) -> Report:
        """Pause the follower. What did not arrive is free again, for when it is resumed."""
        quick, following = self._engine.quick, self._app.following
        follower, delivery = outgoing.follower, outgoing.delivery
        await quick(following.pause, follower.id, refused.reason)
        if refused.arrived:
            await quick(following.confirm, delivery.id, refused.arrived)
        else:
            await quick(following.fail, delivery.id)
        self._retries.settled(delivery)
        self._duty.forget(follower.id)
        _log.warning("follower paused", way=follower.way.value, reason=refused.reason)
        if self._told is not None:
            await self._told(outgoing, refused.reason)
        return Report(delivery, Outcome.REFUSED, refused.reason, refused.arrived)

    def _rest(self, look_s: float) -> float:
        """Seconds until the next look: the next retry or due moment, `look_s` at the latest."""
        waits = []
        if (at := self._retries.next_at()) is not None:
            waits.append(at - asyncio.get_running_loop().time())
        moment = self._duty.next_moment()
        if moment is not None:
            waits.append((moment - self._app.now()).total_seconds())
        return max(_SOONEST_S, min(look_s, *waits)) if waits else look_s


def _among(deliveries: list[Delivery], chosen: Collection[str] | None) -> list[Delivery]:
    return [one for one in deliveries if chosen is None or one.follower in chosen]


def _of_day(duty: Duty, day: dt.date, follower: Follower) -> Delivery | None:
    return duty.plan_day(follower, day)
