"""Topics in their table. What needs a transaction takes the caller's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update

from retrieval.following.tables import topics
from retrieval.following.values import Topic

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row

_AS_THEY_ARE = ("id", "follower", "text", "paper_id", "threshold", "made")
_LISTS = ("keywords", "categories", "authors")


def found(connection: Connection, *conditions: ColumnElement[bool]) -> list[Topic]:
    """The topics that meet the conditions, by follower and in the order they were added."""
    order = topics.c.follower, topics.c.number, topics.c.id
    query = select(topics).where(*conditions).order_by(*order)
    return [_read(row) for row in connection.execute(query)]


def add(connection: Connection, topic: Topic) -> None:
    """Keep a new topic, as the follower's last."""
    last = select(func.max(topics.c.number)).where(topics.c.follower == topic.follower)
    number = (connection.execute(last).scalar() or 0) + 1
    connection.execute(topics.insert(), _row(topic) | {"number": number})


def change(connection: Connection, topic: Topic) -> bool:
    """Replace a topic at its place; False if there is none of its id."""
    where = topics.c.follower == topic.follower, topics.c.id == topic.id
    return connection.execute(update(topics).where(*where).values(**_row(topic))).rowcount > 0


def remove(connection: Connection, follower: str, id_: str) -> bool:
    """Delete a topic; False if the follower has none of this id."""
    where = topics.c.follower == follower, topics.c.id == id_
    return connection.execute(delete(topics).where(*where)).rowcount > 0


def _row(topic: Topic) -> dict[str, Any]:
    row = {name: getattr(topic, name) for name in _AS_THEY_ARE}
    return row | {name: json.dumps(getattr(topic, name)) for name in _LISTS}


def _read(row: Row[Any]) -> Topic:
    lists: dict[str, Any] = {name: tuple(json.loads(getattr(row, name))) for name in _LISTS}
    return Topic(**{name: getattr(row, name) for name in _AS_THEY_ARE}, **lists)
