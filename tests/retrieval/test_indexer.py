from __future__ import annotations

import pytest

from retrieval.papers import Paper, Translation
from retrieval.vectors import Kind


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
    shelf.catalogue.mark_all_due()  # as if the process had died before it marked
    assert shelf.indexer.run() == 1
    question = shelf.encoder.read_questions(["lip reading"])[0][0]
    assert list(shelf.vectors.nearest(Kind.WHOLE, question, 5)) == ["2506.00001"]
    assert list(shelf.words.search("lip", 5)) == ["2506.00001"]


def test_the_model_is_recorded_with_the_store(shelf):
    shelf.add(Paper("2506.00001", "Lip reading"))
    assert shelf.catalogue.index_meta()["name"] == shelf.encoder.identity.name


def test_progress_is_told_to_its_end(shelf):
    told = []
    shelf.add(Paper("2506.00001", "Lip reading"))
    shelf.catalogue.mark_all_due()
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
