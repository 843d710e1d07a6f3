"""Which papers stand in a venue or come from an institution, in SQL.

Sources seldom have fields for these, so they are read from what they print: the comment and
the journal reference ("Accepted at CVPR 2025"), and the affiliations of a digest.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sqlalchemy import false, func, or_, select

from retrieval.catalogue.schema import papers, sightings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from retrieval.qualities import Qualities

_YEAR = re.compile(r"(?P<name>.+?) (?P<year>(?:19|20)\d\d)")


def conditions(connection: Connection, wanted: Qualities) -> list[ColumnElement[bool]]:
    """What SQL must say of venues and affiliations; `Telling` knows the rest."""
    found: list[ColumnElement[bool]] = []
    if wanted.venues:
        found.append(_within(_at(connection, wanted.venues)))
    if wanted.affiliations:
        found.append(_within(_from(connection, wanted.affiliations)))
    return found


def knows_venue(connection: Connection, venue: str) -> bool:
    """Whether any paper is known to stand there."""
    return bool(_at(connection, (venue,)))


def knows_affiliation(connection: Connection, name: str) -> bool:
    """Whether any paper is known to come from there."""
    return bool(_from(connection, (name,)))


def _like(column: ColumnElement[str], patterns: Iterable[str]) -> ColumnElement[bool]:
    small = func.lower(func.coalesce(column, ""))
    return or_(*(small.like(pattern) for pattern in patterns))


def _within(ids: Sequence[str]) -> ColumnElement[bool]:
    return papers.c.id.in_(ids) if ids else false()


def _at(connection: Connection, venues: Sequence[str]) -> list[str]:
    """Ids whose comment or journal reference names one of the venues, and its year if said."""
    printed = (papers.c.comment, papers.c.journal_ref)
    found: dict[str, None] = {}
    for venue in venues:
        dated = _YEAR.fullmatch(venue)
        name, year = (dated["name"], dated["year"]) if dated else (venue, "")
        whole = re.compile(
            rf"(?<![a-z]){re.escape(name.lower())}(?![a-z]).*?{_year(year)}", re.DOTALL
        )
        near = or_(*(_like(column, (f"%{_escaped(name)}%",)) for column in printed))
        for paper_id, *texts in connection.execute(select(papers.c.id, *printed).where(near)):
            if any(whole.search(text.lower()) for text in texts if text):
                found[paper_id] = None
    return list(found)


def _year(year: str) -> str:
    return rf"(?:{year}|['’]?{year[2:]}(?!\d))" if year else ""


def _from(connection: Connection, names: Sequence[str]) -> list[str]:
    """Ids of which a source printed such an affiliation."""
    found: dict[str, None] = {}
    for name in names:
        whole = re.compile(rf"(?<!\w){re.escape(name.casefold())}(?!\w)")
        near = _like(sightings.c.affiliations, (f"%{_escaped(name)}%",))
        rows = connection.execute(
            select(sightings.c.paper_id, sightings.c.affiliations).where(near)
        )
        for paper_id, affiliations in rows:
            if any(whole.search(one.casefold()) for one in json.loads(affiliations)):
                found[paper_id] = None
    return list(found)


def _escaped(name: str) -> str:
    """The name for LIKE, where no letter of a typed name is a wildcard beyond one character."""
    return name.lower().replace("%", "_")
