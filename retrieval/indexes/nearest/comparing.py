"""Vectors compared with a question: all by their levels, and those that come near themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.encoding.encoder import Vectors
    from retrieval.indexes.nearest.levels import Near, Passing, Rows

# Vectors that are compared themselves, for each that is wanted; and at least so many.
_BROADER = 2
_AT_LEAST = 300
_FEW = 2_000  # that are compared themselves as quickly as by their levels
# Of the best so many nobody is missing, as far as the line tells (see SURE); of those behind them,
# which no answer looks at one by one, hardly anybody is.
_SURELY = 50
_SURE = 4.5  # standard deviations of what levels tell of a cosine
_MORE = 4  # times as many, where the line cannot promise it
# A product of so many rows stays on one thread, which is quicker than waking another one.
_PRODUCT = 512


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question beside the vectors of one kind.

    Those that come near by their levels are compared themselves. What the others may reach is told
    by a line through those that were compared; while one of them may be among the best SURELY, more
    are compared, in the end all.
    """

    near: Callable[[int], Near]  # of those with levels that pass, the best so many
    levels: int  # rows that have them, from the first on
    vectors: Vectors  # unit vectors, shape (rows, dimension)
    question: Vectors  # unit vector, shape (dimension,)
    count: int  # how many are wanted

    def nearest(self, passing: Passing) -> tuple[Rows, Vectors]:
        """The nearest of the rows that pass, best first, with their cosines."""
        rows, similar = self._compared(passing)
        best = np.argsort(-similar, kind="stable")[: self.count]
        return rows[best], similar[best]

    def _compared(self, passing: Passing) -> tuple[Rows, Vectors]:
        """All that may be among the best, and some more, as they lie."""
        many = int(np.count_nonzero(passing[: self.levels]))
        wide = broad(self.count)
        behind = np.flatnonzero(passing[self.levels :]) + self.levels
        while max(_FEW, wide) < many:
            found = self.near(wide)
            order = np.argsort(found.rows)
            rows = np.concatenate([found.rows[order], behind])
            similar = products(self.vectors, rows, self.question)
            if self._sure(found.products[order], similar):
                return rows, similar
            wide *= _MORE
        rows = np.flatnonzero(passing)
        return rows, products(self.vectors, rows, self.question)

    def _sure(self, by_levels: Vectors, similar: Vectors) -> bool:
        """Whether no other row may be among the best, by a line from levels to cosines."""
        across = by_levels - by_levels.mean()
        of_those = similar[: len(by_levels)]
        slope = float(across @ of_those) / max(float(across @ across), 1e-9)
        if slope <= 0.0:  # it tells nothing
            return False
        spread = float((of_those - slope * across).std())
        reached = float(of_those.mean()) + slope * float(across.min()) + _SURE * spread
        wanted = min(self.count, _SURELY)
        return reached <= float(np.partition(similar, -wanted)[-wanted])


def broad(count: int) -> int:
    """How many are looked for by their levels where `count` are wanted."""
    return max(_BROADER * count, _AT_LEAST)


def products(vectors: Vectors, rows: Rows, question: Vectors) -> Vectors:
    """Cosine of some rows with the question."""
    found = np.empty(len(rows), dtype=np.float32)
    for first in range(0, len(rows), _PRODUCT):
        part = slice(first, first + _PRODUCT)
        found[part] = np.take(vectors, rows[part], axis=0) @ question
    return found
