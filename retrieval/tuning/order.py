"""Which papers stand in one batch: near ones, so that telling them apart teaches something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors


def near_together(vectors: Vectors, size: int) -> list[NDArray[np.intp]]:
    """Rows in groups of `size`, near ones together; what does not fill a group is left out.

    Halves the rows along the direction in which they differ most (principal direction
    divisive partitioning, Boley 1998) at a multiple of `size`, until the groups are filled.
    """
    rows = np.arange(len(vectors) // size * size)
    return _halved(vectors, rows, size)


def _halved(vectors: Vectors, rows: NDArray[np.intp], size: int) -> list[NDArray[np.intp]]:
    if len(rows) <= size:
        return [rows] if len(rows) else []
    some = vectors[rows] - vectors[rows].mean(axis=0)
    direction = np.linalg.eigh(some.T @ some)[1][:, -1]
    order = rows[np.argsort(some @ direction, kind="stable")]
    middle = len(rows) // size // 2 * size
    return _halved(vectors, order[:middle], size) + _halved(vectors, order[middle:], size)
