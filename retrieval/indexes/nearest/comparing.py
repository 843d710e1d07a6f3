"""Vectors compared with a question: all by their signs, some by their levels, few themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors

    Rows = NDArray[np.intp]
    Alike = NDArray[np.integer]

# Vectors that are compared themselves, for each that is wanted; and at least so many.
_WIDER = 3
_AT_LEAST = 1_000
# Vectors that are compared by their levels, for each that is compared itself.
_BROADER = 4
_SAMPLE = 8_192  # vectors, at least, by which it is told how alike the first so many are
# Of the best so many nobody is missing, as far as the lines tell (see SURE); of those behind them,
# which no answer looks at one by one, hardly anybody is.
_SURELY = 50
# A product of so many rows stays on one thread, which is quicker than waking another one.
_PRODUCT = 512
_SURE = 3.5  # standard deviations of what levels tell of a cosine, and signs of levels
_NOT_AT_ALL = int(np.iinfo(np.int32).min)  # alike: below what any vector is


class _Compared(NamedTuple):
    """Vectors that were compared themselves."""

    rows: Rows
    similar: Vectors  # their cosines
    least: int  # how alike by its levels a vector is that may be among the best


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question beside the vectors of one kind.

    Those that share many signs with the question are compared by their levels, those that are
    alike by these themselves. What the others may reach is told by a line through those that
    were compared; whoever may be among the best SURELY is compared, too.
    """

    signs: Callable[[], Alike]  # how alike all are by their signs; asked where many may pass
    likeness: Callable[[Rows], Alike]  # how alike some are by their levels
    vectors: Vectors  # unit vectors, shape (rows, dimension)
    question: Vectors  # unit vector, shape (dimension,)
    count: int  # how many are wanted

    def nearest(self, alive: NDArray[np.bool_]) -> tuple[list[int], list[float]]:
        """The nearest of some rows, best first, equal ones as they lie; with their cosines."""
        if int(np.count_nonzero(alive)) > _BROADER * self._wide:
            found = self._by_signs(alive)
        else:
            found, _ = self._by_levels(np.flatnonzero(alive))
        best = np.argsort(-found.similar, kind="stable")[: self.count]
        return found.rows[best].tolist(), found.similar[best].tolist()

    @property
    def _wide(self) -> int:
        """How many are compared themselves, unless more may be among the best."""
        return max(_WIDER * self.count, _AT_LEAST)

    def _by_signs(self, alive: NDArray[np.bool_]) -> _Compared:
        same = self.signs()
        step = max(1, len(same) // _SAMPLE)
        some = same[::step][alive[::step]]
        sampled = -(-_BROADER * self._wide // step)
        enough = _enough(some, sampled) if len(some) > sampled else _NOT_AT_ALL
        near = np.flatnonzero((same >= enough) & alive)
        found, like = self._by_levels(near)
        least = _least(same[near], like, found.least)
        if least >= enough:
            return found
        more = np.flatnonzero((same >= least) & (same < enough) & alive)
        return self._with(found, more[self.likeness(more) >= found.least])

    def _by_levels(self, near: Rows) -> tuple[_Compared, Vectors]:
        """Of some rows those that may be among the best; and how alike all of them are."""
        if len(near) <= self._wide:
            return _Compared(near, self._similar(near), _NOT_AT_ALL), np.zeros(len(near), "f4")
        like = self.likeness(near)
        enough = _enough(like, self._wide)
        first = like >= enough
        rows = near[first]
        similar = self._similar(rows)
        sure = min(self.count, _SURELY)
        last = float(np.partition(similar, -sure)[-sure])
        least = _least(like[first], similar, last)
        found = _Compared(rows, similar, least)
        if least < enough:
            found = self._with(found, near[(like >= least) & ~first])
        return found, like.astype(np.float32)

    def _with(self, found: _Compared, more: Rows) -> _Compared:
        """The same with others, all as they lie in the file."""
        rows = np.concatenate([found.rows, more])
        similar = np.concatenate([found.similar, self._similar(more)])
        order = np.argsort(rows)
        return _Compared(rows[order], similar[order], found.least)

    def _similar(self, rows: Rows) -> Vectors:
        return products(self.vectors, rows, self.question)


def _enough(like: Alike, wide: int) -> int:
    """The greatest value that at least `wide` reach: told by counting, for values are few."""
    lowest = int(like.min())
    reached = np.cumsum(np.bincount(like - lowest)[::-1])  # by value, from the greatest
    return lowest + len(reached) - 1 - int(np.searchsorted(reached, wide))


def _least(like: Alike, reached: Vectors, wanted: float) -> int:
    """How alike a vector is at least that may reach what is wanted.

    By a line through some of which it is known what they reach, less SURE times their spread
    about it.
    """
    x = like.astype(np.float32)
    across = x - x.mean()
    slope = float(across @ reached) / max(float(across @ across), 1e-9)
    if slope <= 0.0:  # it tells nothing
        return _NOT_AT_ALL + 1
    spread = float((reached - slope * across).std())
    least = float(x.mean()) + (wanted - _SURE * spread - float(reached.mean())) / slope
    return max(int(least), _NOT_AT_ALL + 1)


def products(vectors: Vectors, rows: NDArray[np.intp], question: Vectors) -> Vectors:
    """Cosine of some rows with the question."""
    found = np.empty(len(rows), dtype=np.float32)
    for first in range(0, len(rows), _PRODUCT):
        part = slice(first, first + _PRODUCT)
        found[part] = np.take(vectors, rows[part], axis=0) @ question
    return found
