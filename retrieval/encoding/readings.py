"""Papers as the encoder read them, kept on disk: what makes a question cheap that comes later.

A derived file like both indexes: losing it costs time and nothing else. Each reading is kept
under its paper's id with a digest of the text and of the model, so that a changed paper or
another model finds nothing rather than something stale.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

from retrieval.errors import StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_AT_ONCE = 500  # ids in one statement; SQLite takes 999 in its oldest builds
_PATIENCE_S = 10.0  # for another process that writes


class ReadingStore:
    """Bytes by paper id and digest, in one SQLite file. Thread-safe; several processes may."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def get(self, wanted: Mapping[str, bytes]) -> dict[str, bytes]:
        """What is kept of papers, by id; only where the digest is the one that is wanted.

        Raises:
            StoreUnwritable: the file cannot be read.
        """
        ids = list(wanted)
        found: dict[str, bytes] = {}
        try:
            with self._lock:
                for first in range(0, len(ids), _AT_ONCE):
                    some = ids[first : first + _AT_ONCE]
                    marks = ",".join("?" * len(some))
                    rows = self._open().execute(
                        f"SELECT paper, digest, packed FROM readings WHERE paper IN ({marks})",  # noqa: S608 - question marks only
                        some,
                    )
                    found |= {
                        paper: packed for paper, digest, packed in rows if digest == wanted[paper]
                    }
        except (sqlite3.Error, OSError) as exc:
            raise StoreUnwritable(f"{self._path} cannot be read: {exc}") from exc
        return found

    def put(self, readings: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keep (paper id, digest, bytes), in place of what was kept of those papers.

        Raises:
            StoreUnwritable: the file cannot be written.
        """
        try:
            with self._lock, self._open() as connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO readings (paper, digest, packed) VALUES (?, ?, ?)",
                    readings,
                )
        except (sqlite3.Error, OSError) as exc:
            raise StoreUnwritable(f"{self._path} cannot be written: {exc}") from exc

    def delete(self, papers: Iterable[str]) -> None:
        """Drop what is kept of these papers.

        Raises:
            StoreUnwritable: the file cannot be written.
        """
        try:
            with self._lock, self._open() as connection:
                connection.executemany(
                    "DELETE FROM readings WHERE paper = ?", [(paper,) for paper in papers]
                )
        except (sqlite3.Error, OSError) as exc:
            raise StoreUnwritable(f"{self._path} cannot be written: {exc}") from exc

    def clear(self) -> None:
        """Drop the file, damaged or not.

        Raises:
            StoreUnwritable: it cannot be removed.
        """
        self.close()
        try:
            for end in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + end).unlink(missing_ok=True)
        except OSError as exc:
            raise StoreUnwritable(f"{self._path} cannot be removed: {exc}") from exc

    def close(self) -> None:
        """Release the file; it is opened again when it is needed."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            opened = sqlite3.connect(self._path, timeout=_PATIENCE_S, check_same_thread=False)
            opened.execute("PRAGMA journal_mode = WAL")
            opened.execute("PRAGMA synchronous = NORMAL")
            opened.execute(
                "CREATE TABLE IF NOT EXISTS readings "
                "(paper TEXT PRIMARY KEY, digest BLOB NOT NULL, packed BLOB NOT NULL)"
            )
            self._connection = opened
        return self._connection
