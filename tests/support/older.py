"""Stores as an older version wrote them, filled by the code of today."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_LATER = {"machine": "TEXT NOT NULL DEFAULT '[]'"}  # columns of papers, step 0006 and later


@contextmanager
def columns_of_today(connection: Connection) -> Iterator[None]:
    """Within it the table of papers has the columns that later steps add; then they are gone."""
    for name, kind in _LATER.items():
        connection.execute(text(f"ALTER TABLE papers ADD COLUMN {name} {kind}"))
    yield
    for name in _LATER:
        connection.execute(text(f"ALTER TABLE papers DROP COLUMN {name}"))
