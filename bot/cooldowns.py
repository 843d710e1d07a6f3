"""How much may be asked in a minute, by a person and in a server."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from discord.ext import commands

if TYPE_CHECKING:
    from collections.abc import Callable

_WINDOW_S = 60.0


class Cooldowns:
    """One count for all ways of asking: commands, mentions, direct messages, buttons.

    The windows are those of discord.py: one begins with the first question in it, and whoever
    asked too much waits for its end. What is refused counts for nothing, so asking again too
    early makes nobody wait longer. Only those who asked in the last minute are remembered.
    """

    def __init__(
        self,
        user_per_minute: int,
        server_per_minute: int,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin without anybody waiting.

        Args:
            user_per_minute: what one person may ask; 0: without a limit.
            server_per_minute: what all members of a server may ask; 0: without a limit.
            now: seconds, above 0, that never go back.
        """
        self._now = now
        self._users = _windows(user_per_minute)
        self._servers = _windows(server_per_minute)

    def take(self, user: int, server: int | None) -> float | None:
        """Count one question.

        Args:
            user: who asks.
            server: where; None for a direct message.

        Returns:
            None if it may be answered, else the seconds to wait, more than 0.
        """
        now = self._now()
        windows = [self._users.get_bucket(user, now)]
        if server is not None:
            windows.append(self._servers.get_bucket(server, now))
        limited = [window for window in windows if window is not None]
        wait = max((window.get_retry_after(now) for window in limited), default=0.0)
        if wait > 0:
            return wait
        for window in limited:
            window.update_rate_limit(now)
        return None


def _windows(per_minute: int) -> commands.CooldownMapping[int]:
    window = commands.Cooldown(per_minute, _WINDOW_S) if per_minute else None
    return commands.DynamicCooldownMapping(lambda _: window and window.copy(), lambda key: key)
