"""`paperwire deliver`, as cron starts it: no gateway."""

from __future__ import annotations

import datetime as dt

import pytest
from filelock import FileLock

from bot.delivery.assembling import deliverer_of
from bot.delivery.now import deliver_now
from bot.delivery.reports import Outcome
from bot.errors import DiscordError
from retrieval.errors import StoreOwned
from retrieval.following.values import State, Way
from tests.support.loopback.faults import UNAUTHORISED
from tests.support.loopback.world import PAPERS, TOKEN

HERE = PAPERS["id"]


@pytest.fixture
def deliver(app):
    printed = []

    async def once(token=None, day=None, chosen=None):
        reports, failure = await deliver_now(
            app, token=token, day=day, chosen=chosen, write=printed.append
        )
        return reports, failure, printed

    return once


async def test_a_digest_for_the_terminal_is_printed_once(app, deliver, follows):
    follower = follows(Way.TERMINAL, "default", "diffusion")
    (report,), _, printed = await deliver()
    assert report.outcome is Outcome.SENT
    assert printed[0].startswith("New papers, 2026-06-02\n1 paper\n")
    assert "From Noise to Control" in printed[0]
    assert app.following.deliveries(follower, 1)[0].state is State.SENT
    assert await deliver() == ([], None, printed)
    assert len(printed) == 1


async def test_channels_get_theirs_without_a_gateway(deliver, follows, loopback):
    follows(Way.CHANNEL, HERE, "diffusion")
    (report,), failure, _ = await deliver(TOKEN)
    assert (report.outcome, failure) == (Outcome.SENT, None)
    assert loopback.gateway.identifies == []
    assert len(loopback.store.messages) == 1


async def test_without_discord_the_others_get_theirs(deliver, follows, loopback):
    follows(Way.CHANNEL, HERE, "diffusion")
    follows(Way.TERMINAL, "default", "diffusion")
    loopback.fail("GET", "users/@me", UNAUTHORISED)
    (report,), failure, _ = await deliver(TOKEN)
    assert report.delivery.follower == "terminal:default"
    assert isinstance(failure, DiscordError)
    assert loopback.store.messages == {}


async def test_only_the_chosen_one_is_served(deliver, follows):
    follows(Way.TERMINAL, "ada", "diffusion")
    bob = follows(Way.TERMINAL, "bob", "diffusion")
    (report,), _, _ = await deliver(chosen=[bob])
    assert report.delivery.follower == bob


async def test_a_day_that_is_not_due_can_be_asked_for(deliver, follows, clock):
    clock.now = dt.datetime(2026, 6, 2, 1, tzinfo=dt.UTC)
    follows(Way.TERMINAL, "default", "diffusion")
    assert (await deliver())[0] == []
    (report,), _, printed = await deliver(day=dt.date(2026, 6, 2))
    assert report.outcome is Outcome.SENT
    assert "From Noise to Control" in printed[0]
    clock.turn(hours=12)
    assert (await deliver())[0] == []


async def test_another_process_that_delivers_is_not_waited_for_for_ever(app, engine):
    with (
        FileLock(app.data_dir / "delivering.lock"),
        pytest.raises(StoreOwned, match="another process delivers"),
    ):
        await deliverer_of(app, engine, None).once(patience_s=0.3)
