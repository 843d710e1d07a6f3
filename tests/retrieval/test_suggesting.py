from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import suggesting
from retrieval.catalogue import open_catalogue
from retrieval.indexes.words import TantivyWords, WordsOf
from retrieval.papers import Paper, Record, Sighting

TODAY = dt.date(2026, 6, 15)
PAPERS = [
    Paper(
        "2506.00001",
        "Residual networks look twice",
        authors=("Kaiming He", "José Ferré-Łukasz"),
        categories=("cs.CV", "cs.LG"),
        published=dt.date(2025, 6, 2),
    ),
    Paper(
        "2507.00002",
        "Residual doubts: 100% of_them",
        authors=("Kaiming He", "Kun He", "Ada Heller"),
        categories=("cs.CV",),
        published=dt.date(2025, 7, 2),
    ),
    Paper(
        "hep-th/9901001",
        "Branes",
        authors=("Laurens van der Maaten", "Kun He", "Kaiming He"),
        categories=("hep-th",),
    ),
    Paper("dump-7", "面向透明物体", authors=("何恺明",), categories=("NLP", "Robot Soccer")),
    Paper(
        "2508.00003",
        "Withdrawn wishes",
        authors=("Will Withdraw",),
        published=dt.date(2025, 8, 1),
        withdrawn=True,
    ),
]
ANYTHING = st.text(max_size=30) | st.sampled_from(
    ["%", "_", "\\", "\x00", "\ud800", ";", ",;,", "x" * 6_000, "2506.00001v3", "he;he;", "cs.,,"]
)


@pytest.fixture
def catalogue(url):
    with open_catalogue(url) as opened:
        opened.store([Record(p, Sighting("test"), "test") for p in PAPERS], today=TODAY)
        yield opened


# ---------------------------------------------------------------- categories


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cs.CV", ("cs.CV", "Computer Vision and Pattern Recognition")),
        ("cs.l", ("cs.LG", "Machine Learning")),  # stored papers have it, and not cs.LO
        ("CV", ("cs.CV", "Computer Vision and Pattern Recognition")),
        ("cs.*", ("cs", "Computer Science")),
        ("patt recog", ("cs.CV", "Computer Vision and Pattern Recognition")),
        ("machine", ("cs.LG", "Machine Learning")),
        ("nlp", ("NLP", "NLP")),
        ("soccer", ("Robot Soccer", "Robot Soccer")),
        ("cs.CV, machine", ("cs.CV, cs.LG", "Machine Learning")),
        ("cs.CV,nl", ("cs.CV, NLP", "cs.CV, NLP")),
    ],
)
def test_the_best_category_for_what_was_typed(catalogue, typed, first):
    assert suggesting.categories(catalogue, typed)[0] == first


def test_without_a_letter_the_categories_of_stored_papers_come_first(catalogue):
    codes = [code for code, _ in suggesting.categories(catalogue, " ")]
    assert codes[:6] == ["cs", "cs.CV", "cs.LG", "hep-th", "NLP", "Robot Soccer"]
    assert len(codes) == suggesting.MOST


def test_a_category_that_is_there_already_is_not_offered_again(catalogue):
    assert suggesting.categories(catalogue, "cs.cv, CS.CV") == []


def test_a_category_that_does_not_exist_has_no_completion(catalogue):
    assert suggesting.categories(catalogue, "no such thing") == []


# ---------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("he", ["Kaiming He", "Kun He", "Ada Heller"]),
        ("kaim", ["Kaiming He"]),
        ("K. He", ["Kaiming He", "Kun He"]),
        ("he k", ["Kaiming He", "Kun He"]),
        ("He, Ku", ["Kun He"]),
        ("ferre", []),  # the last word is what counts as a last name
        ("lukasz", ["José Ferré-Łukasz"]),
        ("José F", ["José Ferré-Łukasz"]),
        ("van der", []),
        ("van der Maaten", ["Laurens van der Maaten"]),
        ("maat", ["Laurens van der Maaten"]),
        ("何", ["何恺明"]),
        ("%", []),
        ("_", []),
        ("Ada Heller; kun", ["Ada Heller; Kun He"]),
        ("kun he; he", ["kun he; Kaiming He", "kun he; Ada Heller"]),
    ],
)
def test_authors_whose_last_or_whole_name_begins_as_typed(catalogue, typed, names):
    assert suggesting.authors(catalogue, typed) == names


def test_without_a_letter_the_authors_of_the_newest_papers_are_offered(catalogue):
    assert suggesting.authors(catalogue, "")[:3] == ["Kaiming He", "Kun He", "Ada Heller"]
    assert "Will Withdraw" not in suggesting.authors(catalogue, "")


# ---------------------------------------------------------------- papers


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", ["2507.00002", "2506.00001", "hep-th/9901001", "dump-7"]),
        ("250", ["2508.00003", "2507.00002", "2506.00001"]),
        ("hep-th/", ["hep-th/9901001"]),
        ("residual", ["2507.00002", "2506.00001"]),
        ("Residual N", ["2506.00001"]),
        ("residual doubts: 100%", ["2507.00002"]),
        ("https://arxiv.org/pdf/2506.00001v2", ["2506.00001"]),
        ("2506.00001", ["2506.00001"]),
        ("面向", ["dump-7"]),
        ("du", ["dump-7"]),
        ("%", []),
        ("_", []),
        ("twice", []),
    ],
)
def test_papers_whose_id_or_title_begins_as_typed(catalogue, typed, ids):
    found = suggesting.papers(catalogue, typed)
    assert [paper_id for paper_id, _ in found] == ids
    titles = {paper.id: paper.title for paper in PAPERS}
    assert all(title == titles[paper_id] for paper_id, title in found)


def test_with_a_word_index_words_inside_titles_are_found_too(catalogue, tmp_path):
    words = TantivyWords(tmp_path / "words")
    words.upsert([WordsOf(paper.id, paper.title, "", "") for paper in PAPERS])
    found = [paper_id for paper_id, _ in suggesting.papers(catalogue, "doubt", words)]
    assert found == ["2507.00002"]


# ---------------------------------------------------------------- whatever is typed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=ANYTHING)
def test_anything_may_be_typed(catalogue, typed):
    for found in (
        suggesting.categories(catalogue, typed),
        suggesting.authors(catalogue, typed),
        suggesting.papers(catalogue, typed),
    ):
        assert len(found) <= suggesting.MOST
        assert len(set(found)) == len(found)


def test_at_most_a_screenful_is_offered(catalogue):
    many = [
        Paper(f"2601.{n:05d}", f"Residual study {n}", authors=(f"Ada He{n}",)) for n in range(60)
    ]
    catalogue.store([Record(p, Sighting("test"), "test") for p in many], today=TODAY)
    assert len(suggesting.authors(catalogue, "he")) == suggesting.MOST
    assert len(suggesting.papers(catalogue, "residual")) == suggesting.MOST
    assert len(suggesting.papers(catalogue, "2601")) == suggesting.MOST
