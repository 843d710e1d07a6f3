from __future__ import annotations

import pytest

from retrieval.written.opposites import are_opposite


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("high", "low"),
        ("increases", "reduces"),
        ("reliable", "unreliable"),
        ("inefficient", "efficient"),
        ("first", "second"),
        ("success", "failing"),
        ("minimise", "maximize"),
    ],
)
def test_they_are_opposite_in_either_order_and_any_form(one, other):
    assert are_opposite(one, other)
    assert are_opposite(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("high", "higher"),
        ("improves", "reduces"),  # latency is improved by being reduced
        ("form", "inform"),
        ("port", "import"),
        ("walk", "swim"),
        ("new", "novel"),
    ],
)
def test_others_are_not(one, other):
    assert not are_opposite(one, other)
