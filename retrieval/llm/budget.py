"""What was spent today, and whether more may be."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from retrieval.llm.errors import OutOfBudget

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from retrieval.llm.options import Limits, Price

_ASCII_A_TOKEN = 4  # characters, as a rule of thumb; other scripts take about a token each


@dataclass(frozen=True, slots=True)
class Spent:
    """Calls, tokens, seconds and cost."""

    calls: int = 0
    read: int = 0  # tokens of prompts
    written: int = 0  # tokens of answers
    seconds: float = 0.0
    cost: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.calls + other.calls,
            self.read + other.read,
            self.written + other.written,
            self.seconds + other.seconds,
            self.cost + other.cost,
        )


class Ledger(Protocol):
    """Where a day's spending is written down."""

    def spent(self, day: dt.date) -> Spent:
        """What was spent on the day, by all processes that share the ledger."""
        ...

    def add(self, day: dt.date, spent: Spent) -> None:
        """Write down some more."""
        ...


class MemoryLedger:
    """A ledger that ends with the process."""

    def __init__(self) -> None:
        self._days: dict[dt.date, Spent] = {}
        self._lock = threading.Lock()

    def spent(self, day: dt.date) -> Spent:
        """What was spent on the day in this process."""
        return self._days.get(day, Spent())

    def add(self, day: dt.date, spent: Spent) -> None:
        """Keep the day; those before it are of no use any more."""
        with self._lock:
            self._days = {day: self.spent(day) + spent}


class Budget:
    """The limits of a day (UTC). What is being asked for counts as spent until it is known."""

    def __init__(
        self, limits: Limits, price: Price, ledger: Ledger, clock: Callable[[], dt.datetime]
    ) -> None:
        self._limits = limits
        self._price = price
        self._ledger = ledger
        self._clock = clock
        self._lock = threading.Lock()
        self._reserved = Spent()

    def reserve(self, read: int, written: int) -> Spent:
        """Set aside what a call may take at most; give it back with `settle`.

        Raises:
            OutOfBudget: it would go over a limit.
            StoreError: the ledger cannot be read.
        """
        wanted = Spent(1, read, written, 0.0, self._price.of(read, written))
        spent = self.today()
        with self._lock:
            after = spent + self._reserved + wanted
            for name, limit, reached in (
                ("tokens", self._limits.tokens, after.read + after.written),
                ("seconds", self._limits.seconds, after.seconds),
                ("cost", self._limits.cost, after.cost),
            ):
                if limit and reached > limit:
                    raise OutOfBudget(
                        f"the language model's limit of {name} for today ({limit:g}) is reached; "
                        f"it is set with PAPERWIRE_LLM__{name.upper()}_PER_DAY"
                    )
            self._reserved += wanted
        return wanted

    def settle(self, reserved: Spent, read: int, written: int, seconds: float) -> Spent:
        """Write down what the call took in truth, and end its reservation.

        Raises:
            StoreError: the ledger cannot be written. The reservation stays then, so that what
                was spent goes on to count in this process.
        """
        spent = Spent(1, read, written, seconds, self._price.of(read, written))
        self._ledger.add(self._clock().date(), spent)
        self.cancel(reserved)
        return spent

    def cancel(self, reserved: Spent) -> None:
        """End the reservation of a call that was never answered."""
        with self._lock:
            left = self._reserved
            self._reserved = replace(
                left,
                calls=left.calls - reserved.calls,
                read=left.read - reserved.read,
                written=left.written - reserved.written,
                cost=max(0.0, left.cost - reserved.cost),
            )

    def today(self) -> Spent:
        """What was spent today."""
        return self._ledger.spent(self._clock().date())


def tokens_in(text: str) -> int:
    """About how many tokens a text is, rather too many, for endpoints that do not count."""
    ascii_only = sum(character.isascii() for character in text)
    return ascii_only // _ASCII_A_TOKEN + len(text) - ascii_only + 1
