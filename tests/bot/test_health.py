from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from bot.health import Condition, Figures, listening
from bot.metrics import Metrics
from config.errors import SettingsError
from retrieval.catalogue.queue import Counts
from retrieval.errors import StoreError


@dataclass
class Shard:
    closed: bool = False
    latency: float = 0.04

    def is_closed(self) -> bool:
        return self.closed


@dataclass
class Bot:
    """What is read of a bot, here or on its way to be."""

    ready: bool = True
    shards: dict[int, Shard] = field(default_factory=lambda: {0: Shard(), 1: Shard()})
    guilds: list[str] = field(default_factory=lambda: ["one", "two", "three"])
    waiting: int = 4

    def is_ready(self) -> bool:
        return self.ready


async def counts() -> Counts:
    return Counts(papers=12, indexed=10, due=2)


async def broken() -> Counts:
    raise StoreError("the disk is gone")


def condition_of(bot: Any, *, opened: bool = True) -> Condition:
    return Condition(bot, opened=opened)


async def asked(condition: Condition, path: str, reader=counts) -> tuple[int, str]:
    figures = Figures(condition, Metrics(), reader)
    async with (
        listening("127.0.0.1", 0, condition, figures) as address,
        aiohttp.ClientSession() as session,
        session.get(address + path) as reply,
    ):
        return reply.status, await reply.text()


async def test_all_is_well_when_connected_and_open():
    status, told = await asked(condition_of(Bot()), "/healthz")
    assert status == 200
    assert told == ('{"status": "ok", "gateway": "up", "indexes": "open", "indexing": "working"}')


@pytest.mark.parametrize(
    ("bot", "opened", "failing", "told"),
    [
        (Bot(ready=False), False, False, ('"status": "starting"', '"gateway": "starting"')),
        (Bot(), False, False, ('"status": "starting"', '"indexes": "opening"')),
        (Bot(), True, True, ('"status": "failing"', '"indexing": "failing, see the log"')),
        (
            Bot(shards={0: Shard(), 1: Shard(closed=True)}),
            True,
            False,
            ('"status": "failing"', '"gateway": "down"'),
        ),
    ],
)
async def test_what_does_not_work_is_named(bot, opened, failing, told):
    condition = condition_of(bot, opened=opened)
    condition.failing = failing
    status, text = await asked(condition, "/healthz")
    assert status == 503
    assert all(part in text for part in told)


async def test_metrics_are_those_of_the_moment():
    bot = Bot(shards={3: Shard(), 5: Shard(closed=True)})
    status, text = await asked(condition_of(bot), "/metrics")
    assert status == 200
    lines = text.splitlines()
    for line in (
        "paperwire_papers 12.0",
        "paperwire_papers_indexed 10.0",
        "paperwire_papers_due 2.0",
        "paperwire_servers 3.0",
        "paperwire_shards 2.0",
        "paperwire_questions_waiting 4.0",
        "paperwire_healthy 0.0",
        'paperwire_gateway_up{shard="3"} 1.0',
        'paperwire_gateway_up{shard="5"} 0.0',
        'paperwire_gateway_latency_seconds{shard="3"} 0.04',
    ):
        assert line in lines


async def test_a_catalogue_that_fails_hides_no_other_figure():
    status, text = await asked(condition_of(Bot()), "/metrics", broken)
    assert status == 200
    assert "paperwire_servers 3.0" in text.splitlines()


async def test_a_port_that_is_taken_is_one_sentence_that_names_the_setting():
    condition = condition_of(Bot())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"port {port} .*PAPERWIRE_HEALTH__PORT"):
            async with listening(
                "127.0.0.1", port, condition, Figures(condition, Metrics(), counts)
            ):
                pass


@pytest.mark.parametrize("host", ["203.0.113.1", "x" * 70 + ".example", "\udcff"])
async def test_an_address_that_is_not_of_this_machine_is_one_sentence(host):
    condition = condition_of(Bot())
    with pytest.raises(SettingsError, match="PAPERWIRE_HEALTH__HOST"):
        async with listening(host, 0, condition, Figures(condition, Metrics(), counts)):
            pass
