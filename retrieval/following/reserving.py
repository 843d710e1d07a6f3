"""Which news of which paper a follower had, whatever id the paper went by then.

A paper is new to a follower once. News of a paper that is followed come once for each
version; that a version is withdrawn can be told after the version itself was, but not the
other way round. Every reservation is noted with its delivery, and freed with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from retrieval.catalogue.rows import chunks, renamed_ids
from retrieval.catalogue.schema import aliases
from retrieval.following.tables import delivered
from retrieval.following.values import Item, News

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

_ONCE = ""  # the key of NEW and CLOSE
_LETTERS = {News.REVISED: "v", News.WITHDRAWN: "w"}


def news_key(item: Item) -> str:
    """What `delivered` holds for an item: "", or "v3" and "w3" of version 3.

    A version that is not known is 0.
    """
    letter = _LETTERS.get(item.news)
    return _ONCE if letter is None else f"{letter}{item.version or 0}"


def unheard(connection: Connection, follower: str, items: Sequence[Item]) -> list[Item]:
    """The items that are new to the follower, each paper once, in their order."""
    homes = _homes(connection, (item.paper_id for item in items))
    had = _had(connection, follower, homes.values())
    free = []
    for item in items:
        home, key = homes[item.paper_id], news_key(item)
        if (home, key) in had or (home, key.replace("v", "w")) in had:
            continue
        had.add((home, key))
        free.append(item)
    return free


def reserve(connection: Connection, follower: str, delivery: str, items: Iterable[Item]) -> None:
    """Note items that `unheard` told within the same transaction."""
    items = list(items)
    homes = _homes(connection, (item.paper_id for item in items))
    rows = [
        {
            "follower": follower,
            "paper_id": homes[item.paper_id],
            "news": news_key(item),
            "delivery": delivery,
        }
        for item in items
    ]
    if rows:
        connection.execute(delivered.insert(), rows)


def free(connection: Connection, follower: str, delivery: str) -> None:
    """Undo what was noted for a delivery."""
    table = delivered.c
    connection.execute(
        delete(delivered).where(table.follower == follower, table.delivery == delivery)
    )


def had_before(connection: Connection, follower: str, paper_ids: Iterable[str]) -> set[str]:
    """Which of these papers were new to the follower before, by the ids that are asked for."""
    homes = _homes(connection, paper_ids)
    had = _had(connection, follower, homes.values())
    return {paper_id for paper_id, home in homes.items() if (home, _ONCE) in had}


def _homes(connection: Connection, paper_ids: Iterable[str]) -> dict[str, str]:
    """For each id the one that its paper goes by now."""
    asked = list(dict.fromkeys(paper_ids))
    renamed = renamed_ids(connection, asked)
    return {paper_id: renamed.get(paper_id, paper_id) for paper_id in asked}


def _had(connection: Connection, follower: str, homes: Iterable[str]) -> set[tuple[str, str]]:
    """The pairs of a paper, by the id it goes by now, and a news key that are noted."""
    names: dict[str, str] = {}
    for chunk in chunks(homes):
        names |= {home: home for home in chunk}
        query = select(aliases).where(aliases.c.paper_id.in_(chunk))
        names |= {row.alias: row.paper_id for row in connection.execute(query)}
    had = set()
    table = delivered.c
    for chunk in chunks(names):
        query = select(table.paper_id, table.news)
        rows = connection.execute(
            query.where(table.follower == follower, table.paper_id.in_(chunk))
        )
        had |= {(names[row.paper_id], row.news) for row in rows}
    return had
