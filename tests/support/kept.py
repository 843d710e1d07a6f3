"""What a store keeps, in one text to look for words in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from retrieval.catalogue.schema import metadata

if TYPE_CHECKING:
    from retrieval.catalogue.database import Database

OF_MEMBERS = ("turns", "saved_papers", "ratings", "servers")
OF_FOLLOWING = ("followers", "topics", "deliveries", "delivered", "tokens")


def everything_kept(database: Database, tables: tuple[str, ...]) -> str:
    """All rows of these tables."""
    with database.reading() as connection:
        rows = [
            tuple(row)
            for name in tables
            for row in connection.execute(select(metadata.tables[name]))
        ]
    return repr(rows)
