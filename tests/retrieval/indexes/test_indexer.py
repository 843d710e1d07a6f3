from __future__ import annotations

import datetime as dt

import pytest

from retrieval.errors import StoreUnwritable
from retrieval.indexes.indexer import Indexer
from retrieval.indexes.vectors import Kind
from retrieval.papers import Paper, Record, Sighting, Translation


def test_what_is_due_is_indexed_once(shelf):
    shelf.add(Paper("2506.00001", "Lip reading", "Reads lips."))
    assert shelf.catalogue.counts().due == 0
    assert shelf.indexer.run() == 0


def test_a_changed_paper_is_indexed_again(shelf):
    shelf.add(Paper("2506.00001", "Lip reading", "Reads lips.", version=1))
    shelf.add(Paper("2506.00001", "Speech reading", "Reads speech.", version=2))
    assert shelf.words.search("lips", 5) == {}
    assert list(shelf.words.search("speech", 5)) == ["2506.00001"]


def test_a_paper_absorbed_by_another_leaves_both_indexes(shelf):
    title = "A paper that a page knew by its title only"
    shelf.add(Paper("title:a-paper-that-a-page-knew-by-its-title-only", title, "Some abstract."))
    shelf.add(Paper("2506.00001", title, "Some abstract."))
    question = shelf.encoder.read_questions([title])[0][0]
    assert list(shelf.words.search(title, 5)) == ["2506.00001"]
    assert list(shelf.vectors.nearest(Kind.WHOLE, question, 5)) == ["2506.00001"]


def test_a_crash_between_the_indexes_and_the_mark_loses_and_doubles_nothing(shelf):
    paper = Paper("2506.00001", "Lip reading", "Reads lips.")
    shelf.add(paper)
    shelf.catalogue.indexing.make_all_due()  # as if the process had died before it marked
    assert shelf.indexer.run() == 1
    question = shelf.encoder.read_questions(["lip reading"])[0][0]
    assert list(shelf.vectors.nearest(Kind.WHOLE, question, 5)) == ["2506.00001"]
    assert list(shelf.words.search("lip", 5)) == ["2506.00001"]


def test_the_model_is_recorded_with_the_store(shelf):
    shelf.add(Paper("2506.00001", "Lip reading"))
    assert shelf.catalogue.indexing.built_with()["name"] == shelf.encoder.identity.name


def test_progress_is_told_to_its_end(shelf):
    told = []
    shelf.add(Paper("2506.00001", "Lip reading"))
    shelf.catalogue.indexing.make_all_due()
    shelf.indexer.run(lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


@pytest.mark.parametrize("question", ["透明物体抓取", "depth completion", "ScreenSpot-Pro 52.8%"])
def test_translations_and_notes_are_searched_in_both_languages(shelf, question):
    shelf.add(
        Paper(
            "2506.00001",
            "Depth completion",
            translations=(Translation("zh", "面向透明物体抓取的深度补全", ""),),
        ),
        notes=(("概述", "在 ScreenSpot-Pro 上达到 52.8% 的准确率"),),
    )
    assert list(shelf.words.search(question, 5)) == ["2506.00001"]


class Meddled:
    """The vectors, and something that happens once, when they are written for the nth time."""

    def __init__(self, vectors, at: int, happens) -> None:
        self._vectors, self._left, self._happens = vectors, at, happens

    def __getattr__(self, name: str):
        return getattr(self._vectors, name)

    def upsert(self, ids, vectors) -> None:
        self._left -= 1
        if not self._left:
            self._happens()
        self._vectors.upsert(ids, vectors)


SEVEN = [Paper(f"2506.0000{i}", f"Lip reading, part {'abcdefg'[i]}") for i in range(7)]


def stored(shelf, *papers: Paper) -> None:
    records = [Record(paper, Sighting("test"), paper.id) for paper in papers]
    shelf.catalogue.store(records, today=dt.date(2026, 6, 10))


def indexer_of(shelf, batch: int, vectors=None) -> Indexer:
    vectors = vectors or shelf.vectors
    return Indexer(shelf.catalogue, vectors, shelf.copies, shelf.reader, batch=batch)


def written(shelf) -> int:
    return len(shelf.vectors.vectors(Kind.WHOLE, [paper.id for paper in SEVEN]))


def test_many_batches_are_all_written_and_each_is_told(shelf):
    stored(shelf, *SEVEN)
    told = []
    assert indexer_of(shelf, 2).run(lambda done, total: told.append((done, total))) == 7
    assert told == [(2, 7), (4, 7), (6, 7), (7, 7)]
    assert written(shelf) == len(shelf.words.search("lip", 10)) == 7
    assert shelf.catalogue.counts().due == 0


def test_a_paper_that_changes_while_it_is_written_is_written_again(shelf):
    stored(shelf, *SEVEN)

    def newer() -> None:
        stored(shelf, Paper("2506.00000", "Speech reading", version=9))

    assert indexer_of(shelf, 3, Meddled(shelf.vectors, 1, newer)).run() == 8
    assert list(shelf.words.search("speech", 5)) == ["2506.00000"]
    assert shelf.catalogue.counts().due == 0


def test_what_an_index_did_not_take_stays_due(shelf):
    stored(shelf, *SEVEN)

    def full() -> None:
        raise StoreUnwritable("the disk is full")

    indexer = indexer_of(shelf, 3, Meddled(shelf.vectors, 2, full))
    with pytest.raises(StoreUnwritable):
        indexer.run()
    assert shelf.catalogue.counts().due == 4
    assert indexer.run() == 4
    assert written(shelf) == 7


def test_an_interruption_leaves_nothing_marked_that_is_not_written(shelf):
    stored(shelf, *SEVEN)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexer_of(shelf, 2).run(stop)
    assert shelf.catalogue.counts().indexed == written(shelf) < 7
    indexer_of(shelf, 2).run()
    assert written(shelf) == 7
