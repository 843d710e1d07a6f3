"""Authors by the beginning of their whole name, for completion."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("paper_authors_by_name", "paper_authors", ["name"], unique=False)


def downgrade() -> None:
    """Not offered: a store is only ever carried forward."""
    raise NotImplementedError
