"""Nobody gets mails who did not agree, and everybody can end them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import select

from retrieval.errors import BadQuestion
from retrieval.following.subscribing import CONFIRM_WITHIN
from retrieval.following.tables import tokens
from retrieval.following.values import Way
from tests.retrieval.following.building import HOUR, NOON, delivery, follower, topic
from tests.support.kept import OF_FOLLOWING, everything_kept

ADDRESS = "ada@example.org"
ADA = follower(ADDRESS, Way.EMAIL)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def address(following):
    following.put_follower(ADA)
    following.add_topic(topic(ADA.id))


@pytest.fixture
def agreed(following):
    return following.confirm_subscription(following.request_subscription(ADA.id, NOON), NOON)


def test_an_address_is_not_active_before_its_owner_agrees(following):
    assert not following.follower(ADA.id).confirmed
    token = following.request_subscription(ADA.id, NOON)
    assert following.followers(active_only=True) == []
    assert following.confirm_subscription(token, NOON + HOUR) == ADA
    assert following.followers(active_only=True) == [ADA]


def test_a_token_can_stand_in_a_command_and_never_looks_like_an_option(following):
    tokens = {following.request_subscription(ADA.id, NOON) for _ in range(200)}
    assert len(tokens) == 200
    assert all(re.fullmatch(r"[0-9a-f]{64}", token) for token in tokens)


def test_no_value_makes_an_address_agree_or_disagree(following):
    following.put_follower(ADA)
    assert following.followers(active_only=True) == []
    following.confirm_subscription(following.request_subscription(ADA.id, NOON), NOON)
    following.put_follower(follower(ADDRESS, Way.EMAIL, most=5, confirmed=False))
    (found,) = following.followers(active_only=True)
    assert (found.most, found.confirmed) == (5, True)


def test_a_link_that_is_pressed_twice_works_twice(following):
    token = following.request_subscription(ADA.id, NOON)
    for _ in range(2):
        assert following.confirm_subscription(token, NOON).confirmed


def test_a_link_that_is_too_old_or_was_replaced_confirms_nothing(following):
    first = following.request_subscription(ADA.id, NOON)
    second = following.request_subscription(ADA.id, NOON)
    assert following.confirm_subscription(first, NOON) is None
    assert following.confirm_subscription(second, NOON + CONFIRM_WITHIN + HOUR) is None
    assert not following.follower(ADA.id).confirmed
    assert following.confirm_subscription(second, NOON + CONFIRM_WITHIN).confirmed


@pytest.mark.parametrize("token", ["", "x" * 43, "\ud800", "' OR 1=1 --", "\x00"])
def test_what_is_no_token_does_nothing(following, agreed, token):
    following.ending_token(ADA.id, NOON)
    assert following.confirm_subscription(token, NOON) is None
    assert following.unsubscribe(token) is None
    assert following.follower(ADA.id) == agreed


def test_tokens_serve_their_own_purpose_only(following):
    confirming = following.request_subscription(ADA.id, NOON)
    ending = following.ending_token(ADA.id, NOON)
    assert following.confirm_subscription(ending, NOON) is None
    assert following.unsubscribe(confirming) is None
    assert following.follower(ADA.id) is not None


def test_the_link_of_any_mail_ends_all_mails_once_and_nothing_stays(following, database, agreed):
    links = [following.ending_token(ADA.id, NOON + number * DAY) for number in range(3)]
    following.plan(delivery("one", 0, "2506.00001", follower=ADA.id))
    following.confirm("one", ["<one@example.org>"])
    assert following.unsubscribe(links[0]) == agreed
    assert [following.unsubscribe(link) for link in links] == [None] * 3
    assert everything_kept(database, OF_FOLLOWING) == "[]"


def test_an_address_that_comes_back_is_asked_again(following, agreed):
    link = following.ending_token(agreed.id, NOON)
    following.unsubscribe(link)
    following.put_follower(ADA)
    assert not following.follower(ADA.id).confirmed
    assert following.unsubscribe(link) is None


def test_the_store_holds_no_token(following, database):
    made = [following.request_subscription(ADA.id, NOON), following.ending_token(ADA.id, NOON)]
    with database.reading() as connection:
        kept = repr(connection.execute(select(tokens)).all())
    assert ADA.id in kept
    assert not any(token in kept for token in made)
    assert len(set(made)) == 2
    assert all(len(token) == 64 for token in made)


def test_only_addresses_have_tokens(following):
    following.put_follower(follower())
    for make in (following.request_subscription, following.ending_token):
        with pytest.raises(ValueError, match="is no e-mail address"):
            make(follower().id, NOON)


def test_a_token_for_somebody_who_is_gone_does_nothing(following, database):
    following.remove_follower(ADA.id)
    assert (
        following.confirm_subscription(following.request_subscription(ADA.id, NOON), NOON) is None
    )
    assert following.unsubscribe(following.ending_token(ADA.id, NOON)) is None
    assert everything_kept(database, OF_FOLLOWING) == "[]"


def test_an_address_that_never_agreed_goes_with_time_and_one_that_did_stays(following, database):
    other = follower("bob@example.org", Way.EMAIL)
    following.put_follower(other)
    following.confirm_subscription(following.request_subscription(other.id, NOON), NOON)
    link = following.ending_token(other.id, NOON)
    following.request_subscription(ADA.id, NOON)
    following.expire(NOON)
    assert len(following.followers()) == 2
    following.expire(NOON + HOUR)
    assert following.followers() == [other]
    assert ADDRESS not in everything_kept(database, OF_FOLLOWING)
    assert following.unsubscribe(link) == other


@pytest.mark.parametrize(
    "wrong", ["ada", "ada@example.org\nBcc: bob@example.org", "Ada@EXAMPLE.org"]
)
def test_an_address_is_kept_only_as_it_is_read(following, wrong):
    with pytest.raises((BadQuestion, ValueError)):
        following.put_follower(follower(wrong, Way.EMAIL))
