"""A message that grows: it is edited as there is more to show, no faster than Discord allows."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

import structlog

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

T = TypeVar("T")
_log = structlog.get_logger(__name__)

# Discord allows about five edits in five seconds, to all who edit in a channel together.
GAP_S = 1.5


async def follow(
    states: AsyncIterator[T], show: Callable[[T], Awaitable[object]], *, gap_s: float = GAP_S
) -> None:
    """Show each state, or, where they come faster than they can be shown, the latest.

    The last one is always shown. An edit that fails before is made up for by the next.

    Args:
        states: each holds all that the ones before it hold.
        show: shows one; it may take long, as discord.py waits out HTTP 429.
        gap_s: seconds between the beginnings of two edits, at least.

    Raises:
        Exception: what `states` raised, or `show` at the last state.
    """
    growing = _Growing(states)
    loop = asyncio.get_running_loop()
    try:
        due = loop.time()
        while await growing.next():
            await asyncio.wait((growing.reader,), timeout=max(0.0, due - loop.time()))
            due = loop.time() + gap_s
            state = growing.take()
            try:
                await show(state)
            except Exception as exc:
                if not growing.goes_on:
                    raise
                _log.info("an edit was left out", reason=str(exc))
        await growing.reader
    finally:
        growing.reader.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await growing.reader


class _Growing(Generic[T]):
    """Reads on while an edit is under way."""

    def __init__(self, states: AsyncIterator[T]) -> None:
        self._states = states
        self._latest: list[T] = []
        self._news = asyncio.Event()
        self.reader = asyncio.create_task(self._read())

    @property
    def goes_on(self) -> bool:
        """Whether there is, or may be, a state that was not taken."""
        return bool(self._latest) or not self.reader.done()

    async def next(self) -> bool:
        """Wait for a state that was not taken; whether there is one."""
        while not self._latest and not self.reader.done():
            await self._news.wait()
            self._news.clear()
        return bool(self._latest)

    def take(self) -> T:
        """The latest state."""
        return self._latest.pop()

    async def _read(self) -> None:
        try:
            async for state in self._states:
                self._latest[:] = [state]
                self._news.set()
        finally:
            self._news.set()
