"""Which paper was told to whom, whatever its id is by now."""

from __future__ import annotations

import pytest

from retrieval.following.values import News
from tests.retrieval.catalogue.building import TODAY, record, title_only
from tests.retrieval.following.building import day, delivery, follower, items

CHANNEL = follower().id
TITLE = "A walking machine for the dunes of the Namib"
OLD = title_only(TITLE).paper.id
NOW = "2506.00099"
ASKED = "2506.00001"


@pytest.fixture(autouse=True)
def channel(following):
    following.put_follower(follower())


@pytest.fixture
def become_one(catalogue):
    """Stores a paper by title; what is returned gives it its number on arXiv."""
    catalogue.store([title_only(TITLE)], today=TODAY)

    def become() -> None:
        catalogue.store([record(NOW, TITLE)], today=TODAY)
        assert catalogue.known(OLD).paper.id == NOW

    return become


def told(following, number, *found):
    """What of the items is told on a day."""
    assert following.plan(delivery(f"day-{number}", number, items=found))
    return list(following.delivery(f"day-{number}").items)


def revised(version, paper_id=ASKED):
    return items(paper_id, news=News.REVISED, version=version)[0]


def withdrawn(version, paper_id=ASKED):
    return items(paper_id, news=News.WITHDRAWN, version=version)[0]


@pytest.mark.parametrize("asked", [OLD, NOW])
def test_a_paper_that_was_told_under_another_id_is_not_told_again(following, become_one, asked):
    told(following, 0, *items(OLD))
    become_one()
    assert following.delivered(CHANNEL, [asked]) == {asked}
    assert told(following, 1, *items(asked)) == []


def test_a_plan_that_was_made_before_a_merge_is_held_against_what_was_told_after(
    following, become_one
):
    become_one()
    told(following, 0, *items(NOW))
    assert following.delivered(CHANNEL, [OLD, "2506.00002"]) == {OLD}
    assert told(following, 1, *items(OLD)) == []


def test_one_paper_under_two_ids_is_told_once_in_one_digest(following, become_one):
    become_one()
    assert told(following, 0, *items(NOW, OLD, NOW)) == list(items(NOW))


def test_two_papers_that_were_told_and_became_one_are_told_no_more(following, become_one):
    told(following, 0, *items(OLD, NOW))
    become_one()
    assert told(following, 1, *items(OLD, NOW)) == []


def test_a_delivery_that_fails_after_a_merge_frees_its_paper_under_all_ids(following, become_one):
    told(following, 0, *items(OLD))
    become_one()
    following.fail("day-0")
    assert following.delivered(CHANNEL, [OLD, NOW]) == set()
    assert told(following, 1, *items(NOW)) == list(items(NOW))


def test_a_paper_that_is_close_was_not_new_before_and_is_not_new_after(following):
    close = items(ASKED, news=News.CLOSE)
    assert told(following, 0, *close, *items(ASKED)) == list(close)
    assert told(following, 1, *items(ASKED), *close) == []


def test_each_new_version_of_a_followed_paper_is_told_once(following):
    assert told(following, 0, *items(ASKED)) == list(items(ASKED))
    assert told(following, 1, revised(2), revised(2)) == [revised(2)]
    assert told(following, 2, revised(2), revised(3)) == [revised(3)]
    assert told(following, 3, revised(None)) == [revised(None)]
    assert told(following, 4, revised(None), *items(ASKED)) == []


def test_a_revision_tells_nothing_of_the_paper_being_new(following):
    told(following, 0, revised(2))
    assert following.delivered(CHANNEL, [ASKED]) == set()
    assert told(following, 1, *items(ASKED)) == list(items(ASKED))


def test_a_withdrawal_is_told_after_its_version_and_not_the_other_way_round(following):
    told(following, 0, revised(2))
    assert told(following, 1, withdrawn(2)) == [withdrawn(2)]
    assert told(following, 2, withdrawn(2), withdrawn(3)) == [withdrawn(3)]
    assert told(following, 3, revised(3)) == []
    assert told(following, 4, revised(4)) == [revised(4)]


def test_versions_are_told_once_under_all_ids(following, become_one):
    told(following, 0, revised(2, OLD))
    become_one()
    assert told(following, 1, revised(2, NOW), withdrawn(2, OLD)) == [withdrawn(2, OLD)]


def test_what_would_be_told_is_told_without_reserving_it(following):
    told(following, 0, *items("2506.00001"))
    asked = [*items("2506.00001", "2506.00002"), revised(2), revised(2)]
    for _ in range(2):
        assert following.unheard(CHANNEL, asked) == [*items("2506.00002"), revised(2)]
    assert following.unheard("channel:2002", items("2506.00001")) == list(items("2506.00001"))


def test_thousands_of_papers_fit_into_one_digest(following):
    many = items(*(f"2506.{number:05d}" for number in range(2_000)), day=day(0))
    assert told(following, 0, *many) == list(many)
    assert len(following.delivered(CHANNEL, [one.paper_id for one in many])) == 2_000
    following.fail("day-0")
    assert following.delivered(CHANNEL, [one.paper_id for one in many]) == set()
