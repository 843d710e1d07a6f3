"""The tables of what is kept of members and servers; they stand in the catalogue's store.

No foreign key leads to a paper: when two papers become one, the row of one goes, and what a
member saved or saw must not go with it. None leads to a turn either: a rating outlives it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, TypeDecorator

from retrieval.catalogue.schema import metadata

if TYPE_CHECKING:
    from sqlalchemy import Dialect

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TICK = dt.timedelta(microseconds=1)


class Moment(TypeDecorator[dt.datetime]):
    """An aware time as microseconds since 1970, UTC: SQLite has no type for one."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:
        """The number that is stored."""
        del dialect
        return None if value is None else (value - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: Dialect) -> dt.datetime | None:
        """The time again, in UTC."""
        del dialect
        return None if value is None else _EPOCH + value * _TICK


turns = Table(
    "turns",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False),  # grows; two may be of the same moment
    Column("asker", String, nullable=False),  # empty: forgotten
    Column("place", String, nullable=False),  # empty: forgotten
    Column("asked", Moment, nullable=False),
    Column("kind", String, nullable=False),
    Column("message", String),
    Column("outcome", Text, nullable=False),  # JSON, see `outcomes`
)
Index("turns_by_number", turns.c.number)
Index("turns_by_place", turns.c.place, turns.c.number)
Index("turns_by_message", turns.c.message)
Index("turns_by_asker", turns.c.asker)
Index("turns_by_time", turns.c.asked)

saved_papers = Table(
    "saved_papers",
    metadata,
    Column("member", String, primary_key=True),
    Column("paper_id", String, primary_key=True),  # the id that it had when it was saved
    Column("saved", Moment, nullable=False),
    sqlite_with_rowid=False,
)

ratings = Table(
    "ratings",
    metadata,
    Column("member", String, primary_key=True),
    Column("turn_id", String, primary_key=True),
    Column("paper_id", String, primary_key=True),  # empty: the answer as a whole
    Column("value", Integer, nullable=False),  # +1 or -1
    Column("rated", Moment, nullable=False),
    sqlite_with_rowid=False,
)

servers = Table(
    "servers",
    metadata,
    Column("id", String, primary_key=True),
    Column("settings", Text, nullable=False),  # JSON: what differs from the defaults
)
