"""Which papers may have been announced on some days, answered from indexed columns alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union

from retrieval.catalogue.schema import papers, sightings

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection


def around(connection: Connection, since: dt.date, until: dt.date) -> list[str]:
    """Ids of papers that came out between two days, inclusive, or were cross-listed then.

    A paper of which no day is known counts for the days on which a source pointed at it.
    """
    dated = select(papers.c.id).where(
        papers.c.last_day.between(since, until),
        papers.c.first_day == papers.c.last_day,
    )
    pointed = (
        select(sightings.c.paper_id)
        .join(papers, papers.c.id == sightings.c.paper_id)
        .where(
            sightings.c.day.between(since, until),
            (sightings.c.announce_type == "cross")
            | (papers.c.listed.is_(None) & papers.c.published.is_(None)),
        )
    )
    return sorted(connection.execute(union(dated, pointed)).scalars())
