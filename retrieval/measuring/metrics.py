"""How good a ranking is, against the papers that people judged relevant.

Definitions as in Manning, Raghavan, Schuetze, Introduction to Information Retrieval, chapter 8
(https://nlp.stanford.edu/IR-book/), and Jarvelin and Kekalainen 2002 for nDCG, with gains of
0 and 1 and the discount log2(rank + 1), as trec_eval and BEIR compute it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the queries; each lies between 0 and 1."""

    queries: int
    recall_at_5: float
    recall_at_20: float
    ndcg_at_10: float
    mrr: float


def recall_at(k: int, ranking: Sequence[str], relevant: Collection[str]) -> float:
    """|relevant among the first k| / |relevant|; 0 where nothing is relevant."""
    if not relevant:
        return 0.0
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant))


def ndcg_at(k: int, ranking: Sequence[str], relevant: Collection[str]) -> float:
    """DCG / ideal DCG of the first k, DCG = sum of 1 / log2(rank + 1) over relevant ranks.

    Ranks count from 1; the ideal ranking has min(k, |relevant|) relevant papers in front.
    """
    wanted = set(relevant)
    gained = sum(_discount(i) for i, paper in enumerate(ranking[:k], 1) if paper in wanted)
    ideal = sum(_discount(i) for i in range(1, min(k, len(wanted)) + 1))
    return gained / ideal if ideal else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant paper; 0 where none is ranked."""
    wanted = set(relevant)
    return next((1.0 / i for i, paper in enumerate(ranking, 1) if paper in wanted), 0.0)


def figures(judged: Iterable[tuple[Sequence[str], Collection[str]]]) -> Figures:
    """The means over (ranking, relevant) pairs, one for each query; all 0 without a query."""
    pairs = list(judged)
    count = len(pairs)

    def mean(values: Iterable[float]) -> float:
        return math.fsum(values) / count if count else 0.0

    return Figures(
        queries=count,
        recall_at_5=mean(recall_at(5, *pair) for pair in pairs),
        recall_at_20=mean(recall_at(20, *pair) for pair in pairs),
        ndcg_at_10=mean(ndcg_at(10, *pair) for pair in pairs),
        mrr=mean(reciprocal_rank(*pair) for pair in pairs),
    )


def _discount(rank: int) -> float:
    return 1.0 / math.log2(rank + 1)
