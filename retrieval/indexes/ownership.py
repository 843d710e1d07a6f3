"""Which process may write the two indexes of a data folder.

Embedded Chroma is not safe for two writers (docs/adr), and tantivy refuses a second one. A
lock on a file says who it is; the operating system lets go of it when the process dies,
however it dies. A note beside the lock tells people who holds it.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from retrieval.errors import StoreOwned, StoreUnwritable

if TYPE_CHECKING:
    from pathlib import Path


class Ownership:
    """The owner's lock of one data folder. Not shared between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "owner.lock", timeout=0)
        self._note = folder / "owner.json"

    def acquire(self, doing: str) -> None:
        """Become the owner, saying what for ("ingest", "run").

        Raises:
            StoreOwned: another process is the owner.
            StoreUnwritable: the folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
            self._note.write_text(json.dumps({"pid": os.getpid(), "doing": doing}), "utf-8")
        except Timeout as exc:
            owner = self._read() or {}
            who = f"`paperwire {owner.get('doing', '')}` (process {owner.get('pid', 'unknown')})"
            raise StoreOwned(
                f"the indexes in {self._folder} are in use by {who}: stop it, or wait for its end"
            ) from exc
        except OSError as exc:
            raise StoreUnwritable(
                f"the data folder {self._folder} cannot be written: {exc.strerror}"
            ) from exc

    @property
    def held(self) -> bool:
        """Whether this process is the owner."""
        return self._lock.is_locked

    def release(self) -> None:
        """Stop being the owner; harmless when it is not."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def owner(self) -> dict[str, object] | None:
        """Who owns the indexes now ({"pid", "doing"}), or None when nobody does."""
        if self._lock.is_locked:
            return self._read()
        if not (self._folder / "owner.lock").exists():
            return None
        try:
            with FileLock(self._folder / "owner.lock", timeout=0):
                return None  # nobody held it: a note that lies there is a dead process's
        except Timeout:
            return self._read() or {}
        except OSError:
            return None

    def _read(self) -> dict[str, object] | None:
        try:
            note = json.loads(self._note.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return note if isinstance(note, dict) else None
