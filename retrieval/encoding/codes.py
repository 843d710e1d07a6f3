"""Vectors in a byte a coordinate, and products of such, many at once.

Each coordinate becomes one of 255 steps, of which the largest of its vector is the last. The codes
of a vector lie as it does, so cosines are told by the bytes alone: half a thousandth off as a rule,
for a quarter of what has to be brought from memory. Processors of today (AMX, VNNI) multiply bytes
as quickly as they come; whether this one does is found out, not assumed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors
    from retrieval.encoding.workers import Workers

    Codes = NDArray[np.int8]  # shape (vectors, dimension)

_STEPS = 127
_NONE = np.float32(np.inf)  # the length of a vector of zeros: it has no cosine with anything
_ROWS, _DIMENSION, _ASKED = 2_048, 384, 16  # of the product by which it is found out
_TRIES = 5
_FASTER = 0.5  # of float32's time


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Unit vectors as codes; each is its codes over their length."""

    codes: Codes
    lengths: Vectors  # of the codes, shape (vectors,)

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, some: slice) -> Self:
        return type(self)(self.codes[some], self.lengths[some])

    def __matmul__(self, columns: Vectors) -> Vectors:
        """Products with vectors that stand in columns, shape (dimension, n): (vectors, n)."""
        found: Vectors = self.codes.astype(np.float32) @ columns
        found /= self.lengths[:, None]
        return found

    def sums(self, groups: NDArray[np.intp]) -> Vectors:
        """Sums of the vectors of each group, shape (groups, dimension).

        Args:
            groups: to which each vector belongs, from 0 on, shape (vectors,).
        """
        count = int(groups[-1]) + 1 if len(groups) else 0
        shares = np.zeros((count, len(self)), dtype=np.float32)
        shares[groups, np.arange(len(self))] = 1.0 / self.lengths
        found: Vectors = shares @ self.codes.astype(np.float32)
        return found

    def unpacked(self) -> Vectors:
        """The vectors themselves, float32, shape (vectors, dimension)."""
        rows: Vectors = self.codes.astype(np.float32) / self.lengths[:, None]
        return rows


def coded(rows: Vectors) -> Coded:
    """Vectors, shape (vectors, dimension), as codes, however long they are."""
    most = np.abs(rows).max(axis=1, keepdims=True, initial=0.0)
    there = most[:, 0] > 0.0
    steps = rows * (_STEPS / np.where(there[:, None], most, 1.0))
    np.rint(steps, out=steps)
    lengths = np.sqrt(np.einsum("ij,ij->i", steps, steps))
    return Coded(steps.astype(np.int8), np.where(there, lengths, _NONE).astype(np.float32))


class ByteProducts:
    """Products of int8 on one core, where this machine is good at them. Thread-safe."""

    @cached_property
    def pay(self) -> bool:
        """Whether a product of bytes is right here, and much quicker than one of float32."""
        drawn = np.random.default_rng(0)
        codes = drawn.integers(-_STEPS, _STEPS + 1, (_ROWS, _DIMENSION)).astype(np.int8)
        asked = codes[:_ASKED]
        floats = codes.astype(np.float32)
        made, quick = _timed(lambda: self.of(asked, codes))
        exact, slow = _timed(lambda: floats[:_ASKED] @ floats.T)
        return quick < _FASTER * slow and np.array_equal(made, exact)

    def of(self, asked: Codes, codes: Codes) -> NDArray[np.int32]:
        """Products of some, shape (asked, dimension), with others, (vectors, dimension).

        Returns:
            Shape (asked, vectors).
        """
        import torch  # noqa: PLC0415 - only a process that encodes has loaded it

        def product() -> NDArray[np.int32]:
            with torch.inference_mode():
                left, right = torch.from_numpy(asked), torch.from_numpy(codes)
                found = torch._int_mm(left, right.T)  # noqa: SLF001 - torch is pinned, and `pay` holds the result
                return np.asarray(found)

        return self._workers.run(product)

    @cached_property
    def _workers(self) -> Workers:
        from retrieval.encoding.workers import Workers  # noqa: PLC0415 - imports torch

        return Workers()


@lru_cache(maxsize=1)
def byte_products() -> ByteProducts:
    """Those of this process."""
    return ByteProducts()


def _timed(product: Callable[[], NDArray[np.generic]]) -> tuple[NDArray[np.generic], float]:
    """What is made and the seconds of the quickest try; the first try prepares."""
    found = product()
    seconds = []
    for _ in range(_TRIES):
        begun = time.perf_counter()
        product()
        seconds.append(time.perf_counter() - begun)
    return found, min(seconds)
