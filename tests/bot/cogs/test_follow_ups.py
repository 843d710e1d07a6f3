"""Conversations on a simulated Discord: direct messages, threads, replies."""

from __future__ import annotations

import pytest

from bot.words import ENGLISH
from tests.support.seen import text_of

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)

WALKER = "2606.09002"
SAND = "robots that walk on sand"


@pytest.fixture
def told(simcord_env, ada):
    """Sends Ada's direct message and reads the reply."""

    async def tell(text):
        await ada.send_dm(text)
        sent = [r for r in simcord_env.http_requests if r.path.endswith("/messages")]
        return text_of(sent[-1].json)

    return tell


async def test_a_direct_message_goes_on_from_the_answer_before(told):
    assert WALKER in await told(SAND)
    assert "T²Walker" in await told("show me the first one")
    assert (await told("bibtex for 1")).startswith("```bibtex")
    assert "T²Walker" in (await told("similar to the first")).splitlines()[0]
    assert await told("save 1") != ENGLISH.said.saved_before


async def test_a_direct_message_can_narrow_what_was_asked(told):
    await told(SAND)
    assert "Announced 2026-06-01 to 2026-06-30" in await told("only from this month")


async def test_chinese_is_answered_in_chinese(told):
    await told(SAND)
    assert "第 1 页" in (await told("类似第一篇的")) or "相似" in (await told("类似第一篇的"))


async def test_a_reply_goes_on_from_the_message_it_replies_to(simcord_env, ada, bob, channel, seen):
    mention = f"<@{simcord_env.bot.user.id}>"
    await ada.send(channel, f"{mention} {SAND}")
    answer = channel.last_message
    await bob.send(channel, f"{mention} bibtex for 1", reply_to=answer)
    assert seen(channel.last_message).startswith("```bibtex")


async def test_in_a_channel_nothing_is_gone_on_from_without_a_reply(
    simcord_env, ada, channel, seen
):
    mention = f"<@{simcord_env.bot.user.id}>"
    await ada.send(channel, f"{mention} {SAND}")
    await ada.send(channel, f"{mention} show me the first one")
    assert "T²Walker: Two" not in seen(channel.last_message).splitlines()[0]


async def test_the_answer_to_a_command_can_be_replied_to(
    simcord_env, ada, channel, answer_of, seen
):
    asked = answer_of(await ada.slash(channel, "ask", question=SAND))
    mention = f"<@{simcord_env.bot.user.id}>"
    await ada.send(channel, f"{mention} bibtex for 1", reply_to=asked)
    assert seen(channel.last_message).startswith("```bibtex")
