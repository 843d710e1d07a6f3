"""Writes of papers are counted, by which what is remembered of them knows that it still holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the count, from 0."""
    op.add_column(
        "indexings", sa.Column("writes", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    """Not offered: a store is only ever carried forward."""
    raise NotImplementedError
