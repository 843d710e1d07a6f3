"""Which papers a question's filters let through, answered in SQL."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import false, select, true

from retrieval.catalogue import qualities
from retrieval.catalogue.authors import last_name, normalised_name, same_author, spellings
from retrieval.catalogue.rows import category_key, chunks
from retrieval.catalogue.schema import paper_authors, paper_categories, papers

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection

    from retrieval.catalogue.telling import Telling
    from retrieval.filters import Filters

_MANY = 2_000  # candidates looked at in one query


def matching(
    connection: Connection,
    filters: Filters,
    *,
    among: Collection[str] | None,
    limit: int | None,
) -> set[str]:
    """Ids that pass all filters; only of those `among`, unless it is None."""
    query = select(papers.c.id).where(*conditions(connection, filters))
    if among is None:
        return set(connection.execute(query.limit(limit)).scalars())
    found: set[str] = set()
    for chunk in chunks(among, _MANY):
        found.update(connection.execute(query.where(papers.c.id.in_(chunk))).scalars())
    return found if limit is None else set(sorted(found)[:limit])


def newest(
    connection: Connection,
    filters: Filters,
    *,
    among: Collection[str] | None,
    besides: Collection[str] = (),
    limit: int,
) -> list[str]:
    """Ids that pass all filters, newest first; none of `besides`.

    Only of those `among`, unless it is None.

    A paper of which only the month is known stands at that month's beginning, so that it
    does not push back those whose day is known.
    """
    order = (papers.c.first_day.desc().nulls_last(), papers.c.id.desc())
    query = select(papers.c.id).where(*conditions(connection, filters)).order_by(*order)
    if among is None:
        # so many pass at least, whichever of them are left out
        found = connection.execute(query.limit(limit + len(besides))).scalars()
        return list(islice((i for i in found if i not in besides), limit))
    chosen = set(among).difference(besides)
    return list(islice((i for i in connection.execute(query).scalars() if i in chosen), limit))


def conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """The filters in SQL: any of the categories, all of the authors, never withdrawn."""
    found: list[ColumnElement[bool]] = [papers.c.withdrawn.is_(False)]
    if filters.since:
        found.append(papers.c.last_day >= filters.since)
    if filters.until:
        found.append(papers.c.first_day <= filters.until)
    keys = [category_key(category) for category in filters.categories]
    if keys:
        table = paper_categories
        chosen = select(table.c.paper_id).where(table.c.category.in_(keys))
        found.append(papers.c.id.in_(chosen))
    found += [_by(connection, author) for author in filters.authors]
    return found + qualities.conditions(connection, filters.qualities)


def knows(connection: Connection, telling: Telling, kind: str, name: str) -> bool:
    """Whether a filter can be carried out: whether what it asks for is told of any paper.

    Args:
        connection: an open one.
        telling: of its catalogue.
        kind: "authors", "categories", "venues", "affiliations", "code" or "survey".
        name: the name that was said. Where papers have authors, and categories of arXiv, a
            name that none of them has is an answer, too; venues and affiliations are told of
            few papers, so those must be known themselves.
    """
    match kind:
        case "authors":
            return _exists(connection, paper_authors.c.name.is_not(None))
        case "categories":
            some = paper_categories.c.category
            asked = category_key(name)
            return _exists(connection, some.like("%.%") | (some == asked))
        case "venues":
            return qualities.knows_venue(connection, name)
        case "affiliations":
            return qualities.knows_affiliation(connection, name)
        case "code":
            return telling.knows_code(connection)
        case _:
            return telling.knows_surveys(connection)


def _exists(connection: Connection, condition: ColumnElement[bool]) -> bool:
    return connection.execute(select(true()).where(condition).limit(1)).first() is not None


def knows_author(connection: Connection, name: str) -> bool:
    """Whether any paper has an author who may be meant by the name."""
    asked = normalised_name(name)
    return bool(asked and _printed(connection, asked))


def knows_subject(connection: Connection, name: str) -> bool:
    """Whether any paper has the category or subject; the first that has it is enough."""
    some = paper_categories.c
    theirs = (some.category == category_key(name)) & (papers.c.id == some.paper_id)
    return _exists(connection, theirs & papers.c.withdrawn.is_(False))


def _by(connection: Connection, author: str) -> ColumnElement[bool]:
    asked = normalised_name(author)
    names = _printed(connection, asked) if asked else []
    if not names:
        return false()
    table = paper_authors
    last_names = {last_name(name) for name in names}
    chosen = select(table.c.paper_id).where(table.c.last_name.in_(last_names))
    return papers.c.id.in_(chosen.where(table.c.name.in_(names)))


def _printed(connection: Connection, asked: str) -> list[str]:
    """The names on papers that fit the one asked for, or else another spelling of it."""
    table = paper_authors
    for form in spellings(asked):
        query = select(table.c.name).where(table.c.last_name == last_name(form)).distinct()
        names = [name for name in connection.execute(query).scalars() if same_author(form, name)]
        if names:
            return names
    return []
