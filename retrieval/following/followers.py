"""Followers in their table. What needs a transaction takes the caller's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from retrieval.catalogue.writing import upsert
from retrieval.following.tables import delivered, deliveries, followers, tokens, topics
from retrieval.following.values import Follower, State, Style, Way, follower_id

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row

_AS_THEY_ARE = (
    "id", "address", "timezone", "since", "language", "most", "quiet_days", "paused",
    "resumes", "server", "owner", "confirmed",
)  # fmt: skip


def put(connection: Connection, follower: Follower) -> None:
    """Keep a follower; one of the same id is replaced.

    Whether an e-mail address is confirmed stays as it stands: only its owner changes that.
    """
    row = {name: getattr(follower, name) for name in _AS_THEY_ARE} | {
        "way": follower.way.value,
        "at": follower.at.isoformat(),
        "style": follower.style.value,
    }
    if follower.way is Way.EMAIL:
        row["confirmed"] = False
        upsert(connection, followers, [row], keep=["confirmed"])
    else:
        upsert(connection, followers, [row])


def found(connection: Connection, *conditions: ColumnElement[bool]) -> list[Follower]:
    """The followers that meet the conditions, by id."""
    query = select(followers).where(*conditions).order_by(followers.c.id)
    return [_read(row) for row in connection.execute(query)]


def one(connection: Connection, id_: str) -> Follower | None:
    """A follower by its id."""
    return next(iter(found(connection, followers.c.id == id_)), None)


def is_sendable() -> ColumnElement[bool]:
    """Neither paused for good nor unconfirmed."""
    ends = followers.c.paused.is_(None) | followers.c.resumes.is_not(None)
    return followers.c.confirmed & ends


def pause(connection: Connection, id_: str, reason: str | None, until: dt.datetime | None) -> bool:
    """Note why nothing is sent and until when; False if there is no such follower."""
    changed = update(followers).where(followers.c.id == id_)
    values = {"paused": reason, "resumes": until if reason is not None else None}
    return connection.execute(changed.values(**values)).rowcount > 0


def confirm(connection: Connection, id_: str) -> None:
    """Note that the owner of an address agreed."""
    connection.execute(update(followers).where(followers.c.id == id_).values(confirmed=True))


def remove(connection: Connection, id_: str, *, forget: bool) -> bool:
    """Delete a follower with its topics and deliveries; False if there was none.

    Args:
        connection: the writing transaction.
        id_: the follower.
        forget: delete also which papers it had. Otherwise those that may have been sent stay
            noted, so that following again repeats none of them.
    """
    unsent = select(deliveries.c.id).where(
        deliveries.c.follower == id_, deliveries.c.state == State.PLANNED.value
    )
    had = delete(delivered).where(delivered.c.follower == id_)
    connection.execute(had if forget else had.where(delivered.c.delivery.in_(unsent)))
    for table in (topics, deliveries, tokens):
        connection.execute(delete(table).where(table.c.follower == id_))
    return connection.execute(delete(followers).where(followers.c.id == id_)).rowcount > 0


def forget(connection: Connection, user: str) -> bool:
    """Delete a member's own follower with all it had; channels lose the name of who made them."""
    made = update(followers).where(followers.c.owner == user)
    connection.execute(made.values(owner=None))
    return remove(connection, follower_id(Way.MEMBER, user), forget=True)


def _read(row: Row[Any]) -> Follower:
    return Follower(
        way=Way(row.way),
        at=dt.time.fromisoformat(row.at),
        style=Style(row.style),
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
    )
