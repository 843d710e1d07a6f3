"""A member's own list of papers."""

from __future__ import annotations

from retrieval.members import Saved
from tests.retrieval.catalogue.building import TODAY, record, title_only
from tests.retrieval.members.building import ADA, BOB, HOUR, NOON

TITLE = "A walking machine for the dunes of the Namib"
BY_TITLE = title_only(TITLE).paper.id


def test_saved_papers_are_listed_newest_first(members):
    for hour, paper_id in enumerate(["2506.00002", "2506.00003", "2506.00001"]):
        assert members.save(ADA, paper_id, NOON + hour * HOUR)
    assert members.saved(ADA) == [
        Saved("2506.00001", NOON + 2 * HOUR),
        Saved("2506.00003", NOON + HOUR),
        Saved("2506.00002", NOON),
    ]


def test_each_member_has_a_list_of_their_own(members):
    members.save(ADA, "2506.00001", NOON)
    assert members.saved(BOB) == []
    assert members.save(BOB, "2506.00001", NOON)
    assert members.unsave(ADA, "2506.00001")
    assert members.saved(BOB) == [Saved("2506.00001", NOON)]


def test_a_paper_saved_again_stays_where_it_was(members):
    assert members.save(ADA, "2506.00001", NOON)
    assert not members.save(ADA, "2506.00001", NOON + HOUR)
    assert members.saved(ADA) == [Saved("2506.00001", NOON)]


def test_a_paper_is_taken_off_once(members):
    members.save(ADA, "2506.00001", NOON)
    assert members.unsave(ADA, "2506.00001")
    assert not members.unsave(ADA, "2506.00001")
    assert members.saved(ADA) == []


def test_a_saved_paper_is_followed_when_it_becomes_another_ones(members, catalogue):
    catalogue.store([title_only(TITLE)], today=TODAY)
    members.save(ADA, BY_TITLE, NOON)
    catalogue.store([record("2506.00009", TITLE)], today=TODAY)
    assert members.saved(ADA) == [Saved("2506.00009", NOON)]
    assert not members.save(ADA, "2506.00009", NOON)
    assert not members.save(ADA, BY_TITLE, NOON)
    assert members.unsave(ADA, "2506.00009")
    assert members.saved(ADA) == []


def test_two_saved_papers_that_became_one_are_listed_and_taken_off_as_one(members, catalogue):
    catalogue.store([title_only(TITLE)], today=TODAY)
    members.save(ADA, BY_TITLE, NOON)
    members.save(ADA, "2506.00009", NOON + HOUR)
    catalogue.store([record("2506.00009", TITLE)], today=TODAY)
    assert members.saved(ADA) == [Saved("2506.00009", NOON + HOUR)]
    assert members.unsave(ADA, BY_TITLE)
    assert members.saved(ADA) == []


def test_how_many_members_saved_a_paper_lately_is_counted(members, catalogue):
    catalogue.store([title_only(TITLE)], today=TODAY)
    members.save(ADA, "2506.00001", NOON - HOUR)
    members.save(BOB, "2506.00001", NOON)
    members.save(ADA, BY_TITLE, NOON)
    members.save(BOB, BY_TITLE, NOON + HOUR)
    catalogue.store([record("2506.00009", title=TITLE)], today=TODAY)
    assert members.savers(NOON) == {"2506.00001": 1, "2506.00009": 2}
