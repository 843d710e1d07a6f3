"""What is remembered of fetches."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from retrieval.catalogue.database import Database
from retrieval.following.fetch_log import Fetch, FetchLog

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = dt.datetime(2026, 6, 12, 4, 5, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=15)
THURSDAY, FRIDAY = dt.date(2026, 6, 11), dt.date(2026, 6, 12)
CL, CV = "arxiv:cs.CL", "arxiv:cs.CV"


@pytest.fixture
def log(url: str) -> Iterator[FetchLog]:
    database = Database(url)
    yield FetchLog(database)
    database.close()


def test_an_expected_day_is_due_from_its_moment_on(log: FetchLog) -> None:
    log.expect(CL, [(FRIDAY, NOW)])
    assert log.due(NOW - dt.timedelta(seconds=1)) == []
    assert log.due(NOW) == [Fetch(CL, FRIDAY, NOW, next_try=NOW)]
    assert log.newest(CL) == FRIDAY
    assert log.newest(CV) is None


def test_the_newest_day_comes_first_while_the_feed_shows_it(log: FetchLog) -> None:
    log.expect(CV, [(THURSDAY, NOW), (FRIDAY, NOW)])
    log.expect(CL, [(FRIDAY, NOW)])
    found = [(fetch.source, fetch.day) for fetch in log.due(NOW)]
    assert found == [(CL, FRIDAY), (CV, FRIDAY), (CV, THURSDAY)]


def test_one_of_two_processes_claims_a_day(log: FetchLog) -> None:
    log.expect(CL, [(FRIDAY, NOW)])
    (fetch,) = log.due(NOW)
    assert log.claim(fetch, LATER)
    assert not log.claim(fetch, LATER)
    assert log.due(NOW) == []
    (again,) = log.due(LATER)  # whoever claimed it died
    assert again.tries == 1


def test_a_day_that_is_expected_again_keeps_what_is_known(log: FetchLog) -> None:
    log.expect(CL, [(FRIDAY, NOW)])
    log.put_off(CL, FRIDAY, 3, "arXiv gave no usable answer.", LATER)
    log.expect(CL, [(THURSDAY, NOW), (FRIDAY, NOW)])
    fetch = log.of(CL, FRIDAY)
    assert fetch is not None
    assert (fetch.papers, fetch.next_try, fetch.done) == (3, LATER, False)
    assert fetch.error == "arXiv gave no usable answer."


def test_a_whole_day_is_closed_and_keeps_the_most_papers(log: FetchLog) -> None:
    log.expect(CL, [(THURSDAY, NOW), (FRIDAY, NOW)])
    log.put_off(CL, FRIDAY, 30, "Not every paper is complete.", LATER)
    log.finish(CL, FRIDAY, 28)
    assert log.of(CL, FRIDAY) == Fetch(CL, FRIDAY, NOW, papers=30, done=True)
    assert [fetch.day for fetch in log.open()] == [THURSDAY]


def test_a_day_may_begin_again_unless_it_is_settled(log: FetchLog) -> None:
    log.expect(CL, [(THURSDAY, NOW), (FRIDAY, NOW)])
    for fetch in log.due(NOW):
        assert log.claim(fetch, LATER)
    log.put_off(CL, FRIDAY, 3, "Not every paper is complete.", LATER)
    log.finish(CL, THURSDAY, 5)
    for day in (THURSDAY, FRIDAY):
        log.begin_again(CL, day, NOW)
    assert log.due(NOW) == [
        Fetch(CL, FRIDAY, NOW, papers=3, next_try=NOW, error="Not every paper is complete.")
    ]


def test_a_day_may_be_given_up(log: FetchLog) -> None:
    log.expect(CL, [(FRIDAY, NOW)])
    log.put_off(CL, FRIDAY, 0, "Nothing is known.", None)
    fetch = log.of(CL, FRIDAY)
    assert fetch is not None
    assert fetch.given_up
    assert log.open() == log.due(LATER) == []


def test_the_latest_day_of_every_source_is_told(log: FetchLog) -> None:
    log.expect(CV, [(THURSDAY, NOW)])
    log.expect(CL, [(THURSDAY, NOW), (FRIDAY, NOW)])
    assert [(fetch.source, fetch.day) for fetch in log.latest()] == [(CL, FRIDAY), (CV, THURSDAY)]
