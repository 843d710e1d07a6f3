"""The gateway on a bad day: dropped sockets, lost sessions, an outage. One bot lives through all.

Each test leaves the bot connected, in whichever session.
"""

from __future__ import annotations

import pytest

from tests.support.loopback.events import mentioning, text_of
from tests.support.loopback.world import PAPERS

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAND = "robots that walk on sand"


async def test_after_a_dropped_connection_the_session_is_resumed(answering):
    resumed, identified = answering.gateway.resumes, len(answering.gateway.identifies)
    await answering.gateway.close(4000)
    await answering.resumed(resumed + 1)
    assert len(answering.gateway.identifies) == identified
    await answers(answering)


async def test_what_was_asked_while_the_connection_was_down_is_answered(answering):
    resumed = answering.gateway.resumes
    await answering.gateway.close(4000)
    asked = await answering.slash("ask", question=SAND)
    said = await answering.say(PAPERS, mentioning(SAND))
    await answering.resumed(resumed + 1)
    assert "https://arxiv.org/abs/" in text_of(await asked.message())
    assert "https://arxiv.org/abs/" in text_of(await answering.reply_to(said))


async def test_a_connection_that_discord_moves_is_resumed(answering):
    resumed = answering.gateway.resumes
    await answering.gateway.tell_to_reconnect()
    await answering.resumed(resumed + 1)
    await answers(answering)


async def test_an_invalid_session_that_can_be_resumed_is(answering):
    resumed = answering.gateway.resumes
    await answering.gateway.invalidate(resumable=True)
    await answering.resumed(resumed + 1)
    await answers(answering)


async def test_a_session_that_discord_forgot_begins_anew_without_another_sync(answering):
    identified, syncs = len(answering.gateway.identifies), len(syncs_of(answering))
    answering.gateway.refuse_resume = True
    await answering.gateway.close(4000)
    await answering.logged_in(identified + 1)
    answering.gateway.refuse_resume = False
    await answers(answering)
    assert len(syncs_of(answering)) == syncs


async def test_an_invalid_session_begins_anew(answering):
    identified = len(answering.gateway.identifies)
    await answering.gateway.invalidate(resumable=False)
    await answering.logged_in(identified + 1)
    await answers(answering)


async def test_after_an_outage_the_bot_is_back(answering):
    resumed = answering.gateway.resumes
    await answering.stop()
    await answering.start()
    await answering.resumed(resumed + 1)
    await answers(answering)


async def test_heartbeats_are_sent(answering):
    assert answering.gateway.heartbeats


async def answers(answering):
    asked = await answering.slash("ask", question=SAND)
    assert "https://arxiv.org/abs/" in text_of(await asked.message())


def syncs_of(answering):
    return [r for r in answering.requests if r.method == "PUT"]
