"""What the process counts and measures, for Prometheus; nothing here knows Discord or a port."""

from __future__ import annotations

import asyncio
import math
from collections import deque

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

TICK_S = 0.05  # between two measurements of the event loop
_KEPT = int(300 / TICK_S)  # measurements that the 99th percentile is taken from: five minutes
_LAG = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5)
_ACKNOWLEDGED = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3)
_ANSWERED = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60)


class Metrics:
    """Counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._lags: deque[float] = deque(maxlen=_KEPT)
        self._lag = Histogram(
            "paperwire_event_loop_lag_seconds",
            "How late the event loop wakes a task that sleeps 50 ms, measured all the time from "
            "when the indexes are open.",
            buckets=_LAG,
            registry=self.registry,
        )
        self._lag_p99 = Gauge(
            "paperwire_event_loop_lag_p99_seconds",
            "99th percentile of that lateness over the last five minutes.",
            registry=self.registry,
        )
        self._acknowledged = Histogram(
            "paperwire_interaction_acknowledged_seconds",
            "From an interaction's arrival in this process until Discord has taken its "
            "acknowledgement. Discord gives up after 3 seconds.",
            buckets=_ACKNOWLEDGED,
            registry=self.registry,
        )
        self._answered = Counter(
            "paperwire_questions_answered",
            "Questions by the way they came and what became of them.",
            ["kind", "outcome"],
            registry=self.registry,
        )
        self._answer = Histogram(
            "paperwire_answer_seconds",
            "From a question's arrival until its answer is ready.",
            ["kind"],
            buckets=_ANSWERED,
            registry=self.registry,
        )
        self._undelivered = Counter(
            "paperwire_answers_undelivered",
            "Answers that Discord did not take, by its error code; 0 without one.",
            ["code"],
            registry=self.registry,
        )
        # memory, processor time, open files: of this process, where the system tells
        ProcessCollector(registry=self.registry)

    def acknowledged(self, seconds: float) -> None:
        """An interaction was acknowledged so long after it arrived."""
        self._acknowledged.observe(seconds)

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        """A question has its answer.

        Args:
            kind: the way it came: a command's name, "mention", "message". One of few, and
                never text of a person: each value is kept as long as the process lives.
            outcome: what became of it: "answered", a reason of Abstained, "failed". Same.
            seconds: from its arrival.
        """
        self._answered.labels(kind, outcome).inc()
        self._answer.labels(kind).observe(seconds)

    def undelivered(self, code: int | None) -> None:
        """An answer could not be sent; the code is Discord's, None if it gave none."""
        self._undelivered.labels(str(code or 0)).inc()

    def lagged(self, seconds: float) -> None:
        """The event loop was so late once."""
        self._lag.observe(seconds)
        self._lags.append(seconds)

    def lag_p99(self) -> float:
        """99th percentile of the last five minutes, in seconds; 0 before the first measurement."""
        if not self._lags:
            return 0.0
        ordered = sorted(self._lags)
        return ordered[math.ceil(len(ordered) * 0.99) - 1]

    async def watch_loop(self) -> None:
        """Measure the event loop's lag until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + TICK_S
            await asyncio.sleep(TICK_S)
            self.lagged(max(0.0, loop.time() - due))

    def exposition(self) -> bytes:
        """Everything in Prometheus' text format."""
        self._lag_p99.set(self.lag_p99())
        return generate_latest(self.registry)
