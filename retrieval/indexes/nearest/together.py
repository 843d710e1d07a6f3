"""Several questions compared with all vectors at once: one product of bytes.

What takes time is to bring the vectors' codes from memory, and that is the same for sixteen
questions as for one. Processors of today (AMX, VNNI) multiply bytes as quickly as they come;
whether this one does is found out, not assumed.
"""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from retrieval.encoding.workers import Workers
    from retrieval.indexes.nearest.codes import Codes

MOST = 16  # questions in one product: more take longer than they save
_ROWS, _DIMENSION = 8_192, 384  # of the product by which it is found out
_TRIES = 5
_FASTER = 0.5  # of float32's time


class ByteProducts:
    """Products of int8 on one core, where this machine is good at them. Thread-safe."""

    @cached_property
    def pay(self) -> bool:
        """Whether a product of bytes is right here, and much quicker than one of float32."""
        drawn = np.random.default_rng(0)
        codes = drawn.integers(-127, 128, (_ROWS, _DIMENSION)).astype(np.int8)
        asked = codes[:MOST]
        floats = codes.astype(np.float32)
        made, quick = _timed(lambda: self.of(asked, codes))
        exact, slow = _timed(lambda: floats[:MOST] @ floats.T)
        return quick < _FASTER * slow and np.array_equal(made, exact)

    def of(self, asked: Codes, codes: Codes) -> NDArray[np.int32]:
        """Products of at most MOST questions, (questions, dimension), with (rows, dimension).

        Returns:
            Shape (questions, rows).
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


def _timed(product: Callable[[], NDArray[np.generic]]) -> tuple[NDArray[np.generic], float]:
    """What is made and the seconds of the quickest try; the first try prepares."""
    found = product()
    seconds = []
    for _ in range(_TRIES):
        begun = time.perf_counter()
        product()
        seconds.append(time.perf_counter() - begun)
    return found, min(seconds)
