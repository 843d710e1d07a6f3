"""Stores as an older version wrote them, filled by the code of today."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from retrieval.catalogue.batch import load_batch
from retrieval.catalogue.database import MIGRATIONS
from retrieval.catalogue.writing import write

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from retrieval.papers import Record

_LATER = {  # columns of papers, step 0006 and later
    "machine": "TEXT NOT NULL DEFAULT '[]'",
    "indexing": "INTEGER NOT NULL DEFAULT 0",
}


@contextmanager
def at_step(url: str, step: str) -> Iterator[Connection]:
    """An empty store that has come as far as that step, and the connection to fill it by."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, step)
        yield connection
    engine.dispose()


def store(connection: Connection, records: Sequence[Record], *only: str, today: dt.date) -> None:
    """Store records as the code of today does.

    Args:
        connection: of the older store.
        records: what to store.
        only: the columns that are later than the store's step; without any, all.
        today: when they are seen.
    """
    with _columns(connection, {name: _LATER[name] for name in only or _LATER}):
        batch = load_batch(connection, records)
        for one in records:
            batch.add(one, today=today)
        write(connection, batch)


@contextmanager
def _columns(connection: Connection, later: Mapping[str, str]) -> Iterator[None]:
    """Within it the table of papers has these columns; then they are gone."""
    for name, kind in later.items():
        connection.execute(text(f"ALTER TABLE papers ADD COLUMN {name} {kind}"))
    yield
    for name in later:
        connection.execute(text(f"ALTER TABLE papers DROP COLUMN {name}"))
