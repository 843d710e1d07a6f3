from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from retrieval.filters import Filters
from tests.retrieval.catalogue.building import TODAY, record

if TYPE_CHECKING:
    from retrieval.catalogue import Catalogue


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def stocked(catalogue: Catalogue) -> Catalogue:
    records = [
        record(
            "2506.00001",
            "Residual networks look twice",
            published=day("2025-06-02"),
            listed=day("2025-06-04"),
            categories=("cs.CV", "cs.LG"),
            authors=("Kaiming He", "Laurens van der Maaten"),
        ),
        record(
            "2506.00002",
            "Only its month is known",
            categories=("stat.ML",),
            authors=("José Ferré-Łukasz", "M.-Y. Liu"),
        ),
        record(
            "2507.00003",
            "A subject instead of a category",
            published=day("2025-07-09"),
            categories=("NLP",),
            authors=("K. He", "Robert Smith Jr."),
        ),
        record(
            "2507.00004",
            "This one was withdrawn later",
            published=day("2025-07-10"),
            categories=("cs.CV",),
            authors=("Kaiming He",),
            withdrawn=True,
        ),
        record("s2:77", "Nothing tells when", primary_category="math-ph"),
    ]
    catalogue.store(records, today=TODAY)
    return catalogue


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, {"2506.00001", "2506.00002", "2507.00003", "s2:77"}),
        ("2025-06-04", "2025-06-04", {"2506.00001", "2506.00002"}),
        ("2025-06-05", None, {"2506.00002", "2507.00003"}),
        (None, "2025-06-03", {"2506.00002"}),
        ("2025-07-09", "2025-07-09", {"2507.00003"}),
        ("2025-08-01", None, set()),
    ],
)
def test_days_are_inclusive_and_a_month_counts_for_each_of_its_days(
    stocked: Catalogue, since: str | None, until: str | None, expected: set[str]
) -> None:
    found = stocked.matching(Filters(since and day(since), until and day(until)))
    assert found == expected


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        (("cs.CV",), {"2506.00001"}),
        (("CS.cv",), {"2506.00001"}),
        (("cs",), {"2506.00001"}),
        (("cs.*", "stat.*"), {"2506.00001", "2506.00002"}),
        (("nlp",), {"2507.00003"}),
        (("math-ph",), {"s2:77"}),
        (("cs.C",), set()),
        (("math",), set()),
    ],
)
def test_one_category_is_enough_and_an_archive_means_all_of_it(
    stocked: Catalogue, categories: tuple[str, ...], expected: set[str]
) -> None:
    assert stocked.matching(Filters(categories=categories)) == expected


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (("kaiming he",), {"2506.00001", "2507.00003"}),
        (("He, Kaiming",), {"2506.00001", "2507.00003"}),
        (("K. He",), {"2506.00001", "2507.00003"}),
        (("he",), {"2506.00001", "2507.00003"}),
        (("J. He",), set()),
        (("van der Maaten",), {"2506.00001"}),
        (("Jose Ferre Lukasz",), {"2506.00002"}),
        (("Jose Ferre-Lukasz",), {"2506.00002"}),
        (("Ming-Yu Liu",), {"2506.00002"}),
        (("ferré-łukasz",), {"2506.00002"}),
        (("robert smith",), {"2507.00003"}),
        (("Kaiming He", "van der Maaten"), {"2506.00001"}),
        (("Kaiming He", "Nobody Atall"), set()),
        (("...",), set()),
    ],
)
def test_every_author_must_be_there_by_a_name_that_fits(
    stocked: Catalogue, authors: tuple[str, ...], expected: set[str]
) -> None:
    assert stocked.matching(Filters(authors=authors)) == expected


def test_known_authors_are_told_from_other_words(stocked: Catalogue) -> None:
    assert stocked.knows_author("K. He")
    assert stocked.knows_author("maaten")
    assert not stocked.knows_author("design")
    assert not stocked.knows_author(" , ")


def test_filters_narrow_given_candidates(stocked: Catalogue) -> None:
    candidates = ["2506.00001", "2507.00003", "2507.00004", "9999.00001"]
    assert stocked.matching(among=candidates) == {"2506.00001", "2507.00003"}
    assert stocked.matching(Filters(categories=("cs",)), among=candidates) == {"2506.00001"}
    assert stocked.matching(among=[]) == set()
    assert stocked.matching(limit=1, among=candidates) == {"2506.00001"}
    assert len(stocked.matching(limit=2)) == 2


def test_withdrawn_papers_are_not_offered_but_shown(stocked: Catalogue) -> None:
    assert "2507.00004" not in stocked.matching()
    known = stocked.known("2507.00004")
    assert known is not None
    assert known.paper.withdrawn


def test_the_newest_come_first_and_those_without_a_day_last(stocked: Catalogue) -> None:
    assert stocked.latest() == ["2507.00003", "2506.00001", "2506.00002", "s2:77"]
    assert stocked.latest(limit=1) == ["2507.00003"]
    assert stocked.latest(Filters(categories=("cs", "stat"))) == ["2506.00001", "2506.00002"]


def test_filters_follow_a_paper_that_changes(stocked: Catalogue) -> None:
    fuller = record(
        "2506.00001",
        "Residual networks look twice",
        version=2,
        categories=("cs.RO",),
        authors=("Ada Lovelace",),
        from_arxiv=True,
    )
    stocked.store([fuller], today=TODAY)
    assert stocked.matching(Filters(categories=("cs.CV",))) == set()
    assert stocked.matching(Filters(categories=("cs.RO",), authors=("Lovelace",))) == {"2506.00001"}
    assert stocked.matching(Filters(authors=("van der Maaten",))) == set()


def test_a_subject_is_known_that_a_paper_has_which_is_not_withdrawn(stocked: Catalogue) -> None:
    assert stocked.knows_subject("NLP") == bool(stocked.matching(Filters(categories=("NLP",))))
    stocked.store(
        [record("2506.00077", "Gone", categories=("weaving",), withdrawn=True)], today=TODAY
    )
    assert not stocked.knows_subject("weaving")
    stocked.store([record("2506.00078", "There", categories=("Weaving",))], today=TODAY)
    assert stocked.knows_subject("weaving")
    assert not stocked.knows_subject("weav")
