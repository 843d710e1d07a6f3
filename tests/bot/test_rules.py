from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field

import pytest

from bot.cooldowns import Cooldowns
from bot.rules import Rules
from retrieval.errors import StoreError
from retrieval.members import ServerSettings

PRIVATE = ServerSettings(private=True)


@dataclass
class Store:
    """A store that answers when it is told to, from a thread as the engine has it."""

    settings: ServerSettings = PRIVATE
    looks: int = 0
    failing: bool = False
    begun: threading.Event = field(default_factory=threading.Event)
    open: threading.Event = field(default_factory=threading.Event)

    @property
    def members(self):
        return self

    def server(self, _server):
        found = self.settings  # read before the wait: a change meanwhile is not in it
        self.looks += 1
        self.begun.set()
        self.open.wait(10)
        if self.failing:
            raise StoreError("the disk is full")
        return found

    async def quick(self, work, *arguments):
        return await asyncio.to_thread(work, *arguments)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def rules(store, clock):
    return Rules(store, Cooldowns(0, 0), lambda: clock[0])


async def test_many_who_ask_at_once_cost_one_look_into_the_store(rules, store):
    asked = [asyncio.create_task(rules.settings(1)) for _ in range(50)]
    await asyncio.sleep(0)
    store.open.set()
    assert await asyncio.gather(*asked) == [PRIVATE] * 50
    assert store.looks == 1


async def test_who_stops_waiting_takes_the_look_from_nobody(rules, store):
    first, second = (asyncio.create_task(rules.settings(1)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    store.open.set()
    assert await second == PRIVATE
    assert store.looks == 1


async def test_settings_are_looked_up_again_after_some_seconds(rules, store, clock):
    store.open.set()
    for seconds in (0.0, 4.0, 6.0):
        clock[0] = seconds
        await rules.settings(1)
    assert store.looks == 2


async def test_a_change_during_a_look_is_not_overwritten_by_what_was_before(rules, store):
    asked = asyncio.create_task(rules.settings(1))
    await asyncio.to_thread(store.begun.wait, 10)
    store.settings = ServerSettings()
    rules.changed(1)
    store.open.set()
    assert await asked == PRIVATE
    assert await rules.settings(1) == ServerSettings()


async def test_a_store_that_fails_leaves_what_was_known(rules, store, clock):
    store.open.set()
    assert await rules.settings(1) == PRIVATE
    store.failing, clock[0] = True, 6.0
    assert await rules.settings(1) == PRIVATE
    assert await rules.settings(2) == ServerSettings()


async def test_where_there_is_no_server_nothing_is_looked_up(rules, store):
    assert await rules.settings(None) == ServerSettings()
    assert store.looks == 0
