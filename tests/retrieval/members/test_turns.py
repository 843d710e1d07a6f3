"""What was asked and shown is kept, over papers that go on changing."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.catalogue.schema import papers
from retrieval.errors import StoreError
from retrieval.members import Kind, Members, new_turn_id
from retrieval.members.tables import turns
from retrieval.papers import KnownPaper, Paper
from tests.retrieval.catalogue.building import TODAY, record, title_only
from tests.retrieval.members.building import (
    BOB,
    CHANNEL,
    HOUR,
    NOON,
    OTHER_CHANNEL,
    SAND,
    SNOW,
    evidence,
    showing,
    silent,
    turn,
)


@pytest.fixture
def sand(catalogue):
    catalogue.store([SAND, SNOW], today=TODAY)
    return catalogue.known(SAND.paper.id)


@pytest.fixture
def snow(catalogue, sand):
    del sand  # stored together
    return catalogue.known(SNOW.paper.id)


# ---------------------------------------------------------------- kept as it was


@pytest.mark.parametrize("kind", Kind)
def test_a_turn_comes_back_as_it_was(members, sand, snow, kind):
    kept = showing(sand, snow, kind=kind, message="3001")
    members.remember(kept)
    assert members.turn(kept.id) == kept


def test_a_turn_without_an_answer_comes_back_with_its_reason(members):
    members.remember(silent())
    assert members.turn(silent().id) == silent()


def test_a_turn_that_nobody_kept_is_none(members):
    assert members.turn("nosuchturn00") is None
    assert members.turn_shown_by("3001") is None
    assert members.last_turns(CHANNEL, since=NOON, limit=1) == []


def test_a_turn_of_the_same_id_is_replaced(members, sand):
    members.remember(silent())
    members.remember(showing(sand))
    assert members.turn(silent().id) == showing(sand)


def test_another_opening_of_the_store_finds_the_turn(members, sand, url):
    members.remember(showing(sand))
    with closing(Database(url)) as database:
        again = Members(database, Catalogue(database))
        assert again.turn(showing(sand).id) == showing(sand)


def test_new_ids_are_twelve_url_safe_characters_and_all_different():
    ids = {new_turn_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{12}", one) for one in ids)


# ---------------------------------------------------------------- found again


def test_the_turn_that_a_message_shows_is_found(members, sand):
    members.remember(showing(sand))
    members.shown_by(showing(sand).id, "3001")
    assert members.turn_shown_by("3001") == replace(showing(sand), message="3001")
    assert members.turn_shown_by("3002") is None


def test_a_message_of_a_turn_that_is_gone_changes_nothing(members):
    members.shown_by("nosuchturn00", "3001")
    assert members.turn_shown_by("3001") is None


def ids_of_last(members, limit=10, since=NOON):
    return [turn.id for turn in members.last_turns(CHANNEL, since=since, limit=limit)]


def test_the_last_turns_of_a_place_come_newest_first(members):
    members.remember(silent(id="first0000000", asked=NOON))
    members.remember(silent(id="second000000", asked=NOON + HOUR, user=BOB))
    members.remember(silent(id="elsewhere000", asked=NOON + 2 * HOUR, place=OTHER_CHANNEL))
    assert ids_of_last(members) == ["second000000", "first0000000"]
    assert ids_of_last(members, limit=1) == ["second000000"]


def test_turns_of_one_moment_come_in_the_order_they_were_kept(members):
    for number in (3, 1, 2):
        members.remember(silent(id=f"turn{number}0000000"))
    assert ids_of_last(members) == ["turn20000000", "turn10000000", "turn30000000"]


def test_the_last_turns_are_not_older_than_asked_for(members):
    members.remember(silent())
    assert ids_of_last(members)
    assert not ids_of_last(members, since=NOON + HOUR / 3_600_000_000)


def test_old_turns_expire_and_are_counted(members):
    for hour in range(5):
        members.remember(silent(id=f"hour-{hour:07}", asked=NOON + hour * HOUR))
    assert members.expire(NOON + 2 * HOUR) == 2
    assert members.expire(NOON + 2 * HOUR) == 0
    assert members.turn("hour-0000001") is None
    assert members.turn("hour-0000002")


# ---------------------------------------------------------------- papers that change


def test_a_revised_abstract_drops_the_excerpts_that_it_no_longer_says(members, catalogue, sand):
    abstract = sand.paper.abstract
    first, second = evidence(sand, 0, 20), evidence(sand, 21, len(abstract))
    both = replace(first, excerpts=first.excerpts + second.excerpts)
    members.remember(
        replace(showing(sand), outcome=replace(showing(sand).outcome, evidence=(both,)))
    )
    revised = record(
        SAND.paper.id, "Walking on sand", abstract="Robots walk on sand. But they sink.", version=2
    )
    catalogue.store([revised], today=TODAY)
    (now,) = members.turn(showing(sand).id).outcome.evidence
    assert now.paper.version == 2
    assert now.excerpts == first.excerpts
    assert now.excerpts[0].text == now.paper.abstract[0:20]


def test_a_paper_that_became_another_ones_is_followed_at_its_old_place(members, catalogue, snow):
    title = "A walking machine for the dunes of the Namib"
    catalogue.store([title_only(title)], today=TODAY)
    dunes = catalogue.known(title_only(title).paper.id)
    members.remember(showing(dunes, snow))
    catalogue.store([record("2506.00009", title, abstract="Dunes move.")], today=TODAY)
    found = members.turn(showing(dunes).id).outcome.evidence
    assert [one.paper.id for one in found] == ["2506.00009", SNOW.paper.id]
    assert found[0].excerpts == evidence(dunes).excerpts  # from the title, which stayed


def test_a_paper_that_is_gone_keeps_its_place_id_and_title(members, database, sand, snow):
    members.remember(showing(sand, snow))
    with database.writing() as connection:
        connection.execute(delete(papers).where(papers.c.id == SAND.paper.id))
    gone, other = members.turn(showing(sand).id).outcome.evidence
    assert gone.known == KnownPaper(Paper(SAND.paper.id, "Walking on sand"))
    assert gone.excerpts == ()
    assert other == evidence(snow)


def test_a_turn_that_nobody_here_wrote_is_one_sentence(members, database):
    members.remember(silent())
    for damage in ({"outcome": "no JSON"}, {"outcome": "{}"}, {"outcome": "[]"}, {"kind": "odd"}):
        members.remember(silent())
        with database.writing() as connection:
            connection.execute(update(turns).values(damage))
        with pytest.raises(StoreError, match=f"turn {silent().id} cannot be read"):
            members.turn(silent().id)


def test_one_paper_can_be_shown_twice(members, sand):
    kept = turn(replace(showing(sand).outcome, evidence=(evidence(sand), evidence(sand, 3, 9))))
    members.remember(kept)
    assert members.turn(kept.id) == kept
