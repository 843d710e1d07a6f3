"""What is told of a planned delivery."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery.composing import compose
from retrieval.following.values import Delivery, Item, Way
from tests.bot.delivery.conftest import DAY

MONDAY, FRIDAY = dt.date(2026, 6, 15), dt.date(2026, 6, 19)


def delivery(name: str, follower: str, first: dt.date, last: dt.date, *items: Item) -> Delivery:
    planned = dt.datetime.combine(last, dt.time(12), dt.UTC)
    return Delivery(name * 12, follower, last, first, planned, items)


@pytest.fixture
def title(app, follows):
    """The title of the digest of a week, after the deliveries of these days."""
    who = follows(Way.TERMINAL, "desk", "robot")
    (topic,) = app.following.topics(who)
    paper = next(iter(app.catalogue.papers(app.catalogue.around(dt.date.min, dt.date.max))))

    def told(*before: dt.date, failed: bool = False) -> str:
        for number, day in enumerate(before):
            assert app.following.plan(delivery("abc"[number], who, day, day))
            if failed:
                app.following.fail("abc"[number] * 12)
        item = Item(paper, topic.id, FRIDAY, 0.9)
        planned = delivery("w", who, MONDAY, FRIDAY, item)
        assert app.following.plan(planned)
        outgoing = compose(app, app.following.follower(who), planned)
        return outgoing.digest.title

    return told


def test_nothing_is_left_out_after_the_announcement_before(title):
    assert title(dt.date(2026, 6, 12)) == "New papers, 2026-06-15 to 2026-06-19"


def test_announcements_that_no_digest_tells_of_are_counted_in_the_title(title):
    said = title(DAY, dt.date(2026, 6, 10))
    assert said.endswith("to 2026-06-19 (2 earlier announcements left out)")


def test_one_that_failed_was_not_told(title):
    assert "(9 earlier" in title(dt.date(2026, 6, 12), failed=True)  # all since the follower began


def test_before_the_first_digest_the_days_since_the_follower_began_count(title):
    assert "(9 earlier" in title()
