"""Vectors in two bits a coordinate, and which of them come near a question by these.

What differs from the middle of the first vectors becomes one of four levels in each coordinate:
those that lose least of what is distributed normally (Max 1960). The middle is the same for all,
so leaving it out changes no order. Two coordinates side by side are one of sixteen words, whose
products with a question are looked up for thirty-two vectors at a time, by faiss (André et al.
2015, "fast scan").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Self, cast

import faiss
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors

    Levels = NDArray[np.uint8]  # shape (rows, levels_bytes)
    Rows = NDArray[np.intp]
    Passing = NDArray[np.bool_]

# Vectors by which the others are told, at least: fewer have no levels.
FIRST = 2_048
_LEVELS = (-1.510, -0.4528, 0.4528, 1.510)  # of a deviation of 1 (Max 1960, table I)
_WORD_BITS = 4  # of two coordinates


class Near(NamedTuple):
    """Rows that come near a question, best first, with their products by levels."""

    rows: Rows
    products: Vectors


def levels_bytes(dimension: int) -> int:
    """How long one vector's levels are."""
    return -(-_words(dimension) // 2)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where vectors lie and how far apart, by the first FIRST of them."""

    middle: Vectors  # shape (dimension,)
    deviation: float  # of a coordinate from the middle

    @classmethod
    def of(cls, vectors: Vectors) -> Self:
        """By the first of at least FIRST vectors, shape (rows, dimension)."""
        first = np.asarray(vectors[:FIRST])
        middle: Vectors = first.mean(axis=0)
        return cls(middle, max(float((first - middle).std()), 1e-9))

    def levels(self, vectors: Vectors) -> Levels:
        """The levels of vectors, shape (rows, dimension)."""
        steps = (np.asarray(vectors) - self.middle) / np.float32(self.deviation)
        found: Levels = _quantizer(vectors.shape[1]).compute_codes(_even(steps))
        return found


class Scan:
    """Rows as they are searched by their levels. Never changed, so threads may search together.

    Args:
        dimension: of the vectors.
        levels: of the rows, from the first on.
    """

    def __init__(self, dimension: int, levels: Levels) -> None:
        words, wide = _words(dimension), 2 * _words(dimension)
        self._rows = len(levels)
        # one list of all rows: lists can be told which rows pass, which bare rows cannot
        self._middle = faiss.IndexFlatIP(wide)  # faiss looks at it as long as it searches
        self._middle.add(np.zeros((1, wide), dtype=np.float32))
        ids, packed = np.arange(len(levels), dtype=np.int64), np.ascontiguousarray(levels)
        plain = faiss.IndexIVFPQ(
            self._middle, wide, 1, words, _WORD_BITS, faiss.METRIC_INNER_PRODUCT
        )
        plain.by_residual = False
        plain.is_trained = True
        faiss.copy_array_to_vector(_centroids(dimension), plain.pq.centroids)
        # its types say that there may be none: it has just made them
        lists = cast("faiss.InvertedLists", plain.invlists)
        lists.add_entries(0, len(ids), faiss.swig_ptr(ids), faiss.swig_ptr(packed))
        plain.ntotal = len(ids)
        self._index = faiss.IndexIVFPQFastScan(plain)

    def __len__(self) -> int:
        return self._rows

    def near(self, questions: Vectors, count: int, passing: Passing | None = None) -> list[Near]:
        """The `count` rows with the greatest products by levels, of each question.

        Args:
            questions: unit vectors, shape (questions, dimension).
            count: of rows, at most as many as there are.
            passing: which rows may be found, shape (rows,); None: all.
        """
        # told each time: it holds for the calling thread, and waking another one takes longer
        faiss.omp_set_num_threads(1)
        options = None
        if passing is not None:
            options = faiss.IVFSearchParameters()
            options.sel = _selector(np.packbits(passing, bitorder="little"))
        products, rows = self._index.search(_even(questions), count, params=options)
        return [_found(*of) for of in zip(rows, products, strict=True)]


def _selector(bits: NDArray[np.uint8]) -> faiss.IDSelector:
    # it is typed as in C++, where the length goes first
    return faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg,arg-type]


def _found(rows: Rows, products: Vectors) -> Near:
    there = rows >= 0
    return Near(rows, products) if there.all() else Near(rows[there], products[there])


def _words(dimension: int) -> int:
    return -(-dimension // 2)


def _even(vectors: Vectors) -> Vectors:
    """With a coordinate of nothing behind an odd number of them."""
    return np.pad(vectors, ((0, 0), (0, vectors.shape[1] % 2))).astype(np.float32, copy=False)


@lru_cache
def _centroids(dimension: int) -> Vectors:
    """What the words stand for: shape (words * 16 * 2,), as faiss has them."""
    levels = np.asarray(_LEVELS, dtype=np.float32)
    pairs = np.stack(np.meshgrid(levels, levels, indexing="ij"), axis=-1)
    return np.tile(pairs.reshape(-1), _words(dimension))


@lru_cache
def _quantizer(dimension: int) -> faiss.ProductQuantizer:
    words = _words(dimension)
    made = faiss.ProductQuantizer(2 * words, words, _WORD_BITS)
    faiss.copy_array_to_vector(_centroids(dimension), made.centroids)
    return made
