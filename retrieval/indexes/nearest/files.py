"""Vectors beside their index, in files that are compared whole: the durable half of the copy.

For each kind two files, row behind row: the vectors, float32, and, where there are FIRST or more,
their `levels`. A row is written once and never again; which paper has which row is told by a small
SQLite file, in the transaction that also tells how far the copy has followed. So whoever reads sees
one state of it, another process's rows as soon as they are told of, and a process that is killed
leaves at most rows that nobody is told of, over which the next one writes.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from retrieval.errors import StoreUnwritable
from retrieval.indexes.nearest.levels import FIRST, Frame
from retrieval.indexes.nearest.state import BITS, State
from retrieval.indexes.vectors import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.catalogue.queue import Reached
    from retrieval.encoding.encoder import ModelIdentity, Vectors

_PATIENCE_S = 30.0  # for another process that writes
_FORM = 3  # of the files: another one's are made anew
_TABLES = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rows (
    row INTEGER PRIMARY KEY, paper TEXT NOT NULL, kinds INTEGER NOT NULL, gone INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS rows_by_paper ON rows (paper) WHERE gone = 0;
CREATE INDEX IF NOT EXISTS rows_by_end ON rows (gone) WHERE gone > 0;
"""


class VectorFiles:
    """A folder with the vectors of one model. Thread-safe; several processes may.

    Whoever uses what `state` returned holds `lock` while looking into `papers` and `rows`.
    """

    def __init__(self, folder: Path, identity: ModelIdentity) -> None:
        self._folder = folder
        told = asdict(identity) | {"chinese": None, "files": _FORM}
        self._identity = json.dumps(told, sort_keys=True)
        self._dimension = identity.dimension
        self.lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._version = -1  # SQLite's own count of what others have changed
        self._state: State | None = None

    def state(self) -> State | None:
        """What is held now; None where nothing is, or another model's, or it is damaged."""
        with self.lock:
            if self._connection is None and not self._file.exists():
                return None
            try:
                connection = self._open()
                version = connection.execute("PRAGMA data_version").fetchone()[0]
                if version != self._version:
                    connection.execute("BEGIN")
                    try:
                        self._state = self._follow(connection)
                    finally:
                        connection.execute("ROLLBACK")
                    self._version = version
            except (sqlite3.Error, OSError, ValueError, KeyError):
                self._forget()
            return self._state

    def write(
        self, rows: Mapping[Kind, Mapping[str, Vectors]], gone: Sequence[str], reached: Reached
    ) -> None:
        """Put vectors in place of older ones, let go of papers, note how far this reaches.

        Raises:
            StoreUnwritable: the folder cannot be written.
        """
        with self.lock, self._errors():
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                state = self._follow(connection) or self._begin(connection)
                change = state.change + 1
                new = self._changed(state, rows)
                self._append(state, new)
                ended = [(change, paper) for paper in [*new, *gone] if paper in state.rows]
                connection.executemany(
                    "UPDATE rows SET gone = ? WHERE paper = ? AND gone = 0", ended
                )
                connection.executemany(
                    "INSERT INTO rows (row, paper, kinds, gone) VALUES (?, ?, ?, 0)",
                    [
                        (row, paper, sum(BITS[kind] for kind in held))
                        for row, (paper, held) in enumerate(new.items(), len(state.papers))
                    ],
                )
                _note(connection, change=change, store=reached.store, indexing=reached.indexing)
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            self._version = -1  # what was written here is followed as what others write

    def clear(self) -> None:
        """Forget everything, readable or not.

        Raises:
            StoreUnwritable: the folder cannot be written.
        """
        with self.lock, self._errors():
            self._forget()
            for file in self._folder.glob("*"):
                file.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the files; they are opened again when they are needed."""
        with self.lock:
            self._forget()

    def _follow(self, connection: sqlite3.Connection) -> State | None:
        about: dict[str, str] = dict(connection.execute("SELECT key, value FROM about"))
        if about.get("identity") != self._identity:
            return None
        state = self._state
        if state is None or state.epoch != about["epoch"]:
            state = State(self._folder, self._dimension, about["epoch"])
        state.follow(connection, about)
        return state

    # ------------------------------------------------------------ writing

    def _begin(self, connection: sqlite3.Connection) -> State:
        """Files of their own for this model; another one's rows are dropped."""
        connection.execute("DELETE FROM rows")
        connection.execute("DELETE FROM about")
        state = State(self._folder, self._dimension, os.urandom(4).hex())
        _note(connection, identity=self._identity, epoch=state.epoch)
        for old in self._folder.glob("*.*.*"):
            with suppress(OSError):  # mapped by another process, where that keeps it
                old.unlink()
        for kind in Kind:
            state.grow(kind, np.empty(0, dtype=np.bool_), [])
        return state

    def _changed(
        self, state: State, rows: Mapping[Kind, Mapping[str, Vectors]]
    ) -> dict[str, dict[Kind, Vectors]]:
        """What differs from what is held, each paper with the vectors of every kind."""
        found: dict[str, dict[Kind, Vectors]] = {}
        for paper in dict.fromkeys(paper for held in rows.values() for paper in held):
            old = self._held(state, paper)
            new = old | {kind: held[paper] for kind, held in rows.items() if paper in held}
            same = new.keys() == old.keys() and all(np.array_equal(new[k], old[k]) for k in new)
            if not same:
                found[paper] = new
        return found

    def _held(self, state: State, paper: str) -> dict[Kind, Vectors]:
        row = state.rows.get(paper)
        tables = state.tables.items()
        return {} if row is None else {k: t.vectors[row] for k, t in tables if t.alive[row]}

    def _append(self, state: State, new: Mapping[str, Mapping[Kind, Vectors]]) -> None:
        """Behind the rows that are told of, and on the disk before anybody is told."""
        none = np.zeros(self._dimension, dtype=np.float32)
        if not new:
            return
        for kind in Kind:
            rows = np.stack([held.get(kind, none) for held in new.values()]).astype(np.float32)
            self._put(state.path(kind, "vectors"), len(state.papers), rows)
            self._append_levels(state, kind, rows)

    def _append_levels(self, state: State, kind: Kind, rows: Vectors) -> None:
        """Of all vectors once there are enough to tell them by; from then on of the new ones."""
        told = len(state.papers)
        if told + len(rows) < FIRST:
            return
        first = state.tables[kind].vectors[:FIRST]
        if told < FIRST:
            rows, told = np.concatenate([first, rows]), 0
            first = rows
        self._put(state.path(kind, "levels"), told, Frame.of(first).levels(rows))

    def _put(self, path: Path, first: int, rows: NDArray[np.generic]) -> None:
        with path.open("r+b" if path.exists() else "w+b") as file:
            file.seek(first * rows[0].nbytes)
            file.write(rows.tobytes())
            file.flush()
            os.fsync(file.fileno())

    # ------------------------------------------------------------ files

    @property
    def _file(self) -> Path:
        return self._folder / "rows.sqlite3"

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            opened = sqlite3.connect(
                self._file, timeout=_PATIENCE_S, check_same_thread=False, isolation_level=None
            )
            try:
                opened.execute("PRAGMA journal_mode = WAL")
                opened.execute("PRAGMA synchronous = NORMAL")
                opened.executescript(_TABLES)
            except BaseException:
                opened.close()
                raise
            self._connection = opened
        return self._connection

    def _forget(self) -> None:
        self._state, self._version = None, -1
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as exc:
            self._forget()
            said = f"the vectors in {self._folder} cannot be written: {exc}"
            raise StoreUnwritable(said) from exc


def _note(connection: sqlite3.Connection, **values: object) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)",
        [(key, str(value)) for key, value in values.items()],
    )
