"""Vectors compared with a question: by their levels first, those that come near themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors

# Vectors that are compared themselves, for each that is wanted; and at least so many.
_WIDER = 4
_AT_LEAST = 1_000
# A product of so many rows stays on one thread, which is quicker than waking another one.
_PRODUCT = 512
_SURE = 3.0  # standard deviations of what levels tell of a cosine
_NOT_AT_ALL = int(np.iinfo(np.int32).min)  # alike: below what any vector is


def nearest_rows(
    likeness: Callable[[], NDArray[np.int32]],
    vectors: Vectors,
    alive: NDArray[np.bool_],
    question: Vectors,
    count: int,
) -> tuple[list[int], list[float]]:
    """The `count` nearest rows that are alive, best first, with their cosines.

    Those that are alike by levels are compared themselves. What the others may reach is told by
    a line through those; whoever may be among the best is compared, too.
    """
    rows = np.flatnonzero(alive)
    wide = max(_WIDER * count, _AT_LEAST)
    if len(rows) > wide:
        like = likeness()
        enough = _enough(like if len(rows) == len(like) else like[rows], wide)
        rows = _at_least(like, enough, alive)
        similar = products(vectors, rows, question)
        least = _least(like[rows], similar, np.partition(similar, -count)[-count])
        more = _at_least(like, least, alive & (like < enough)) if least < enough else rows[:0]
        rows = np.concatenate([rows, more])
        similar = np.concatenate([similar, products(vectors, more, question)])
    else:
        similar = products(vectors, rows, question)
    best = np.argsort(-similar, kind="stable")[:count]
    return rows[best].tolist(), similar[best].tolist()


def _enough(like: NDArray[np.int32], wide: int) -> int:
    """The greatest value that at least `wide` reach: told by counting, for values are few."""
    lowest = int(like.min())
    reached = np.cumsum(np.bincount(like - lowest)[::-1])  # by value, from the greatest
    return lowest + len(reached) - 1 - int(np.searchsorted(reached, wide))


def _at_least(like: NDArray[np.int32], least: int, alive: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Rows that are alike enough, as they lie in the file."""
    return np.flatnonzero((like >= least) & alive)


def _least(like: NDArray[np.int32], similar: Vectors, wanted: float) -> int:
    """How alike a vector is at least whose cosine may be as high as is wanted.

    By a line through some that were compared, less SURE times their spread about it.
    """
    x = like.astype(np.float32)
    across = x - x.mean()
    slope = float(across @ similar) / max(float(across @ across), 1e-9)
    if slope <= 0.0:  # the levels tell nothing
        return _NOT_AT_ALL + 1
    spread = float((similar - slope * across).std())
    least = float(x.mean()) + (wanted - _SURE * spread - float(similar.mean())) / slope
    return max(int(least), _NOT_AT_ALL + 1)


def products(vectors: Vectors, rows: NDArray[np.intp], question: Vectors) -> Vectors:
    """Cosine of some rows with the question."""
    found = np.empty(len(rows), dtype=np.float32)
    for first in range(0, len(rows), _PRODUCT):
        part = slice(first, first + _PRODUCT)
        found[part] = np.take(vectors, rows[part], axis=0) @ question
    return found
