"""The gateway on a bad day: dropped sockets, lost sessions, an outage.

The bot dials the gateway five times a minute at most, so no bot here is cut off oftener.
"""

from __future__ import annotations

import pytest

from tests.support.loopback.events import mentioning
from tests.support.loopback.world import DM, PAPERS
from tests.support.process import running
from tests.support.seen import text_of

SAND = "robots that walk on sand"
on_one_bot = pytest.mark.asyncio(loop_scope="module")


@on_one_bot
async def test_what_was_asked_while_the_connection_was_down_is_answered(answering):
    await answering.gateway.close(4000)
    asked = await answering.slash("ask", question=SAND)
    said = await answering.say(PAPERS, mentioning(SAND))
    await answering.resumed()
    assert "https://arxiv.org/abs/" in text_of(await asked.message())
    assert "https://arxiv.org/abs/" in text_of(await answering.reply_to(said))
    assert len(answering.gateway.identifies) == 1


@on_one_bot
async def test_a_connection_that_discord_moves_is_resumed(answering):
    resumed = answering.gateway.resumes
    await answering.gateway.tell_to_reconnect()
    await answering.resumed(resumed + 1)
    await answers(answering)


@on_one_bot
async def test_an_invalid_session_that_can_be_resumed_is(answering):
    resumed = answering.gateway.resumes
    await answering.gateway.invalidate(resumable=True)
    await answering.resumed(resumed + 1)
    await answers(answering)


@on_one_bot
async def test_an_invalid_session_begins_anew(answering):
    identified = len(answering.gateway.identifies)
    await answering.gateway.invalidate(resumable=False)
    await answering.logged_in(identified + 1)
    await answers(answering)


@on_one_bot
async def test_heartbeats_are_sent(answering):
    assert answering.gateway.heartbeats


async def test_a_session_that_discord_forgot_begins_anew_without_another_sync(folder, discord):
    discord.gateway.refuse_resume = True
    async with running(folder, discord):
        await answers(discord)  # so it has been told of its session, and asks to resume it
        await discord.gateway.close(4000)
        await discord.logged_in(2)
        await answers(discord)
    assert len([r for r in discord.requests if r.method == "PUT"]) == 1


async def test_after_an_outage_the_bot_is_back_and_answers(folder, discord):
    async with running(folder, discord):
        await answers(discord)  # so it has been told of its session
        await discord.stop()
        await discord.start()
        # a shard of discord.py begins anew once it was refused (Shard.reconnect in 2.7.1), and
        # resumes if it dials when the outage is over: which of them is not the bot's to choose
        gateway = discord.gateway
        await discord.until(lambda: gateway.resumes or len(gateway.identifies) > 1)
        await answers(discord)
    assert gateway.resumes + len(gateway.identifies) == 2  # it came back once
    assert len([r for r in discord.requests if r.method == "PUT"]) == 1


async def test_two_shards_are_two_connections_and_each_hears_its_own(folder, discord):
    async with running(folder, discord, PAPERWIRE_DISCORD__SHARD_COUNT="2"):
        await discord.logged_in(2)
        assert sorted(one["shard"] for one in discord.gateway.identifies) == [[0, 2], [1, 2]]
        await answers(discord)
        assert text_of(await discord.reply_to(await discord.say(DM, SAND)))


async def answers(discord):
    asked = await discord.slash("ask", question=SAND)
    assert "https://arxiv.org/abs/" in text_of(await asked.message())
