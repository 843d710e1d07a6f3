from __future__ import annotations

import datetime as dt
import threading

import pytest

from retrieval.catalogue.database import Database
from retrieval.errors import StoreError
from retrieval.llm import Limits, OutOfBudget, Price, Spent
from retrieval.llm.budget import Budget, MemoryLedger, tokens_in
from retrieval.llm.ledger import StoredLedger

DAY = dt.date(2026, 6, 20)


class Clock:
    def __init__(self) -> None:
        self.now = dt.datetime(2026, 6, 20, 23, 59, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_what_is_being_asked_for_counts_as_spent(clock):
    budget = Budget(Limits(tokens=1000), Price(), MemoryLedger(), clock)
    first = budget.reserve(200, 400)
    with pytest.raises(OutOfBudget, match="TOKENS_PER_DAY"):
        budget.reserve(200, 400)
    budget.settle(first, 200, 100, 1.0)
    second = budget.reserve(200, 400)
    budget.cancel(second)
    assert budget.reserve(300, 400)


def test_a_new_day_begins_at_midnight_utc(clock):
    budget = Budget(Limits(tokens=1000), Price(), MemoryLedger(), clock)
    budget.settle(budget.reserve(500, 500), 500, 500, 1.0)
    with pytest.raises(OutOfBudget):
        budget.reserve(1, 1)
    clock.now += dt.timedelta(minutes=1)
    assert budget.reserve(500, 500)


def test_cost_is_tokens_times_price(clock):
    budget = Budget(Limits(cost=1.0), Price(read=2.0, written=10.0), MemoryLedger(), clock)
    spent = budget.settle(budget.reserve(100_000, 50_000), 100_000, 50_000, 1.0)
    assert spent.cost == pytest.approx(0.7)
    with pytest.raises(OutOfBudget, match="COST_PER_DAY"):
        budget.reserve(100_000, 20_000)
    assert budget.reserve(100_000, 5_000)


def test_seconds_are_limited_once_they_are_spent(clock):
    budget = Budget(Limits(seconds=10), Price(), MemoryLedger(), clock)
    budget.settle(budget.reserve(1, 1), 1, 1, 11.5)
    with pytest.raises(OutOfBudget, match="SECONDS_PER_DAY"):
        budget.reserve(1, 1)


def test_zero_is_no_limit(clock):
    budget = Budget(Limits(), Price(9, 9), MemoryLedger(), clock)
    budget.settle(budget.reserve(10**9, 10**9), 10**9, 10**9, 10**6)
    assert budget.reserve(10**9, 10**9)


def test_what_cannot_be_written_down_goes_on_to_count(clock):
    class Broken(MemoryLedger):
        def add(self, day: dt.date, spent: Spent) -> None:
            raise StoreError(f"no room for {spent} of {day}")

    budget = Budget(Limits(tokens=1000), Price(), Broken(), clock)
    reserved = budget.reserve(300, 300)
    with pytest.raises(StoreError):
        budget.settle(reserved, 300, 300, 1.0)
    with pytest.raises(OutOfBudget):
        budget.reserve(300, 300)


def test_processes_that_share_a_store_share_the_ledger(tmp_path):
    databases = [Database(f"sqlite:///{tmp_path / 'c.sqlite3'}") for _ in range(3)]

    def spend(database: Database) -> None:
        for _ in range(5):
            StoredLedger(database).add(DAY, Spent(1, 10, 2, 0.5, 0.25))

    threads = [threading.Thread(target=spend, args=(one,)) for one in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert StoredLedger(databases[0]).spent(DAY) == Spent(15, 150, 30, 7.5, 3.75)
    assert StoredLedger(databases[0]).spent(DAY + dt.timedelta(days=1)) == Spent()
    for database in databases:
        database.close()


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("", 1, 1), ("Whales sing in the deep.", 5, 10), ("鲸鱼在深海中歌唱", 6, 10)],
)
def test_tokens_are_guessed_in_any_script(text, least, most):
    assert least <= tokens_in(text) <= most
