"""Filters that are turned round, and words that only look like it."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.filters import Filters, days_of
from retrieval.question import Act, follow, read_follow_up, read_question

TODAY = dt.date(2026, 8, 21)
Y2024 = ("days", "2024-01-01/2024-12-31")


def read(question: str):
    return read_question(question, today=TODAY, known_authors=lambda name: name == "Hinton")


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("RAG not in cs.CV", [("categories", "cs.CV")]),
        ("RAG excluding cs.CV", [("categories", "cs.CV")]),
        ("RAG not in cs.CV or cs.LG", [("categories", "cs.CV"), ("categories", "cs.LG")]),
        ("RAG, not by Hinton", [("authors", "Hinton")]),
        ("RAG papers not by Yann LeCun", [("authors", "Yann LeCun")]),
        ("RAG papers that aren't by Yann LeCun", [("authors", "Yann LeCun")]),
        ("RAG not from 2024", [Y2024]),
        ("RAG except papers from 2024", [Y2024]),
        ("RAG, no 2024 papers", [Y2024]),
        ("RAG without arXiv papers from last year", [("days", "2025-01-01/2025-12-31")]),
        ("RAG not from DeepMind", [("affiliations", "DeepMind")]),
        ("RAG but not accepted at CVPR", [("venues", "CVPR")]),
        ("RAG papers that do not have code", [("code", "")]),
        ("不是2024年的RAG论文", [Y2024]),
        ("除了2024年以外的RAG论文", [Y2024]),
        ("RAG，不要cs.CV的", [("categories", "cs.CV")]),
        ("RAG不来自清华大学", [("affiliations", "清华大学")]),
    ],
)
def test_what_is_turned_round_is_no_filter_of_what_is_wanted(question, without):
    asked = read(question)
    assert list(asked.without) == without
    assert asked.text == "RAG"
    assert not asked.filters.any


@pytest.mark.parametrize(
    "question",
    [
        "training not from scratch",
        "why language models do not reason",
        "papers that are not from arXiv",
        "learning without code",
        "not a survey of robots",
        "programs written not by people",
    ],
)
def test_what_names_no_filter_stays(question):
    assert read(question).without == ()


def test_only_the_filter_right_behind_the_word_is_turned_round():
    asked = read("papers not in cs.CL from this week")
    assert asked.without == (("categories", "cs.CL"),)
    assert (asked.since, asked.categories) == (dt.date(2026, 8, 17), ())
    about = read("RAG not about robots in cs.CV")
    assert (about.without, about.categories, about.excluded) == ((), ("cs.CV",), ("robots",))


def test_nothing_but_a_filter_turned_round_asks_for_the_newest():
    asked = read("not in cs.CV")
    assert (asked.text, asked.filtered) == ("", True)


def after(said: str, first: str = "RAG not in cs.CV"):
    follow_up = read_follow_up(said)
    assert follow_up is not None
    assert follow_up.act in {Act.NARROW, Act.SHIFT}
    return follow(read(first), follow_up, today=TODAY)


def test_after_an_answer_it_narrows():
    assert after("not from 2024").without == (("categories", "cs.CV"), Y2024)
    assert after("but nothing in cs.LG", "RAG").text == "RAG"
    assert after("no papers by Yann LeCun", "RAG").without == (("authors", "Yann LeCun"),)


def test_it_holds_until_the_opposite_is_said_or_the_filters_go():
    assert after("what about audio?").without == (("categories", "cs.CV"),)
    assert after("only since June").without == (("categories", "cs.CV"),)
    assert after("only in cs.CV").without == ()
    assert after("only in cs.CV").categories == ("cs.CV",)
    assert after("no filters").without == ()


def test_days_are_read_as_iso_8601_2_writes_them():
    assert days_of("2024-01-01/..") == (dt.date(2024, 1, 1), None)
    assert Filters.of("days", "../2024-12-31").until == dt.date(2024, 12, 31)
    with pytest.raises(ValueError, match="no kind of filter"):
        Filters.of("colour", "red")
