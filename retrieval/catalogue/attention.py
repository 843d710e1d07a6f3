"""What was made of papers within some days: who saw them, how many liked them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import String, case, cast, func, or_, select, union_all

from retrieval.catalogue.schema import papers, sightings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Subquery

# A digest's source is its layout; two days' digests are two editors' choices.
_WITNESS = case(
    (
        sightings.c.source.startswith("digest:"),
        sightings.c.source + func.coalesce(cast(sightings.c.day, String), ""),
    ),
    else_=sightings.c.source,
)
_UPVOTES = func.coalesce(func.max(sightings.c.upvotes), 0)
_WITNESSES = func.count(_WITNESS.distinct())
_CODE = func.coalesce(papers.c.code_url, func.max(sightings.c.code_url), "")


@dataclass(frozen=True, slots=True)
class Attention:
    """What one paper got."""

    paper_id: str
    day: dt.date  # the first of the days on which it was seen
    upvotes: int  # the most that any sighting, of whatever day, tells of
    witnesses: int  # different sources; each day's digest is one of its own
    code: bool  # a repository is known


def attention(  # noqa: PLR0913 - what the door was asked for, each with a name
    connection: Connection,
    conditions: Sequence[ColumnElement[bool]],
    *,
    since: dt.date,
    until: dt.date,
    unnoticed: int,
    also: Sequence[str] = (),
) -> list[Attention]:
    """What every paper got that was seen between two days, inclusive, and meets the conditions.

    Of those that nobody voted for and only one source saw, `unnoticed` of the newest, and those
    of the ids in `also`.
    """
    seen = _seen(since, until)
    query = (
        select(papers.c.id, seen.c.day, _UPVOTES, _WITNESSES, _CODE)
        .join(seen, seen.c.paper_id == papers.c.id)
        .outerjoin(sightings, sightings.c.paper_id == papers.c.id)
        .where(*conditions)
        .group_by(papers.c.id, seen.c.day, papers.c.code_url)
    )
    noticed = or_(_UPVOTES > 0, _WITNESSES > 1, papers.c.id.in_(also))
    newest = query.having(~noticed).order_by(seen.c.day.desc(), papers.c.id.desc())
    rows = [
        *connection.execute(query.having(noticed)),
        *connection.execute(newest.limit(unnoticed)),
    ]
    return [Attention(i, day, up, witnesses, bool(code)) for i, day, up, witnesses, code in rows]


def _seen(since: dt.date, until: dt.date) -> Subquery:
    """Each paper with the first day on which it was seen.

    Many digests print no day, so a paper that came out within the days counts as seen then.
    """
    day, first, last = sightings.c.day, papers.c.first_day, papers.c.last_day
    sighted = select(sightings.c.paper_id, day).where(day.between(since, until))
    published = select(papers.c.id, first).where(
        last.between(since, until), first == last, papers.c.withdrawn.is_(False)
    )
    every = union_all(sighted, published).subquery()
    paper_id, on = every.columns
    return (
        select(paper_id.label("paper_id"), func.min(on).label("day")).group_by(paper_id).subquery()
    )
