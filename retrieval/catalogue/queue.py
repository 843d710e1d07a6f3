"""What the indexes still have to learn: the catalogue is its own work queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, update

from retrieval.catalogue.rows import chunks
from retrieval.catalogue.schema import papers, removals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

DUE = papers.c.content_hash != papers.c.indexed_hash


@dataclass(frozen=True, slots=True)
class Counts:
    """How many papers are stored, are in the indexes as they are, and are due for indexing."""

    papers: int
    indexed: int
    due: int


@dataclass(frozen=True, slots=True)
class Change:
    """A paper that changed, or went."""

    revision: int
    paper_id: str
    removed: bool


def count(connection: Connection) -> Counts:
    """Of one moment, so the figures add up."""
    total = connection.execute(select(func.count()).select_from(papers)).scalar_one()
    due = connection.execute(select(func.count()).where(DUE)).scalar_one()
    return Counts(total, total - due, due)


def waiting_removals(connection: Connection, limit: int) -> list[str]:
    """Ids whose index rows must go, oldest first."""
    table = removals
    query = select(table.c.paper_id).where(table.c.done.is_(False)).order_by(table.c.revision)
    return list(connection.execute(query.limit(limit)).scalars())


def mark(connection: Connection, pairs: Sequence[tuple[str, str]], removed: Sequence[str]) -> None:
    """Note what was indexed, unless the paper has changed since, and what was removed."""
    if pairs:
        where = (papers.c.id == bindparam("of")) & (papers.c.content_hash == bindparam("as_of"))
        connection.execute(
            update(papers).where(where).values(indexed_hash=bindparam("as_of")),
            [{"of": paper_id, "as_of": content} for paper_id, content in pairs],
        )
    for chunk in chunks(removed):
        done = update(removals).where(removals.c.paper_id.in_(chunk))
        connection.execute(done.values(done=True))


def changes(connection: Connection, revision: int, limit: int) -> list[Change]:
    """Changes after a revision, oldest first."""
    found = []
    for table, key, gone in ((papers, papers.c.id, False), (removals, removals.c.paper_id, True)):
        query = select(table.c.revision, key).where(table.c.revision > revision)
        rows = connection.execute(query.order_by(table.c.revision).limit(limit))
        found += [Change(number, paper_id, gone) for number, paper_id in rows]
    return sorted(found, key=lambda change: change.revision)[:limit]
