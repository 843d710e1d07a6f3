"""A database server that goes away: which errors say so, and that it is found again."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from retrieval.catalogue import open_catalogue
from retrieval.catalogue.outages import away, patience
from retrieval.errors import StoreAway
from tests.retrieval.catalogue.building import TODAY, numbered
from tests.support.postgresql import server_or_skip


class PostgresError(Exception):
    """As psycopg's: with a state, or None from libpq itself."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("first line\nsecond line")
        self.sqlstate = sqlstate


@pytest.mark.parametrize("state", [None, "08006", "57P01", "57P03", "53300"])
def test_a_server_that_is_away_is_told_in_one_line(state):
    found = away(OperationalError("SELECT 1", {}, PostgresError(state)), "postgresql://host/name")
    assert isinstance(found, StoreAway)
    assert "postgresql://host/name does not answer" in str(found)
    assert "second line" not in str(found)


@pytest.mark.parametrize("state", ["42P01", "25006", "53100"])
def test_a_server_that_answers_is_not_away(state):
    assert away(ProgrammingError("SELECT 1", {}, PostgresError(state)), "here") is None


def test_a_pool_that_has_no_connection_left_is_away_and_sqlite_never_is():
    assert away(PoolTimeout("QueuePool limit"), "here") is not None
    assert away(OperationalError("SELECT 1", {}, sqlite3.OperationalError("locked")), "x") is None


def test_what_the_address_says_of_waiting_stays():
    ours = patience(make_url("postgresql+psycopg://host/name"))
    assert ours["connect_timeout"] == 10
    assert "connect_timeout" not in patience(make_url("postgresql://host/name?connect_timeout=2"))


def test_a_server_that_stops_is_away_and_the_same_catalogue_goes_on_when_it_is_back():
    with server_or_skip() as server, open_catalogue(server.url) as catalogue:
        catalogue.store(numbered(3), today=TODAY)
        server.stop()
        for _ in range(2):
            with pytest.raises(StoreAway, match="nothing is lost"):
                catalogue.counts()
        with pytest.raises(StoreAway):
            open_catalogue(server.url)
        server.start()
        assert catalogue.counts().papers == 3
        catalogue.store(numbered(5), today=TODAY)
        assert catalogue.counts().papers == 5


def test_a_lock_goes_with_the_server_that_held_it():
    with (
        server_or_skip() as server,
        open_catalogue(server.url) as first,
        open_catalogue(server.url) as second,
    ):
        with first.indexing.alone():
            server.stop()
            server.start()
            with second.indexing.alone():
                pass
        with first.indexing.alone():
            pass
