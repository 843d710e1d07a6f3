"""The papers that members saved, each under the id that it had then."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from retrieval.catalogue.rows import renamed_ids
from retrieval.catalogue.schema import aliases
from retrieval.members.tables import saved_papers
from retrieval.members.values import Saved

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import ColumnElement, Connection


def save(connection: Connection, user: str, paper_id: str, when: dt.datetime) -> bool:
    """Put a paper on the list; False, and nothing changes, if it is there already."""
    if connection.execute(select(saved_papers).where(_same(connection, user, paper_id))).first():
        return False
    row = {"member": user, "paper_id": paper_id, "saved": when}
    connection.execute(saved_papers.insert(), row)
    return True


def unsave(connection: Connection, user: str, paper_id: str) -> bool:
    """Take a paper off the list; False if it was not on it."""
    found = connection.execute(delete(saved_papers).where(_same(connection, user, paper_id)))
    return found.rowcount > 0


def saved(connection: Connection, user: str) -> list[Saved]:
    """The list, newest first, each paper once and by the id that it goes by now."""
    table = saved_papers.c
    query = select(table.paper_id, table.saved).where(table.member == user)
    rows = connection.execute(query.order_by(table.saved.desc(), table.paper_id)).all()
    now = renamed_ids(connection, (row.paper_id for row in rows))
    found: dict[str, Saved] = {}
    for row in rows:
        paper_id = now.get(row.paper_id, row.paper_id)
        found.setdefault(paper_id, Saved(paper_id, row.saved))
    return list(found.values())


def savers(connection: Connection, since: dt.datetime) -> dict[str, int]:
    """How many members saved each paper since then, by the id that it goes by now."""
    table = saved_papers.c
    rows = connection.execute(
        select(table.member, table.paper_id).where(table.saved >= since)
    ).all()
    now = renamed_ids(connection, (row.paper_id for row in rows))
    return Counter(paper for _, paper in {(m, now.get(one, one)) for m, one in rows})


def forget(connection: Connection, user: str) -> int:
    """Delete a member's list; how many papers were on it."""
    count = len(saved(connection, user))
    connection.execute(delete(saved_papers).where(saved_papers.c.member == user))
    return count


def _same(connection: Connection, user: str, paper_id: str) -> ColumnElement[bool]:
    """Whether a row is of this member and this paper, under any id that the paper ever had."""
    home = renamed_ids(connection, [paper_id]).get(paper_id, paper_id)
    earlier = select(aliases.c.alias).where(aliases.c.paper_id == home)
    table = saved_papers.c
    return (table.member == user) & ((table.paper_id == home) | table.paper_id.in_(earlier))
