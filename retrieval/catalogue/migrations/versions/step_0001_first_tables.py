"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of an empty store."""
    op.create_table(
        "cursors",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "index_meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "papers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("indexed_hash", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("updated", sa.Date(), nullable=True),
        sa.Column("listed", sa.Date(), nullable=True),
        sa.Column("seen", sa.Date(), nullable=True),
        sa.Column("primary_category", sa.String(), nullable=True),
        sa.Column("doi", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("code_url", sa.Text(), nullable=True),
        sa.Column("project_url", sa.Text(), nullable=True),
        sa.Column("journal_ref", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("origins", sa.Text(), nullable=False),
        sa.Column("translations", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "papers_by_period", "papers", ["last_day", "first_day", "withdrawn", "id"], unique=False
    )
    op.create_index("papers_by_revision", "papers", ["revision"], unique=False)
    op.create_index(
        "papers_due",
        "papers",
        ["revision", "id"],
        unique=False,
        sqlite_where=sa.text("content_hash <> indexed_hash"),
        postgresql_where=sa.text("content_hash <> indexed_hash"),
    )
    op.create_table(
        "removals",
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("paper_id"),
    )
    op.create_table(
        "aliases",
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alias"),
    )
    op.create_index("aliases_by_paper", "aliases", ["paper_id"], unique=False)
    op.create_table(
        "paper_authors",
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("last_name", "name", "paper_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("paper_authors_by_paper", "paper_authors", ["paper_id"], unique=False)
    op.create_table(
        "paper_categories",
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("category", "paper_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("paper_categories_by_paper", "paper_categories", ["paper_id"], unique=False)
    op.create_table(
        "paper_titles",
        sa.Column("normalised", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("normalised", "paper_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("paper_titles_by_paper", "paper_titles", ["paper_id"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("upvotes", sa.Integer(), nullable=True),
        sa.Column("comments", sa.Integer(), nullable=True),
        sa.Column("code_url", sa.Text(), nullable=True),
        sa.Column("announce_type", sa.String(), nullable=True),
        sa.Column("affiliations", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("paper_id", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("sightings_by_day", "sightings", ["day", "source"], unique=False)
    op.create_table(
        "versions",
        sa.Column("paper_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("origin", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Date(), nullable=True),
        sa.Column("seen", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("paper_id", "number"),
    )


def downgrade() -> None:
    """Not offered: a store is only ever carried forward."""
    raise NotImplementedError
