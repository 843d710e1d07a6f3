"""What is kept of members and servers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of turns, saved papers, ratings and servers."""
    op.create_table(
        "turns",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asker", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("turns_by_number", "turns", ["number"], unique=False)
    op.create_index("turns_by_place", "turns", ["place", "number"], unique=False)
    op.create_index("turns_by_message", "turns", ["message"], unique=False)
    op.create_index("turns_by_asker", "turns", ["asker"], unique=False)
    op.create_index("turns_by_time", "turns", ["asked"], unique=False)
    op.create_table(
        "saved_papers",
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.Column("saved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("member", "paper_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ratings",
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("turn_id", sa.String(), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("rated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("member", "turn_id", "paper_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "servers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    """Not offered: a store is only ever carried forward."""
    raise NotImplementedError
