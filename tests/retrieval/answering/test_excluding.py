"""Papers about what a question does not want are left out, and it is said."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.answering.excluding import about
from retrieval.papers import Paper, Translation
from retrieval.queries import Abstained, Answer, Query, Reason

DAY = dt.date(2025, 6, 2)


def paper(number: int, title: str, abstract: str, **more) -> Paper:
    return Paper(f"2506.0000{number}", title, abstract, published=DAY, **more)


LIPS = paper(1, "Lip reading", "We read lips in silent video of talking people.")
LAW = paper(2, "Reading lips in court", "We read lips in silent video of talking lawyers in court.")
CHINESE = paper(
    3,
    "Reading lips of patients",
    "We read lips in silent video of talking patients.",
    translations=(Translation("zh", "病人唇读", "我们研究医院里病人的唇读。"),),
)
ALL = (LIPS, LAW, CHINESE)
ASKED = "read lips in silent video"


@pytest.fixture
def three(shelf):
    shelf.add(*ALL)
    return shelf


def query(*excluded: str, text: str = ASKED, **more) -> Query:
    return Query(text, f"{text} not about {' '.join(excluded)}", excluded=excluded, **more)


def found(outcome: Answer | Abstained) -> set[Paper]:
    assert isinstance(outcome, Answer)
    return {evidence.paper for evidence in outcome.evidence}


def test_papers_about_it_are_left_out(three):
    assert found(three.answers.answer(Query(ASKED, ASKED))) == set(ALL)
    assert found(three.answers.answer(query("court"))) == {LIPS, CHINESE}
    assert found(three.answers.answer(query("court", "patients"))) == {LIPS}


def test_as_many_are_shown_as_were_asked_for_if_there_are_others(shelf):
    shelf.add(*ALL, *(paper(n, f"Lips in court {n}", LAW.abstract) for n in range(4, 9)))
    assert found(shelf.answers.answer(query("court"), 2)) == {LIPS, CHINESE}


def test_what_the_encoder_cannot_read_is_looked_for_as_it_stands(three):
    assert found(three.answers.answer(query("病人"))) == {LIPS, LAW}


def test_a_chinese_topic_is_looked_for_in_english_too(shelf):
    speech = paper(4, "Speech recognition", "Speech recognition of many tongues.")
    shelf.add(LIPS, speech)
    known = list(shelf.catalogue.papers([LIPS.id, speech.id]).values())
    assert about(["语音识别"], known, shelf.search, shelf.words) == {speech.id}


def test_where_only_such_papers_answer_they_are_offered_as_outside_of_it(shelf):
    shelf.add(LAW)
    outcome = shelf.answers.answer(query("court"))
    assert isinstance(outcome, Abstained)
    assert outcome.reason is Reason.NOTHING_IN_RANGE
    assert [known.paper for known in outcome.nearest] == [LAW]


def test_the_newest_papers_but_those_are_browsed(three):
    assert found(three.answers.answer(query("court", text="", since=DAY))) == {LIPS, CHINESE}


OTHER = Paper(
    "2405.00001",
    "Lips in 2024",
    LIPS.abstract,
    authors=("Ada Lovelace",),
    categories=("cs.CV",),
    published=dt.date(2024, 5, 2),
)


@pytest.mark.parametrize(
    "without", [("days", "2024-01-01/2024-12-31"), ("categories", "cs.CV"), ("authors", "Lovelace")]
)
@pytest.mark.parametrize("text", [ASKED, ""])
def test_papers_that_pass_a_filter_that_is_turned_round_are_left_out(three, without, text):
    three.add(OTHER)
    asked = Query(text, text or "papers", without=(without,))
    assert found(three.answers.answer(asked)) == set(ALL)
    assert OTHER in found(three.answers.answer(Query(ASKED, ASKED)))


def test_where_all_pass_it_none_is_in_range(three):
    outcome = three.answers.answer(Query(ASKED, ASKED, without=(("days", "2025-01-01/.."),)))
    assert isinstance(outcome, Abstained)
    assert outcome.reason is Reason.NOTHING_IN_RANGE


def test_the_newest_are_looked_for_until_there_are_enough(shelf):
    law = [
        Paper(f"2506.1000{n}", f"Law {n}", "", categories=("cs.CY",), published=DAY)
        for n in range(9)
    ]
    shelf.add(*law, OTHER)
    asked = Query("", "not in cs.CY", without=(("categories", "cs.CY"),))
    assert found(shelf.answers.answer(asked, 1)) == {OTHER}


def test_like_a_paper_but_those(three):
    asked = query("court", text="", paper_id=LIPS.id)
    assert found(three.answers.answer(asked)) == {CHINESE}


def test_what_is_not_wanted_draws_no_paper_near(three):
    wanted = three.search.asking.ask(query("court"))
    assert wanted.vector == pytest.approx(three.search.asking.ask(Query(ASKED, ASKED)).vector)
