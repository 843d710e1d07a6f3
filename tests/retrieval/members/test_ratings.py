"""What members think of answers."""

from __future__ import annotations

import pytest

from retrieval.members import Rating
from tests.retrieval.catalogue.building import TODAY, record, title_only
from tests.retrieval.members.building import ADA, BOB, HOUR, NOON, silent

TURN = silent().id
TITLE = "A walking machine for the dunes of the Namib"


def test_an_answer_and_each_paper_in_it_are_rated_apart(members):
    members.rate(ADA, 1, turn_id=TURN, paper_id=None, when=NOON)
    members.rate(ADA, -1, turn_id=TURN, paper_id="2506.00001", when=NOON + HOUR)
    assert members.ratings(ADA) == [
        Rating(TURN, "2506.00001", -1, NOON + HOUR),
        Rating(TURN, None, 1, NOON),
    ]


def test_the_latest_rating_of_a_member_counts(members):
    members.rate(ADA, 1, turn_id=TURN, paper_id=None, when=NOON)
    members.rate(ADA, -1, turn_id=TURN, paper_id=None, when=NOON + HOUR)
    assert members.ratings(ADA) == [Rating(TURN, None, -1, NOON + HOUR)]


def test_members_who_did_not_ask_rate_too(members):
    members.remember(silent(user=ADA))
    members.rate(BOB, 1, turn_id=TURN, paper_id=None, when=NOON)
    assert members.ratings(BOB) == [Rating(TURN, None, 1, NOON)]
    assert members.ratings(ADA) == []


def test_a_rating_outlives_its_turn(members):
    members.remember(silent())
    members.rate(ADA, 1, turn_id=TURN, paper_id=None, when=NOON)
    assert members.expire(NOON + HOUR) == 1
    assert members.ratings(ADA) == [Rating(TURN, None, 1, NOON)]


def test_a_paper_rated_by_an_id_that_it_had_before_is_the_same_paper(members, catalogue):
    old = title_only(TITLE).paper.id
    catalogue.store([title_only(TITLE)], today=TODAY)
    catalogue.store([record("2506.00009", TITLE)], today=TODAY)
    members.rate(ADA, 1, turn_id=TURN, paper_id=old, when=NOON)
    members.rate(ADA, -1, turn_id=TURN, paper_id="2506.00009", when=NOON)
    assert members.ratings(ADA) == [Rating(TURN, "2506.00009", -1, NOON)]


@pytest.mark.parametrize("value", [0, 2, -5])
def test_a_rating_is_up_or_down(members, value):
    with pytest.raises(ValueError, match=r"\+1 or -1"):
        members.rate(ADA, value, turn_id=TURN, paper_id=None, when=NOON)
    assert members.ratings(ADA) == []
