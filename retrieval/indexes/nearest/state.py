"""What `VectorFiles` hold, as one process knows it: grown row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from retrieval.catalogue.queue import Reached
from retrieval.indexes.nearest.levels import FIRST, Scan, levels_bytes
from retrieval.indexes.vectors import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors
    from retrieval.indexes.nearest.levels import Passing

Number = TypeVar("Number", np.uint8, np.float32)
# Rows behind those that a scan knows are compared one by one, so many and so large a part of them.
_BEHIND = 4_096
_PART = 16
BITS = {kind: 1 << at for at, kind in enumerate(Kind)}  # of `kinds` in the table


class Names:
    """What papers are called, by row, side by side: in a list each would be fetched alone.

    Names may be added while others look up those that they know of.
    """

    def __init__(self) -> None:
        self._names = np.empty(0, dtype="S1")

    def __len__(self) -> int:
        return len(self._names)

    def add(self, papers: Sequence[str]) -> None:
        """Put names behind those that are there."""
        if papers:
            self._names = np.concatenate([self._names, [paper.encode() for paper in papers]])

    def of(self, rows: NDArray[np.intp] | slice) -> list[str]:
        """The names of some rows."""
        return [name.decode() for name in self._names[rows].tolist()]


@dataclass(slots=True)
class Table:
    """The rows of one kind, as far as they are told of."""

    scan: Scan  # of the first rows
    vectors: Vectors  # in the file, shape (rows, dimension)
    alive: Passing  # shape (rows,); replaced when it changes, never changed


@dataclass(slots=True)
class State:
    """What the files hold. Rows are only ever added."""

    folder: Path
    dimension: int
    epoch: str  # of the files: others after everything was forgotten
    change: int = 0
    reached: Reached | None = None
    papers: Names = field(default_factory=Names)  # by row
    rows: dict[str, int] = field(default_factory=dict)  # of the papers that are held
    tables: dict[Kind, Table] = field(default_factory=dict)

    def path(self, kind: Kind, name: str) -> Path:
        """The file of a kind: "vectors" or "levels"."""
        return self.folder / f"{kind}.{self.epoch}.{name}"

    def follow(self, connection: sqlite3.Connection, about: dict[str, str]) -> None:
        """Take in what was written since, within a transaction.

        Raises:
            ValueError: rows or files are missing.
        """
        change = int(about["change"])
        if change != self.change:
            self._take_in(connection)
            self.change = change
        self.reached = Reached(about["store"], int(about["indexing"]))

    def _take_in(self, connection: sqlite3.Connection) -> None:
        first = len(self.papers)
        ended = connection.execute(
            "SELECT row, paper FROM rows WHERE gone > ? AND row < ?", (self.change, first)
        ).fetchall()
        new = connection.execute(
            "SELECT row, paper, kinds, gone FROM rows WHERE row >= ? ORDER BY row", (first,)
        ).fetchall()
        if [row for row, *_ in new] != list(range(first, first + len(new))):
            raise ValueError("rows are missing")
        kinds = np.asarray([0 if gone else bits for _, _, bits, gone in new], dtype=np.int64)
        for kind in Kind:
            self.grow(kind, (kinds & BITS[kind]) != 0, [row for row, _ in ended])
        self.papers.add([paper for _, paper, *_ in new])
        for row, paper in ended:
            if self.rows.get(paper) == row:
                del self.rows[paper]
        self.rows.update((paper, row) for row, paper, _, gone in new if not gone)

    def grow(self, kind: Kind, new: Passing, ended: Sequence[int]) -> None:
        """More rows of a kind, and the end of some."""
        held = self.tables.get(kind)
        alive = np.concatenate([held.alive, new]) if held else new.copy()
        alive[list(ended)] = False
        there = len(alive) if len(alive) >= FIRST else 0
        levels = self._mapped(kind, "levels", np.uint8, (there, levels_bytes(self.dimension)))
        vectors = self._mapped(kind, "vectors", np.float32, (len(alive), self.dimension))
        scan = held.scan if held else Scan(self.dimension, levels[:0])
        if len(levels) - len(scan) > max(_BEHIND, len(scan) // _PART):
            scan = Scan(self.dimension, levels)
        self.tables[kind] = Table(scan, vectors, alive)

    def _mapped(
        self, kind: Kind, name: str, dtype: type[Number], shape: tuple[int, int]
    ) -> NDArray[Number]:
        if not shape[0]:
            return np.empty(shape, dtype=dtype)
        # "c": nobody writes, but numpy hands out no other array that a library may look into
        return np.memmap(self.path(kind, name), dtype=dtype, mode="c", shape=shape)
