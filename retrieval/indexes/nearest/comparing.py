"""Vectors compared with a question: all by their signs, some by their codes, few themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors

    Rows = NDArray[np.intp]
    Alive = NDArray[np.bool_]

# Vectors that are compared by their codes, for each that is wanted; and at least so many.
_BROADER = 12
_AT_LEAST = 4_000
# Of the best so many nobody is missing, as far as the line tells (see SURE); of those behind them,
# which no answer looks at one by one, hardly anybody is.
_SURELY = 50
_SURE = 4.5  # standard deviations of what signs tell of a cosine
# A product of so many rows stays on one thread, which is quicker than waking another one.
_PRODUCT = 512


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question beside the vectors of one kind.

    Those that share many signs with the question are compared by their codes, those that are
    alike by these themselves. What the others may reach is told by a line through those that
    were compared; whoever may be among the best SURELY is compared, too.
    """

    signs: Callable[[], NDArray[np.uint16]]  # how many signs all share; asked where many may pass
    likeness: Callable[[Rows], Vectors]  # cosines of some, nearly
    margin: float  # how nearly
    vectors: Vectors  # unit vectors, shape (rows, dimension)
    question: Vectors  # unit vector, shape (dimension,)
    count: int  # how many are wanted
    known: Vectors | None = None  # likeness of all, where it has been told already

    def nearest(self, alive: Alive) -> tuple[Rows, Vectors]:
        """The nearest of some rows, best first, equal ones as they lie; with their cosines."""
        # rows are taken out before they are sorted: shut out in place they would all be equal,
        # and a partial sort of many equals takes fifty times as long
        rows = np.sort(self._near(np.flatnonzero(alive)))
        similar = products(self.vectors, rows, self.question)
        best = np.argsort(-similar, kind="stable")[: self.count]
        return rows[best], similar[best]

    def _near(self, rows: Rows) -> Rows:
        """All that may be among the best, and some more."""
        if len(rows) <= self.count:
            return rows
        wide = max(_BROADER * self.count, _AT_LEAST)
        if self.known is not None:
            like = self.known[rows]
        elif len(rows) > wide:
            rows, like = self._by_signs(rows, wide)
        else:
            like = self.likeness(rows)
        return rows[np.flatnonzero(like >= self._enough(like))]

    def _by_signs(self, rows: Rows, wide: int) -> tuple[Rows, Vectors]:
        """Rows that share many signs, with their likeness."""
        same = self.signs()[rows]
        enough = int(_last(same, wide))
        first = np.flatnonzero(same >= enough)
        near = rows[first]
        like = self.likeness(near)
        wanted = float(_last(like, min(self.count, _SURELY)))
        least = _least(same[first], like, wanted)
        if least >= enough:
            return near, like
        more = rows[(same >= least) & (same < enough)]
        return np.concatenate([near, more]), np.concatenate([like, self.likeness(more)])

    def _enough(self, like: Vectors) -> float:
        """What a row's likeness must be, for its cosine may be among the best."""
        return float(_last(like, self.count)) - 2 * self.margin


def _last(values: NDArray[np.generic], count: int) -> np.generic:
    """The least of the greatest `count`."""
    last: np.generic = np.partition(values, -count)[-count]
    return last


def _least(same: NDArray[np.uint16], like: Vectors, wanted: float) -> float:
    """How many signs a vector shares at least that may be as alike as is wanted.

    By a line through some of which it is known how alike they are, less SURE times their spread
    about it.
    """
    x = same.astype(np.float32)
    across = x - x.mean()
    slope = float(across @ like) / max(float(across @ across), 1e-9)
    if slope <= 0.0:  # it tells nothing
        return 0.0
    spread = float((like - slope * across).std())
    return float(x.mean()) + (wanted - _SURE * spread - float(like.mean())) / slope


def products(vectors: Vectors, rows: NDArray[np.intp], question: Vectors) -> Vectors:
    """Cosine of some rows with the question."""
    found = np.empty(len(rows), dtype=np.float32)
    for first in range(0, len(rows), _PRODUCT):
        part = slice(first, first + _PRODUCT)
        found[part] = np.take(vectors, rows[part], axis=0) @ question
    return found
