"""An event loop whose seconds are short, for code that waits for services."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class HurriedLoop(asyncio.SelectorEventLoop):
    """Its clock runs faster than the wall's, and can be put forward between two tasks.

    Args:
        speed: seconds of this loop in one second.
    """

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._ahead = 0.0
        super().__init__(_Selector(speed))

    def time(self) -> float:
        """Seconds that only grow."""
        return super().time() * self._speed + self._ahead

    def put_forward(self, seconds: float) -> None:
        """So much time has passed."""
        self._ahead += seconds


class _Selector(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
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
