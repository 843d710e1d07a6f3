"""A delivery is written down, sent, and settled once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.following.values import News, State
from tests.retrieval.following.building import (
    HOUR,
    MONDAY,
    NOON,
    day,
    delivery,
    follower,
    items,
    topic,
)

CHANNEL = follower().id


@pytest.fixture(autouse=True)
def channels(following):
    following.put_follower(follower())
    following.put_follower(follower("2002"))


def late(id_: str, number: int, *paper_ids: str, **more):
    return delivery(id_, number, items=items(*paper_ids, day=day(number), late=True, **more))


# ---------------------------------------------------------------- planning


def test_a_delivery_comes_back_as_it_was_planned(following):
    news = items("2506.00003", news=News.WITHDRAWN, version=4, late=True, score=0.123456789)
    planned = delivery(items=(*items("2506.00001", "title:sand"), *news))
    planned = replace(planned, first_day=day(-3))
    assert following.plan(planned)
    assert following.delivery(planned.id) == planned
    assert following.deliveries(CHANNEL, 10) == following.doubtful() == [planned]
    assert following.deliveries("channel:2002", 10) == []
    assert following.delivery("nobody") is None


def test_whatever_state_a_delivery_claims_it_is_planned_first(following):
    claimed = replace(delivery(), state=State.SENT, messages=("1",), tries=4, tried=NOON)
    assert following.plan(claimed)
    assert following.delivery(claimed.id) == delivery()


def test_a_day_is_planned_once_for_each_follower(following):
    assert following.plan(delivery("one", 0, "2506.00001"))
    assert not following.plan(delivery("two", 0, "2506.00002"))
    assert following.plan(delivery("three", 0, "2506.00001", follower="channel:2002"))
    assert following.delivery("two") is None
    assert following.delivered(CHANNEL, ["2506.00001", "2506.00002"]) == {"2506.00001"}


def test_a_day_without_papers_is_done_all_the_same(following):
    assert following.plan(delivery("one", 0))
    assert following.last_day(CHANNEL) == MONDAY
    assert not following.plan(delivery("two", 0, "2506.00001"))


def test_an_older_day_than_the_last_one_is_not_planned_unless_it_is_late(following):
    assert following.plan(delivery("one", 1, "2506.00001"))
    assert not following.plan(delivery("two", 0, "2506.00002"))
    half = (*items("2506.00002", late=True), *items("2506.00003"))
    assert not following.plan(delivery("half", 0, items=half))
    assert following.plan(late("late", 0, "2506.00002"))
    assert following.last_day(CHANNEL) == day(1)


def test_late_papers_come_as_often_as_there_are_any(following):
    assert following.plan(delivery("one", 0, "2506.00001"))
    assert following.plan(late("two", 0, "2506.00001", "2506.00002"))
    assert following.plan(late("three", 0, "2506.00002", "2506.00003"))
    assert not following.plan(late("four", 0, "2506.00003"))
    assert not following.plan(late("five", 0))
    kept = [[item.paper_id for item in d.items] for d in map(following.delivery, ("two", "three"))]
    assert kept == [["2506.00002"], ["2506.00003"]]


def test_late_papers_may_come_with_a_new_day(following):
    assert following.plan(delivery("one", 0, "2506.00001"))
    assert following.plan(late("two", 1, "2506.00002"))
    assert not following.plan(delivery("three", 1, "2506.00003"))


def test_nothing_is_planned_for_somebody_who_no_longer_follows(following):
    following.remove_follower(CHANNEL)
    assert not following.plan(delivery("one", 0, "2506.00001"))
    assert following.delivered(CHANNEL, ["2506.00001"]) == set()


def test_an_id_is_planned_once(following):
    assert following.plan(delivery("one", 0, "2506.00001"))
    assert not following.plan(delivery("one", 1, "2506.00002"))
    assert following.delivered(CHANNEL, ["2506.00002"]) == set()


# ---------------------------------------------------------------- sending


def test_a_delivery_is_sent_and_confirmed(following):
    following.plan(delivery("one", 0, "2506.00001"))
    assert following.sending("one", now=NOON)
    sending = following.delivery("one")
    assert (sending.state, sending.tries, sending.tried) == (State.SENDING, 1, NOON)
    assert following.doubtful() == [sending]
    assert following.confirm("one", ["3001", "3002"])
    sent = following.delivery("one")
    assert (sent.state, sent.messages) == (State.SENT, ("3001", "3002"))
    assert following.doubtful() == []


def test_of_two_that_saw_the_same_try_one_may_send(following):
    following.plan(delivery("one", 0))
    assert following.sending("one", tries=0)
    assert not following.sending("one", tries=0)
    assert following.sending("one", tries=1)
    assert following.delivery("one").tries == 2


@pytest.mark.parametrize("settle", [lambda f: f.confirm("one", ["1"]), lambda f: f.fail("one")])
def test_what_is_settled_stays_settled(following, settle):
    following.plan(delivery("one", 0, "2506.00001"))
    following.sending("one")
    assert settle(following)
    settled = following.delivery("one")
    assert not following.sending("one")
    assert not following.confirm("one", ["2"])
    assert not following.fail("one")
    assert following.delivery("one") == settled


def test_a_delivery_that_is_unknown_can_be_neither_sent_nor_settled(following):
    assert not following.sending("nobody")
    assert not following.confirm("nobody", [])
    assert not following.fail("nobody")


def test_one_that_was_begun_a_moment_ago_is_not_doubtful_yet(following):
    following.plan(delivery("planned", 0))
    following.plan(delivery("begun", 0, follower="channel:2002"))
    following.sending("begun", now=NOON)
    assert [one.id for one in following.doubtful(before=NOON)] == ["planned"]
    assert len(following.doubtful(before=NOON + HOUR)) == 2


# ---------------------------------------------------------------- giving up


def test_what_failed_frees_its_papers_and_its_day(following):
    following.plan(delivery("one", 0, "2506.00001"))
    following.sending("one")
    assert following.fail("one")
    assert following.delivery("one").state is State.FAILED
    assert following.last_day(CHANNEL) is None
    assert following.delivered(CHANNEL, ["2506.00001"]) == set()
    again = delivery("two", 0, "2506.00001")
    assert following.plan(again)
    assert following.delivery("two") == again


def test_failing_frees_the_papers_of_that_delivery_only(following):
    following.plan(delivery("one", 0, "2506.00001"))
    following.plan(delivery("two", 1, "2506.00001", "2506.00002"))
    following.plan(delivery("three", 0, "2506.00002", follower="channel:2002"))
    following.fail("two")
    assert following.delivered(CHANNEL, ["2506.00001", "2506.00002"]) == {"2506.00001"}
    assert following.delivered("channel:2002", ["2506.00002"]) == {"2506.00002"}
    assert following.last_day(CHANNEL) == MONDAY


# ---------------------------------------------------------------- with time


def test_the_last_deliveries_come_first(following):
    for number in range(5):
        following.plan(delivery(f"d{number}", number, planned=NOON + number * HOUR))
    assert [one.id for one in following.deliveries(CHANNEL, 3)] == ["d4", "d3", "d2"]


def test_old_contents_expire_and_what_was_had_is_remembered(following):
    following.plan(delivery("sent", 0, "2506.00001"))
    following.confirm("sent", ["3001"])
    following.plan(delivery("failed", 1, "2506.00002"))
    following.fail("failed")
    following.plan(delivery("open", 2, "2506.00003"))
    following.plan(delivery("new", 3, "2506.00004", planned=NOON + HOUR))
    following.confirm("new", ["3002"])
    assert following.expire(NOON + HOUR) == 2
    assert following.expire(NOON + HOUR) == 0
    expired = following.delivery("sent")
    assert (expired.items, expired.messages, expired.state) == ((), (), State.SENT)
    assert following.delivery("failed") is None
    assert following.delivery("open").items
    assert following.delivery("new").messages == ("3002",)
    had = following.delivered(CHANNEL, [f"2506.0000{n}" for n in range(1, 5)])
    assert had == {"2506.00001", "2506.00003", "2506.00004"}
    assert not following.plan(delivery("again", 0, "2506.00005"))


def test_following_again_repeats_nothing_that_may_have_been_sent(following):
    following.plan(delivery("sent", 0, "2506.00001"))
    following.confirm("sent", ["3001"])
    following.plan(delivery("begun", 1, "2506.00002"))
    following.sending("begun")
    following.plan(delivery("planned", 2, "2506.00003"))
    following.remove_follower(CHANNEL)
    assert following.deliveries(CHANNEL, 10) == following.doubtful() == []
    assert following.last_day(CHANNEL) is None
    following.put_follower(follower())
    following.add_topic(topic())
    assert following.plan(delivery("again", 0, "2506.00001", "2506.00002", "2506.00003"))
    assert [item.paper_id for item in following.delivery("again").items] == ["2506.00003"]


def test_the_history_is_the_deliveries_without_what_they_hold(following):
    for number in range(3):
        made = delivery(f"d-{number}", number, f"2606.0000{number}", planned=NOON + number * HOUR)
        assert following.plan(made)
    following.fail("d-1")
    whole = following.deliveries(follower().id, 2)
    assert [one.items != () for one in whole] == [True, True]
    bare = [replace(one, items=(), messages=()) for one in whole]
    assert following.history(follower().id, 2) == bare
    assert [one.id for one in bare] == ["d-2", "d-1"]
