"""Vectors in a byte a coordinate, and their signs in a bit: which may be nearest.

Each coordinate becomes one of 255 steps, of which the largest of its vector is the last. The codes
of a vector lie as it does, so their cosine with a question is told by the bytes alone: half a
thousandth off as a rule, for a quarter of what has to be brought from memory. In how many
coordinates two vectors lie on the same side (Hamming distance) is told by an eighth of that, and
much less exactly. So a question is compared with the signs of all, with the codes of those that
come near, and at last with the vectors themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors

    Codes = NDArray[np.int8]  # shape (vectors, dimension)
    Words = NDArray[np.uint64]
    Rows = NDArray[np.intp]

_STEPS = 127
_AT_ONCE = 32_768  # vectors whose counts stay in a core's cache
_PRODUCT = 1_024  # vectors whose codes stay there as float32
_ROOM = 1_024  # vectors that there is room for at the beginning
_WORD = 64  # bits
_NONE = np.float32(np.inf)  # the length of a vector that is none: no cosine with it
_SURE = 4.0  # standard deviations of what a cosine by codes may be off


@dataclass(frozen=True, slots=True)
class Coded:
    """Vectors as codes, with what is told of them in memory."""

    codes: Codes
    lengths: Vectors  # of the codes, shape (vectors,)
    signs: Words  # one bit a coordinate, shape (vectors, words)

    @property
    def outline(self) -> bytes:
        """For a file: of each vector the signs, then the length."""
        return np.concatenate(
            [self.signs.view(np.uint8), self.lengths[:, None].view(np.uint8)], axis=1
        ).tobytes()


def coded(rows: Vectors) -> Coded:
    """Vectors, shape (vectors, dimension), as codes; a vector of zeros is none."""
    most = np.abs(rows).max(axis=1, keepdims=True, initial=0.0)
    there = most[:, 0] > 0.0
    codes = np.rint(rows * (_STEPS / np.where(there[:, None], most, 1.0))).astype(np.int8)
    lengths = np.linalg.norm(codes.astype(np.float32), axis=1)
    return Coded(codes, np.where(there, lengths, _NONE).astype(np.float32), _words(rows >= 0.0))


def outline_bytes(dimension: int) -> int:
    """How long one vector's part of `Coded.outline` is."""
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
        self._shortest = float(_NONE)
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
        self._shortest = min(self._shortest, float(self._lengths[first:last].min(initial=_NONE)))
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

    @property
    def margin(self) -> float:
        """What a cosine by codes may be off, as good as surely.

        A coordinate is off by half a step at most, evenly distributed, so with a standard
        deviation of a step / sqrt(12); and so is its product with a unit vector. A step is
        1 / length, and a question's is taken to be no longer than the longest here.
        """
        return _SURE * math.sqrt(2.0 / 12.0) / self._shortest


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
