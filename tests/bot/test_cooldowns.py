from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cooldowns import Cooldowns
from config.settings import DiscordSettings

ADA, BEN = 1, 2
SERVER, OTHER = 10, 11


class Clock:
    def __init__(self):
        self.seconds = 1_000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


def by_default(clock):
    settings = DiscordSettings()
    return Cooldowns(settings.user_per_minute, settings.server_per_minute, clock)


def test_fifty_people_who_ask_at_once_are_all_answered(clock):
    cooldowns = by_default(clock)
    assert [cooldowns.take(user, SERVER) for user in range(50)] == [None] * 50


def test_fifty_questions_of_one_person_at_once_are_all_answered(clock):
    cooldowns = by_default(clock)
    assert [cooldowns.take(ADA, SERVER) for _ in range(50)] == [None] * 50


def test_a_person_who_floods_is_told_how_long_to_wait(clock):
    cooldowns = Cooldowns(2, 0, clock)
    assert cooldowns.take(ADA, SERVER) is None
    clock.seconds += 20
    assert cooldowns.take(ADA, SERVER) is None
    clock.seconds += 10
    assert cooldowns.take(ADA, SERVER) == pytest.approx(30)
    clock.seconds += 31
    assert cooldowns.take(ADA, SERVER) is None


def test_one_who_waits_keeps_nobody_else_waiting(clock):
    cooldowns = Cooldowns(1, 0, clock)
    assert cooldowns.take(ADA, SERVER) is None
    assert cooldowns.take(ADA, OTHER) is not None
    assert cooldowns.take(BEN, SERVER) is None


def test_a_server_has_a_limit_of_its_own(clock):
    cooldowns = Cooldowns(0, 2, clock)
    assert cooldowns.take(ADA, SERVER) is None
    assert cooldowns.take(BEN, SERVER) is None
    assert cooldowns.take(3, SERVER) == pytest.approx(60)
    assert cooldowns.take(3, OTHER) is None
    assert cooldowns.take(3, None) is None


def test_what_the_server_refuses_is_not_counted_against_the_person(clock):
    cooldowns = Cooldowns(2, 1, clock)
    assert cooldowns.take(BEN, SERVER) is None
    for _ in range(5):
        assert cooldowns.take(ADA, SERVER) is not None
    assert cooldowns.take(ADA, OTHER) is None


def test_a_direct_message_counts_against_the_person_alone(clock):
    cooldowns = Cooldowns(1, 1, clock)
    assert cooldowns.take(ADA, None) is None
    assert cooldowns.take(ADA, None) is not None
    assert cooldowns.take(BEN, None) is None


def test_zero_is_no_limit(clock):
    cooldowns = Cooldowns(0, 0, clock)
    assert all(cooldowns.take(ADA, SERVER) is None for _ in range(1_000))


def test_who_asked_long_ago_is_not_remembered(clock):
    cooldowns = Cooldowns(5, 5, clock)
    for user in range(1_000):
        cooldowns.take(user, user)
    clock.seconds += 61
    cooldowns.take(ADA, SERVER)
    assert len(cooldowns._users._cache) == len(cooldowns._servers._cache) == 1


@given(gaps=st.lists(st.floats(0.0, 90.0), max_size=60), limit=st.integers(1, 5))
def test_after_the_seconds_that_were_told_a_question_is_answered(gaps, limit):
    clock = Clock()
    cooldowns = Cooldowns(limit, 0, clock)
    for gap in gaps:
        clock.seconds += gap
        wait = cooldowns.take(ADA, SERVER)
        if wait is not None:
            assert 0 < wait <= 60
            clock.seconds += wait + 0.001
            assert cooldowns.take(ADA, SERVER) is None
