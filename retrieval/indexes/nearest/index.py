"""The vectors that are nearest, told exactly: a copy of the vector index beside the process.

Chroma's graph finds most of the nearest and cannot be told which papers a filter lets through
without becoming slow (docs/performance.md). So what it holds is copied into files beside it,
which follow what is indexed as the word index does (see `copies`), in one process or in many,
with Chroma embedded or on a server. A question is compared with the levels of all vectors, two bits
a coordinate, together with others that are asked at the same time; and with those that come near
themselves. While there is no copy yet, Chroma is asked.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from retrieval.among import Among
from retrieval.indexes.nearest.comparing import Comparison, broad, products
from retrieval.indexes.vectors import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.among import Numbers, Roster
    from retrieval.catalogue.queue import Reached
    from retrieval.encoding.encoder import Vectors
    from retrieval.indexes.nearest.files import VectorFiles
    from retrieval.indexes.nearest.levels import Near, Passing
    from retrieval.indexes.nearest.state import State, Table
    from retrieval.indexes.vectors import VectorIndex

_MOST = 16  # questions that are searched in one call: more take longer than they save
_KEPT = 128  # questions whose near rows are remembered, of each kind; 18 kB each
_LAGS = 5_000  # indexings that a copy may be behind and still be asked
_WASTE = 10_000  # rows that nobody needs, at least, before files are made anew


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The papers of rows by their numbers in a roster."""

    roster: Roster
    epoch: str
    of: tuple[int, int]  # how many rows, and how long the roster was
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class _Expected:
    """What comes near a question that is about to be asked."""

    passing: Passing  # of which rows
    near: Near


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
        self._expected: OrderedDict[tuple[Kind, bytes], _Expected] = OrderedDict()
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

    def expect(self, questions: Vectors, count: int) -> None:
        """Compare several questions with all at once, which is quicker than one by one.

        What comes of it is remembered for a moment: they are about to ask for their nearest.

        Args:
            questions: unit vectors, shape (questions, dimension).
            count: how many they will ask for.
        """
        state = self._copy() if len(questions) > 1 else None
        if state is None:
            return
        with self.files.lock:
            tables = dict(state.tables)
        for kind, table in tables.items():
            for first in range(0, len(questions), _MOST):
                self._expect(kind, table, questions[first : first + _MOST], broad(count))

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
            alive = table.alive
            if among is not None:
                alive = alive & self._mask(state, among)[: len(alive)]
        expected = self._expected_of(kind, question, alive)
        comparison = Comparison(
            near=partial(_near, table, question, alive, expected),
            levels=len(table.scan),
            vectors=table.vectors,
            question=question,
            count=count,
        )
        rows, similar = comparison.nearest(alive)
        return dict(zip(state.papers.of(rows), similar.tolist(), strict=True))

    def _expect(self, kind: Kind, table: Table, questions: Vectors, wide: int) -> None:
        if len(table.scan) < wide:
            return
        found = table.scan.near(questions, wide, _among(table, table.alive))
        with self._lock:
            for question, near in zip(questions, found, strict=True):
                self._expected[kind, question.tobytes()] = _Expected(table.alive, near)
            while len(self._expected) > _KEPT * len(Kind):
                self._expected.popitem(last=False)

    def _expected_of(self, kind: Kind, question: Vectors, passing: Passing) -> Near | None:
        """What was found for this question; None where other rows pass now."""
        with self._lock:
            expected = self._expected.get((kind, question.tobytes()))
            if expected is None or expected.passing is not passing:
                return None
            del self._expected[kind, question.tobytes()]
            return expected.near

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
        more = roster.numbers(state.papers.of(slice(len(numbers), of[0])))
        numbers = np.concatenate([numbers, more])
        numbers[unknown] = roster.numbers(state.papers.of(unknown))
        self._numbered = _Numbered(roster, state.epoch, of, numbers)
        return numbers

    def _rows_of(
        self, state: State, kind: Kind, ids: Sequence[str]
    ) -> tuple[list[str], NDArray[np.intp]]:
        with self.files.lock:
            alive = state.tables[kind].alive
            held = {i: row for i in ids if (row := state.rows.get(i)) is not None and alive[row]}
        return list(held), np.fromiter(held.values(), dtype=np.intp, count=len(held))


def _near(
    table: Table, question: Vectors, passing: Passing, expected: Near | None, count: int
) -> Near:
    if expected is not None and len(expected.rows) >= count:
        return expected
    return table.scan.near(question[np.newaxis], count, _among(table, passing))[0]


def _among(table: Table, passing: Passing) -> Passing | None:
    """Which rows of a scan pass; None where all do."""
    scanned = passing[: len(table.scan)]
    return None if scanned.all() else scanned
