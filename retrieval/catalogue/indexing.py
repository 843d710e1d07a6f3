"""What stands between the catalogue and its indexes: what is due, what was done, with what.

The functions of `queue` and `alone` within transactions of their own, as the parts that fill and
follow the indexes use them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, select, update

from retrieval.catalogue import queue
from retrieval.catalogue.alone import alone
from retrieval.catalogue.merging import known_paper
from retrieval.catalogue.rows import load_where
from retrieval.catalogue.schema import index_meta, papers
from retrieval.catalogue.writing import upsert

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from contextlib import AbstractContextManager

    from retrieval.catalogue.database import Database
    from retrieval.catalogue.queue import Indexings, Reached
    from retrieval.papers import KnownPaper


class Indexing:
    """The indexes' work queue and notes, in one catalogue. Any thread may use it.

    Every method is one transaction, as the catalogue's are, and may raise what those may.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, limit: int, *, besides: Collection[str] = ()) -> list[KnownPaper]:
        """Papers whose index rows are missing or out of date, the oldest change first.

        Args:
            limit: how many at most.
            besides: ids that are left out, some hundreds at most: who asks is at work on them.
        """
        condition = and_(queue.DUE, papers.c.id.not_in(besides)) if besides else queue.DUE
        with self._database.reading() as connection:
            found = load_where(connection, condition, limit=limit)
        return [known_paper(held) for held, _ in found.values()]

    def removals(self, limit: int) -> list[str]:
        """Ids that are gone and whose index rows must go too."""
        with self._database.reading() as connection:
            return queue.waiting_removals(connection, limit)

    def mark(self, pairs: Sequence[tuple[str, str]], removed: Sequence[str] = ()) -> None:
        """Note (id, content hash) pairs that are in both indexes, and ids removed from both.

        A paper that has changed since stays due.
        """
        with self._database.writing() as connection:
            queue.mark(connection, pairs, removed)

    def alone(self) -> AbstractContextManager[None]:
        """While within, no other process over this store is, on whichever machine.

        Raises:
            StoreOwned: another one is.
        """
        return alone(self._database)

    def make_all_due(self) -> None:
        """Forget what was indexed, and with what: everything is due."""
        with self._database.writing() as connection:
            connection.execute(delete(index_meta))
            connection.execute(
                update(papers)
                .where(papers.c.indexed_hash != "")
                .values(indexed_hash="", indexing=0)
            )
            queue.note_write(connection)  # so that whoever remembers a count lets go of it

    def is_due(self) -> bool:
        """Whether any paper is due, or a removal waits; cheap to ask for."""
        with self._database.reading() as connection:
            return queue.is_due(connection)

    def latest(self) -> Reached:
        """Grows whenever any process has indexed something; cheap to ask for."""
        with self._database.reading() as connection:
            return queue.latest(connection)

    def since(self, number: int, limit: int) -> Indexings:
        """What was indexed, or left the indexes, after a number; the oldest `limit` of it."""
        with self._database.reading() as connection:
            return queue.indexed_since(connection, number, limit)

    def built_with(self) -> dict[str, str]:
        """What the indexes were built with; empty before the first build."""
        with self._database.reading() as connection:
            return {row.key: row.value for row in connection.execute(select(index_meta))}

    def note_built_with(self, meta: Mapping[str, str]) -> None:
        """Replace what `built_with` tells."""
        with self._database.writing() as connection:
            connection.execute(delete(index_meta))
            upsert(connection, index_meta, [{"key": k, "value": v} for k, v in meta.items()])
