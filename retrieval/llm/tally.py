"""What a process asked of its language model so far, for whoever watches it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Literal, get_args

from retrieval.llm.budget import Spent

Outcome = Literal["answered", "unavailable", "refused", "out_of_budget", "abandoned"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(slots=True)
class Tally:
    """Calls by what became of them, and what they took. Only ever grows."""

    outcomes: dict[Outcome, int] = field(default_factory=dict)
    spent: Spent = field(default_factory=Spent)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def count(self, outcome: Outcome) -> None:
        """A call ended so."""
        with self._lock:
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def add(self, spent: Spent) -> None:
        """A call took so much."""
        with self._lock:
            self.spent += spent
