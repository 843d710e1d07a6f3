"""When what was put off is tried again."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery.retrying import IN_A_ROW, Retries
from retrieval.following.values import Delivery

DAY = dt.date(2026, 6, 2)
NOON = dt.datetime(2026, 6, 2, 12, tzinfo=dt.UTC)


def deliveries(number, way="channel"):
    return [Delivery(f"d-{way}-{n}", f"{way}:{n}", DAY, DAY, NOON) for n in range(number)]


class Clock:
    """It stands still until a test turns it."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def retries(clock):
    return Retries(clock)


def test_what_was_put_off_waits_longer_each_time_and_the_others_do_not(retries, clock):
    one, other = deliveries(2)
    assert 0.5 <= retries.put_off(one, "503", 0.0) <= 1
    assert retries.due([one, other]) == [other]
    clock.now += 1
    assert retries.due([one, other]) == [other, one]
    assert 1 <= retries.put_off(one, "503", 0.0) <= 2
    assert retries.put_off(one, "429", 90.0) == 90


def test_the_second_delivery_of_a_follower_waits_for_the_first(retries):
    (one,) = deliveries(1)
    second = Delivery("d-second", one.follower, DAY, DAY, NOON)
    assert retries.due([one, second]) == [one]
    retries.put_off(one, "503", 0.0)
    assert retries.due([one, second]) == []


def test_after_some_failures_in_a_row_their_way_is_left_alone_and_no_other(retries, clock):
    many = deliveries(IN_A_ROW + 1)
    (mail,) = deliveries(1, "email")
    for one in many[:IN_A_ROW]:
        assert retries.away(one) is None
        retries.put_off(one, "502 Bad Gateway", 0.0)
    assert retries.away(many[-1]) == "502 Bad Gateway"
    assert retries.away(mail) is None
    clock.now += 1
    assert retries.away(many[-1]) is None


def test_a_way_that_stays_away_is_tried_less_and_less_often_until_one_gets_through(retries, clock):
    many = deliveries(IN_A_ROW)
    for one in many:
        retries.put_off(one, "502", 0.0)
    for _ in range(10):
        clock.now += 60
        assert retries.away(many[0]) is None
        retries.put_off(many[0], "502", 0.0)
        assert retries.away(many[1]) == "502"
    clock.now += 29
    assert retries.away(many[1]) == "502"
    retries.settled(many[2])
    assert retries.away(many[1]) is None
    retries.put_off(many[0], "502", 0.0)
    assert retries.away(many[1]) is None


def test_one_that_arrives_between_failures_shows_that_its_way_is_there(retries):
    many = deliveries(10)
    for number, one in enumerate(many):
        (retries.settled if number % IN_A_ROW == 2 else lambda d: retries.put_off(d, "", 0))(one)
    assert not any(map(retries.away, many))


def test_the_next_moment_is_that_of_a_try_that_would_be_made(retries, clock):
    many = deliveries(IN_A_ROW)
    assert retries.next_at() is None
    for one in many:
        retries.put_off(one, "502", 0.0)
    for _ in range(8):
        clock.now += 60
        retries.put_off(many[0], "502", 0.0)
    now = clock.now
    assert now + 30 <= retries.next_at() <= now + 60
    assert retries.due([]) == []
    assert retries.next_at() is None  # settled elsewhere: nothing is waited for
