"""Names, subjects and titles that begin as typed, for completion: a few index rows each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from retrieval.catalogue.authors import normalised_name
from retrieval.catalogue.rows import category_key, title_key
from retrieval.catalogue.schema import paper_authors, paper_categories, paper_titles, papers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
        Kaiming He. A last name of several words is found when it is all there. Nothing
        typed finds those of the newest papers.
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

        Of each kind the newest stand first; nothing typed finds the newest of all.
        """
        key = title_key(typed)
        with self._database.reading() as connection:
            if not typed:
                return [(paper_id, title) for paper_id, title, _ in _newest(connection, limit)]
            named = _begins(connection, papers.c.id, typed)
            query = select(papers.c.id, papers.c.title).where(named)
            rows = connection.execute(query.order_by(papers.c.id.desc()).limit(limit))
            found: dict[str, str] = {row.id: row.title for row in rows}
            if key and len(found) < limit:
                found |= {i: title for i, title in _titled(connection, key) if i not in found}
        return list(found.items())[:limit]


def _begins(connection: Connection, column: Column[str], prefix: str) -> ColumnElement[bool]:
    if connection.dialect.name == "sqlite":  # whose LIKE uses no index
        return column.between(prefix, prefix + _LAST)
    return column.startswith(prefix, autoescape=True)  # the order may be any language's


def _titled(connection: Connection, key: str) -> list[tuple[str, str]]:
    table = paper_titles
    chosen = (
        select(table.c.paper_id)
        .where(_begins(connection, table.c.normalised, key))
        .order_by(table.c.normalised)
        .limit(_TITLES)
    )
    query = (
        select(papers.c.id, papers.c.title)
        .where(papers.c.id.in_(chosen))
        .order_by(papers.c.first_day.desc().nulls_last(), papers.c.id.desc())
    )
    return [(row.id, row.title) for row in connection.execute(query)]


# ---------------------------------------------------------------- authors


def _meant(connection: Connection, words: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """What a name may be like; each is answered from an index of its own."""
    last, name = paper_authors.c.last_name, paper_authors.c.name
    yield _begins(connection, name, " ".join(words))
    one, other = words[0], words[-1]
    if len(words) == 1:
        yield _begins(connection, last, one)
        return
    whole = name.endswith(" " + " ".join(words), autoescape=True)  # "van der maaten"
    yield _begins(connection, last, other) & (name.startswith(one, autoescape=True) | whole)
    yield _begins(connection, last, one) & name.startswith(other, autoescape=True)


def _counted(
    connection: Connection, condition: ColumnElement[bool], limit: int
) -> dict[str, tuple[int, str]]:
    """The commonest names that meet the condition: how many papers they have, and one of them."""
    table = paper_authors
    count = func.count().label("papers")
    query = (
        select(table.c.name, count, func.max(table.c.paper_id))
        .where(condition)
        .group_by(table.c.name)
        .order_by(count.desc(), table.c.name)
        .limit(limit)
    )
    return {name: (papers, one) for name, papers, one in connection.execute(query)}


def _as_printed(connection: Connection, homes: Mapping[str, str]) -> list[str]:
    """Normalised names as the papers that are given with them print them, in order."""
    query = select(papers.c.authors).where(papers.c.id.in_(set(homes.values())))
    printed: dict[str, str] = {}
    for text in connection.execute(query).scalars():
        for name in _list(text):
            printed.setdefault(normalised_name(name), name)
    return [printed[name] for name in homes if name in printed]


def _newest_authors(connection: Connection, limit: int) -> list[str]:
    texts = [authors for *_, authors in _newest(connection, limit)]
    return list(dict.fromkeys(name for text in texts for name in _list(text)))[:limit]


def _newest(connection: Connection, limit: int) -> list[tuple[str, str, str]]:
    """Id, title and authors of the newest papers, without sorting all that are stored."""
    days = (papers.c.last_day, papers.c.first_day)  # in the order of their index
    newest = (*(day.desc().nulls_last() for day in days), papers.c.id.desc())
    query = (
        select(papers.c.id, papers.c.title, papers.c.authors)
        .where(papers.c.withdrawn.is_(False))
        .order_by(*newest)
        .limit(limit)
    )
    return [(row.id, row.title, row.authors) for row in connection.execute(query)]


def _list(text: str) -> list[str]:
    found: list[str] = json.loads(text)
    return found
