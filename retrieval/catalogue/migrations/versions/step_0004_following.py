"""Followers, their topics, and what they were sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('planned', 'sending')")
_ONE_A_DAY = sa.text("NOT late AND state <> 'failed'")
_WHOLE = sa.text("contents IS NOT NULL")


def upgrade() -> None:
    """Add the tables of followers, topics, deliveries and tokens."""
    op.create_table(
        "followers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("style", sa.String(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("quiet_days", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Text(), nullable=True),
        sa.Column("resumes", sa.BigInteger(), nullable=True),
        sa.Column("server", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("followers_by_owner", "followers", ["owner"], unique=False)
    op.create_table(
        "topics",
        sa.Column("follower", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=True),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("follower", "id"),
    )
    _deliveries()
    op.create_table(
        "tokens",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("follower", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
        sqlite_with_rowid=False,
    )
    op.create_index("tokens_by_follower", "tokens", ["follower"], unique=False)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("follower", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried", sa.BigInteger(), nullable=True),
        sa.Column("contents", sa.Text(), nullable=True),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "deliveries_by_follower", "deliveries", ["follower", "day", "state"], unique=False
    )
    op.create_index("deliveries_by_time", "deliveries", ["follower", "planned"], unique=False)
    _partial("deliveries_one_a_day", ["follower", "day"], _ONE_A_DAY, unique=True)
    _partial("deliveries_open", ["planned"], _OPEN)
    _partial("deliveries_whole", ["planned"], _WHOLE)
    op.create_table(
        "delivered",
        sa.Column("follower", sa.String(), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.Column("news", sa.String(), nullable=False),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("follower", "paper_id", "news"),
        sqlite_with_rowid=False,
    )


def _partial(name: str, columns: list[str], where: sa.TextClause, *, unique: bool = False) -> None:
    op.create_index(
        name, "deliveries", columns, unique=unique, sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    """Not offered: a store is only ever carried forward."""
    raise NotImplementedError
