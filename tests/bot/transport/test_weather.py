"""What Discord refuses, delays or has lost: the bot tries again or goes on. One bot for all."""

from __future__ import annotations

import pytest

from tests.support.loopback import faults
from tests.support.loopback.events import mentioning
from tests.support.loopback.world import APPLICATION, DM, LOUNGE, PAPERS
from tests.support.seen import text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAND = "robots that walk on sand"
FOLLOW_UP = f"webhooks/{APPLICATION}/*"
MESSAGES = "channels/*/messages"


@pytest.mark.parametrize("everywhere", [False, True], ids=["one route", "everywhere"])
async def test_a_reply_that_comes_too_fast_waits_as_long_as_discord_says(answering, everywhere):
    answering.fail("POST", MESSAGES, faults.rate_limited(0.5, everywhere=everywhere))
    said = await answering.say(PAPERS, mentioning(SAND))
    reply = await answering.reply_to(said)
    assert "https://arxiv.org/abs/" in text_of(reply)
    first, second = sends(answering, "channels/")[-2:]
    assert second.at - first.at >= 0.5
    assert first.body == second.body


async def test_an_answer_to_a_command_that_comes_too_fast_waits_too(answering):
    answering.fail("POST", FOLLOW_UP, faults.rate_limited(0.5))
    asked = await answering.slash("ask", question=SAND)
    assert "https://arxiv.org/abs/" in text_of(await asked.message())
    first, second = sends(answering, f"webhooks/{APPLICATION}/{asked.of.token}")
    assert second.at - first.at >= 0.5


async def test_while_one_channel_is_limited_another_is_answered(answering):
    path, before = f"channels/{PAPERS['id']}/messages", len(answering.requests)
    answering.fail("POST", path, faults.rate_limited(2))
    late = await answering.say(PAPERS, mentioning(SAND))
    await answering.request("POST", path, after=before)
    soon = await answering.say(LOUNGE, mentioning(SAND))
    await answering.reply_to(soon)
    await answering.reply_to(late)
    last_two = [request.path.split("/")[1] for request in sends(answering, "channels/")[-2:]]
    assert last_two == [LOUNGE["id"], PAPERS["id"]]


@pytest.mark.parametrize("path", [FOLLOW_UP, MESSAGES])
async def test_a_bad_gateway_is_tried_again(answering, path):
    answering.fail("POST", path, faults.BAD_GATEWAY)
    if path == MESSAGES:
        message = await answering.reply_to(await answering.say(PAPERS, mentioning(SAND)))
    else:
        message = await (await answering.slash("ask", question=SAND)).message()
    assert "https://arxiv.org/abs/" in text_of(message)


@pytest.mark.parametrize(
    "reply",
    [
        faults.MISSING_PERMISSIONS,
        faults.UNKNOWN_CHANNEL,
        faults.NO_DIRECT_MESSAGES,
        faults.banned(),
    ],
    ids=["no permission", "no such channel", "blocked", "banned"],
)
@pytest.mark.parametrize("where", [PAPERS, DM], ids=["channel", "direct"])
async def test_where_no_message_can_be_sent_the_bot_goes_on(answering, reply, where):
    before = len(answering.requests)
    answering.fail("POST", MESSAGES, reply)
    await answering.say(where, mentioning(SAND))
    await answering.request("POST", f"channels/{where['id']}/messages", after=before)
    await goes_on(answering)


async def test_who_asked_where_the_bot_may_not_write_is_told_in_private(answering):
    before = len(answering.requests)
    answering.fail("POST", f"channels/{PAPERS['id']}/messages", faults.MISSING_PERMISSIONS)
    await answering.say(PAPERS, mentioning(SAND))
    told = await answering.request("POST", f"channels/{DM['id']}/messages", after=before)
    assert told.body["content"].startswith("I may not write in the channel")


async def test_who_wants_no_direct_messages_either_is_left_alone(answering):
    before = len(answering.requests)
    answering.fail("POST", f"channels/{PAPERS['id']}/messages", faults.MISSING_PERMISSIONS)
    answering.fail("POST", f"channels/{DM['id']}/messages", faults.NO_DIRECT_MESSAGES)
    await answering.say(PAPERS, mentioning(SAND))
    await answering.request("POST", f"channels/{DM['id']}/messages", after=before)
    await goes_on(answering)


async def test_where_typing_is_refused_the_bot_goes_on(answering):
    answering.fail("POST", "channels/*/typing", faults.MISSING_PERMISSIONS)
    await answering.say(PAPERS, mentioning(SAND))
    await goes_on(answering)


async def test_an_interaction_that_is_over_is_left_alone(answering):
    answering.fail("POST", "interactions/*", faults.UNKNOWN_INTERACTION)
    late = await answering.slash("ask", question=SAND)
    await late.acknowledged()
    await goes_on(answering)
    assert not sends(answering, f"webhooks/{APPLICATION}/{late.of.token}")


@pytest.mark.parametrize(
    "reply", [faults.UNKNOWN_MESSAGE, faults.UNKNOWN_WEBHOOK], ids=["deleted", "expired"]
)
async def test_an_answer_whose_place_is_gone_is_no_trouble(answering, reply):
    answering.fail("POST", FOLLOW_UP, reply)
    asked = await answering.slash("ask", question=SAND)
    await answering.request("POST", f"webhooks/{APPLICATION}/{asked.of.token}")
    await goes_on(answering)


async def test_a_message_that_was_deleted_before_the_answer_is_answered_all_the_same(answering):
    said = await answering.say(PAPERS, mentioning(SAND))
    del answering.store.messages[said["id"]]
    assert "https://arxiv.org/abs/" in text_of(await answering.reply_to(said))


async def goes_on(answering):
    asked = await answering.slash("ask", question=SAND)
    assert "https://arxiv.org/abs/" in text_of(await asked.message())


def sends(answering, path):
    """The messages that the bot tried to send below the path."""
    wanted = (r for r in answering.requests if r.method == "POST" and r.path.startswith(path))
    return [request for request in wanted if not request.path.endswith("/typing")]
