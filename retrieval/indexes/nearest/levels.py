"""Vectors in two bits a coordinate, compared by counting bits: which may be nearest.

Each coordinate becomes one of four levels, -3, -1, 1, 3, parted where four levels fit a normal
distribution best (Max 1960). The product of two vectors of levels is a sum of four counts of
bits that both have set. The upper bit of each level is its sign, so in how many coordinates two
vectors lie on the same side (Hamming distance) is told in a quarter of the time: so all are
compared by their signs, those that come near by their levels. Which are nearest is then told by the
vectors themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors

    Words = NDArray[np.uint64]

_EDGE = 0.9816  # in standard deviations of a coordinate, which is 1 / sqrt(dimension)
_AT_ONCE = 32_768  # vectors whose counts stay in a core's cache
_ROOM = 1_024  # vectors that there is room for at the beginning
_WORD = 64  # bits


@dataclass(frozen=True, slots=True)
class Coded:
    """Vectors as levels, one of them after another."""

    high: Words  # the upper bit of each level, shape (vectors, words)
    low: Words

    @property
    def packed(self) -> bytes:
        """For a file: of each vector the upper bits, then the lower ones."""
        return np.concatenate([self.high, self.low], axis=1).tobytes()


def coded(rows: Vectors) -> Coded:
    """Unit vectors, shape (vectors, dimension), as levels."""
    edge = _EDGE * rows.shape[1] ** -0.5
    high = rows >= 0.0
    low = np.where(high, rows >= edge, rows >= -edge)
    return Coded(_words(high), _words(low))


def unpacked(packed: bytes, dimension: int) -> Coded:
    """What `Coded.packed` was made of."""
    words = words_of(dimension)
    both = np.frombuffer(packed, np.uint64).reshape(-1, 2 * words)
    return Coded(both[:, :words], both[:, words:])


def words_of(dimension: int) -> int:
    """Words of 64 bits that one bit of each coordinate takes."""
    return -(-dimension // _WORD)


def _words(bits: NDArray[np.bool_]) -> Words:
    room = words_of(bits.shape[1]) * _WORD
    whole = np.zeros((len(bits), room), dtype=np.bool_)
    whole[:, : bits.shape[1]] = bits
    words: Words = np.packbits(whole, axis=1).view(np.uint64)
    return words


class Levels:
    """Vectors as levels, word by word in columns; vectors are only ever added.

    One thread may add while others compare: they compare those that they know of.
    """

    def __init__(self, dimension: int) -> None:
        self._words = words_of(dimension)
        self._planes = np.empty((2, self._words, _ROOM), dtype=np.uint64)
        self._offsets = np.empty(_ROOM, dtype=np.int32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, vectors: Coded) -> None:
        """Put vectors behind those that are there."""
        first, last = self._count, self._count + len(vectors.high)
        if last > self._planes.shape[2]:
            self._grow(max(last, 2 * self._planes.shape[2]))
        for plane, bits in enumerate((vectors.high, vectors.low)):
            self._planes[plane, :, first:last] = bits.T
        high, low = (np.bitwise_count(b).sum(axis=1) for b in (vectors.high, vectors.low))
        self._offsets[first:last] = 6 * high.astype(np.int32) + 3 * low.astype(np.int32)
        self._count = last

    def _grow(self, room: int) -> None:
        planes = np.empty((2, self._words, room), dtype=np.uint64)
        planes[:, :, : self._count] = self._planes[:, :, : self._count]
        offsets = np.empty(room, dtype=np.int32)
        offsets[: self._count] = self._offsets[: self._count]
        self._planes, self._offsets = planes, offsets

    def signs(self, question: Vectors, count: int) -> NDArray[np.uint16]:
        """How many coordinates of each of the first `count` have the question's sign."""
        asked = coded(question[np.newaxis]).high[0]
        bits = self._planes[0]
        found = np.empty(count, dtype=np.uint16)
        for first in range(0, count, _AT_ONCE):
            part = slice(first, min(count, first + _AT_ONCE))
            found[part] = _apart(bits[:, part], asked)
        return np.subtract(len(question), found, out=found)

    def likeness(self, question: Vectors, rows: NDArray[np.intp]) -> NDArray[np.int32]:
        """How alike some vectors are to a question by their levels, shape (rows,).

        Half the product of the levels, less what is the same for all vectors.
        """
        asked = coded(question[np.newaxis])
        found = np.empty(len(rows), dtype=np.int32)
        for first in range(0, len(rows), _AT_ONCE):
            part = rows[first : first + _AT_ONCE]
            both = _in_common(np.take(self._planes, part, axis=2), asked.high[0], asked.low[0])
            # (4a + 2b - 3) (4c + 2d - 3) = 16ac + 8ad + 8bc + 4bd - 12a - 6b - ...
            np.subtract(both, self._offsets[part], out=found[first : first + _AT_ONCE])
        return found


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


def _in_common(planes: Words, high: Words, low: Words) -> NDArray[np.int32]:
    """8 times the upper bits in common, 4 times an upper and a lower, twice the lower."""
    width = planes.shape[2]
    shared, bits = np.empty(width, dtype=np.uint64), np.empty(width, dtype=np.uint8)
    upper, mixed, lower = (np.zeros(width, dtype=np.uint16) for _ in range(3))
    for at in range(planes.shape[1]):
        for plane, asked, counts in (
            (0, high, upper), (0, low, mixed), (1, high, mixed), (1, low, lower),
        ):  # fmt: skip
            np.bitwise_and(planes[plane, at], asked[at], out=shared)
            np.bitwise_count(shared, out=bits)
            np.add(counts, bits, out=counts)
    return (upper.astype(np.int32) * 4 + mixed.astype(np.int32) * 2 + lower) * 2
