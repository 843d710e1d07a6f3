"""What keeps a store of a hundred thousand papers quick, without a stopwatch."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from retrieval.catalogue import Catalogue, queue
from retrieval.catalogue.database import Database
from retrieval.catalogue.filters import conditions
from retrieval.catalogue.schema import papers
from retrieval.filters import Filters
from tests.retrieval.catalogue.building import TODAY, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import ColumnElement, Connection


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    yield database
    database.close()


def test_more_records_do_not_take_more_statements_each(opened: Database) -> None:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(opened._writer, "before_cursor_execute", note)
    catalogue = Catalogue(opened)
    catalogue.store(numbered(10), today=TODAY)
    few = len(said)
    assert few
    catalogue.store(numbered(500, start=10), today=TODAY)
    assert len(said) - few <= few
    said.clear()
    catalogue.store(numbered(500, start=10), today=TODAY)
    assert len(said) <= few


def plan(connection: Connection, *where: ColumnElement[bool]) -> str:
    query = papers.select().with_only_columns(papers.c.id).where(*where)
    sql = query.compile(connection, compile_kwargs={"literal_binds": True})
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")
    return "; ".join(str(row[3]) for row in rows)


def test_what_is_asked_all_the_time_is_answered_from_an_index(opened: Database) -> None:
    with opened.reading() as connection:
        assert "papers_due" in plan(connection, queue.DUE)
        assert "papers_by_revision" in plan(connection, papers.c.revision > 7)
        july = Filters(since=dt.date(2026, 7, 1), until=dt.date(2026, 7, 31))
        dated = conditions(connection, july)
        assert "COVERING INDEX papers_by_period" in plan(connection, *dated)
        authored = conditions(connection, Filters(authors=("He",)))
        assert "sqlite_autoindex_papers_1" in plan(connection, *authored)


def test_whether_any_paper_has_a_subject_is_told_by_the_first_that_has_it(opened: Database) -> None:
    said: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, given: Any, *_: object) -> None:
        said.append((statement, given))

    catalogue = Catalogue(opened)
    catalogue.store(numbered(50), today=TODAY)
    event.listen(opened._engine, "before_cursor_execute", note)
    assert catalogue.knows_subject("cs.CV")
    statement, given = next(asked for asked in said if asked[0].startswith("SELECT"))
    with opened.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
    steps = [str(row[3]) for row in rows]
    assert [step.partition(" ")[0] for step in steps] == ["SEARCH", "SEARCH"], steps


def test_who_reads_keeps_few_pages_in_memory_and_who_writes_many(opened: Database) -> None:
    """A bot has a dozen threads that read, with a connection each."""

    def cached(connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())

    for _ in range(2):
        with opened.reading() as connection:
            assert cached(connection) == -8_000
        with opened.writing() as connection:
            assert cached(connection) == -64_000
