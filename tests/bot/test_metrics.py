from __future__ import annotations

import asyncio
import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from bot.llm_figures import LlmFigures
from bot.metrics import TICK_S, Metrics
from retrieval.llm import Endpoint, LlmUnavailable, Price, Prompt
from tests.support.llm import KEY, Says, Status


def samples(metrics: Metrics) -> dict[tuple[str, tuple[str, ...]], float]:
    """Name and label values to value, as Prometheus reads them."""
    families = text_string_to_metric_families(metrics.exposition().decode())
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_questions_are_counted_by_kind_and_outcome():
    metrics = Metrics()
    metrics.answered("ask", "answered", 0.3)
    metrics.answered("ask", "nothing_relevant", 0.2)
    metrics.answered("mention", "answered", 0.1)
    read = samples(metrics)
    assert read["paperwire_questions_answered_total", ("ask", "answered")] == 1
    assert read["paperwire_questions_answered_total", ("ask", "nothing_relevant")] == 1
    assert read["paperwire_answer_seconds_count", ("ask",)] == 2
    assert read["paperwire_answer_seconds_bucket", ("mention", "0.1")] == 1


def test_undelivered_answers_are_counted_by_the_code_of_discord():
    metrics = Metrics()
    metrics.undelivered(50013)
    metrics.undelivered(None)
    read = samples(metrics)
    assert read["paperwire_answers_undelivered_total", ("50013",)] == 1
    assert read["paperwire_answers_undelivered_total", ("0",)] == 1


def test_acknowledgements_fall_into_the_span_that_they_took():
    metrics = Metrics()
    metrics.acknowledged(0.3)
    read = samples(metrics)
    assert read["paperwire_interaction_acknowledged_seconds_count", ()] == 1
    assert read["paperwire_interaction_acknowledged_seconds_bucket", ("0.25",)] == 0
    assert read["paperwire_interaction_acknowledged_seconds_bucket", ("0.5",)] == 1


@given(st.lists(st.floats(0, 10), min_size=1, max_size=400))
def test_99_of_100_measurements_are_no_longer_than_the_percentile(lags):
    metrics = Metrics()
    for lag in lags:
        metrics.lagged(lag)
    p99 = metrics.lag_p99()
    assert p99 in lags
    assert sum(lag <= p99 for lag in lags) >= 0.99 * len(lags)
    assert sum(lag < p99 for lag in lags) < 0.99 * len(lags)


async def test_a_blocked_event_loop_shows():
    metrics = Metrics()
    watching = asyncio.create_task(metrics.watch_loop())
    await asyncio.sleep(TICK_S / 2)
    time.sleep(0.3)  # noqa: ASYNC251 - blocks the loop on purpose
    await asyncio.sleep(TICK_S)
    watching.cancel()
    assert 0.2 < metrics.lag_p99() < 5
    read = samples(metrics)
    assert read["paperwire_event_loop_lag_seconds_bucket", ("0.1",)] == 0
    assert read["paperwire_event_loop_lag_p99_seconds", ()] > 0.2


def test_two_bots_in_a_process_count_apart_and_not_in_the_global_registry():
    one, other = Metrics(), Metrics()
    one.undelivered(1)
    assert ("paperwire_answers_undelivered_total", ("1",)) not in samples(other)
    assert not [m for m in REGISTRY.collect() if m.name.startswith("paperwire")]


async def test_a_language_model_is_counted_by_what_became_of_its_answers(scripted_llm):
    metrics = Metrics()
    options = scripted_llm.options(price=Price(1.0, 2.0))
    async with Endpoint(options, clock=lambda: dt.datetime.now(dt.UTC)) as endpoint:
        metrics.registry.register(LlmFigures(endpoint))
        scripted_llm.then(Says("Yes.", read=300, written=7), Status(404))
        await endpoint.complete(Prompt("", ""))
        with pytest.raises(LlmUnavailable):
            await endpoint.complete(Prompt("", ""))
    read = samples(metrics)
    assert read["paperwire_llm_calls_total", ("answered",)] == 1
    assert read["paperwire_llm_calls_total", ("unavailable",)] == 1
    assert read["paperwire_llm_calls_total", ("refused",)] == 0
    assert read["paperwire_llm_tokens_total", ("read",)] == 300
    assert read["paperwire_llm_tokens_total", ("written",)] == 7
    assert read["paperwire_llm_cost_total", ()] == pytest.approx(0.000314)
    assert read["paperwire_llm_resting", ()] == 0
    assert KEY not in metrics.exposition().decode()
