"""A circuit breaker: who failed often is left alone for a while, then tried once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FAILURES = 3  # in a row, until it opens
FIRST_REST_S = 30.0
LONGEST_REST_S = 300.0


class Breaker:
    """Closed: all pass. Open: none passes. After its rest one passes, and decides.

    Args:
        monotonic: seconds that only grow. Not the settings' clock, which may stand still.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._failures = 0
        self._rest_s = FIRST_REST_S
        self._open_until: float | None = None
        self._trying = False

    def passes(self) -> bool:
        """Whether a call may be made; whoever got leave must report how it went."""
        with self._lock:
            if self._open_until is None:
                return True
            if self._trying or self._monotonic() < self._open_until:
                return False
            self._trying = True
            return True

    @property
    def resting(self) -> bool:
        """Whether it is open."""
        return self._open_until is not None

    def worked(self) -> None:
        """The call was answered."""
        with self._lock:
            self._failures, self._rest_s = 0, FIRST_REST_S
            self._open_until, self._trying = None, False

    def failed(self) -> float | None:
        """The call was not answered; for how many seconds nobody passes, if it opens now."""
        with self._lock:
            self._failures += 1
            if self._open_until is not None and self._trying:
                self._rest_s = min(2 * self._rest_s, LONGEST_REST_S)
            elif self._open_until is not None or self._failures < FAILURES:
                return None  # a call from before it opened says nothing new
            self._open_until, self._trying = self._monotonic() + self._rest_s, False
            return self._rest_s

    def given_up(self) -> None:
        """The call was abandoned, or never made: nobody knows."""
        with self._lock:
            self._trying = False
