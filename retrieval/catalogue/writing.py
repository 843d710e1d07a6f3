"""What a batch changed, written in lists within the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from retrieval.catalogue import queue
from retrieval.catalogue.rows import (
    author_rows,
    category_keys,
    category_rows,
    chunks,
    paper_row,
    sighting_rows,
    version_rows,
)
from retrieval.catalogue.schema import (
    aliases,
    paper_authors,
    paper_categories,
    paper_titles,
    papers,
    removals,
    sightings,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Table

    from retrieval.catalogue.batch import Batch
    from retrieval.catalogue.merging import Held
    from retrieval.catalogue.rows import Row
    from retrieval.papers import Paper


_LATEST = select(*(select(func.max(t.c.revision)).scalar_subquery() for t in (papers, removals)))


def upsert(
    connection: Connection, table: Table, rows: Sequence[Row], *, keep: Iterable[str] = ()
) -> None:
    """Insert the rows; where the key exists, replace all columns but those to `keep`."""
    if not rows:
        return
    postgres = connection.dialect.name == "postgresql"
    statement = postgresql.insert(table) if postgres else sqlite.insert(table)
    keys = [column.name for column in table.primary_key]
    rest = [name for name in rows[0] if name not in {*keys, *keep}]
    if rest:
        values = {name: statement.excluded[name] for name in rest}
        statement = statement.on_conflict_do_update(index_elements=keys, set_=values)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    connection.execute(statement, rows)


def latest_revision(connection: Connection) -> int:
    """The greatest revision given out; 0 in an empty store."""
    return max(number or 0 for number in connection.execute(_LATEST).one())


def write(connection: Connection, batch: Batch) -> None:
    """Write the papers of the batch that differ from what was loaded."""
    changed = [held for i, held in batch.held.items() if _before(batch, i) != held]
    _write_papers(connection, batch, changed)
    _write_texts(connection, batch, changed)
    upsert(connection, sightings, [row for held in changed for row in sighting_rows(held)])
    _write_lookups(connection, batch, changed)
    _write_aliases(connection, batch)
    queue.take_again(connection, [held.paper.id for held in changed if _moved(batch, held)])


def _before(batch: Batch, paper_id: str) -> Held | None:
    stored = batch.stored.get(paper_id)
    return stored[0] if stored else None


def _moved(batch: Batch, held: Held) -> bool:
    """Whether the paper was there, and lies within other bounds now."""
    before = _before(batch, held.paper.id)
    return before is not None and _bounds(before.paper) != _bounds(held.paper)


def _bounds(paper: Paper) -> tuple[Any, ...]:
    return paper.period, category_keys(paper), paper.withdrawn


def _write_papers(connection: Connection, batch: Batch, changed: list[Held]) -> None:
    revision = latest_revision(connection)
    rows = []
    for held in changed:
        paper_id = held.paper.id
        if paper_id in batch.visible or paper_id not in batch.stored:
            revision += 1
            number = revision
        else:
            number = batch.stored[paper_id][1]
        rows.append(paper_row(held, number) | {"indexed_hash": ""})
    upsert(connection, papers, rows, keep=["indexed_hash"])
    gone = [
        {"paper_id": paper_id, "revision": revision + step, "done": False}
        for step, paper_id in enumerate(sorted(batch.absorbed & batch.stored.keys()), start=1)
    ]
    upsert(connection, removals, gone)


def _write_texts(connection: Connection, batch: Batch, changed: list[Held]) -> None:
    stale = []
    for held in changed:
        before = _before(batch, held.paper.id)
        numbers = before.texts.keys() - held.texts.keys() if before else set()
        stale += [{"of": held.paper.id, "which": number} for number in numbers]
    if stale:
        where = versions.c.paper_id == bindparam("of"), versions.c.number == bindparam("which")
        connection.execute(delete(versions).where(*where), stale)
    upsert(connection, versions, [row for held in changed for row in version_rows(held)])


def _write_lookups(connection: Connection, batch: Batch, changed: list[Held]) -> None:
    """Titles are only ever added; authors and categories follow the paper."""
    named = [
        {"normalised": key, "paper_id": paper_id}
        for key, paper_id in sorted(batch.named)
        if paper_id in batch.held
    ]
    upsert(connection, paper_titles, named)
    fresh: list[Paper] = []
    stale: list[str] = []
    for held in changed:
        before = _before(batch, held.paper.id)
        if before is None or _looked_up_by(before.paper) != _looked_up_by(held.paper):
            fresh.append(held.paper)
            stale += [held.paper.id] if before else []
    for table in (paper_authors, paper_categories):
        for chunk in chunks(stale):
            connection.execute(delete(table).where(table.c.paper_id.in_(chunk)))
    upsert(connection, paper_authors, [row for paper in fresh for row in author_rows(paper)])
    upsert(connection, paper_categories, [row for paper in fresh for row in category_rows(paper)])


def _looked_up_by(paper: Paper) -> tuple[Any, ...]:
    return paper.authors, paper.categories, paper.primary_category


def _write_aliases(connection: Connection, batch: Batch) -> None:
    """Old ids lead on; the rows that are gone leave after everything moved."""
    gone = sorted(batch.absorbed & batch.stored.keys())
    if gone:
        moved = update(aliases).where(aliases.c.paper_id == bindparam("old"))
        connection.execute(
            moved.values(paper_id=bindparam("new")),
            [{"old": paper_id, "new": batch.final_id(paper_id)} for paper_id in gone],
        )
        for chunk in chunks(gone):
            connection.execute(delete(papers).where(papers.c.id.in_(chunk)))
    upsert(
        connection,
        aliases,
        [{"alias": a, "paper_id": batch.final_id(a)} for a in sorted(batch.renamed)],
    )
