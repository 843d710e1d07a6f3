"""What was fetched of which announcement, and what is to be tried again.

One row for a source and a day: "arxiv:cs.CL" and a listing day, "hf:daily" and the day of a
list. It is written before the first try, so that a day on which everything failed is known.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    text,
    update,
)

from retrieval.catalogue.moments import Moment
from retrieval.catalogue.schema import metadata

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Row

    from retrieval.catalogue.database import Database

_OPEN = text("next_try IS NOT NULL")

fetches = Table(
    "fetches",
    metadata,
    Column("source", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("noted", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("papers", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("next_try", Moment),
    Column("error", Text),
    sqlite_with_rowid=False,
)
Index("fetches_open", fetches.c.next_try, sqlite_where=_OPEN, postgresql_where=_OPEN)


@dataclass(frozen=True, slots=True)
class Fetch:
    """How far one source has come with one day."""

    source: str
    day: dt.date
    noted: dt.datetime  # the moment of the first try
    tries: int = 0
    papers: int = 0  # of that day, the most that a try has found
    done: bool = False  # nothing is missing
    next_try: dt.datetime | None = None  # None: there will be none
    error: str | None = None  # of the last try, a sentence

    @property
    def given_up(self) -> bool:
        """Whether it is neither whole nor tried again."""
        return not self.done and self.next_try is None


class FetchLog:
    """The log, in the catalogue's own store.

    Any thread may use it, and other processes beside this one: a day is tried by whoever
    claims it first. Each method may raise StoreUnwritable or StoreError. Times are aware.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, source: str, days: Sequence[tuple[dt.date, dt.datetime]]) -> None:
        """Note days and the moments of their first tries; those noted before stay as they are."""
        if not days:
            return
        with self._database.writing() as connection:
            known = set(
                connection.execute(
                    select(fetches.c.day).where(fetches.c.source == source)
                ).scalars()
            )
            rows = [
                asdict(Fetch(source, day, at, next_try=at)) for day, at in days if day not in known
            ]
            if rows:
                connection.execute(insert(fetches), rows)

    def due(self, now: dt.datetime) -> list[Fetch]:
        """What is to be tried now, newest day first: only that is still in the feeds."""
        order = (fetches.c.day.desc(), fetches.c.source)
        with self._database.reading() as connection:
            found = connection.execute(
                select(fetches).where(fetches.c.next_try <= now).order_by(*order)
            )
            return [_fetch(row) for row in found]

    def claim(self, fetch: Fetch, until: dt.datetime) -> bool:
        """Count a try, and keep others from it until a moment; False: another was faster."""
        values = {"tries": fetches.c.tries + 1, "next_try": until}
        with self._database.writing() as connection:
            changed = connection.execute(
                update(fetches)
                .where(*_is(fetch.source, fetch.day), fetches.c.next_try == fetch.next_try)
                .values(values)
            )
        return changed.rowcount == 1

    def finish(self, source: str, day: dt.date, papers: int) -> None:
        """Nothing of the day is missing any more."""
        self._set(source, day, papers, {"done": True, "next_try": None, "error": None})

    def put_off(
        self, source: str, day: dt.date, papers: int, error: str, next_try: dt.datetime | None
    ) -> None:
        """Something is missing, for this reason; None: it is not tried again."""
        self._set(source, day, papers, {"next_try": next_try, "error": error})

    def begin_again(self, source: str, day: dt.date, at: dt.datetime) -> None:
        """As if the day had been noted for that moment and never tried; what is known stays."""
        with self._database.writing() as connection:
            connection.execute(
                update(fetches)
                .where(*_is(source, day), fetches.c.next_try.is_not(None))
                .values(noted=at, tries=0, next_try=at)
            )

    def of(self, source: str, day: dt.date) -> Fetch | None:
        """How far a source has come with a day; None if that was never to be fetched."""
        with self._database.reading() as connection:
            row = connection.execute(select(fetches).where(*_is(source, day))).one_or_none()
        return None if row is None else _fetch(row)

    def newest(self, source: str) -> dt.date | None:
        """The last day that was to be fetched from a source."""
        asked = select(func.max(fetches.c.day)).where(fetches.c.source == source)
        with self._database.reading() as connection:
            found: dt.date | None = connection.execute(asked).scalar()
        return found

    def open(self) -> list[Fetch]:
        """Everything that will be tried again, oldest day first."""
        order = (fetches.c.day, fetches.c.source)
        with self._database.reading() as connection:
            found = connection.execute(
                select(fetches).where(fetches.c.next_try.is_not(None)).order_by(*order)
            )
            return [_fetch(row) for row in found]

    def latest(self) -> list[Fetch]:
        """The newest day of every source, by source."""
        newest = (
            select(fetches.c.source, func.max(fetches.c.day).label("day"))
            .group_by(fetches.c.source)
            .subquery()
        )
        both = (fetches.c.source == newest.c.source) & (fetches.c.day == newest.c.day)
        with self._database.reading() as connection:
            found = connection.execute(
                select(fetches).join(newest, both).order_by(fetches.c.source)
            )
            return [_fetch(row) for row in found]

    def _set(self, source: str, day: dt.date, papers: int, values: dict[str, object]) -> None:
        with self._database.writing() as connection:
            held = connection.execute(
                select(fetches.c.papers).where(*_is(source, day))
            ).scalar_one()
            connection.execute(
                update(fetches).where(*_is(source, day)).values(papers=max(held, papers), **values)
            )


def _is(source: str, day: dt.date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return fetches.c.source == source, fetches.c.day == day


def _fetch(row: Row[tuple[object, ...]]) -> Fetch:
    return Fetch(**row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
