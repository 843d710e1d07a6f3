"""What members thought of answers. A rating outlives the turn that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from retrieval.catalogue.rows import chunks, renamed_ids
from retrieval.catalogue.writing import upsert
from retrieval.members.tables import ratings
from retrieval.members.values import Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_WHOLE = ""  # stands for no paper in particular: a key holds no NULL


def rate(connection: Connection, user: str, rating: Rating) -> None:
    """Note a rating; the latest of a member for a paper of a turn counts."""
    paper_id = rating.paper_id or _WHOLE
    row = {
        "member": user,
        "turn_id": rating.turn_id,
        "paper_id": renamed_ids(connection, [paper_id]).get(paper_id, paper_id),
        "value": rating.value,
        "rated": rating.rated,
    }
    upsert(connection, ratings, [row])


def ratings_of(connection: Connection, user: str) -> list[Rating]:
    """A member's ratings, newest first; papers by the ids that they had when they were rated."""
    table = ratings.c
    query = select(ratings).where(table.member == user)
    rows = connection.execute(query.order_by(table.rated.desc(), table.turn_id, table.paper_id))
    return [Rating(row.turn_id, row.paper_id or None, row.value, row.rated) for row in rows]


def ratings_of_turns(connection: Connection, turn_ids: Sequence[str]) -> list[Rating]:
    """Everybody's ratings of these turns, newest first."""
    found: list[Rating] = []
    for chunk in chunks(turn_ids):
        rows = connection.execute(select(ratings).where(ratings.c.turn_id.in_(chunk)))
        found += [Rating(row.turn_id, row.paper_id or None, row.value, row.rated) for row in rows]
    return sorted(found, key=lambda one: one.rated, reverse=True)


def forget(connection: Connection, user: str) -> int:
    """Delete a member's ratings; how many there were."""
    return connection.execute(delete(ratings).where(ratings.c.member == user)).rowcount
