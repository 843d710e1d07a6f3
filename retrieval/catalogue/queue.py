"""What the indexes still have to learn: the catalogue is its own work queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, func, or_, select, update

from retrieval.catalogue.rows import chunks
from retrieval.catalogue.schema import indexings, papers, removals

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


@dataclass(frozen=True, slots=True)
class Reached:
    """How far something has followed what is indexed: up to a number, in one store."""

    store: str
    indexing: int


@dataclass(frozen=True, slots=True)
class Written:
    """A state of the papers of one store: the same as long as nobody writes any."""

    store: str
    writes: int


@dataclass(frozen=True, slots=True)
class Indexings:
    """What was indexed after a number, each paper at its last time, and how far that reaches."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    reached: int


def count(connection: Connection) -> Counts:
    """Of one moment, so the figures add up."""
    total = connection.execute(select(func.count()).select_from(papers)).scalar_one()
    due = connection.execute(select(func.count()).where(DUE)).scalar_one()
    return Counts(total, total - due, due)


def is_due(connection: Connection) -> bool:
    """Whether anything waits for the indexes. Cheap, unlike counting."""
    waiting = or_(exists().where(DUE), exists().where(removals.c.done.is_(False)))
    return bool(connection.execute(select(waiting)).scalar_one())


def waiting_removals(connection: Connection, limit: int) -> list[str]:
    """Ids whose index rows must go, oldest first."""
    table = removals
    query = select(table.c.paper_id).where(table.c.done.is_(False)).order_by(table.c.revision)
    return list(connection.execute(query.limit(limit)).scalars())


def mark(connection: Connection, pairs: Sequence[tuple[str, str]], removed: Sequence[str]) -> None:
    """Note what was indexed, unless the paper has changed since, and what was removed."""
    number = latest(connection).indexing
    if pairs:
        where = (papers.c.id == bindparam("of")) & (papers.c.content_hash == bindparam("as_of"))
        indexed = update(papers).where(where)
        connection.execute(
            indexed.values(indexed_hash=bindparam("as_of"), indexing=bindparam("number")),
            [
                {"of": paper_id, "as_of": content, "number": number + step}
                for step, (paper_id, content) in enumerate(pairs, 1)
            ],
        )
        number += len(pairs)
    if removed:
        gone = update(removals).where(removals.c.paper_id == bindparam("of"))
        connection.execute(
            gone.values(done=True, indexing=bindparam("number")),
            [{"of": i, "number": number + step} for step, i in enumerate(removed, 1)],
        )
        number += len(removed)
    connection.execute(update(indexings).values(latest=number))


def written(connection: Connection) -> Written:
    """Which store this is, and how often papers were written."""
    store, writes = connection.execute(_WRITTEN).one()
    return Written(store, writes)


def note_write(connection: Connection) -> None:
    """Papers were written."""
    connection.execute(update(indexings).values(writes=indexings.c.writes + 1))


def take_again(connection: Connection, ids: Sequence[str]) -> None:
    """Number papers that are indexed anew, for copies that hold more of them than texts.

    Nothing is due by it: their vectors are as good as before.
    """
    for chunk in chunks(ids):
        query = select(papers.c.id).where(papers.c.id.in_(chunk), papers.c.indexing > 0)
        found = connection.execute(query.order_by(papers.c.id)).scalars().all()
        if found:
            number = latest(connection).indexing
            connection.execute(
                update(papers)
                .where(papers.c.id == bindparam("of"))
                .values(indexing=bindparam("number")),
                [{"of": i, "number": number + step} for step, i in enumerate(found, 1)],
            )
            connection.execute(update(indexings).values(latest=number + len(found)))


_WRITTEN = select(indexings.c.store, indexings.c.writes)
_REACHED = select(indexings.c.store, indexings.c.latest)


def latest(connection: Connection) -> Reached:
    """Which store this is, and the number of its latest indexing."""
    store, number = connection.execute(_REACHED).one()
    return Reached(store, number)


def indexed_since(connection: Connection, number: int, limit: int) -> Indexings:
    """What was indexed after a number, the oldest `limit` of it."""
    found = _after(connection, "indexing", number, limit)
    last = {change.paper_id: change for change in found}  # a later one undoes an earlier one
    return Indexings(
        tuple(i for i, change in last.items() if not change.removed),
        tuple(i for i, change in last.items() if change.removed),
        found[-1].revision if found else number,
    )


def changes(connection: Connection, revision: int, limit: int) -> list[Change]:
    """Changes after a revision, oldest first."""
    return _after(connection, "revision", revision, limit)


def _after(connection: Connection, column: str, number: int, limit: int) -> list[Change]:
    found = []
    for table, key, gone in ((papers, papers.c.id, False), (removals, removals.c.paper_id, True)):
        query = select(table.c[column], key).where(table.c[column] > number)
        rows = connection.execute(query.order_by(table.c[column]).limit(limit))
        found += [Change(at, paper_id, gone) for at, paper_id in rows]
    return sorted(found, key=lambda change: change.revision)[:limit]
