"""Followers, topics and deliveries in few words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from retrieval.following.values import Delivery, Follower, Item, Topic, Way, follower_id

NOON = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)  # a Monday
MONDAY, HOUR = NOON.date(), dt.timedelta(hours=1)
ADA, BOB = "1001", "1002"


def day(number: int) -> dt.date:
    """A day after MONDAY, or before it."""
    return MONDAY + dt.timedelta(days=number)


def follower(address: str = "2001", way: Way = Way.CHANNEL, **more: Any) -> Follower:
    made = Follower(
        follower_id(way, address), way, address, dt.time(8, 30), "Europe/Berlin", MONDAY
    )
    return replace(made, **more)


def topic(follower: str = "channel:2001", **more: Any) -> Topic:
    told: dict[str, Any] = {"id": "topic0000000", "text": "walking robots"}
    return Topic(follower=follower, **(told | more))


def items(*paper_ids: str, **more: Any) -> tuple[Item, ...]:
    told: dict[str, Any] = {"topic_id": "topic0000000", "day": MONDAY, "score": 0.75} | more
    return tuple(Item(paper_id=paper_id, **told) for paper_id in paper_ids)


def delivery(id_: str = "d-0000000001", number: int = 0, *paper_ids: str, **more: Any) -> Delivery:
    told: dict[str, Any] = {"follower": "channel:2001", "planned": NOON} | more
    told.setdefault("items", items(*paper_ids, day=day(number)))
    return Delivery(id=id_, day=day(number), first_day=day(number), **told)
