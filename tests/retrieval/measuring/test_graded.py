from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.measuring.graded import (
    average_precision,
    graded_figures,
    ndcg_at_fifth,
    r_precision,
    recall_at,
)

POOLS = st.lists(st.integers(0, 3), max_size=60)
# relevant, that is grade 2 or 3, on ranks 1, 3 and 6
GRADES = [3, 0, 2, 1, 0, 2, 0, 0, 0, 0]


def test_r_precision_is_the_precision_where_all_relevant_ones_could_be():
    assert r_precision(GRADES) == pytest.approx(2 / 3)
    assert r_precision([1, 1, 0]) == 0.0


def test_average_precision_is_the_mean_over_the_relevant_ranks():
    assert average_precision(GRADES) == pytest.approx((1 / 1 + 2 / 3 + 3 / 6) / 3)
    assert average_precision([1, 0]) == 0.0


def test_recall_counts_relevant_papers_only():
    assert recall_at(3, GRADES) == pytest.approx(2 / 3)
    assert recall_at(3, [1, 1, 1]) == 0.0


def test_ndcg_looks_at_the_first_fifth_of_the_pool():
    # 20 papers: the first four; the first two ranks are not discounted
    grades = [1, 0, 3, 0, *([0] * 14), 2, 2]
    gained = 1 + 3 / math.log2(3)
    ideal = 3 + 2 + 2 / math.log2(3) + 1 / math.log2(4)
    assert ndcg_at_fifth(grades) == pytest.approx(gained / ideal)


def test_a_pool_of_fewer_than_five_has_no_fifth():
    assert ndcg_at_fifth([3, 3, 3]) == 0.0


def test_figures_are_means_over_the_queries():
    figures = graded_figures([GRADES, [0] * 10])
    assert figures.queries == 2
    assert figures.r_precision == pytest.approx(1 / 3)
    assert figures.recall_at_20 == pytest.approx(0.5)
    assert graded_figures([]).average_precision == 0.0


@given(POOLS)
def test_every_figure_lies_between_0_and_1(grades):
    figures = graded_figures([grades])
    for value in (
        figures.r_precision,
        figures.ndcg_at_fifth,
        figures.average_precision,
        figures.recall_at_20,
    ):
        assert 0.0 <= value <= 1.0 + 1e-9


@given(POOLS)
def test_the_ideal_order_is_never_beaten(grades):
    ideal = graded_figures([sorted(grades, reverse=True)])
    found = graded_figures([grades])
    assert found.r_precision <= ideal.r_precision
    assert found.ndcg_at_fifth <= ideal.ndcg_at_fifth + 1e-9
    assert found.average_precision <= ideal.average_precision + 1e-9
