"""Local copies of what is indexed: each follows the catalogue by itself, in small steps.

Any number of processes, on any number of machines, share a catalogue and a Chroma server. What
each has to itself, such as its word index, must learn what another one indexed. The catalogue
numbers each indexing of a paper (see `retrieval.catalogue.schema.indexings`), a copy remembers
up to which number it has followed, and takes the rest. Taking something twice changes
nothing, so a process may be killed at any moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from retrieval.catalogue.queue import Reached

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.catalogue import Catalogue

STEP = 1_000  # papers between two notes of how far it is: what an interruption costs at most


class Copy(Protocol):
    """What follows the catalogue. Methods raise StoreError when it fails."""

    def reached(self) -> Reached | None:
        """How far it has followed, as it was last told; None: nobody knows, or it is empty."""

    def clear(self) -> None:
        """Forget everything, and how far it was."""

    def take(self, changed: Sequence[str], gone: Sequence[str], reached: Reached) -> None:
        """Take in papers that were indexed, let go of others, then remember `reached`."""


class Copies:
    """The copies of this process. One process at a time may follow with the same copies."""

    def __init__(self, catalogue: Catalogue, copies: Sequence[Copy], step: int = STEP) -> None:
        self._catalogue = catalogue
        self._copies = tuple(copies)
        self._step = step

    def lag(self) -> bool:
        """Whether any has something to take. Cheap."""
        latest = self._catalogue.indexing.latest()
        empty = Reached(latest.store, 0)
        return any((copy.reached() or empty) != latest for copy in self._copies)

    def follow(self, go_on: Callable[[], object] = lambda: None) -> int:
        """Take all that there is; how many papers that were, in all copies together.

        Args:
            go_on: called between two steps; what it raises ends the following, and the next
                call goes on from there.

        Raises:
            StoreError: a copy or the catalogue fails; what was taken before stays.
        """
        latest = self._catalogue.indexing.latest()
        return sum(self._follow(copy, latest, go_on) for copy in self._copies)

    def _follow(self, copy: Copy, latest: Reached, go_on: Callable[[], object]) -> int:
        at, count = copy.reached(), 0
        if at is None or at.store != latest.store or at.indexing > latest.indexing:
            # another catalogue, or an older state of this one, from a backup
            copy.clear()
            at = Reached(latest.store, 0)
            copy.take((), (), at)
        while at.indexing < latest.indexing:
            some = self._catalogue.indexing.since(at.indexing, self._step)
            done = not (some.changed or some.gone)
            at = Reached(latest.store, latest.indexing if done else some.reached)
            copy.take(some.changed, some.gone, at)
            count += len(some.changed) + len(some.gone)
            go_on()
        return count
