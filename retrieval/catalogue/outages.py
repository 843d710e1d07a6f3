"""A PostgreSQL server that does not answer: how long it is waited for, and what is said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from retrieval.errors import StoreAway

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

# SQLSTATE classes: no connection; shutting down or starting up; no connection left
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_STATES = ("08", "57P", "53300")
# libpq's own, for a server that is cut off without a word: no question waits for longer.
# https://www.postgresql.org/docs/current/libpq-connect.html
_PATIENCE = {
    "connect_timeout": 10,  # seconds
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}


def patience(url: URL) -> dict[str, int]:
    """What a connection is opened with; what the URL says itself stays."""
    return {name: value for name, value in _PATIENCE.items() if name not in url.query}


def away(exc: SQLAlchemyError, place: str) -> StoreAway | None:
    """The error in our words, if it is one of a server that does not answer now."""
    if not _is_away(exc):
        return None
    cause = exc.orig if isinstance(exc, DBAPIError) else None
    said = str(cause or exc).strip().partition("\n")[0]
    return StoreAway(
        f"The database {place} does not answer; nothing is lost by it, ask again in a moment "
        f"({said})."
    )


def _is_away(exc: SQLAlchemyError) -> bool:
    if isinstance(exc, PoolTimeout):  # no connection of the pool came free
        return True
    cause = exc.orig if isinstance(exc, DBAPIError) else None
    if cause is None or not hasattr(cause, "sqlstate"):  # SQLite's errors have none
        return False
    state = cause.sqlstate
    if state is None:  # libpq's own errors: no connection, or it was lost
        return isinstance(exc, OperationalError)
    return str(state).startswith(_STATES)
