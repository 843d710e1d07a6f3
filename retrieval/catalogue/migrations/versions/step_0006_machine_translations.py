"""Translations that a model made, beside those that sources printed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; no paper has one yet."""
    op.add_column("papers", sa.Column("machine", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Not offered: a store is only ever carried forward."""
    raise NotImplementedError
