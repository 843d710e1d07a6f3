"""Followers are kept as they are, and only those who may be sent something count as active."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.errors import BadQuestion
from retrieval.following.values import MAX_MOST, Style, Way
from tests.retrieval.following.building import ADA, HOUR, MONDAY, NOON, follower, topic

EVERYTHING = follower(
    at=dt.time(20, 5, 30),
    timezone="Pacific/Chatham",
    since=MONDAY,
    language="zh",
    style=Style.BILINGUAL,
    most=MAX_MOST,
    quiet_days=True,
    paused="the channel is gone",
    resumes=NOON,
    server="4001",
    owner=ADA,
)


@pytest.mark.parametrize("one", [follower(), EVERYTHING, follower(ADA, Way.MEMBER)])
def test_a_follower_comes_back_as_it_was_put(following, one):
    following.put_follower(one)
    assert following.follower(one.id) == one
    assert following.followers() == [one]


def test_putting_a_follower_again_changes_it_and_keeps_its_topics(following):
    following.put_follower(follower())
    following.add_topic(topic())
    changed = follower(at=dt.time(9), style=Style.SHORT)
    following.put_follower(changed)
    assert following.followers() == [changed]
    assert following.topics(changed.id) == [topic()]


def test_nobody_is_found_under_an_unknown_id(following):
    assert following.follower("channel:1") is None
    assert not following.pause("channel:1", "gone")
    assert not following.remove_follower("channel:1")


def test_a_paused_follower_is_not_active_until_it_goes_on(following):
    following.put_follower(follower())
    assert following.pause(follower().id, "the channel is gone")
    assert following.follower(follower().id).paused == "the channel is gone"
    assert following.followers(active_only=True) == []
    assert following.pause(follower().id, None)
    assert following.followers(active_only=True) == [follower()]


def test_a_pause_with_an_end_is_for_the_clock_to_judge(following):
    following.put_follower(follower())
    following.pause(follower().id, "on holiday", until=NOON)
    (found,) = following.followers(active_only=True)
    assert found.is_paused(NOON - HOUR)
    assert not found.is_paused(NOON)
    following.pause(follower().id, None, until=NOON)
    assert following.follower(follower().id) == follower()


@pytest.mark.parametrize("most", [0, -1, MAX_MOST + 1])
def test_a_digest_of_no_or_too_many_papers_is_refused(following, most):
    with pytest.raises(BadQuestion, match=f"between 1 and {MAX_MOST}, not {most}"):
        following.put_follower(follower(most=most))


@pytest.mark.parametrize("zone", ["", "Berlin", "europe/berlin", "../etc/passwd", "Mars/Phobos"])
def test_a_zone_that_is_not_spelled_as_iana_does_is_refused(following, zone):
    with pytest.raises(BadQuestion, match="there is no such time zone"):
        following.put_follower(follower(timezone=zone))
    assert following.followers() == []


def test_an_id_that_is_not_of_its_address_and_a_time_with_a_zone_are_bugs(following):
    for wrong in (follower(id="channel:9"), follower(at=dt.time(8, tzinfo=dt.UTC))):
        with pytest.raises(ValueError, match="no follower can be kept as"):
            following.put_follower(wrong)


def test_removing_a_follower_removes_its_topics_and_nobody_elses(following):
    other = follower("2002")
    for one in (follower(), other):
        following.put_follower(one)
        following.add_topic(topic(one.id))
    assert following.remove_follower(follower().id)
    assert following.followers() == [other]
    assert following.all_topics() == [topic(other.id)]
