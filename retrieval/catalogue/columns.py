"""What filters look at, in memory: days and categories of every paper, one array each.

SQL needs a tenth of a second to name the hundred thousand papers that a wide filter lets
through; comparing arrays takes a fraction of a millisecond, however many pass. They are read at
the first filter, and follow the catalogue by its revisions.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from retrieval.among import NONE, Among, Bounds, Roster
from retrieval.catalogue import queue
from retrieval.catalogue.rows import category_key, chunks
from retrieval.catalogue.schema import paper_categories, papers
from retrieval.catalogue.writing import latest_revision

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from sqlalchemy import ColumnElement, Connection

    from retrieval.among import Numbers
    from retrieval.filters import Filters

_FEW = 5_000  # changes that are followed one by one; of more, everything is read anew
_NEVER = np.iinfo(np.int32).min  # as a last day: before every day that is asked for
_LATER = np.iinfo(np.int32).max  # as a first day
_REMEMBERED = 16  # sets of the latest filters: many ask for the same days; a byte a paper each


class Columns:
    """The columns of one catalogue. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._empty()

    def _empty(self) -> None:
        self._revision = -1
        self._made: OrderedDict[Bounds, Among] = OrderedDict()
        self._roster = Roster()
        self._first = np.empty(0, dtype=np.int32)  # days by `date.toordinal`
        self._last = np.empty(0, dtype=np.int32)
        self._there = np.empty(0, dtype=np.bool_)  # stored, and not withdrawn
        self._codes: dict[str, int] = {}  # of categories
        # each category of each paper: the paper's number, or NONE where it is no longer so
        self._holders = np.empty(0, dtype=np.int32)
        self._held = np.empty(0, dtype=np.int32)

    def among(self, connection: Connection, filters: Filters) -> Among:
        """The papers that pass, as `catalogue.filters` says it in SQL.

        Of authors and qualities nothing is known here, so neither may be among the filters.
        """
        categories = frozenset(map(category_key, filters.categories))
        asked = Bounds(filters.since, filters.until, categories)
        with self._lock:
            self._follow(connection)
            found = self._made.get(asked)
            if found is None:
                found = self._made[asked] = self._among(asked)
            self._made.move_to_end(asked)
            while len(self._made) > _REMEMBERED:
                self._made.popitem(last=False)
            return found

    def _among(self, asked: Bounds) -> Among:
        mask = self._there.copy()
        if asked.since:
            mask &= self._last >= asked.since.toordinal()
        if asked.until:
            mask &= self._first <= asked.until.toordinal()
        if asked.categories:
            mask &= self._in([self._codes[key] for key in asked.categories & self._codes.keys()])
        # what nobody bounded lacks the withdrawn ones, and is not all of an index
        return Among(self._roster, mask, asked if asked != Bounds() else None)

    def numbered(self, connection: Connection, ids: set[str]) -> Among:
        """These papers as a set of the same roster."""
        with self._lock:
            self._follow(connection)
            return Among.of(self._roster, ids)

    def _in(self, codes: Sequence[int]) -> NDArray[np.bool_]:
        found = np.zeros(len(self._roster) + 1, dtype=np.bool_)  # one more, where NONE points
        for code in codes:
            found[self._holders[self._held == code]] = True
        return found[:-1]

    # ------------------------------------------------------------ following

    def _follow(self, connection: Connection) -> None:
        latest = latest_revision(connection)
        if latest == self._revision:
            return
        self._made.clear()
        if self._revision > latest:  # another state of the store, from a backup
            self._empty()
        changes = []
        if self._revision >= 0:
            changes = queue.changes(connection, self._revision, _FEW + 1)
        if self._revision < 0 or len(changes) > _FEW:
            self._empty()
            self._read(connection, papers.c.id.is_not(None), paper_categories.c.paper_id != "")
        else:
            self._again(connection, [change.paper_id for change in changes])
        self._revision = latest

    def _again(self, connection: Connection, ids: Sequence[str]) -> None:
        known = self._roster.numbers(list(dict.fromkeys(ids)))
        known = known[known != NONE]
        self._there[known] = False
        self._holders[np.isin(self._holders, known)] = NONE
        for chunk in chunks(ids):
            self._read(connection, papers.c.id.in_(chunk), paper_categories.c.paper_id.in_(chunk))

    def _read(
        self,
        connection: Connection,
        which: ColumnElement[bool],
        whose: ColumnElement[bool],
    ) -> None:
        columns = (papers.c.id, papers.c.first_day, papers.c.last_day, papers.c.withdrawn)
        rows = connection.execute(select(*columns).where(which)).all()
        numbers = self._roster.add(row.id for row in rows)
        self._make_room()
        self._first[numbers] = [_day(row.first_day, _LATER) for row in rows]
        self._last[numbers] = [_day(row.last_day, _NEVER) for row in rows]
        self._there[numbers] = [not row.withdrawn for row in rows]
        held = select(paper_categories.c.category, paper_categories.c.paper_id).where(whose)
        self._add_categories([(row.category, row.paper_id) for row in connection.execute(held)])

    def _add_categories(self, pairs: Iterable[tuple[str, str]]) -> None:
        codes, ids = [], []
        for category, paper_id in pairs:
            codes.append(self._codes.setdefault(category, len(self._codes)))
            ids.append(paper_id)
        holders: Numbers = self._roster.numbers(ids)
        self._holders = np.concatenate([self._holders, holders])
        self._held = np.concatenate([self._held, np.asarray(codes, dtype=np.int32)])

    def _make_room(self) -> None:
        more = len(self._roster) - len(self._there)
        if more:
            self._first = np.concatenate([self._first, np.full(more, _LATER, dtype=np.int32)])
            self._last = np.concatenate([self._last, np.full(more, _NEVER, dtype=np.int32)])
            self._there = np.concatenate([self._there, np.zeros(more, dtype=np.bool_)])


def _day(day: dt.date | None, unknown: int) -> int:
    return unknown if day is None else day.toordinal()
