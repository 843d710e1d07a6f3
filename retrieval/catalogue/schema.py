"""The tables. The catalogue is the truth; both indexes are derived from it.

Lists and small maps are JSON texts that the catalogue alone reads; whatever is filtered on
has a column or a table of its own. Changing a table takes a new step in `migrations/versions`
and the new `HEAD` here; a test compares the two. What is kept of members, and what they
follow, stands in the same store: `retrieval.members.tables`, `retrieval.following.tables`.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

HEAD = "0008"  # the newest migration that this code knows

metadata = MetaData()
_DUE = text("content_hash <> indexed_hash")


def _owner(*, key: bool = True) -> Column[str]:
    return Column(
        "paper_id",
        String,
        ForeignKey("papers.id", ondelete="CASCADE"),
        primary_key=key,
        nullable=False,
    )


papers = Table(
    "papers",
    metadata,
    Column("id", String, primary_key=True),
    Column("revision", Integer, nullable=False),  # grows with every change a reader could see
    Column("content_hash", String, nullable=False),
    Column("indexed_hash", String, nullable=False),  # empty: never indexed
    Column("first_day", Date),  # Paper.period
    Column("last_day", Date),
    Column("withdrawn", Boolean, nullable=False),
    Column("version", Integer),
    Column("published", Date),
    Column("updated", Date),
    Column("listed", Date),
    Column("seen", Date),  # the day the current text was first stored
    Column("primary_category", String),
    Column("doi", Text),
    Column("licence", Text),
    Column("code_url", Text),
    Column("project_url", Text),
    Column("journal_ref", Text),
    Column("comment", Text),
    Column("authors", Text, nullable=False),  # JSON list
    Column("categories", Text, nullable=False),  # JSON list
    Column("origins", Text, nullable=False),  # JSON: where each field came from
    Column("translations", Text, nullable=False),  # JSON list of [language, title, abstract]
    Column("title", Text, nullable=False),
    Column("abstract", Text, nullable=False),
    # JSON list of [language, title, abstract, model, day, hash of what it is of]
    Column("machine", Text, nullable=False, server_default="[]"),
    Column("indexing", Integer, nullable=False, server_default="0"),  # its latest; see `indexings`
)
Index("papers_by_period", papers.c.last_day, papers.c.first_day, papers.c.withdrawn, papers.c.id)
Index("papers_by_revision", papers.c.revision)
Index("papers_by_indexing", papers.c.indexing)
Index("papers_due", papers.c.revision, papers.c.id, sqlite_where=_DUE, postgresql_where=_DUE)

versions = Table(
    "versions",
    metadata,
    _owner(),
    Column("number", Integer, primary_key=True, autoincrement=False),  # 0: the source did not say
    Column("title", Text, nullable=False),
    Column("abstract", Text, nullable=False),
    Column("origin", Integer, nullable=False),
    Column("updated", Date),
    Column("seen", Date),
)

sightings = Table(
    "sightings",
    metadata,
    _owner(),
    Column("key", String, primary_key=True),  # source, day and topic
    Column("position", Integer, nullable=False),  # order of arrival at this paper
    Column("source", String, nullable=False),
    Column("day", Date),
    Column("topic", Text),
    Column("upvotes", Integer),
    Column("comments", Integer),
    Column("code_url", Text),
    Column("announce_type", String),
    Column("affiliations", Text, nullable=False),  # JSON list
    Column("notes", Text, nullable=False),  # JSON list of [heading, text]
    sqlite_with_rowid=False,
)
Index("sightings_by_day", sightings.c.day, sightings.c.source)

paper_titles = Table(
    "paper_titles",
    metadata,
    Column("normalised", Text, primary_key=True),
    _owner(),
    sqlite_with_rowid=False,
)
Index("paper_titles_by_paper", paper_titles.c.paper_id)

paper_categories = Table(
    "paper_categories",
    metadata,
    Column("category", String, primary_key=True),  # lower case; "cs.cv" stands as "cs" too
    _owner(),
    sqlite_with_rowid=False,
)
Index("paper_categories_by_paper", paper_categories.c.paper_id)

paper_authors = Table(
    "paper_authors",
    metadata,
    Column("last_name", String, primary_key=True),
    Column("name", String, primary_key=True),  # normalised
    _owner(),
    sqlite_with_rowid=False,
)
Index("paper_authors_by_paper", paper_authors.c.paper_id)
Index("paper_authors_by_name", paper_authors.c.name)

aliases = Table(
    "aliases",
    metadata,
    Column("alias", String, primary_key=True),  # an id that became another paper's
    _owner(key=False),
)
Index("aliases_by_paper", aliases.c.paper_id)

removals = Table(
    "removals",
    metadata,
    Column("paper_id", String, primary_key=True),  # gone from papers
    Column("revision", Integer, nullable=False),
    Column("done", Boolean, nullable=False),  # its index rows are gone too
    Column("indexing", Integer, nullable=False, server_default="0"),  # which was the removal
)
Index("removals_by_indexing", removals.c.indexing)

indexings = Table(
    "indexings",  # one row
    metadata,
    Column("store", String, primary_key=True),  # names this store; no other one has it
    # Each paper that is marked as indexed, or as removed, gets the next number. It never falls
    # and is given out in the one writing transaction of the moment, so whoever has seen a
    # number has seen all below it.
    Column("latest", Integer, nullable=False),
    # How often papers were written, whether or not a reader can see a difference.
    Column("writes", Integer, nullable=False, server_default="0"),
)

index_meta = Table(
    "index_meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

cursors = Table(
    "cursors",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
