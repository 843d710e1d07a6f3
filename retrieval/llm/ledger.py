"""A day's spending, kept in the store that all processes share."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from retrieval.catalogue.schema import cursors
from retrieval.catalogue.writing import upsert
from retrieval.llm.budget import Spent

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from retrieval.catalogue.database import Database

_KEY = "llm spent"  # one row: yesterday limits nothing


class StoredLedger:
    """Spending that outlives the process; StoreError where the store fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def spent(self, day: dt.date) -> Spent:
        """What all processes spent on the day."""
        with self._database.reading() as connection:
            return _read(connection, day)

    def add(self, day: dt.date, spent: Spent) -> None:
        """Write down some more, whatever others write at the same time."""
        with self._database.writing() as connection:
            total = _read(connection, day) + spent
            value = json.dumps({"day": day.isoformat(), **dataclasses.asdict(total)})
            upsert(connection, cursors, [{"key": _KEY, "value": value}])


def _read(connection: Connection, day: dt.date) -> Spent:
    query = select(cursors.c.value).where(cursors.c.key == _KEY)
    value = connection.execute(query).scalar()
    if value is None:
        return Spent()
    known = json.loads(value)
    return Spent(**known) if known.pop("day") == day.isoformat() else Spent()
