from __future__ import annotations

import pytest

from retrieval.categories import ARCHIVES, CATEGORIES, SUBSUMED, category_code


def test_all_155_categories_of_the_taxonomy_are_named() -> None:
    assert len(CATEGORIES) == 155
    assert all(CATEGORIES.values())


def test_every_category_belongs_to_a_known_archive_or_stands_alone() -> None:
    assert {code.partition(".")[0] for code in CATEGORIES if "." in code} == set(ARCHIVES)


def test_every_closed_archive_leads_to_a_category_that_exists() -> None:
    assert set(SUBSUMED.values()) <= set(CATEGORIES)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("cs.CV", "cs.CV"),
        (" CS.cv ", "cs.CV"),
        ("cmp-lg", "cs.CL"),
        ("math-ph", "math-ph"),
        ("MATH", "math"),
        ("cond-mat.mtrl-sci", "cond-mat.mtrl-sci"),
        ("cs.XX", None),
        ("", None),
    ],
)
def test_a_category_is_recognised_however_it_is_typed(typed: str, code: str | None) -> None:
    assert category_code(typed) == code


def test_a_category_and_an_archive_have_english_names() -> None:
    assert CATEGORIES["cs.CL"] == "Computation and Language"
    assert ARCHIVES["q-bio"] == "Quantitative Biology"
    assert "cs.XX" not in CATEGORIES
