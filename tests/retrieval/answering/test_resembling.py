from __future__ import annotations

import pytest

from retrieval.answering.resembling import Resembling
from retrieval.papers import Paper
from retrieval.queries import Query

EXAMPLE = Paper("2506.00001", "Lip reading", "We read lips in silent video of people.")
NEAR = Paper("2506.00002", "Lip reading again", "We read lips of people in silent video too.")
NAMESAKE = Paper("2506.00003", "Lip balm", "Wax and oil protect skin in winter.")
FAR = Paper("2506.00004", "Graph colouring", "Vertices get colours under constraints.")
GONE = Paper("2506.00005", "Lip reading", "We read lips in silent video.", withdrawn=True)
LIKE = Query(text="", question="", paper_id=EXAMPLE.id)


@pytest.fixture
def filled(shelf):
    shelf.add(EXAMPLE, NEAR, NAMESAKE, FAR, GONE)
    return shelf


@pytest.fixture
def resembling(filled):
    return Resembling(filled.catalogue, filled.search)


@pytest.fixture
def example(filled):
    return filled.catalogue.known(EXAMPLE.id)


def ids(found):
    return [candidate.paper_id for candidate in found]


def test_the_paper_most_alike_comes_first_and_never_the_example(resembling, example):
    found = resembling.rank(example, 5, query=LIKE)
    assert ids(found)[:2] == [NEAR.id, NAMESAKE.id]
    assert EXAMPLE.id not in ids(found)


def test_withdrawn_papers_are_not_offered(resembling, example):
    assert GONE.id not in ids(resembling.rank(example, 5, query=LIKE))


def test_scores_lie_between_0_and_1_and_fall(resembling, example):
    scores = [one.score for one in resembling.rank(example, 5, query=LIKE)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_no_more_than_asked_for_and_only_what_is_allowed(resembling, example):
    assert len(resembling.rank(example, 1, query=LIKE)) == 1
    allowed = {FAR.id, NAMESAKE.id, EXAMPLE.id}
    assert set(ids(resembling.rank(example, 5, query=LIKE, allowed=allowed))) <= allowed


def test_words_beside_the_example_say_in_which_respect(resembling, example):
    asked = Query(text="vertices colours constraints", question="x", paper_id=EXAMPLE.id)
    found = ids(resembling.rank(example, 4, query=asked))
    assert found.index(FAR.id) < found.index(NAMESAKE.id)


def test_an_example_that_is_not_indexed_yet_is_asked_for_as_a_question(filled, resembling, example):
    filled.vectors.delete([EXAMPLE.id])
    assert ids(resembling.rank(example, 1, query=LIKE)) == [NEAR.id]
