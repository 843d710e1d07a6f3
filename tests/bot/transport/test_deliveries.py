"""Digests of a real process that is killed between sending and confirming."""

from __future__ import annotations

import asyncio
import datetime as dt

from bot.wiring import open_app
from config.settings import Settings
from retrieval.following.values import Follower, State, Topic, Way
from tests.fakes import HashedWords
from tests.support.loopback.faults import LOST
from tests.support.loopback.world import PAPERS
from tests.support.process import PATIENCE_S, logged_in, running
from tests.support.seen import text_of

HERE = PAPERS["id"]
PATH = f"channels/{HERE}/messages"
FOLLOWER = Follower(
    f"channel:{HERE}", Way.CHANNEL, HERE, dt.time(8), "UTC", dt.date(2026, 6, 1), most=10
)
VARIABLES = {"PAPERWIRE_NOW": "2026-06-02T09:00:00+00:00", "PAPERWIRE_FETCH__ENABLED": "false"}


def following(folder):
    return open_app(Settings(data_dir=folder), encoder=HashedWords())


def written(discord):
    return [one for one in discord.store.messages.values() if one["channel_id"] == HERE]


async def confirmed(app):
    """Wait until the delivery is noted as sent, which no request tells."""
    async with asyncio.timeout(PATIENCE_S):
        while app.following.deliveries(FOLLOWER.id, 1)[0].state is not State.SENT:  # noqa: ASYNC110 - another process notes it
            await asyncio.sleep(0.05)


async def test_a_bot_killed_before_it_heard_that_a_digest_arrived_sends_it_once(folder, discord):
    with following(folder) as app:
        app.following.put_follower(FOLLOWER)
        app.following.add_topic(Topic("abcdefghijkl", FOLLOWER.id, keywords=("the", "of", "and")))
    discord.fail("POST", PATH, LOST)
    bot = await logged_in(folder, discord, **VARIABLES)
    await discord.request("POST", PATH)
    await bot.kill()
    assert len(written(discord)) == 1  # of two
    with following(folder) as app:
        assert app.following.deliveries(FOLLOWER.id, 1)[0].state is State.SENDING

    discord.store.nonces.clear()  # Discord remembers them for minutes only
    before = len(discord.requests)
    async with running(folder, discord, **VARIABLES):
        await discord.request("GET", PATH, after=before)
        await discord.request("POST", PATH, after=before)
        await discord.until(lambda: len(written(discord)) == 2)
        with following(folder) as app:
            await confirmed(app)
    first, second = (text_of(one) for one in written(discord))
    assert first.startswith("# New papers, 2026-06-01 to 2026-06-02\n")
    assert "### 1. " in first
    assert "### 6. " in second
    assert "### 1. " not in second
