from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from filelock import FileLock

from bot.delivery.reports import Outcome
from retrieval.following.values import State, Way
from tests.support.loopback.faults import (
    LOST,
    MISSING_PERMISSIONS,
    NO_DIRECT_MESSAGES,
    UNKNOWN_CHANNEL,
    Reply,
)
from tests.support.loopback.world import ADA, DM, LOUNGE, PAPERS
from tests.support.seen import buttons_of, text_of

HERE = PAPERS["id"]
UNAVAILABLE = Reply(503, {"message": "unavailable", "code": 0})


def messages_in(server, channel=HERE):
    return [one for one in server.store.messages.values() if one["channel_id"] == channel]


def posts(server):
    return [one for one in server.requests if one.method == "POST" and "/messages" in one.path]


async def test_what_is_due_comes_to_the_channel_once(app, deliverer, follows, loopback):
    follower = follows(Way.CHANNEL, HERE, "diffusion")
    process = deliverer()
    (report,) = await process.round()
    assert report.outcome is Outcome.SENT
    assert await process.round() == []
    assert await deliverer().round() == []
    (message,) = messages_in(loopback)
    assert text_of(message).startswith("# New papers, 2026-06-02\n-# 1 paper\n## diffusion\n")
    assert "From Noise to Control" in text_of(message)
    (delivery,) = app.following.deliveries(follower, 5)
    assert delivery.state is State.SENT
    assert delivery.messages == (message["id"],)


async def test_the_delivery_is_the_nonce_and_discord_is_told_to_enforce_it(
    app, deliverer, follows, loopback
):
    follower = follows(Way.CHANNEL, HERE, "diffusion")
    await deliverer().round()
    (sent,) = posts(loopback)
    assert sent.body["nonce"] == app.following.deliveries(follower, 1)[0].id
    assert sent.body["enforce_nonce"] is True


async def test_a_member_gets_direct_messages(deliverer, follows, loopback):
    follows(Way.MEMBER, ADA["id"], "diffusion")
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.SENT
    assert len(messages_in(loopback, DM["id"])) == 1


async def test_nothing_is_said_where_nothing_matches(app, deliverer, follows, loopback):
    follower = follows(Way.CHANNEL, HERE, "knitting")
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.NOTHING
    assert posts(loopback) == []
    assert app.following.deliveries(follower, 1)[0].state is State.SENT


async def test_who_wants_to_hear_of_quiet_days_does(deliverer, follows, loopback, clock):
    clock.now = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)  # a Saturday after Juneteenth
    follows(Way.CHANNEL, HERE, "knitting", since=dt.date(2026, 6, 20), quiet_days=True)
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.SENT
    assert text_of(messages_in(loopback)[0]) == "No announcement today: the weekend."


async def test_nothing_comes_before_the_hour(deliverer, follows, loopback, clock):
    clock.now = dt.datetime(2026, 6, 2, 7, 59, tzinfo=dt.UTC)
    follows(Way.CHANNEL, HERE, "diffusion")
    process = deliverer()
    assert await process.round() == []
    clock.turn(minutes=2)
    assert len(await process.round()) == 1
    assert len(messages_in(loopback)) == 1


async def test_the_hour_is_the_followers_also_when_the_clocks_change(
    deliverer, follows, loopback, clock
):
    """In Berlin 02:30 does not exist on 29 March 2026; a digest due then comes at 03:00."""
    clock.now = dt.datetime(2026, 3, 29, 0, 59, tzinfo=dt.UTC)
    follows(
        Way.CHANNEL,
        HERE,
        "diffusion",
        at=dt.time(2, 30),
        timezone="Europe/Berlin",
        since=dt.date(2026, 3, 29),
        quiet_days=True,
    )
    process = deliverer()
    assert await process.round() == []
    clock.turn(minutes=2)
    assert len(await process.round()) == 1
    clock.turn(hours=3)
    assert await process.round() == []
    assert len(messages_in(loopback)) == 1


async def test_a_message_whose_confirmation_was_lost_is_not_sent_again(
    app, deliverer, follows, loopback
):
    follower = follows(Way.CHANNEL, HERE, "diffusion")
    loopback.fail("POST", f"channels/{HERE}/messages", LOST)
    dying = asyncio.create_task(deliverer().round())
    await loopback.request("POST", f"channels/{HERE}/messages")
    dying.cancel()
    await asyncio.wait((dying,))
    assert app.following.deliveries(follower, 1)[0].state is State.SENDING
    loopback.store.nonces.clear()  # Discord remembers them for minutes only
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.SENT
    (message,) = messages_in(loopback)
    assert report.messages == (message["id"],)
    assert len(posts(loopback)) == 1


async def test_of_a_digest_that_was_sent_in_part_only_the_rest_is_sent(
    deliverer, follows, loopback
):
    follows(Way.CHANNEL, HERE, "the", "of", "and", since=dt.date(2026, 6, 1))
    path = f"channels/{HERE}/messages"
    loopback.fail("POST", path, LOST)
    dying = asyncio.create_task(deliverer().round())
    await loopback.request("POST", path)
    dying.cancel()
    await asyncio.wait((dying,))
    loopback.store.nonces.clear()
    (report,) = await deliverer().round()
    assert len(report.messages) == 2
    first, second = (text_of(message) for message in messages_in(loopback))
    assert "### 1. " in first
    assert "### 6. " in second


async def test_messages_of_others_and_of_other_days_are_not_taken_for_it(
    deliverer, follows, loopback
):
    follows(Way.CHANNEL, HERE, "diffusion")
    await loopback.say(PAPERS, "New papers, 2026-06-02")
    loopback.fail("POST", f"channels/{HERE}/messages", UNAVAILABLE)
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.POSTPONED
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.SENT
    assert len(messages_in(loopback)) == 2


async def test_after_an_outage_the_same_plan_is_sent(app, deliverer, follows, loopback):
    follower = follows(Way.CHANNEL, HERE, "diffusion")
    loopback.fail("POST", f"channels/{HERE}/messages", UNAVAILABLE)
    process = deliverer()
    (report,) = await process.round()
    assert report.outcome is Outcome.POSTPONED
    assert await process.round() == []  # its pause is not over
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.SENT
    (delivery,) = app.following.deliveries(follower, 5)
    assert delivery.tries == 2


async def test_a_follower_that_is_waited_for_holds_nobody_up(deliverer, follows, loopback):
    follows(Way.CHANNEL, HERE, "diffusion")
    follows(Way.CHANNEL, LOUNGE["id"], "diffusion")
    loopback.fail("POST", f"channels/{HERE}/messages", UNAVAILABLE, times=9)
    reports = await deliverer().round()
    assert {one.delivery.follower: one.outcome for one in reports} == {
        f"channel:{HERE}": Outcome.POSTPONED,
        f"channel:{LOUNGE['id']}": Outcome.SENT,
    }


@pytest.mark.parametrize(
    ("way", "address", "channel", "reply", "reason"),
    [
        (Way.MEMBER, ADA["id"], DM["id"], NO_DIRECT_MESSAGES, "does not let me send direct"),
        (Way.CHANNEL, HERE, HERE, MISSING_PERMISSIONS, "may no longer write"),
        (Way.CHANNEL, HERE, HERE, UNKNOWN_CHANNEL, "no longer exists"),
    ],
)
async def test_who_cannot_be_reached_is_paused_with_the_reason(
    app, deliverer, follows, loopback, way, address, channel, reply, reason
):
    follower = follows(way, address, "diffusion")
    loopback.fail("POST", f"channels/{channel}/messages", reply)
    process = deliverer()
    (report,) = await process.round()
    assert report.outcome is Outcome.REFUSED
    assert reason in app.following.follower(follower).paused
    assert await process.round() == []
    assert await deliverer().round() == []


async def test_who_is_resumed_gets_what_was_refused(app, deliverer, follows, loopback):
    follower = follows(Way.CHANNEL, HERE, "diffusion")
    loopback.fail("POST", f"channels/{HERE}/messages", MISSING_PERMISSIONS)
    process = deliverer()
    await process.round()
    app.following.pause(follower, None)
    (report,) = await process.round()
    assert report.outcome is Outcome.SENT
    assert "From Noise to Control" in text_of(messages_in(loopback)[0])


async def test_the_owner_of_a_paused_channel_is_told(deliverer, follows, loopback):
    follows(Way.CHANNEL, HERE, "diffusion", owner=ADA["id"])
    loopback.fail("POST", f"channels/{HERE}/messages", MISSING_PERMISSIONS)
    await deliverer().round()
    (told,) = messages_in(loopback, DM["id"])
    assert told["content"].startswith(f"The digests for <#{HERE}> are paused: I may no longer")


async def test_a_wall_in_front_of_discord_pauses_nobody(app, deliverer, follows, loopback):
    follower = follows(Way.CHANNEL, HERE, "diffusion")
    loopback.fail("POST", f"channels/{HERE}/messages", Reply(403, "error code: 1020"))
    (report,) = await deliverer().round()
    assert report.outcome is Outcome.POSTPONED
    assert app.following.follower(follower).paused is None


async def test_days_without_the_bot_come_as_one_digest(deliverer, follows, loopback):
    follows(Way.CHANNEL, HERE, "the", "of", "and", since=dt.date(2026, 6, 1))
    (report,) = await deliverer().round()
    assert (report.delivery.first_day, report.delivery.day) == (
        dt.date(2026, 6, 1),
        dt.date(2026, 6, 2),
    )
    first, *_ = messages_in(loopback)
    assert text_of(first).startswith("# New papers, 2026-06-01 to 2026-06-02\n")


async def test_another_process_that_delivers_is_left_to_it(app, deliverer, follows):
    follows(Way.CHANNEL, HERE, "diffusion")
    with FileLock(app.data_dir / "delivering.lock"):
        assert await deliverer().round() == []
    assert len(await deliverer().round()) == 1


async def test_the_buttons_of_a_digest_are_those_of_its_turn(app, deliverer, follows, loopback):
    follower = follows(Way.CHANNEL, HERE, "diffusion")
    await deliverer().round()
    delivery = app.following.deliveries(follower, 1)[0]
    turn = app.members.turn(delivery.id)
    assert [one.paper.title for one in turn.outcome.evidence] == [
        "From Noise to Control: Parameterized Diffusion Policies"
    ]
    (message,) = messages_in(loopback)
    assert set(buttons_of(message).values()) == {
        f"pw:{verb}:{delivery.id}:0" for verb in ("similar", "bibtex", "save", "up", "down")
    }
