"""How good a ranking of graded papers is: the figures of query by example.

As CSFCube is measured (Mysore et al. 2021, https://arxiv.org/abs/2103.12906, and the
evaluation script in https://github.com/iesl/CSFCube): every query ranks its own pool of
papers graded 0 to 3. NDCG%20 looks at the first fifth of the pool, with the grades as gains;
for the other figures a paper counts as relevant from grade 2 on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RELEVANT = 2  # the grade from which a paper counts as relevant
FIFTH = 0.2  # the share of a pool that NDCG%20 looks at
DEPTH = 20  # of recall@20


@dataclass(frozen=True, slots=True)
class GradedFigures:
    """Means over the queries; each lies between 0 and 1."""

    queries: int
    r_precision: float
    ndcg_at_fifth: float
    average_precision: float
    recall_at_20: float


def r_precision(grades: Sequence[int]) -> float:
    """Share of relevant papers among the first R, for R relevant ones; 0 without any."""
    wanted = sum(grade >= RELEVANT for grade in grades)
    return _precision(grades, wanted) if wanted else 0.0


def average_precision(grades: Sequence[int]) -> float:
    """Mean of the precision at each relevant paper's rank; 0 without any."""
    at = [rank for rank, grade in enumerate(grades, 1) if grade >= RELEVANT]
    return math.fsum(_precision(grades, rank) for rank in at) / len(at) if at else 0.0


def recall_at(k: int, grades: Sequence[int]) -> float:
    """Share of the relevant papers that are among the first k; 0 without any."""
    wanted = sum(grade >= RELEVANT for grade in grades)
    return sum(grade >= RELEVANT for grade in grades[:k]) / wanted if wanted else 0.0


def ndcg_at_fifth(grades: Sequence[int]) -> float:
    """DCG / ideal DCG of the first 20 % of the pool, rounded down, as CSFCube's script has it.

    The discount is log2(rank) from rank 2 on (Jarvelin and Kekalainen 2002, base 2), so the
    first two ranks count alike: not the log2(rank + 1) of `metrics.ndcg_at`.
    """
    k = int(FIFTH * len(grades))
    ideal = _dcg(sorted(grades, reverse=True)[:k])
    return _dcg(grades[:k]) / ideal if ideal else 0.0


def graded_figures(rankings: Iterable[Sequence[int]]) -> GradedFigures:
    """The means over queries, each the grades of its whole pool as ranked; 0 without a query."""
    ranked = list(rankings)

    def mean(values: Iterable[float]) -> float:
        return math.fsum(values) / len(ranked) if ranked else 0.0

    return GradedFigures(
        queries=len(ranked),
        r_precision=mean(map(r_precision, ranked)),
        ndcg_at_fifth=mean(map(ndcg_at_fifth, ranked)),
        average_precision=mean(map(average_precision, ranked)),
        recall_at_20=mean(recall_at(DEPTH, grades) for grades in ranked),
    )


def _precision(grades: Sequence[int], k: int) -> float:
    return sum(grade >= RELEVANT for grade in grades[:k]) / k


def _dcg(grades: Sequence[int]) -> float:
    return math.fsum(g / max(1.0, math.log2(rank)) for rank, g in enumerate(grades, 1))
