"""What a server's settings and the cooldowns allow."""

from __future__ import annotations

import asyncio
import math
import time
from typing import TYPE_CHECKING

import structlog

from retrieval.errors import StoreError
from retrieval.members import ServerSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.cooldowns import Cooldowns
    from bot.desk import Asker
    from bot.engine import Engine
    from bot.words import Words

_log = structlog.get_logger(__name__)
_FRESH_S = 5.0  # how long another process's change of the settings may go unnoticed
_NONE = ServerSettings()  # where there is no server
_SERVERS = 10_000  # remembered at most
_NAMED = 5  # channels that a sentence names


class Rules:
    """Looks rules up without waiting for the store each time."""

    def __init__(
        self, engine: Engine, cooldowns: Cooldowns, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._engine = engine
        self._cooldowns = cooldowns
        self._now = now
        self._known: dict[int, tuple[float, ServerSettings]] = {}
        self._looking: dict[int, asyncio.Task[ServerSettings]] = {}

    async def settings(self, server: int | None) -> ServerSettings:
        """What those who manage the server chose; the defaults where there is no server.

        A store that fails is answered with what was known before, or the defaults: the
        question itself will say what is wrong.
        """
        if server is None:
            return _NONE
        looked, settings = self._known.get(server, (-math.inf, _NONE))
        if self._now() - looked < _FRESH_S:
            return settings
        task = self._looking.get(server)
        if task is None:  # many may ask at the same moment: one look is enough for all
            task = asyncio.create_task(self._look(server, settings))
            self._looking[server] = task
        return await asyncio.shield(task)  # who stops waiting takes it from nobody else

    async def _look(self, server: int, known: ServerSettings) -> ServerSettings:
        """The settings as the store has them now; what was `known` if it fails."""
        here = asyncio.current_task()
        settings = known
        try:
            settings = await self._engine.quick(self._engine.members.server, str(server))
        except StoreError as exc:
            _log.warning("settings not read", reason=str(exc))
        finally:
            current = self._looking.get(server) is here
            if current:
                del self._looking[server]
        if current:  # else they were changed meanwhile, and this may be what was before
            if len(self._known) >= _SERVERS:
                self._known.clear()
            self._known[server] = (self._now(), settings)
        return settings

    def changed(self, server: int) -> None:
        """Look the server's settings up anew at the next question."""
        self._known.pop(server, None)
        self._looking.pop(server, None)

    def refusal(
        self, who: Asker, server: int | None, settings: ServerSettings, channels: Sequence[int]
    ) -> str | None:
        """Why a question is not answered here or now; None if it is, which counts it.

        Args:
            who: who asks.
            server: where; None for a direct message.
            settings: of that server.
            channels: ids of the channel and, for a thread, of its parent.
        """
        refusal = elsewhere(settings, channels, who.words)
        if refusal is not None:
            return refusal
        wait = self._cooldowns.take(int(who.user), server)
        if wait is None:
            return None
        return who.words.refusals.wait.format(seconds=max(2, math.ceil(wait)))


def elsewhere(settings: ServerSettings, channels: Sequence[int], words: Words) -> str | None:
    """Where to ask instead, if questions are not answered in these channels."""
    if not settings.channels or {str(channel) for channel in channels} & set(settings.channels):
        return None
    return words.refusals.not_here.format(
        channels=words.lists.disjunction.join(f"<#{one}>" for one in settings.channels[:_NAMED])
    )
