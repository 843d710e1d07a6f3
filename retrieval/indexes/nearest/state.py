"""What `VectorFiles` hold, as one process knows it: grown row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from retrieval.catalogue.queue import Reached
from retrieval.indexes.nearest.levels import Levels, unpacked, words_of
from retrieval.indexes.vectors import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.encoding.encoder import Vectors

BITS = {kind: 1 << at for at, kind in enumerate(Kind)}  # of `kinds` in the table


@dataclass(slots=True)
class Table:
    """The rows of one kind, as far as they are told of."""

    levels: Levels
    vectors: Vectors  # in the file, shape (rows, dimension)
    alive: NDArray[np.bool_]  # shape (rows,); replaced when it changes, never changed


@dataclass(slots=True)
class State:
    """What the files hold. Rows are only ever added."""

    folder: Path
    dimension: int
    epoch: str  # of the files: others after everything was forgotten
    change: int = 0
    reached: Reached | None = None
    papers: list[str] = field(default_factory=list)  # by row
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
        self.papers.extend(paper for _, paper, *_ in new)
        for row, paper in ended:
            if self.rows.get(paper) == row:
                del self.rows[paper]
        self.rows.update((paper, row) for row, paper, _, gone in new if not gone)

    def grow(self, kind: Kind, new: NDArray[np.bool_], ended: Sequence[int]) -> None:
        """More rows of a kind, and the end of some."""
        held = self.tables.get(kind)
        levels = held.levels if held else Levels(self.dimension)
        alive = np.concatenate([held.alive, new]) if held else new.copy()
        alive[list(ended)] = False
        if len(new):
            width = 16 * words_of(self.dimension)
            with self.path(kind, "levels").open("rb") as file:
                file.seek(len(levels) * width)
                levels.add(unpacked(file.read(len(new) * width), self.dimension))
        if len(levels) != len(alive):
            raise ValueError("a file of levels is cut off")
        self.tables[kind] = Table(levels, self._mapped(kind, len(alive)), alive)

    def _mapped(self, kind: Kind, count: int) -> Vectors:
        if not count:
            return np.empty((0, self.dimension), dtype=np.float32)
        path = self.path(kind, "vectors")
        return np.memmap(path, dtype=np.float32, mode="r", shape=(count, self.dimension))
