"""Telling Discord of the commands, on a simulated Discord."""

from __future__ import annotations

import pytest

from bot.syncing import keep_telling, told

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)


@pytest.fixture
async def stale(simcord_env, simcord_bot, engine):
    """A bot whose commands have changed since Discord was told of them."""
    del simcord_env  # it logs the bot in
    await engine.note(f"discord:commands:{simcord_bot.application_id}", "what was before")
    return simcord_bot


def times(env):
    return len([one for one in env.http_requests if one.method == "PUT"])


async def test_commands_that_did_not_change_are_not_told_again(simcord_env, simcord_bot):
    before = times(simcord_env)
    assert await told(simcord_bot)
    assert times(simcord_env) == before


async def test_a_sync_that_failed_is_tried_again_until_it_succeeds(simcord_env, stale):
    simcord_env.inject_error("PUT", "/applications/*/commands", status=400, code=50035, times=2)
    pauses = []

    async def pause(seconds):
        pauses.append(seconds)

    await keep_telling(stale, pause)
    assert pauses == [600.0] * 3
    assert await told(stale)
