from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.measuring.metrics import figures, ndcg_at, recall_at, reciprocal_rank

RANKING = ["a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize(
    ("k", "relevant", "expected"),
    [(1, {"a"}, 1.0), (1, {"b"}, 0.0), (5, {"b", "f"}, 0.5), (5, {"b", "x", "y", "z"}, 0.25)],
)
def test_recall_is_the_share_of_the_relevant_that_is_found(k, relevant, expected):
    assert recall_at(k, RANKING, relevant) == expected


def test_ndcg_discounts_by_the_logarithm_of_the_rank():
    # relevant on ranks 2 and 4; ideal on ranks 1 and 2
    gained = 1 / math.log2(3) + 1 / math.log2(5)
    ideal = 1 / math.log2(2) + 1 / math.log2(3)
    assert ndcg_at(10, RANKING, {"b", "d"}) == pytest.approx(gained / ideal)
    assert ndcg_at(3, RANKING, {"b", "d"}) == pytest.approx((1 / math.log2(3)) / ideal)


def test_ideal_ranking_holds_no_more_papers_than_are_looked_at():
    relevant = set(RANKING)
    assert ndcg_at(2, RANKING, relevant) == pytest.approx(1.0)


def test_reciprocal_rank_is_that_of_the_first_relevant_paper():
    assert reciprocal_rank(RANKING, {"c", "e"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKING, {"x"}) == 0.0


def test_figures_are_means_over_the_queries():
    found = figures([(["a"], {"a"}), (["b"], {"a"})])
    assert (found.queries, found.recall_at_5, found.recall_at_20) == (2, 0.5, 0.5)
    assert (found.ndcg_at_10, found.mrr) == (0.5, 0.5)


def test_figures_without_a_query_are_zero():
    assert figures([]).recall_at_5 == 0.0


@given(st.permutations(RANKING), st.sets(st.sampled_from([*RANKING, "x", "y"]), min_size=1))
def test_every_figure_lies_between_zero_and_one(ranking, relevant):
    for value in (
        recall_at(3, ranking, relevant),
        ndcg_at(3, ranking, relevant),
        reciprocal_rank(ranking, relevant),
    ):
        assert 0.0 <= value <= 1.0 + 1e-12
