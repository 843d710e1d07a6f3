"""Turns in their table. What needs a transaction takes the caller's."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, select, update

from retrieval.catalogue.rows import chunks
from retrieval.catalogue.writing import upsert
from retrieval.errors import StoreError
from retrieval.members.outcomes import from_stored, ids_in, to_stored, without_question
from retrieval.members.tables import turns
from retrieval.members.values import Kind, Turn

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row

    from retrieval.catalogue import Catalogue


def remember(connection: Connection, turn: Turn) -> None:
    """Keep a turn, as the newest; one of the same id is replaced."""
    last = connection.execute(select(func.max(turns.c.number))).scalar()
    row = {
        "id": turn.id,
        "number": (last or 0) + 1,
        "asker": turn.user,
        "place": turn.place,
        "asked": turn.asked,
        "kind": turn.kind.value,
        "message": turn.message,
        "outcome": to_stored(turn.outcome),
    }
    upsert(connection, turns, [row])


def shown_by(connection: Connection, turn_id: str, message_id: str) -> None:
    """Note the message; nothing happens if the turn is gone."""
    connection.execute(update(turns).where(turns.c.id == turn_id).values(message=message_id))


def newest(
    connection: Connection, *conditions: ColumnElement[bool], limit: int
) -> Sequence[Row[tuple[object, ...]]]:
    """The rows of the newest turns that meet the conditions, newest first."""
    query = select(turns).where(*conditions).order_by(turns.c.number.desc()).limit(limit)
    return connection.execute(query).all()


def read(row: Row[tuple[object, ...]], catalogue: Catalogue) -> Turn:
    """The turn of a row, over the papers as the catalogue holds them now.

    Raises:
        StoreError: the row holds something that this version never wrote.
    """
    with _readable(row):
        stored = json.loads(row.outcome)
        ids = ids_in(stored)
    papers = catalogue.papers(ids)
    with _readable(row):
        return Turn(
            id=row.id,
            user=row.asker,
            place=row.place,
            asked=row.asked,
            outcome=from_stored(stored, papers),
            kind=Kind(row.kind),
            message=row.message,
        )


@contextmanager
def _readable(row: Row[tuple[object, ...]]) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, LookupError, AttributeError) as exc:
        raise StoreError(f"What was kept of the turn {row.id} cannot be read.") from exc


def expire(connection: Connection, before: dt.datetime) -> int:
    """Delete the turns that were asked earlier; how many those were."""
    return connection.execute(delete(turns).where(turns.c.asked < before)).rowcount


def forget(connection: Connection, user: str) -> int:
    """Take a member out of their turns; how many turns those were.

    A turn that other people may still press buttons of keeps its id, time, message and
    papers. One that showed no paper, and one that showed the member's own list, is deleted.
    """
    found = connection.execute(select(turns).where(turns.c.asker == user)).all()
    gone: list[str] = []
    bare = []
    for row in found:
        rest = None if row.kind == Kind.SAVED else without_question(row.outcome)
        if rest is None:
            gone.append(row.id)
        else:
            bare.append({"which": row.id, "rest": rest})
    for chunk in chunks(gone):
        connection.execute(delete(turns).where(turns.c.id.in_(chunk)))
    if bare:
        emptied = update(turns).where(turns.c.id == bindparam("which"))
        connection.execute(emptied.values(asker="", place="", outcome=bindparam("rest")), bare)
    return len(found)
