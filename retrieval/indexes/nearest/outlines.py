"""What is told of vectors before they are looked at: their signs, and how long their codes are.

In how many coordinates two vectors lie on the same side (Hamming distance) is told by a bit a
coordinate, which is quick and not very exact. So a question is compared with the signs of all,
with the codes (see `encoding.codes`) of those that come near, and at last with the vectors.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from retrieval.encoding.codes import coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.encoding.codes import Codes
    from retrieval.encoding.encoder import Vectors

    Words = NDArray[np.uint64]
    Rows = NDArray[np.intp]

_AT_ONCE = 32_768  # vectors whose counts stay in a core's cache
_PRODUCT = 1_024  # vectors whose codes stay there as float32
_ROOM = 1_024  # vectors that there is room for at the beginning
_WORD = 64  # bits
_SURE = 4.0  # standard deviations of what a cosine by codes may be off


def outline(rows: Vectors, lengths: Vectors) -> bytes:
    """For a file: of each vector the signs, then the length of its codes."""
    signs = _words(rows >= 0.0).view(np.uint8)
    return np.concatenate([signs, lengths[:, None].view(np.uint8)], axis=1).tobytes()


def outline_bytes(dimension: int) -> int:
    """How long one vector's part of an `outline` is."""
    return 8 * words_of(dimension) + 4


def words_of(dimension: int) -> int:
    """Words of 64 bits that one bit of each coordinate takes."""
    return -(-dimension // _WORD)


def _words(bits: NDArray[np.bool_]) -> Words:
    room = words_of(bits.shape[1]) * _WORD
    whole = np.zeros((len(bits), room), dtype=np.bool_)
    whole[:, : bits.shape[1]] = bits
    words: Words = np.packbits(whole, axis=1).view(np.uint64)
    return words


class Outlines:
    """The signs of vectors, word by word in columns, and their lengths; only ever added to.

    One thread may add while others compare: they compare those that they know of.
    """

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._signs: Words = np.empty((words_of(dimension), _ROOM), dtype=np.uint64)
        self._lengths: Vectors = np.empty(_ROOM, dtype=np.float32)
        self._shortest = math.inf
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, outlines: bytes) -> None:
        """Put vectors behind those that are there."""
        rows = np.frombuffer(outlines, np.uint8).reshape(-1, outline_bytes(self._dimension))
        first, last = self._count, self._count + len(rows)
        if last > len(self._lengths):
            self._grow(max(last, 2 * len(self._lengths)))
        self._signs[:, first:last] = rows[:, :-4].copy().view(np.uint64).T
        self._lengths[first:last] = rows[:, -4:].copy().view(np.float32)[:, 0]
        self._shortest = min(self._shortest, float(self._lengths[first:last].min(initial=np.inf)))
        self._count = last

    def _grow(self, room: int) -> None:
        signs = np.empty((len(self._signs), room), dtype=np.uint64)
        signs[:, : self._count] = self._signs[:, : self._count]
        lengths = np.empty(room, dtype=np.float32)
        lengths[: self._count] = self._lengths[: self._count]
        self._signs, self._lengths = signs, lengths

    def signs(self, question: Vectors, count: int) -> NDArray[np.uint16]:
        """How many coordinates of each of the first `count` have the question's sign."""
        asked = _words(question[np.newaxis] >= 0.0)[0]
        found = np.empty(count, dtype=np.uint16)
        for first in range(0, count, _AT_ONCE):
            part = slice(first, min(count, first + _AT_ONCE))
            found[part] = _apart(self._signs[:, part], asked)
        return np.subtract(len(question), found, out=found)

    def likeness(self, codes: Codes, question: Vectors, rows: Rows) -> Vectors:
        """The cosine of some vectors with a question, nearly; shape (rows,)."""
        found = np.empty(len(rows), dtype=np.float32)
        for first in range(0, len(rows), _PRODUCT):
            part = slice(first, first + _PRODUCT)
            found[part] = np.take(codes, rows[part], axis=0).astype(np.float32) @ question
        found /= self._lengths[rows]
        return found

    def cosines(self, products: NDArray[np.int32], length: float) -> Vectors:
        """From the products of a question's codes with those of the first vectors: cosines, nearly.

        Args:
            products: shape (vectors,).
            length: of the question's codes.
        """
        lengths = self._lengths[: len(products)] * np.float32(length)
        found: Vectors = np.divide(products, lengths, dtype=np.float32)
        return found

    def margin(self, question: Vectors) -> float:
        """What a cosine of a question by codes may be off, as good as surely.

        A coordinate is off by half a step at most, evenly distributed, so with a standard
        deviation of a step / sqrt(12); and so is its product with a unit vector. A step of a
        unit vector is 1 / length of its codes; the longest of all here is taken.
        """
        own = float(1.0 / coded(question[np.newaxis]).lengths[0])
        return _SURE * math.sqrt((own * own + 1.0 / self._shortest**2) / 12.0)


def _apart(columns: Words, asked: Words) -> NDArray[np.uint16]:
    """How many bits differ: the Hamming distance of the vectors that stand in columns."""
    width = columns.shape[1]
    different, bits = np.empty(width, dtype=np.uint64), np.empty(width, dtype=np.uint8)
    found = np.zeros(width, dtype=np.uint16)
    for word, own in zip(columns, asked, strict=True):
        np.bitwise_xor(word, own, out=different)
        np.bitwise_count(different, out=bits)
        np.add(found, bits, out=found)
    return found
