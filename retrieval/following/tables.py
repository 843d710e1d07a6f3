"""The tables of followers and of what they were sent; they stand in the catalogue's store.

No foreign key leads to a paper or from `delivered` to anything: what a follower had must be
remembered when papers become one, when a delivery's contents expire, and when somebody stops
following and begins again.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, Text, text

from retrieval.catalogue.moments import Moment
from retrieval.catalogue.schema import metadata

followers = Table(
    "followers",
    metadata,
    Column("id", String, primary_key=True),
    Column("way", String, nullable=False),
    Column("address", String, nullable=False),
    Column("at", String, nullable=False),  # ISO, wall clock
    Column("timezone", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("language", String, nullable=False),
    Column("style", String, nullable=False),
    Column("most", Integer, nullable=False),
    Column("quiet_days", Boolean, nullable=False),
    Column("paused", Text),
    Column("resumes", Moment),
    Column("server", String),
    Column("owner", String),
    Column("confirmed", Boolean, nullable=False),
)
Index("followers_by_owner", followers.c.owner)

topics = Table(
    "topics",
    metadata,
    Column("follower", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False),  # order in which they were added
    Column("text", Text, nullable=False),
    Column("keywords", Text, nullable=False),  # JSON list
    Column("categories", Text, nullable=False),  # JSON list
    Column("authors", Text, nullable=False),  # JSON list
    Column("paper_id", String),  # the id that it had when it was added
    Column("threshold", Float, nullable=False),
    Column("made", Moment),
)

_OPEN = text("state IN ('planned', 'sending')")
_ONE_A_DAY = text("NOT late AND state <> 'failed'")
_WHOLE = text("contents IS NOT NULL")

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String, primary_key=True),
    Column("follower", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("late", Boolean, nullable=False),  # an addition to a day that was delivered before
    Column("planned", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("tried", Moment),
    Column("contents", Text),  # JSON, the items; NULL: expired
    Column("messages", Text, nullable=False),  # JSON list
)
Index("deliveries_by_follower", deliveries.c.follower, deliveries.c.day, deliveries.c.state)
Index("deliveries_by_time", deliveries.c.follower, deliveries.c.planned)
Index(
    "deliveries_one_a_day",
    deliveries.c.follower,
    deliveries.c.day,
    unique=True,
    sqlite_where=_ONE_A_DAY,
    postgresql_where=_ONE_A_DAY,
)
Index("deliveries_open", deliveries.c.planned, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("deliveries_whole", deliveries.c.planned, sqlite_where=_WHOLE, postgresql_where=_WHOLE)

delivered = Table(
    "delivered",
    metadata,
    Column("follower", String, primary_key=True),
    Column("paper_id", String, primary_key=True),  # the id that it had when it was planned
    Column("news", String, primary_key=True),  # see `reserving.news_key`
    Column("delivery", String, nullable=False),
    sqlite_with_rowid=False,
)

tokens = Table(
    "tokens",
    metadata,
    Column("hash", String, primary_key=True),  # SHA-256 of what stands in the message
    Column("follower", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("made", Moment, nullable=False),
    sqlite_with_rowid=False,
)
Index("tokens_by_follower", tokens.c.follower)
