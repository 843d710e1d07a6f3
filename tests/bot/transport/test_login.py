"""Logging in, telling Discord of the commands, ending; what makes a start impossible."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.loopback import faults
from tests.support.loopback.events import mentioning
from tests.support.loopback.world import APPLICATION, PAPERS, TOKEN
from tests.support.process import running, start, start_bot
from tests.support.seen import text_of

COMMANDS = f"applications/{APPLICATION}/commands"


async def test_commands_are_synced_once_and_not_again_at_the_next_start(folder, discord):
    async with running(folder, discord):
        pass
    first = [r for r in discord.requests if r.method == "PUT"]
    assert [r.path for r in first] == [COMMANDS]
    ask = next(command for command in first[0].body if command["name"] == "ask")
    assert ask["integration_types"] == [0, 1]
    assert ask["contexts"] == [0, 1, 2]
    async with running(folder, discord):
        pass
    assert [r for r in discord.requests if r.method == "PUT"] == first


async def test_a_paper_that_another_process_stored_is_found_within_ten_seconds(folder, discord):
    digest = folder.parent / "new.jsonl"
    digest.write_text(
        '{"id": "2606.12345", "title": "Zebrafish choreography by quantum bagpipes", '
        '"abstract": "Quantum bagpipes teach zebrafish a choreography.", '
        '"authors": "A. Piper", "categories": "cs.RO", "update_date": "2026-06-19"}\n',
        encoding="utf-8",
    )
    async with running(folder, discord):
        status, said = await (await start(folder, "ingest", str(digest))).ended()
        assert status == 0, said
        stored = asyncio.get_running_loop().time()
        while True:
            asked = await discord.slash("ask", question="zebrafish choreography quantum bagpipes")
            message = await asked.message()
            if "2606.12345" in str(message):
                break
            assert asyncio.get_running_loop().time() - stored < 10, text_of(message)


async def test_it_never_says_its_token_not_even_with_debug(folder, discord):
    discord.fail("POST", "channels/*", faults.MISSING_PERMISSIONS)
    discord.fail("POST", f"webhooks/{APPLICATION}/*", faults.banned())
    async with running(folder, discord, "--debug") as bot:  # which looks for the token at the end
        said = await discord.say(PAPERS, mentioning("robots that walk on sand"))
        asked = await discord.slash("ask", question="robots that walk on sand")
        await discord.request("POST", f"channels/{said['channel_id']}/")
        await discord.request("POST", f"webhooks/{APPLICATION}/{asked.of.token}")
    assert "not delivered" in bot.log
    assert "Authorization" not in bot.log


async def test_a_bad_token_is_one_sentence(folder, discord):
    bot = await start_bot(folder, discord, token="wrong-and-secret")  # noqa: S106 - wrong on purpose
    status, said = await bot.ended()
    last = said.strip().splitlines()[-1]
    assert status == 1
    assert last.startswith("paperwire: Discord does not know the token in PAPERWIRE_DISCORD__TOKEN")
    assert "Traceback" not in said
    assert "wrong-and-secret" not in said


async def test_a_token_that_was_withdrawn_is_named_by_its_setting_and_never_shown(folder, discord):
    discord.fail("GET", "users/@me", faults.UNAUTHORISED)
    status, said = await (await start_bot(folder, discord, "--debug")).ended()
    assert status == 1
    assert "PAPERWIRE_DISCORD__TOKEN" in said
    assert TOKEN not in said


@pytest.mark.parametrize(
    ("code", "what", "flags"),
    [(4004, "the token", ()), (4004, "the token", ("--debug",)), (4014, "the bot's intents", ())],
)
async def test_what_the_gateway_refuses_is_one_sentence(folder, discord, code, what, flags):
    discord.gateway.close_code = code
    status, said = await (await start_bot(folder, discord, *flags)).ended()
    assert status == 1
    assert what in said.strip().splitlines()[-1]
    assert ("Traceback" in said) == bool(flags)
    assert TOKEN not in said


async def test_a_discord_that_nobody_reaches_is_one_sentence(folder, discord):
    await discord.stop()
    impatient = {"PAPERWIRE_DISCORD__PATIENCE_S": "0"}
    status, said = await (await start_bot(folder, discord, **impatient)).ended()
    assert status == 1
    assert said.strip().splitlines()[-1].startswith("paperwire: Discord cannot be reached")
    assert "Traceback" not in said


async def test_without_a_token_one_sentence_says_where_to_get_it(folder):
    status, said = await (await start(folder, "run")).ended()
    assert status == 1
    assert said.startswith("paperwire: the bot's token is missing: set PAPERWIRE_DISCORD__TOKEN")
    assert len(said.splitlines()) == 1


async def test_a_second_owner_is_refused_in_one_sentence(folder, discord, owned_by_another_process):
    with owned_by_another_process(folder, "run"):
        status, said = await (await start_bot(folder, discord)).ended()
    assert status == 1
    assert "in use by `paperwire run`" in said
    assert len(said.splitlines()) == 1
