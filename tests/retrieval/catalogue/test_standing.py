"""Papers that are remembered are those of the catalogue, whoever changes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.catalogue import open_catalogue
from retrieval.catalogue.queue import Written
from retrieval.catalogue.standing import Standing
from retrieval.papers import MachineTranslation, Sighting
from tests.retrieval.catalogue.building import TODAY, numbered, record, title_only

IDS = [f"2506.{n:05d}" for n in range(6)]


@pytest.fixture
def stored(catalogue):
    catalogue.store(numbered(6), today=TODAY)
    return catalogue


def same(catalogue, ids=IDS):
    held = catalogue.papers(ids)
    expected = {i: held[i] for i in ids if i in held and not held[i].paper.withdrawn}
    found = catalogue.standing(ids)
    assert found == expected
    assert list(found) == list(expected)


def test_they_are_those_of_the_catalogue_in_the_order_that_was_asked_for(stored):
    same(stored)
    same(stored, IDS[::-1])
    same(stored, [IDS[2], "2506.99999", IDS[2], IDS[0]])
    same(stored, [])


def test_a_paper_is_read_once(stored):
    once = stored.standing(IDS)
    again = stored.standing(IDS[2:4])
    assert all(again[i] is once[i] for i in again)


@pytest.mark.parametrize(
    "change",
    [
        record(IDS[1], "Another title of a study", version=2, from_arxiv=True),
        record(IDS[1], "Gone", version=3, withdrawn=True, from_arxiv=True),
        record(IDS[1], "Voted for", sighting=Sighting("hf", upvotes=7)),
        record(IDS[1], sighting=Sighting("elsewhere")),
        record("2506.00009", "A new one of them all"),
    ],
)
def test_what_another_process_writes_is_seen(stored, url, change):
    same(stored)
    with open_catalogue(url) as other:  # another process
        same(other)
        other.store([change], today=TODAY)
        same(other, [*IDS, "2506.00009"])
    same(stored, [*IDS, "2506.00009"])


def test_a_paper_that_became_another_one_is_gone(stored):
    known = title_only("A paper by its title only, and not yet an id")
    stored.store([known], today=TODAY)
    assert list(stored.standing([known.paper.id])) == [known.paper.id]
    stored.store([record("2506.00011", known.paper.title)], today=TODAY)
    assert list(stored.standing([known.paper.id, "2506.00011"])) == ["2506.00011"]


def test_no_more_are_remembered_than_there_is_room_for(stored):
    few = Standing(2)
    with stored._database.reading() as connection:
        once = few.papers(connection, IDS)
        again = few.papers(connection, IDS)
    assert again == once
    assert [i for i in IDS if again[i] is once[i]] == IDS[-2:]


def test_one_who_saw_an_older_state_does_not_bring_it_back(stored):
    memory = Standing()
    with stored._database.reading() as connection:
        early = memory.papers(connection, IDS[:1])
        older = replace(early[IDS[0]], paper=replace(early[IDS[0]].paper, title="Older"))
        memory._remember({IDS[0]: older}, Written("another", 1))
        assert memory.papers(connection, IDS[:1]) == early


def test_a_machine_translation_is_seen(stored):
    same(stored)
    made = MachineTranslation("zh", "题", "文", "model", made=TODAY, of="text")
    assert stored.keep_translation(IDS[0], made)
    assert stored.standing(IDS[:1])[IDS[0]].paper.machine
