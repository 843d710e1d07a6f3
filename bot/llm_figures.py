"""What the bot's language model did, for Prometheus; read when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from retrieval.llm.tally import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client.core import Metric

    from retrieval.llm import Endpoint


class LlmFigures(Collector):
    """Figures of one endpoint, since this process began."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def collect(self) -> Iterator[Metric]:
        """Called by prometheus_client."""
        tally = self._endpoint.tally
        calls = CounterMetricFamily(
            "paperwire_llm_calls",
            "Answers asked of the language model, by what became of them.",
            labels=["outcome"],
        )
        for outcome in OUTCOMES:
            calls.add_metric([outcome], tally.outcomes.get(outcome, 0))
        tokens = CounterMetricFamily(
            "paperwire_llm_tokens", "Tokens that it read or wrote.", labels=["kind"]
        )
        tokens.add_metric(["read"], tally.spent.read)
        tokens.add_metric(["written"], tally.spent.written)
        yield calls
        yield tokens
        yield CounterMetricFamily(
            "paperwire_llm_seconds", "Seconds that it was at work.", value=tally.spent.seconds
        )
        yield CounterMetricFamily(
            "paperwire_llm_cost", "What it cost, by llm.price_*.", value=tally.spent.cost
        )
        yield GaugeMetricFamily(
            "paperwire_llm_resting",
            "1 while it is left alone because it failed, else 0.",
            value=self._endpoint.resting,
        )
