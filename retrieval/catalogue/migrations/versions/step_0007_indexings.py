"""Each indexing gets a number, by which local copies follow what is indexed (docs/adr/0021)."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the numbers. What is indexed already is numbered in the order of its changes."""
    for table in ("papers", "removals"):
        column = sa.Column("indexing", sa.Integer(), nullable=False, server_default="0")
        op.add_column(table, column)
        op.create_index(f"{table}_by_indexing", table, ["indexing"])
    indexings = op.create_table(
        "indexings",
        sa.Column("store", sa.String(), primary_key=True),
        sa.Column("latest", sa.Integer(), nullable=False),
    )
    op.execute("UPDATE papers SET indexing = revision WHERE indexed_hash <> ''")
    op.execute("UPDATE removals SET indexing = revision WHERE done")
    connection = op.get_bind()
    numbers = [
        connection.execute(sa.text(f"SELECT max(revision) FROM {table}")).scalar() or 0  # noqa: S608 - two names of ours
        for table in ("papers", "removals")
    ]
    op.bulk_insert(indexings, [{"store": uuid.uuid4().hex, "latest": max(numbers)}])


def downgrade() -> None:
    """Not offered: a store is only ever carried forward."""
    raise NotImplementedError
