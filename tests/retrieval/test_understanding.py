from __future__ import annotations

import datetime as dt

import pytest

from retrieval.catalogue import open_catalogue
from retrieval.errors import BadQuestion
from retrieval.papers import Paper, Record, Sighting
from retrieval.queries import Question
from retrieval.understanding import understand

TODAY = dt.date(2026, 6, 20)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    paper = Paper("2606.09001", "Sand", categories=("NLP", "cs.CL"), authors=("Kaiming He",))
    with open_catalogue(f"sqlite:///{tmp_path_factory.mktemp('store') / 'c.db'}") as opened:
        opened.store([Record(paper, Sighting("test"), "test:1")], today=TODAY)
        yield opened


@pytest.fixture(scope="module")
def read(catalogue):
    return lambda question, **options: understand(
        Question(question, **options), catalogue, today=TODAY
    )


def test_the_words_of_the_question_are_read(read):
    query = read("robots on sand since May 2025 in cs.RO by Kaiming He")
    assert query.since == dt.date(2025, 5, 1)
    assert query.categories == ("cs.RO",)
    assert query.authors == ("Kaiming He",)
    assert "sand" in query.text


def test_options_override_the_words(read):
    query = read(
        "robots since May 2025 in cs.RO by Kaiming He",
        since="2026-01-01",
        categories=("CS.cl", "cs.CL", "math"),
        authors=("  Ada   Example ",),
    )
    assert query.since == dt.date(2026, 1, 1)
    assert query.categories == ("cs.CL", "math")
    assert query.authors == ("Ada Example",)


def test_an_option_overrides_what_the_words_do_not_want(read):
    said = "robots not in cs.CL, not by Kaiming He and not from 2024"
    days = ("days", "2024-01-01/2024-12-31")
    assert set(read(said).without) == {("categories", "cs.CL"), ("authors", "Kaiming He"), days}
    query = read(said, categories=("cs.CL",), authors=("Kaiming He",))
    assert query.without == (days,)
    assert query.categories == ("cs.CL",)


def test_an_option_for_one_end_leaves_the_other_end_of_the_words(read):
    query = read("robots in May 2026", until="2026-05-10")
    assert (query.since, query.until) == (dt.date(2026, 5, 1), dt.date(2026, 5, 10))


def test_words_that_contradict_an_option_are_given_up(read):
    query = read("robots in May 2025", since="2026-01-01")
    assert (query.since, query.until) == (dt.date(2026, 1, 1), None)


def test_days_are_counted_from_today(read):
    assert read("robots", since="3d").since == dt.date(2026, 6, 17)
    assert read("robots", until="2026-05").until == dt.date(2026, 5, 31)


def test_a_whole_archive_and_a_subject_of_a_paper_here_are_categories(read):
    assert read("robots", categories=("cs.*", "NLP")).categories == ("cs", "NLP")


@pytest.mark.parametrize(
    "options",
    [
        {"since": "2026-02-30"},
        {"until": "soon"},
        {"since": "2026-06-02", "until": "2026-06-01"},
        {"categories": ["cs.XX"]},
        {"categories": ["*"]},
        {"categories": [" "]},
        {"authors": [" - "]},
    ],
)
def test_an_option_that_cannot_be_used_is_a_sentence(read, options):
    with pytest.raises(BadQuestion, match=r"\w+ \w+"):
        read("robots", **options)


@pytest.mark.parametrize("question", ["", " \n", "x" * 20_001])
def test_a_question_that_cannot_be_read_is_a_sentence(read, question):
    with pytest.raises(BadQuestion):
        read(question)
