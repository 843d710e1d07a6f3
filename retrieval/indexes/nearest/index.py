"""The vectors that are nearest, told exactly: a copy of the vector index beside the process.

Chroma's graph finds most of the nearest and cannot be told which papers a filter lets through
without becoming slow (docs/performance.md). So what it holds is copied into files beside it,
which follow what is indexed as the word index does (see `copies`), in one process or in many,
with Chroma embedded or on a server. A question is compared with the signs of all vectors, the
levels of some, and those that come near themselves. While there is no copy yet, Chroma is asked.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from retrieval.among import Among
from retrieval.indexes.nearest.comparing import Comparison, products
from retrieval.indexes.vectors import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.among import Numbers, Roster
    from retrieval.catalogue.queue import Reached
    from retrieval.encoding.encoder import Vectors
    from retrieval.indexes.nearest.files import VectorFiles
    from retrieval.indexes.nearest.levels import Levels
    from retrieval.indexes.nearest.state import State
    from retrieval.indexes.vectors import VectorIndex

    _Compared = tuple[Kind, str, int, bytes]

_COMPARED = 16  # comparisons that are remembered, two bytes a paper each
_LAGS = 5_000  # indexings that a copy may be behind and still be asked
_WASTE = 10_000  # rows that nobody needs, at least, before files are made anew


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The papers of rows by their numbers in a roster."""

    roster: Roster
    epoch: str
    of: tuple[int, int]  # how many rows, and how long the roster was
    numbers: Numbers


class NearestVectors:
    """VectorIndex that asks its copy, and Copy of what another VectorIndex holds.

    Args:
        store: opens what is copied, which is written to, and asked while there is no copy. While
            there is one, no question opens it.
        files: where the copy is.
        latest: how far there is to follow, as the catalogue knows it.
    """

    def __init__(
        self, store: Callable[[], VectorIndex], files: VectorFiles, latest: Callable[[], Reached]
    ) -> None:
        self._open = store
        self.files = files
        self._latest = latest
        self._caught_up = False
        self._lock = threading.Lock()
        self._compared: OrderedDict[_Compared, NDArray[np.uint16]] = OrderedDict()
        self._numbered: _Numbered | None = None

    @property
    def _store(self) -> VectorIndex:
        return self._open()

    # ------------------------------------------------------------ as an index

    @property
    def store(self) -> str:
        """Names what is copied, see `VectorIndex.store`."""
        return self._store.store

    def upsert(self, ids: Sequence[str], vectors: Mapping[Kind, Vectors]) -> None:
        """Write to the store; the copy follows when it is told to."""
        self._store.upsert(ids, vectors)

    def delete(self, ids: Sequence[str]) -> None:
        """The same."""
        self._store.delete(ids)

    def nearest(self, kind: Kind, question: Vectors, count: int) -> dict[str, float]:
        """Id to cosine similarity of the nearest `count`, best first. `question`: (dimension,)."""
        state = self._copy()
        if state is None:
            return self._store.nearest(kind, question, count)
        return self._nearest(state, kind, question, count, None)

    def nearest_among(
        self, kind: Kind, question: Vectors, count: int, among: Collection[str]
    ) -> dict[str, float]:
        """The same of some papers only."""
        state = self._copy()
        if state is None:
            return self._store.nearest_among(kind, question, count, among)
        return self._nearest(state, kind, question, count, among)

    def similarities(self, kind: Kind, question: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Exact cosine similarity of the given ids; ids without a vector are left out."""
        state = self._copy()
        if state is None:
            return self._store.similarities(kind, question, ids)
        found, rows = self._rows_of(state, kind, ids)
        similar = products(state.tables[kind].vectors, rows, question)
        return dict(zip(found, similar.tolist(), strict=True))

    def vectors(self, kind: Kind, ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored unit vectors, shape (dimension,); ids that are not indexed left out."""
        state = self._copy()
        if state is None:
            return self._store.vectors(kind, ids)
        found, rows = self._rows_of(state, kind, ids)
        return dict(zip(found, np.take(state.tables[kind].vectors, rows, axis=0), strict=True))

    # ------------------------------------------------------------ as a copy

    def reached(self) -> Reached | None:
        """How far it has followed; None where it is to be made anew."""
        state = self.files.state()
        if state is None or len(state.papers) > 2 * len(state.rows) + _WASTE:
            return None
        return state.reached

    def clear(self) -> None:
        """Forget the copy; the store keeps what it holds."""
        self._caught_up = False
        self.files.clear()

    def take(self, changed: Sequence[str], gone: Sequence[str], reached: Reached) -> None:
        """Copy the vectors of some papers as they are now, let go of others."""
        rows = {kind: self._store.vectors(kind, changed) if changed else {} for kind in Kind}
        self.files.write(rows, gone, reached)

    def close(self) -> None:
        """Let go of the files."""
        self.files.close()

    # ------------------------------------------------------------ asking

    def _copy(self) -> State | None:
        state = self.files.state()
        if state is None or state.reached is None:
            return None
        if not self._caught_up:
            latest = self._latest()
            behind = latest.indexing - state.reached.indexing
            self._caught_up = latest.store == state.reached.store and behind <= _LAGS
        return state if self._caught_up else None

    def _nearest(
        self,
        state: State,
        kind: Kind,
        question: Vectors,
        count: int,
        among: Collection[str] | None,
    ) -> dict[str, float]:
        with self.files.lock:
            table = state.tables[kind]
            alive, vectors, levels = table.alive, table.vectors, table.levels
            if among is not None:
                alive = alive & self._mask(state, among)[: len(alive)]
        key = kind, state.epoch, len(alive), question.tobytes()
        signs = partial(self._signs, key, levels, question)
        likeness = partial(levels.likeness, question)
        comparison = Comparison(signs, likeness, vectors, question, count)
        rows, similar = comparison.nearest(alive)
        papers = state.papers
        return {papers[row]: value for row, value in zip(rows, similar, strict=True)}

    def _signs(self, key: _Compared, levels: Levels, question: Vectors) -> NDArray[np.uint16]:
        """Of the latest questions remembered: one that a filter left unanswered is asked again."""
        with self._lock:
            found = self._compared.get(key)
        if found is None:
            found = levels.signs(question, key[2])
            with self._lock:
                self._compared[key] = found
                while len(self._compared) > _COMPARED:
                    self._compared.popitem(last=False)
        return found

    def _mask(self, state: State, among: Collection[str]) -> NDArray[np.bool_]:
        if isinstance(among, Among):
            return among.at(self._numbers(state, among.roster))
        mask = np.zeros(len(state.papers), dtype=np.bool_)
        mask[[row for paper in among if (row := state.rows.get(paper)) is not None]] = True
        return mask

    def _numbers(self, state: State, roster: Roster) -> Numbers:
        """Each row's paper by its number in a roster; what is known stays known."""
        known = self._numbered
        of = len(state.papers), len(roster)  # told first: others may add to both
        numbers = np.empty(0, dtype=np.int32)
        if known is not None and known.roster is roster and known.epoch == state.epoch:
            if known.of == of:
                return known.numbers
            numbers = known.numbers
        unknown = np.flatnonzero(numbers < 0)
        more = roster.numbers(state.papers[len(numbers) : of[0]])
        numbers = np.concatenate([numbers, more])
        numbers[unknown] = roster.numbers([state.papers[row] for row in unknown])
        self._numbered = _Numbered(roster, state.epoch, of, numbers)
        return numbers

    def _rows_of(
        self, state: State, kind: Kind, ids: Sequence[str]
    ) -> tuple[list[str], NDArray[np.intp]]:
        with self.files.lock:
            alive = state.tables[kind].alive
            held = {i: row for i in ids if (row := state.rows.get(i)) is not None and alive[row]}
        return list(held), np.fromiter(held.values(), dtype=np.intp, count=len(held))
