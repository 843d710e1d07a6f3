"""The bot's life: log in, open the indexes, keep them up to date, answer, end cleanly."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog

from bot.client import PaperwireBot
from bot.cooldowns import Cooldowns
from bot.delivery.assembling import deliverer_of
from bot.delivery.fetching import Fetching, keep_fetched
from bot.delivery.pages import Pages
from bot.engine import Engine
from bot.errors import DiscordError, failure_of
from bot.health import Condition, Figures, listening
from bot.llm_figures import LlmFigures
from bot.login import check_token, connect, log_in
from bot.metrics import Metrics
from bot.weather import keep_trying

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from bot.wiring import App

_log = structlog.get_logger(__name__)

POLL_S = 5.0  # between two looks at what other processes stored; half of what is promised
_DAY_S = 86_400.0
# together below the ten seconds that container engines allow between SIGTERM and SIGKILL
_ANSWERS_S, _GOODBYE_S, _THREADS_S = 3.0, 2.0, 3.5


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended."""

    error: BaseException | None = None  # why, unless it was asked to end
    threads_done: bool = True  # False: a thread is still at work, and nothing may be closed


async def serve(app: App, token: str, *, poll_s: float = POLL_S) -> Ended:
    """Be on Discord until SIGTERM or SIGINT, or until that is impossible.

    Args:
        app: owned by this process (see `retrieval.indexes.ownership`).
        token: the bot's.
        poll_s: seconds between two looks at the catalogue.

    Raises:
        DiscordError: the token cannot be one.
        SettingsError: a category that is to be fetched does not exist.
    """
    check_token(token)
    fetching = Fetching(app) if app.settings.fetch.enabled else None
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):  # on Windows, where Ctrl-C still interrupts
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
    engine = Engine(app)
    known = app.settings.discord
    bot = PaperwireBot(
        engine,
        metrics=Metrics(),
        cooldowns=Cooldowns(known.user_per_minute, known.server_per_minute),
        shard_count=known.shard_count,
        shard_ids=known.shards,
    )
    if app.llm is not None:
        bot.metrics.registry.register(LlmFigures(app.llm))
    await bot.prepare()
    work = asyncio.create_task(_Work(app, engine, bot, token, poll_s, fetching).run())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    error = None
    if work.done():
        error = work.exception() or DiscordError("Discord ended the connection: start again")
    else:
        _log.info("stopping")
        await bot.idle(_ANSWERS_S)
    work.cancel()
    with suppress(asyncio.TimeoutError, discord.DiscordException, aiohttp.ClientError):
        await asyncio.wait_for(bot.close(), _GOODBYE_S)
    threads_done = await engine.close(_THREADS_S)
    await asyncio.wait((work,), timeout=_GOODBYE_S)
    if app.llm is not None:
        await app.llm.aclose()
    return Ended(error, threads_done)


@dataclass(frozen=True, slots=True)
class _Work:
    """What goes on until the end is asked for."""

    app: App
    engine: Engine
    bot: PaperwireBot
    token: str
    poll_s: float
    fetching: Fetching | None

    async def run(self) -> None:
        """Raise why it cannot go on; it never returns while all is well."""
        condition = Condition(self.bot)
        patience_s = self.app.settings.discord.patience_s
        async with AsyncExitStack() as stack:
            # before the login, which may take minutes: /healthz says "starting" meanwhile
            await self._tell(stack, condition)
            await keep_trying(partial(log_in, self.bot, self.token), patience_s=patience_s)
            await self.engine.open()
            condition.opened = True
            # from here on somebody could be kept waiting; loading the model kept nobody
            _alongside(stack, self.bot.metrics.watch_loop())
            _alongside(stack, keep_indexed(self.engine, self.poll_s, condition))
            _alongside(stack, self._keep_tidy())
            if self.fetching is not None:
                _alongside(stack, keep_fetched(self.engine, self.fetching))
            if self.app.settings.delivery.enabled:
                _alongside(stack, deliverer_of(self.app, self.engine, self.bot).run())
            await keep_trying(partial(connect, self.bot), patience_s=patience_s)

    async def _tell(self, stack: AsyncExitStack, condition: Condition) -> None:
        where = self.app.settings.health
        if where.port is None:
            return
        counts = partial(self.engine.quick, self.app.catalogue.counts)
        figures = Figures(condition, self.bot.metrics, counts)
        pages = Pages(self.app, self.engine)
        await stack.enter_async_context(
            listening(where.host, where.port, condition, figures, pages)
        )

    async def _keep_tidy(self) -> None:
        """Once a day, forget what members did and got longer ago than the settings say."""
        keep = dt.timedelta(days=self.app.settings.discord.keep_days)
        while True:
            try:
                before = self.app.now() - keep
                await self.engine.quick(self.app.members.expire, before)
                await self.engine.quick(self.app.following.expire, before)
            except Exception as exc:  # noqa: BLE001 - an edge: tomorrow is early enough
                _log.error("old turns not removed", exc_info=exc)
            await asyncio.sleep(_DAY_S)


def _alongside(stack: AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
    """Do the work until the stack is left."""
    stack.callback(asyncio.create_task(work).cancel)


async def keep_indexed(
    engine: Engine,
    poll_s: float,
    condition: Condition | None = None,
    *,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Index what is due, now and at every look, whichever process stored it.

    A failure is logged once, told to the condition, and tried again at the next look.
    """
    failure = ""
    while True:
        try:
            count = await engine.index_due()
            if count:
                _log.info("indexed", papers=count)
            failure = ""
        except Exception as exc:  # noqa: BLE001 - an edge: the bot answers from what it has
            if failure_of(exc).sentence != failure:
                failure = failure_of(exc).sentence
                _log.error("not indexed", exc_info=exc)
        if condition is not None:
            condition.failing = bool(failure)
        await sleep(poll_s)
