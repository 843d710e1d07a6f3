"""Tokens that stand in mails: one says that an address wants digests, others end them.

A token has 256 random bits, and the store keeps its SHA-256 only: who reads the store cannot
confirm or end anything, and how long a look-up by hash takes tells nothing about a token. As
a token cannot be read back, each mail has an ending one of its own; all of them work for as
long as the address follows, since old mails are where people look for the link.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from retrieval.following.followers import confirm, one, remove
from retrieval.following.tables import followers, tokens

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from retrieval.following.values import Follower

CONFIRMS, ENDS = "confirm", "end"
CONFIRM_WITHIN = dt.timedelta(days=7)
_BYTES = 32


def fresh() -> str:
    """A token of digits and letters: it stands in commands, where a dash would begin an option."""
    return secrets.token_hex(_BYTES)


def new_token(connection: Connection, follower: str, purpose: str, now: dt.datetime) -> str:
    """A fresh token; one that confirms replaces those before it."""
    if purpose == CONFIRMS:
        _drop_confirming(connection, follower)
    token = fresh()
    row = {"hash": _hash(token), "follower": follower, "purpose": purpose, "made": now}
    connection.execute(tokens.insert(), row)
    return token


def confirmed(connection: Connection, token: str, now: dt.datetime) -> Follower | None:
    """The follower of a confirming token, confirmed; None if it is none, or too old.

    The token goes on working until it is too old: people press a link twice.
    """
    where = tokens.c.hash == _hash(token), tokens.c.purpose == CONFIRMS
    row = connection.execute(select(tokens).where(*where)).first()
    if row is None or now - row.made > CONFIRM_WITHIN:
        return None
    confirm(connection, row.follower)
    return one(connection, row.follower)


def ended(connection: Connection, token: str) -> Follower | None:
    """The follower of an ending token, which is deleted with all it had; None if it is none."""
    where = tokens.c.hash == _hash(token), tokens.c.purpose == ENDS
    row = connection.execute(select(tokens).where(*where)).first()
    follower = one(connection, row.follower) if row is not None else None
    if follower is not None:
        remove(connection, follower.id, forget=True)
    return follower


def expire(connection: Connection, before: dt.datetime) -> None:
    """Delete addresses whose owners were asked before and never agreed, with their tokens."""
    asked = tokens.c.purpose == CONFIRMS, tokens.c.made < before
    silent = (
        select(tokens.c.follower)
        .join(followers, followers.c.id == tokens.c.follower)
        .where(*asked, ~followers.c.confirmed)
    )
    for follower in connection.execute(silent).scalars().all():
        remove(connection, follower, forget=True)
    connection.execute(delete(tokens).where(*asked))


def _drop_confirming(connection: Connection, follower: str) -> None:
    where = tokens.c.follower == follower, tokens.c.purpose == CONFIRMS
    connection.execute(delete(tokens).where(*where))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
