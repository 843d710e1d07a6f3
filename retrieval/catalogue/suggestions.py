"""Names, subjects and titles that begin as typed, for completion: a few index rows each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from retrieval.catalogue.authors import normalised_name
from retrieval.catalogue.rows import category_key, title_key
from retrieval.catalogue.schema import paper_authors, paper_categories, paper_titles, papers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Column, ColumnElement, Connection

    from retrieval.catalogue.database import Database

_MOST_SUBJECTS = 2_000
_LAST = "\U0010ffff"  # no character stands behind it
_TITLES = 100  # in the order of the alphabet, of which the newest are offered


class Suggestions:
    """What the stored papers have to offer for a beginning. Methods may raise StoreError.

    What was typed may be anything: `%` and `_` stand for themselves.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def authors(self, typed: str, limit: int) -> list[str]:
        """Names as printed, those on most papers first.

        The last name begins as typed, or the whole name does; of several words one begins
        the last name and another the whole name: "k he", "he k" and "kaiming h" all find
        Kaiming He. Nothing typed finds those of the newest papers.
        """
        words = normalised_name(typed).split()
        with self._database.reading() as connection:
            if not words:
                return _newest_authors(connection, limit) if not typed.strip() else []
            names: dict[str, tuple[int, str]] = {}
            for condition in _meant(connection, words):
                names |= _counted(connection, condition, limit)
            best = sorted(names, key=lambda name: (-names[name][0], name))[:limit]
            return _as_printed(connection, {name: names[name][1] for name in best})

    def subjects(self) -> set[str]:
        """Categories and subjects that stored papers have, in lower case."""
        column = paper_categories.c.category
        # one step through the index for each, instead of a walk over every paper's row
        first = select(func.min(column).label("category")).cte("subjects", recursive=True)
        following = select(func.min(column)).where(column > first.c.category).scalar_subquery()
        every = first.union_all(select(following).where(first.c.category.is_not(None)))
        with self._database.reading() as connection:
            found = connection.execute(select(every.c.category).limit(_MOST_SUBJECTS)).scalars()
            return {category for category in found if category}

    def printed_subjects(self, keys: Sequence[str]) -> dict[str, str]:
        """Each of some `subjects` as one of its papers prints it."""
        table = paper_categories
        one = [
            select(table.c.paper_id).where(table.c.category == key).limit(1).scalar_subquery()
            for key in keys
        ]
        if not one:
            return {}
        query = select(papers.c.categories).where(papers.c.id.in_(one))
        with self._database.reading() as connection:
            printed = [name for text in connection.execute(query).scalars() for name in _list(text)]
        spelled = {category_key(name): name.strip() for name in reversed(printed)}
        return {key: spelled[key] for key in keys if key in spelled}

    def papers(self, typed: str, limit: int) -> list[tuple[str, str]]:
        """Id and title of papers whose id, or else whose title, begins as typed.

        Of each kind the newest stand first.
        """
        key = title_key(typed)
        with self._database.reading() as connection:
            found: dict[str, str] = {}
            if typed:
                query = select(papers.c.id, papers.c.title).where(_begins(papers.c.id, typed))
                rows = connection.execute(query.order_by(papers.c.id.desc()).limit(limit))
                found.update((row.id, row.title) for row in rows)
            if key and len(found) < limit:
                found |= {i: title for i, title in _titled(connection, key) if i not in found}
        return list(found.items())[:limit]


def _begins(column: Column[str], prefix: str) -> ColumnElement[bool]:
    """Whether a column begins so: a range for SQLite's index, LIKE where orders may differ."""
    return column.startswith(prefix, autoescape=True) & column.between(prefix, prefix + _LAST)


def _titled(connection: Connection, key: str) -> list[tuple[str, str]]:
    table = paper_titles
    chosen = (
        select(table.c.paper_id)
        .where(_begins(table.c.normalised, key))
        .order_by(table.c.normalised)
        .limit(_TITLES)
    )
    query = (
        select(papers.c.id, papers.c.title)
        .where(papers.c.id.in_(chosen))
        .order_by(papers.c.first_day.desc().nulls_last(), papers.c.id.desc())
    )
    return [(row.id, row.title) for row in connection.execute(query)]
