"""What a follower likes moves up; nothing else changes."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.following.taste import FEWEST, PULL, Taste, learn, opinions_of, taste_of
from retrieval.following.values import Way
from retrieval.members import Members
from tests.retrieval.following.building import ADA, BOB, NOON, delivery, follower

DIMENSION = 16
CHANNEL = follower()
ADAS = follower(ADA, Way.MEMBER)


def vector(kind: int, number: int = 0):
    """Papers of a kind lie near each other."""
    noise = np.random.default_rng(1_000 * kind + number).normal(0, 0.05, DIMENSION)
    row = np.eye(DIMENSION, dtype=np.float32)[kind] + noise.astype(np.float32)
    return row / np.linalg.norm(row)


LIKED = {f"liked-{n}": vector(0, n) for n in range(8)}
DISLIKED = {f"disliked-{n}": vector(1, n) for n in range(8)}
KNOWN = LIKED | DISLIKED


def vectors_of(ids):
    return {i: KNOWN[i] for i in ids if i in KNOWN}


@pytest.fixture
def members(database, catalogue):
    return Members(database, catalogue)


def test_a_liked_kind_of_papers_moves_up_and_a_disliked_one_down():
    taste = learn(dict.fromkeys(LIKED, 1) | dict.fromkeys(DISLIKED, -1), vectors_of)
    assert taste is not None
    new = {"like": vector(0, 50), "dislike": vector(1, 50), "other": vector(2, 50)}
    leans = taste.leans(new)
    scores = {paper_id: taste.adjusted(0.7, lean) for paper_id, lean in leans.items()}
    assert scores["like"] > scores["other"] > scores["dislike"]
    assert scores["like"] > 0.7 > scores["dislike"] > 0


@pytest.mark.parametrize("value", [1, -1])
def test_liking_alone_or_disliking_alone_is_enough(value):
    taste = learn(dict.fromkeys(LIKED, value), vectors_of)
    assert taste is not None
    leans = taste.leans({"same": vector(0, 50), "other": vector(2, 50)})
    assert (leans["same"] - leans["other"]) * value > 0


def test_a_few_opinions_change_nothing():
    few = dict.fromkeys(list(LIKED)[: FEWEST - 1], 1)
    assert learn(few, vectors_of) is None
    assert learn(few | {"unknown": 1}, vectors_of) is None
    assert learn({}, vectors_of) is None


def test_more_opinions_pull_harder():
    few = learn(dict.fromkeys(list(LIKED)[:FEWEST], 1), vectors_of)
    more = learn(dict.fromkeys(LIKED, 1), vectors_of)
    assert few is not None
    assert more is not None
    assert few.pull < more.pull < PULL


def test_no_paper_leans_where_there_is_none():
    assert Taste(vector(0), 1.0).leans({}) == {}


@given(st.floats(0, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_a_score_stays_a_score_and_grows_with_the_lean(score, one, other):
    taste = Taste(vector(0), PULL)
    low, high = sorted((one, other))
    assert 0 <= taste.adjusted(score, low) <= taste.adjusted(score, high) <= 1


def test_members_own_ratings_and_saved_papers_count(members, following):
    members.save(ADA, "saved", NOON)
    members.rate(ADA, 1, turn_id="one", paper_id="rated", when=NOON)
    members.rate(ADA, -1, turn_id="one", paper_id=None, when=NOON)
    members.rate(BOB, -1, turn_id="one", paper_id="other", when=NOON)
    assert opinions_of(ADAS, members=members, following=following) == {"saved": 1, "rated": 1}


def test_the_latest_rating_of_a_paper_counts(members, following):
    members.save(ADA, "paper", NOON)
    members.rate(ADA, 1, turn_id="one", paper_id="paper", when=NOON)
    members.rate(ADA, -1, turn_id="two", paper_id="paper", when=NOON + dt.timedelta(hours=1))
    assert opinions_of(ADAS, members=members, following=following) == {"paper": -1}


def test_what_anybody_thought_of_its_papers_counts_for_a_channel(members, following):
    following.put_follower(CHANNEL)
    following.plan(delivery("d-0000000001", 0, "one", "two", "three"))
    for user, paper, value in [(ADA, "one", 1), (BOB, "one", 1), (ADA, "two", -1)]:
        members.rate(user, value, turn_id="d-0000000001", paper_id=paper, when=NOON)
    members.rate(ADA, 1, turn_id="d-0000000001", paper_id="three", when=NOON)
    members.rate(BOB, -1, turn_id="d-0000000001", paper_id="three", when=NOON)
    members.rate(BOB, 1, turn_id="elsewhere", paper_id="four", when=NOON)
    assert opinions_of(CHANNEL, members=members, following=following) == {"one": 1, "two": -1}


def test_an_address_has_the_taste_of_the_member_who_made_it(members, following):
    members.save(ADA, "saved", NOON)
    owned = follower("ada@example.org", Way.EMAIL, owner=ADA)
    assert opinions_of(owned, members=members, following=following) == {"saved": 1}
    ownerless = follower("desk", Way.TERMINAL)
    assert opinions_of(ownerless, members=members, following=following) == {}


def test_a_taste_is_gone_when_the_member_is_forgotten(members, following):
    for paper_id in LIKED:
        members.save(ADA, paper_id, NOON)
    kept = {"members": members, "following": following, "vectors_of": vectors_of}
    assert taste_of(ADAS, **kept) is not None
    members.forget(ADA)
    assert taste_of(ADAS, **kept) is None
