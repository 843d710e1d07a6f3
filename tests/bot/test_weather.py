"""Discord goes away and comes back: discord.py unmodified, against a little server on loopback."""

from __future__ import annotations

import asyncio
import logging
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from hypothesis import given
from hypothesis import strategies as st

from bot.client import PaperwireBot, point_at
from bot.engine import Engine
from bot.errors import DiscordError
from bot.login import check_token, connect, log_in
from bot.weather import LONGEST_S, DiscordAway, Pauses, keep_trying
from bot.wiring import open_app
from config.settings import Settings
from tests.fakes import HashedWords
from tests.support.process import PATIENCE_S, Paperwire, start_bot
from tests.support.weather import ME, StormyDiscord

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=12))
def test_pauses_double_up_to_a_minute_and_chance_halves_them_at_most(chances):
    drawn = iter(chances)
    pauses = Pauses(lambda: next(drawn))
    for number in range(len(chances)):
        full = min(2.0**number, LONGEST_S)
        assert full / 2 <= pauses.pause() <= full


def test_a_pause_is_as_long_as_discord_asks_for_but_no_longer_than_an_hour():
    assert Pauses().pause(at_least=30) == 30
    assert Pauses().pause(at_least=1e9) == 3600


class Attempts:
    """An attempt that fails so many times, and a sleep that only notes how long."""

    def __init__(self, failures: int, after_s: float = 0.0) -> None:
        self.left, self.after_s, self.made = failures, after_s, 0
        self.slept: list[float] = []

    async def __call__(self) -> None:
        self.made += 1
        if self.left:
            self.left -= 1
            raise DiscordAway("away", self.after_s)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


async def test_it_is_tried_until_it_succeeds():
    attempts = Attempts(3)
    await keep_trying(attempts, patience_s=600, sleep=attempts.sleep)
    assert attempts.made == 4
    assert len(attempts.slept) == 3


async def test_patience_ends_after_so_many_seconds_in_few_tries():
    attempts = Attempts(1_000)
    with pytest.raises(DiscordAway):
        await keep_trying(attempts, patience_s=600, sleep=attempts.sleep)
    assert 600 <= sum(attempts.slept) < 600 + LONGEST_S
    assert len(attempts.slept) < 30


async def test_without_patience_the_first_failure_is_told_at_once():
    attempts = Attempts(1_000)
    with pytest.raises(DiscordAway):
        await keep_trying(attempts, patience_s=0, sleep=attempts.sleep)
    assert attempts.slept == []


async def test_a_wait_that_discord_asked_for_is_waited_and_followed_by_a_try():
    attempts = Attempts(1, after_s=1_200)
    await keep_trying(attempts, patience_s=600, sleep=attempts.sleep)
    assert attempts.slept == [1_200]


async def test_what_cannot_be_mended_by_waiting_is_not_tried_again():
    async def refused() -> None:
        raise DiscordError("the token")

    with pytest.raises(DiscordError, match="the token"):
        await keep_trying(refused, patience_s=600)


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "jeton-à-moi"])
def test_what_cannot_be_a_token_is_refused_before_anybody_is_asked(token):
    with pytest.raises(DiscordError, match="PAPERWIRE_DISCORD__TOKEN"):
        check_token(token)


@pytest.fixture
async def away() -> AsyncIterator[StormyDiscord]:
    """A Discord that the client is pointed at, up at first."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    server = StormyDiscord()
    await server.start()
    point_at(server.api_base, server.gateway_url)
    yield server
    await server.stop()
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest.fixture
async def bot(tmp_path) -> AsyncIterator[PaperwireBot]:
    with open_app(Settings(data_dir=tmp_path / "var"), encoder=HashedWords()) as app:
        engine = Engine(app)
        made = PaperwireBot(engine)
        await made.prepare()
        yield made
        await made.close()
        await engine.close(5)


async def until(so: Callable[[], bool]) -> None:
    while not so():  # noqa: ASYNC110 - discord.py tells nobody
        await asyncio.sleep(0.01)


@asynccontextmanager
async def connecting(bot: PaperwireBot) -> AsyncIterator[None]:
    task = asyncio.create_task(connect(bot))
    try:
        async with asyncio.timeout(30):
            yield
    finally:
        task.cancel()
        await bot.close()  # discord.py swallows a cancellation while it connects again
        await asyncio.wait((task,))


@pytest.mark.parametrize(
    ("refusal", "after_s"),
    [((503, {}), 0), ((429, {"Retry-After": "7"}), 7), ((429, {"Retry-After": "Friday"}), 0)],
)
async def test_a_login_that_discord_put_off_can_be_tried_again(away, bot, refusal, after_s):
    away.refusals = [refusal]
    with pytest.raises(DiscordAway) as caught:
        await log_in(bot, "token")
    assert caught.value.after_s == after_s
    await log_in(bot, "token")
    assert bot.user is not None


@pytest.mark.usefixtures("away")
async def test_a_login_that_failed_half_way_can_be_tried_again(bot):
    await log_in(bot, "token")
    commands = {command.name for command in bot.tree.get_commands()}
    await bot.start_over()
    assert bot.tree.get_commands() == []
    await log_in(bot, "token")
    assert {command.name for command in bot.tree.get_commands()} == commands


async def test_a_discord_that_nobody_reaches_may_be_reached_later(away, bot):
    await away.stop()
    with pytest.raises(DiscordAway, match="cannot be reached"):
        await log_in(bot, "token")
    await away.start()
    await log_in(bot, "token")


async def test_commands_that_cannot_be_synced_keep_nobody_out(away, bot):
    away.refused = {f"applications/{ME['id']}/commands": 503}
    await log_in(bot, "token")
    assert f"applications/{ME['id']}/commands" in away.asked


async def test_a_bad_token_is_told_at_once(away, bot):
    away.refusals = [(401, {})]
    with pytest.raises(DiscordError, match="does not know the token") as caught:
        await log_in(bot, "token")
    assert not isinstance(caught.value, DiscordAway)


async def test_the_gateway_may_come_up_after_the_login(away, bot):
    await log_in(bot, "token")
    bot.shard_count = 1  # so that the gateway is the first that is missed
    await away.stop()
    with pytest.raises(DiscordAway):
        await connect(bot)
    await away.start()
    async with connecting(bot):
        await away.connected.wait()
    assert list(bot.shards) == [0]


async def test_an_outage_is_survived_with_a_line_a_try(away, bot, caplog):
    await log_in(bot, "token")
    async with connecting(bot):
        await away.connected.wait()
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            await away.stop()
            await until(lambda: bool(caplog.records))
            await away.start()
            await away.connected.wait()
    said = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    assert all("Attempting a reconnect" in line for line in said)
    assert len(said) < 10


async def test_after_hours_without_discord_the_next_try_is_at_most_a_minute_away(away, bot):
    await log_in(bot, "token")
    async with connecting(bot):
        await away.connected.wait()
        await until(lambda: bool(bot.shards))
        backoff = bot.shards[0]._parent._backoff
    assert max(backoff.delay() for _ in range(200)) <= 64


async def test_a_gateway_that_drops_every_connection_is_not_hammered(away, bot):
    await log_in(bot, "token")
    async with connecting(bot):
        await away.connected.wait()
        away.dropping = True
        for socket in away._sockets:
            await socket.close(code=4000)
        await asyncio.sleep(1)  # thousands of connections, if nothing held them back
    assert 2 <= away.dialled <= 6


async def test_the_shards_of_a_process_are_those_of_its_settings(tmp_path):
    with open_app(Settings(data_dir=tmp_path / "var")) as app:
        bot = PaperwireBot(Engine(app), shard_count=4, shard_ids=(1, 3))
    assert (bot.shard_count, bot.shard_ids) == (4, [1, 3])
    assert PaperwireBot(Engine(app)).shard_ids is None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as briefly:
        return int(briefly.getsockname()[1])


async def health(port: int) -> tuple[int, dict[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/healthz") as reply,
    ):
        return reply.status, await reply.json()


async def wait_for_line(bot: Paperwire, text: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        await until(lambda: text in bot.log or bot.process.returncode is not None)
    assert text in bot.log


async def test_started_before_its_network_it_waits_says_so_and_ends_when_told(tmp_path):
    port, away = free_port(), StormyDiscord(port=free_port())
    bot = await start_bot(tmp_path / "var", away, PAPERWIRE_HEALTH__PORT=str(port))
    await wait_for_line(bot, "Discord is away")
    status, told = await health(port)
    assert (status, told["status"], told["gateway"]) == (503, "starting", "starting")
    said = await bot.stop()  # within ten seconds, with status 0
    assert "Traceback" not in said


async def test_when_the_network_comes_up_so_does_the_bot(tmp_path):
    port, away = free_port(), StormyDiscord(port=free_port())
    bot = await start_bot(tmp_path / "var", away, PAPERWIRE_HEALTH__PORT=str(port))
    await wait_for_line(bot, "Discord is away")
    await away.start()
    await wait_for_line(bot, "event=ready")
    assert await health(port) == (
        200,
        {"status": "ok", "gateway": "up", "indexes": "open", "indexing": "working"},
    )
    await bot.stop()
    await away.stop()


async def test_without_patience_a_discord_that_nobody_reaches_is_one_sentence(tmp_path):
    away = StormyDiscord(port=free_port())
    bot = await start_bot(tmp_path / "var", away, PAPERWIRE_DISCORD__PATIENCE_S="0")
    status, said = await bot.ended()
    assert status == 1
    assert said.splitlines()[-1].startswith("paperwire: Discord cannot be reached")
    assert "Traceback" not in said


async def test_a_health_port_that_is_taken_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        away = StormyDiscord(port=free_port())
        bot = await start_bot(tmp_path / "var", away, PAPERWIRE_HEALTH__PORT=str(port))
        status, said = await bot.ended()
    assert status == 1
    (line,) = said.splitlines()
    assert line.startswith("paperwire: the health page cannot be at 127.0.0.1, port")
