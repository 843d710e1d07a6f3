"""A member who asks to be forgotten is; other people's buttons go on working."""

from __future__ import annotations

from contextlib import closing

import pytest

from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.members import Forgotten, Kind, Members, ServerSettings, turns
from retrieval.queries import Query
from tests.retrieval.catalogue.building import TODAY
from tests.retrieval.members.building import (
    ADA,
    BOB,
    CHANNEL,
    HOUR,
    NOON,
    SAND,
    SNOW,
    evidence,
    showing,
    silent,
)
from tests.support.kept import OF_MEMBERS, everything_kept


@pytest.fixture
def known(catalogue):
    catalogue.store([SAND, SNOW], today=TODAY)
    return catalogue.papers([SAND.paper.id, SNOW.paper.id])


@pytest.fixture
def sand(known):
    return known[SAND.paper.id]


def test_everything_of_a_member_is_forgotten_and_counted(members, sand):
    members.remember(showing(sand, id="shown0000000"))
    members.remember(silent(id="silent000000"))
    members.remember(showing(sand, id="own-list0000", kind=Kind.SAVED))
    members.save(ADA, SAND.paper.id, NOON)
    members.rate(ADA, 1, turn_id="shown0000000", paper_id=None, when=NOON)
    members.rate(ADA, 1, turn_id="shown0000000", paper_id=SAND.paper.id, when=NOON)
    assert members.forget(ADA) == Forgotten(turns=3, saved=1, ratings=2)
    assert members.saved(ADA) == []
    assert members.ratings(ADA) == []
    assert members.turn("silent000000") is None
    assert members.turn("own-list0000") is None
    assert members.forget(ADA) == Forgotten(0, 0, 0)


def test_no_word_of_the_question_and_no_id_of_the_member_stays(members, database, sand):
    members.remember(showing(sand, message="3001"))
    members.save(ADA, SAND.paper.id, NOON)
    members.rate(ADA, 1, turn_id=showing(sand).id, paper_id=None, when=NOON)
    members.forget(ADA)
    kept = everything_kept(database, OF_MEMBERS)
    assert showing(sand).id in kept
    for word in (ADA, CHANNEL, "who walks", "Ada Writer", "cs.RO", "2026-06-01", "2026-06-30"):
        assert word not in kept


def test_buttons_under_a_forgotten_members_answer_find_its_papers(members, known):
    kept = showing(*known.values())
    members.remember(kept)
    members.shown_by(kept.id, "3001")
    members.forget(ADA)
    now = members.turn_shown_by("3001")
    assert now == members.turn(kept.id)
    assert (now.user, now.place) == ("", "")
    assert now.outcome.query == Query("", "")
    assert [one.paper for one in now.outcome.evidence] == [one.paper for one in known.values()]
    shown = [excerpt.text for one in now.outcome.evidence for excerpt in one.excerpts]
    assert shown == [evidence(one).excerpts[0].text for one in known.values()]
    assert not any(excerpt.marks for one in now.outcome.evidence for excerpt in one.excerpts)


def test_the_paper_that_others_are_similar_to_and_the_language_stay(members, sand):
    query = Query("沙", "像这篇的论文", language="zh", paper_id=SNOW.paper.id)
    members.remember(showing(sand, query=query, kind=Kind.SIMILAR))
    members.forget(ADA)
    now = members.turn(showing(sand).id)
    assert now.kind is Kind.SIMILAR
    assert now.outcome.query == Query("", "", language="zh", paper_id=SNOW.paper.id)


def test_a_forgotten_turn_belongs_to_no_place_and_still_expires(members, sand):
    members.remember(showing(sand))
    members.forget(ADA)
    assert members.last_turns(CHANNEL, since=NOON, limit=10) == []
    assert members.expire(NOON + HOUR) == 1


def test_what_others_asked_saved_rated_and_chose_stays(members, sand):
    members.remember(showing(sand, user=BOB))
    members.save(BOB, SAND.paper.id, NOON)
    members.rate(BOB, -1, turn_id=showing(sand).id, paper_id=None, when=NOON)
    members.set_server("4001", ServerSettings(private=True))
    assert members.forget(ADA) == Forgotten(0, 0, 0)
    assert members.turn(showing(sand).id) == showing(sand, user=BOB)
    assert len(members.saved(BOB)) == len(members.ratings(BOB)) == 1
    assert members.server("4001").private


def test_a_member_with_thousands_of_turns_is_forgotten_at_once(members, sand, database):
    with database.writing() as connection:
        for number in range(1_200):
            turns.remember(connection, showing(sand, id=f"shown{number}"))
            turns.remember(connection, silent(id=f"silent{number}"))
    assert members.forget(ADA).turns == 2_400
    assert members.expire(NOON + HOUR) == 1_200


def test_the_bytes_of_a_forgotten_question_leave_the_file(tmp_path):
    path = tmp_path / "catalogue.db"
    with closing(Database(f"sqlite:///{path}")) as database:
        members = Members(database, Catalogue(database))
        for number in range(50):
            members.remember(silent(id=f"turn-{number}"))
    assert b"who walks on sand" in path.read_bytes()
    with closing(Database(f"sqlite:///{path}")) as database:
        assert Members(database, Catalogue(database)).forget(ADA).turns == 50
    assert b"who walks on sand" not in path.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
