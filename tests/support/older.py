"""Stores as an older version wrote them, filled by the code of today."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_LATER = {  # columns of papers, step 0006 and later
    "machine": "TEXT NOT NULL DEFAULT '[]'",
    "indexing": "INTEGER NOT NULL DEFAULT 0",
}


@contextmanager
def columns_of_today(connection: Connection, *only: str) -> Iterator[None]:
    """Within it the table of papers has the columns that later steps add; then they are gone.

    Args:
        connection: of the store.
        only: the columns that are later than the store's step; without any, all.
    """
    later = {name: kind for name, kind in _LATER.items() if name in (only or _LATER)}
    for name, kind in later.items():
        connection.execute(text(f"ALTER TABLE papers ADD COLUMN {name} {kind}"))
    yield
    for name in later:
        connection.execute(text(f"ALTER TABLE papers DROP COLUMN {name}"))
