"""Deliveries in their table, and how they go from one state to the next.

    PLANNED ──> SENDING ──> SENT
       └───────────┴──────> FAILED

Nothing leads out of SENT and FAILED. What needs a transaction takes the caller's.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update

from retrieval.errors import StoreError
from retrieval.following import reserving
from retrieval.following.tables import deliveries, followers
from retrieval.following.values import Delivery, Item, News, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row

_AS_THEY_ARE = ("id", "follower", "day", "first_day", "planned", "tries", "tried")
_OPEN = (State.PLANNED.value, State.SENDING.value)
_DONE = (State.SENT.value, State.FAILED.value)


def plan(connection: Connection, delivery: Delivery) -> bool:
    """Write a delivery down and reserve its papers; see `Following.plan`."""
    known = select(followers.c.id).where(followers.c.id == delivery.follower)
    if connection.execute(known).first() is None or one(connection, delivery.id) is not None:
        return False
    newest = last_day(connection, delivery.follower)
    late = newest is not None and delivery.day <= newest
    if late and not all(item.late for item in delivery.items):
        return False
    items = reserving.unheard(connection, delivery.follower, delivery.items)
    if late and not items:
        return False
    planned = replace(
        delivery, items=tuple(items), state=State.PLANNED, messages=(), tries=0, tried=None
    )
    connection.execute(deliveries.insert(), _row(planned) | {"late": late})
    reserving.reserve(connection, delivery.follower, delivery.id, items)
    return True


def sending(
    connection: Connection, id_: str, *, tries: int | None, now: dt.datetime | None
) -> bool:
    """Note that a try begins; False if it is settled, or somebody else tried meanwhile."""
    where = [deliveries.c.id == id_, deliveries.c.state.in_(_OPEN)]
    if tries is not None:
        where.append(deliveries.c.tries == tries)
    values = {"state": State.SENDING.value, "tries": deliveries.c.tries + 1, "tried": now}
    return connection.execute(update(deliveries).where(*where).values(values)).rowcount > 0


def confirm(connection: Connection, id_: str, messages: Sequence[str]) -> bool:
    """Note that it arrived; False if it was settled before."""
    return _settle(connection, id_, state=State.SENT.value, messages=json.dumps(list(messages)))


def fail(connection: Connection, id_: str) -> bool:
    """Give it up and free its papers; False if it was settled before."""
    if not _settle(connection, id_, state=State.FAILED.value):
        return False
    given_up = one(connection, id_)
    if given_up is not None:
        reserving.free(connection, given_up.follower, id_)
    return True


def _settle(connection: Connection, id_: str, **values: str) -> bool:
    where = deliveries.c.id == id_, deliveries.c.state.in_(_OPEN)
    return connection.execute(update(deliveries).where(*where).values(values)).rowcount > 0


def doubtful(connection: Connection, before: dt.datetime | None) -> list[Delivery]:
    """Those that are not settled, the first planned first."""
    where: list[ColumnElement[bool]] = [deliveries.c.state.in_(_OPEN)]
    if before is not None:
        where.append(deliveries.c.tried.is_(None) | (deliveries.c.tried < before))
    return found(connection, *where, order=deliveries.c.planned)


def found(
    connection: Connection,
    *conditions: ColumnElement[bool],
    order: ColumnElement[Any],
    limit: int | None = None,
) -> list[Delivery]:
    """The deliveries that meet the conditions."""
    query = select(deliveries).where(*conditions).order_by(order, deliveries.c.id).limit(limit)
    return [_read(row) for row in connection.execute(query)]


def history(connection: Connection, follower: str, limit: int) -> list[Delivery]:
    """A follower's deliveries without their contents, the last planned first."""
    columns = [deliveries.c[name] for name in (*_AS_THEY_ARE, "state")]
    query = select(*columns).where(deliveries.c.follower == follower)
    rows = connection.execute(
        query.order_by(deliveries.c.planned.desc(), deliveries.c.id).limit(limit)
    )
    return [
        Delivery(state=State(row.state), **{name: getattr(row, name) for name in _AS_THEY_ARE})
        for row in rows
    ]


def one(connection: Connection, id_: str) -> Delivery | None:
    """A delivery by its id."""
    return next(iter(found(connection, deliveries.c.id == id_, order=deliveries.c.id)), None)


def last_day(connection: Connection, follower: str) -> dt.date | None:
    """The newest day that is planned, being sent, or sent."""
    where = deliveries.c.follower == follower, deliveries.c.state != State.FAILED.value
    newest: dt.date | None = connection.execute(
        select(func.max(deliveries.c.day)).where(*where)
    ).scalar()
    return newest


def last_planned(connection: Connection) -> dt.datetime | None:
    """When the newest delivery to anybody was planned."""
    newest: dt.datetime | None = connection.execute(select(func.max(deliveries.c.planned))).scalar()
    return newest


def expire(connection: Connection, before: dt.datetime) -> int:
    """Drop the contents of old deliveries, and those that failed; how many deliveries."""
    old = deliveries.c.planned < before, deliveries.c.contents.is_not(None)
    gone = delete(deliveries).where(*old, deliveries.c.state == State.FAILED.value)
    sent = update(deliveries).where(*old, deliveries.c.state == State.SENT.value)
    count = connection.execute(gone).rowcount
    return count + connection.execute(sent.values(contents=None, messages="[]")).rowcount


def _row(delivery: Delivery) -> dict[str, Any]:
    row = {name: getattr(delivery, name) for name in _AS_THEY_ARE}
    return row | {
        "state": delivery.state.value,
        "contents": json.dumps([_packed(item) for item in delivery.items], separators=(",", ":")),
        "messages": json.dumps(list(delivery.messages)),
    }


def _read(row: Row[Any]) -> Delivery:
    try:
        return Delivery(
            items=tuple(_unpacked(*item) for item in json.loads(row.contents or "[]")),
            state=State(row.state),
            messages=tuple(json.loads(row.messages)),
            **{name: getattr(row, name) for name in _AS_THEY_ARE},
        )
    except (ValueError, TypeError) as exc:
        raise StoreError(f"What was kept of the delivery {row.id} cannot be read.") from exc


def _packed(item: Item) -> list[Any]:
    day = item.day.isoformat()
    return [
        item.paper_id, item.topic_id, day, float(item.score), item.news.value, item.late,
        item.version,
    ]  # fmt: skip


def _unpacked(  # noqa: PLR0913, PLR0917 - the fields of an item in their stored order
    paper_id: str,
    topic_id: str,
    day: str,
    score: float,
    news: str,
    late: bool,  # noqa: FBT001 - same
    version: int | None,
) -> Item:
    return Item(paper_id, topic_id, dt.date.fromisoformat(day), score, News(news), late, version)
