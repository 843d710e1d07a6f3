"""Who asks at the same time: encoded together, searched a few at a time.

An encoder takes little longer for eight questions than for one; a search takes as long for each,
and more of them at once than there are cores only wait for each other. So a few are searched at
a time, and while some stand before it that are encoded already, the next ones have time: they
are encoded when these have become few, all that have come until then in one call.
"""

from __future__ import annotations

import threading
from typing import Self

PLACES = 2  # questions that are searched at a time
FEW = 6  # that stand before it, and the next ones are encoded
PATIENCE_S = 0.05  # at most, for them to become few


class Turns:
    """Enter it to search; `until_few_wait` before encoding. Thread-safe, not to be nested."""

    def __init__(self, places: int = PLACES) -> None:
        self._lock = threading.Lock()
        self._place = threading.Condition(self._lock)
        self._fewer = threading.Condition(self._lock)
        self._places = places
        self._searching = self._waiting = 0

    def __enter__(self) -> Self:
        with self._lock:
            self._waiting += 1
            try:
                self._place.wait_for(lambda: self._searching < self._places)
            finally:
                self._waiting -= 1
                self._fewer.notify()
            self._searching += 1
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._searching -= 1
            self._place.notify()

    @property
    def crowded(self) -> bool:
        """Whether more than one question is searched, or is about to be."""
        with self._lock:
            return self._searching + self._waiting > 1

    def until_few_wait(self) -> None:
        """Return when few stand before the search, or after a while."""
        with self._lock:
            self._fewer.wait_for(lambda: self._waiting < FEW, PATIENCE_S)
