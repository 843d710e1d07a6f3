"""One process at a time indexes a store, however many machines share it.

Two would encode the same papers: nothing breaks, but hours are wasted. PostgreSQL lets go of
the lock when the connection ends, and the system of that on a file when the process does, so
nothing is left behind by whoever dies.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from retrieval.errors import StoreOwned, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.catalogue.database import Database

_ADVISORY_LOCK = 7_028_395_515  # beside that of `database`
_OWNED = "another process is indexing what is stored in {place}: wait for its end"


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """Whoever is within is the only one.

    Raises:
        StoreOwned: another process is within.
        StoreUnwritable: the lock's file cannot be made.
    """
    within = _on_postgresql if database.dialect == "postgresql" else _on_file
    with within(database):
        yield


@contextmanager
def _on_postgresql(database: Database) -> Iterator[None]:
    lock = {"lock": _ADVISORY_LOCK}
    with database.session() as connection:
        found = connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), lock)
        if not found.scalar():
            raise StoreOwned(_OWNED.format(place=database.place))
        try:
            yield
        finally:
            with suppress(SQLAlchemyError):  # the connection is gone, and the lock with it
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), lock)


@contextmanager
def _on_file(database: Database) -> Iterator[None]:
    lock = FileLock(Path(f"{database.place}.indexing"), timeout=0)
    try:
        lock.acquire()
    except Timeout as exc:
        raise StoreOwned(_OWNED.format(place=database.place)) from exc
    except OSError as exc:
        raise StoreUnwritable(f"{lock.lock_file} cannot be written: {exc.strerror}") from exc
    try:
        yield
    finally:
        lock.release()
