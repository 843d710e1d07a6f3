from __future__ import annotations

import pytest

from retrieval.answering.doubles import without_doubles
from retrieval.papers import KnownPaper, Paper

LIPS = Paper(
    "2506.00001",
    "Reading lips in silence",
    "We read lips in silent video. " * 8,
    authors=("Ada One",),
)
NOTICE = "This paper was withdrawn."


def ids(*papers: Paper) -> list[str]:
    return [known.paper.id for known in without_doubles(KnownPaper(paper) for paper in papers)]


def test_one_title_and_one_abstract_are_one_work_and_the_better_match_stays():
    again = Paper("2507.00001", "Reading Lips, in Silence", LIPS.abstract, authors=LIPS.authors)
    assert ids(LIPS, again) == [LIPS.id]
    assert ids(again, LIPS) == [again.id]


def test_an_abstract_that_came_again_under_another_title_is_shown_once():
    renamed = Paper("2507.00002", "Lips, read", LIPS.abstract, authors=LIPS.authors)
    assert ids(LIPS, renamed) == [LIPS.id]


def test_two_works_of_one_title_are_both_shown():
    other = Paper("2507.00003", LIPS.title, "Dolphins whistle under water.", authors=("Bob Two",))
    assert ids(LIPS, other) == [LIPS.id, other.id]


@pytest.mark.parametrize("abstract", ["", NOTICE])
def test_papers_with_no_abstract_or_with_one_notice_are_no_doubles(abstract):
    first, second = (Paper(f"2507.0001{n}", f"A title of its own, {n}", abstract) for n in range(2))
    assert ids(first, second) == [first.id, second.id]
