from __future__ import annotations

import pytest

from retrieval.llm.breaker import FIRST_REST_S, LONGEST_REST_S, Breaker


class Time:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def open_breaker(time) -> Breaker:
    breaker = Breaker(time)
    assert [breaker.failed() for _ in range(3)] == [None, None, FIRST_REST_S]
    return breaker


def test_it_opens_at_the_third_failure_in_a_row(time):
    breaker = Breaker(time)
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        assert breaker.passes()
        breaker.worked()
    assert not breaker.resting


def test_after_its_rest_one_passes_and_closes_it(open_breaker, time):
    assert open_breaker.resting
    assert not open_breaker.passes()
    time.now += FIRST_REST_S
    assert [open_breaker.passes() for _ in range(3)] == [True, False, False]
    open_breaker.worked()
    assert open_breaker.passes()
    assert not open_breaker.resting


def test_a_trial_that_fails_doubles_the_rest_up_to_a_limit(open_breaker, time):
    rests = []
    for _ in range(6):
        time.now += LONGEST_REST_S
        assert open_breaker.passes()
        rests.append(open_breaker.failed())
    assert rests == [60, 120, 240, 300, 300, 300]


def test_a_failure_from_before_it_opened_does_not_prolong_the_rest(open_breaker, time):
    assert open_breaker.failed() is None
    time.now += FIRST_REST_S
    assert open_breaker.passes()


def test_a_trial_that_was_given_up_lets_the_next_one_try(open_breaker, time):
    time.now += FIRST_REST_S
    assert open_breaker.passes()
    open_breaker.given_up()
    assert open_breaker.passes()
