"""The tables of what is kept of members and servers; they stand in the catalogue's store.

No foreign key leads to a paper: when two papers become one, the row of one goes, and what a
member saved or saw must not go with it. None leads to a turn either: a rating outlives it.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from retrieval.catalogue.moments import Moment
from retrieval.catalogue.schema import metadata

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
