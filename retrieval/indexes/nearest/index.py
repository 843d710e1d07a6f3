"""The vectors that are nearest, told exactly: a copy of the vector index beside the process.

Chroma's graph finds most of the nearest and cannot be told which papers a filter lets through
without becoming slow (docs/performance.md). So what it holds is copied into files beside it,
which follow what is indexed as the word index does (see `copies`), in one process or in many,
with Chroma embedded or on a server. A question is compared with the signs of all vectors, the
codes of some, and those that come near themselves; several that come together with the codes of
all, at once. While there is no copy yet, Chroma is asked.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from retrieval.among import Among
from retrieval.encoding.codes import byte_products, coded
from retrieval.indexes.nearest.comparing import Comparison, products
from retrieval.indexes.vectors import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.among import Numbers, Roster
    from retrieval.catalogue.queue import Reached
    from retrieval.encoding.encoder import Vectors
    from retrieval.indexes.nearest.files import VectorFiles
    from retrieval.indexes.nearest.outlines import Outlines
    from retrieval.indexes.nearest.state import State, Table
    from retrieval.indexes.vectors import VectorIndex

    _Compared = tuple[Kind, str, int, bytes]

_COMPARED = 16  # questions whose signs are remembered, two bytes a paper each
_TOGETHER = 3  # questions for which one product is quicker than one after the other
_MOST = 16  # questions in one product: more take longer than they save
_ROOM = 64 << 20  # bytes of cosines that are remembered of questions that came together
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
        self._known: OrderedDict[_Compared, Vectors] = OrderedDict()
        self._bytes = byte_products()
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

    def expect(self, questions: Vectors) -> None:
        """Compare several questions with all at once, if that is quicker than one by one.

        What comes of it is remembered for a moment: they are about to ask for their nearest.

        Args:
            questions: unit vectors, shape (questions, dimension).
        """
        state = self._copy() if len(questions) >= _TOGETHER else None
        if state is None or not self._bytes.pay:
            return
        with self.files.lock:
            tables = dict(state.tables)
        rows = max(len(table.alive) for table in tables.values())
        few = _ROOM // (4 * max(rows, 1) * len(Kind))
        for kind, table in tables.items():
            for first in range(0, min(len(questions), few), _MOST):
                some = questions[first : min(first + _MOST, few)]
                self._remember(kind, state.epoch, table, some)

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
        key = kind, state.epoch, len(alive), question.tobytes()
        comparison = Comparison(
            signs=partial(self._signs, key, table.outlines, question),
            likeness=partial(table.outlines.likeness, table.codes, question),
            margin=table.outlines.margin(question),
            vectors=table.vectors,
            question=question,
            count=count,
            known=self._known_of(key, again=among is not None),
        )
        rows, similar = comparison.nearest(alive)
        return dict(zip(state.papers.of(rows), similar.tolist(), strict=True))

    def _signs(self, key: _Compared, outlines: Outlines, question: Vectors) -> NDArray[np.uint16]:
        """Of the latest questions remembered: one that a filter left unanswered is asked again."""
        with self._lock:
            found = self._compared.get(key)
        if found is None:
            found = outlines.signs(question, key[2])
            with self._lock:
                self._compared[key] = found
                while len(self._compared) > _COMPARED:
                    self._compared.popitem(last=False)
        return found

    def _known_of(self, key: _Compared, *, again: bool) -> Vectors | None:
        """What was worked out for this question; `again`: it may ask once more without a filter."""
        with self._lock:
            return self._known.get(key) if again else self._known.pop(key, None)

    def _remember(self, kind: Kind, epoch: str, table: Table, questions: Vectors) -> None:
        """The cosines of some questions with all vectors of a kind, nearly."""
        asked = coded(questions)
        products = self._bytes.of(asked.codes, table.codes)
        cosines = map(table.outlines.cosines, products, asked.lengths.tolist())
        known = {
            (kind, epoch, len(row), question.tobytes()): row
            for question, row in zip(questions, cosines, strict=True)
        }
        with self._lock:
            self._known.update(known)
            while sum(row.nbytes for row in self._known.values()) > _ROOM:
                self._known.popitem(last=False)

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
