"""Threads that compute with torch, each on one core.

Left to itself torch shares every product out to all cores and waits for the slowest; for products
as small as a question's that takes longer than the product, and many times as long beside
another busy process. So each thread here computes alone, and there are as many as cores.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")


class Workers:
    """As many threads as torch may use for long work, and as many for what somebody waits for."""

    def __init__(self) -> None:
        self.count = torch.get_num_threads()
        self._lock = threading.Lock()
        self._pools: dict[str, ThreadPoolExecutor] = {}

    def run(self, work: Callable[[], R]) -> R:
        """The result of short work; it does not queue behind long work."""
        return self._pool("answering").submit(work).result()

    def map(self, work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """The work on each item, in order; the items are shared out."""
        if len(items) == 1:
            return iter([self.run(lambda: work(items[0]))])
        return self._pool("encoding").map(work, items)

    def _pool(self, name: str) -> ThreadPoolExecutor:
        with self._lock:
            if name not in self._pools:
                self._pools[name] = self._settled(name)
            return self._pools[name]

    def _settled(self, name: str) -> ThreadPoolExecutor:
        settled = threading.Barrier(self.count + 1)

        def settle() -> None:
            torch.set_num_threads(1)
            torch.get_num_threads()  # from here on it counts for this thread
            settled.wait()

        pool = ThreadPoolExecutor(self.count, f"torch-{name}", initializer=settle)
        for _ in range(self.count):
            pool.submit(int)
        settled.wait()
        torch.set_num_threads(self.count)  # else threads that begin later took theirs for the rule
        return pool
