"""When Discord is away: how long to pause between two tries, and how long to go on trying."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import structlog

from bot.errors import DiscordError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = structlog.get_logger(__name__)

LONGEST_S = 60.0  # between two tries; nobody should wait longer once Discord is back
_FIRST_S = 1.0
_HEEDED_S = 3600.0  # a Retry-After beyond an hour is tried after an hour


class DiscordAway(DiscordError):
    """Discord does not answer, or asks to come back later: trying again may help.

    Args:
        sentence: said when nobody tries any longer.
        after_s: seconds that Discord asked to wait, 0 if it did not say.
    """

    def __init__(self, sentence: str, after_s: float = 0.0) -> None:
        super().__init__(sentence)
        self.after_s = after_s


class Pauses:
    """Pauses that double from one second to a minute, each shortened by up to a half.

    The chance in them keeps many bots from coming back at the same moment.
    """

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        self._chance = chance
        self._next = _FIRST_S

    def pause(self, at_least: float = 0.0) -> float:
        """Seconds to wait now, at least so many of them (at most an hour)."""
        full, self._next = self._next, min(self._next * 2, LONGEST_S)
        return max(full * (1 - self._chance() / 2), min(at_least, _HEEDED_S))


async def keep_trying(
    attempt: Callable[[], Awaitable[None]],
    *,
    patience_s: float,
    pauses: Pauses | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Try until it succeeds; one line in the log for each try that did not.

    Args:
        attempt: raises DiscordAway if it may be tried again.
        patience_s: seconds from the first failure after which no other try is begun. A wait
            that Discord itself asked for is waited to its end and followed by a try: ending
            instead would only make whatever restarts this process ask again at once.
        pauses: between two tries.
        sleep: waits.

    Raises:
        DiscordAway: the last try's, when patience ends.
    """
    pauses = pauses or Pauses()
    waited = 0.0
    while True:
        begun = asyncio.get_running_loop().time()
        try:
            await attempt()
        except DiscordAway as exc:
            # the first failure starts the count, not the try before it
            waited += asyncio.get_running_loop().time() - begun if waited else 0.0
            if waited >= patience_s:
                raise
            pause = pauses.pause(exc.after_s)
            _log.warning("Discord is away", reason=str(exc), again_in_s=round(pause, 1))
        else:
            return
        await sleep(pause)
        waited += pause
