"""What several threads bring at the same time, done in one call.

A model takes little longer for eight questions than for one, and so do vectors that are compared
with them. Whoever comes first is served at once; those who come meanwhile wait for it to end, and
then one of them has it done for all. Nothing is done on two threads at once, and nobody waits for
company, unless he would wait for something else anyway.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
MOST = 32  # in one call: more takes the first of them longer than it saves


@dataclass(slots=True)
class _Brought(Generic[T]):
    """What one thread wants done."""

    item: T
    woken: threading.Event = field(default_factory=threading.Event)
    leads: bool = False  # when it is woken: whether it is to do it for all, or all is done
    error: Exception | None = None


class Together(Generic[T]):
    """Does work on what threads bring. Thread-safe.

    Args:
        work: is given what was brought, in order.
        most: so many in one call.
        before: called by who is about to work; more may come while it takes its time.
    """

    def __init__(
        self,
        work: Callable[[Sequence[T]], object],
        most: int = MOST,
        *,
        before: Callable[[], object] = lambda: None,
    ) -> None:
        self._work = work
        self._most = most
        self._before = before
        self._lock = threading.Lock()
        self._waiting: list[_Brought[T]] = []
        self._busy = False

    def do(self, item: T) -> None:
        """Return when the work is done on this; what it raises is raised for all of its call."""
        mine = _Brought(item)
        with self._lock:
            self._waiting.append(mine)
            if not self._busy:
                self._busy = mine.leads = True
        if not mine.leads:
            mine.woken.wait()
        if mine.leads:
            self._lead()
        if mine.error is not None:
            raise mine.error

    def _lead(self) -> None:
        """Those that wait longest, this thread's own first; then it is another one's turn."""
        self._before()
        with self._lock:
            some, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            self._work([one.item for one in some])
        except Exception as exc:  # noqa: BLE001 - raised by each that brought something
            for one in some:
                one.error = exc
        finally:
            self._hand_on()
            for one in some[1:]:
                one.woken.set()

    def _hand_on(self) -> None:
        with self._lock:
            self._busy = bool(self._waiting)
            if self._busy:
                self._waiting[0].leads = True
                self._waiting[0].woken.set()
