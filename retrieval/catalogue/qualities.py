"""Which papers have code, stand in a venue, come from an institution or are surveys, in SQL.

Sources seldom have fields for these, so they are read from what they print: the comment and
the journal reference ("Accepted at CVPR 2025"), the affiliations of a digest, and the authors'
own words in title and abstract ("our code is available at").
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

# Authors' words for "there is code", for LIKE over small letters.
_CODE = (
    *("%github.com%", "%gitlab.com%", "%bitbucket.org%", "%code is available%"),
    *("%code is publicly%", "%code available%", "%code will be%", "%code and %available%"),
    *("%code are %available%", "%release%our code%", "%release%the code%", "%code is released%"),
    *("%we open-source%", "%open-sourced%", "%open source%our%", "%codes are available%"),
    *("%code repository%", "%implementation is available%", "%release all code%"),
)
_CODE_IN_COMMENT = ("%github.com%", "%gitlab.com%", "%code:%", "%code available%", "%code at%")
_SURVEY_TITLES = (
    *("%survey%", "%literature review%", "%systematic review%", "%scoping review%", "sok:%"),
    *("%: a review%", "a review %", "%comprehensive review%", "%critical review%", "review of%"),
    *("%overview of%", "%: an overview%", "%tutorial%", "%roadmap%", "%a primer%"),
)
_SURVEY_ABSTRACTS = (
    *("%this survey%", "%our survey %", "%we survey %", "%this review%", "%we review %"),
    *("%this paper surveys%", "%this paper reviews%", "%this paper provides a survey%"),
    *("%comprehensive survey%", "%systematic review%", "%literature review%", "%scoping review%"),
)
_YEAR = re.compile(r"(?P<name>.+?) (?P<year>(?:19|20)\d\d)")


def conditions(connection: Connection, wanted: Qualities) -> list[ColumnElement[bool]]:
    """What SQL must say so that all of it holds."""
    found: list[ColumnElement[bool]] = []
    if wanted.code:
        found.append(_has_code())
    if wanted.survey:
        found.append(_is_survey())
    if wanted.venues:
        found.append(_within(_at(connection, wanted.venues)))
    if wanted.affiliations:
        found.append(_within(_from(connection, wanted.affiliations)))
    return found


def knows_code(connection: Connection) -> bool:
    """Whether of any paper it is known that there is code."""
    return _any(connection, _has_code())


def knows_surveys(connection: Connection) -> bool:
    """Whether any paper is known to be a survey."""
    return _any(connection, _is_survey())


def knows_venue(connection: Connection, venue: str) -> bool:
    """Whether any paper is known to stand there."""
    return bool(_at(connection, (venue,)))


def knows_affiliation(connection: Connection, name: str) -> bool:
    """Whether any paper is known to come from there."""
    return bool(_from(connection, (name,)))


def _any(connection: Connection, condition: ColumnElement[bool]) -> bool:
    return connection.execute(select(papers.c.id).where(condition).limit(1)).first() is not None


def _has_code() -> ColumnElement[bool]:
    seen = select(sightings.c.paper_id).where(sightings.c.code_url.is_not(None))
    return or_(
        papers.c.code_url.is_not(None),
        papers.c.id.in_(seen),
        _like(papers.c.abstract, _CODE),
        _like(papers.c.comment, _CODE_IN_COMMENT),
    )


def _is_survey() -> ColumnElement[bool]:
    chinese = papers.c.title.like("%综述%") | papers.c.translations.like("%综述%")
    return or_(
        _like(papers.c.title, _SURVEY_TITLES), _like(papers.c.abstract, _SURVEY_ABSTRACTS), chinese
    )


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
