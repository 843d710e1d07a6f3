"""An event loop whose seconds are short, for code that waits for services.

Two kinds of waiting are told apart. A limit (`asyncio.timeout`, those of the HTTP and mail
clients) is there for replies that do not come: it has to leave a busy machine the time to do
the work, so its seconds are only some times shorter than real ones. A sleep between two tries
waits for nothing but the time itself, and is over nearly at once.
"""

from __future__ import annotations

import asyncio
import selectors
from asyncio import futures
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextvars import Context

_WAKE = futures._set_result_unless_cancelled  # type: ignore[attr-defined]  # what ends a sleep


class HurriedLoop(asyncio.SelectorEventLoop):
    """Its clock runs faster than the wall's, and can be put forward between two tasks.

    Args:
        speed: seconds of this loop in one second.
        naps: how many times shorter a sleep is than other waiting.
    """

    def __init__(self, speed: float, naps: float) -> None:
        self._speed = speed
        self._naps = naps
        self._ahead = 0.0
        super().__init__(_Selector(speed))

    def time(self) -> float:
        """Seconds that only grow."""
        return super().time() * self._speed + self._ahead

    def call_later(
        self,
        delay: float,
        callback: Callable[..., Any],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """As of any loop; sooner, if it ends a sleep."""
        if callback is _WAKE:
            delay /= self._naps
        return super().call_later(delay, callback, *args, context=context)

    def put_forward(self, seconds: float) -> None:
        """So much time has passed."""
        self._ahead += seconds


class _Selector(selectors.DefaultSelector):  # type: ignore[misc,valid-type] # its kind is the machine's
    """Waits shorter than it is told."""

    def __init__(self, speed: float) -> None:
        super().__init__()
        self._faster = speed

    def select(self, timeout: float | None = None) -> Sequence[Any]:
        """What is ready."""
        if timeout is not None and timeout > 0:
            timeout /= self._faster
        found: Sequence[Any] = super().select(timeout)
        return found
