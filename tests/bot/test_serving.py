"""`paperwire run` as a real process, discord.py unmodified, against a little Discord on loopback.

Nothing here reaches discord.com: what is shown is that the bot logs in, syncs, answers and
ends as Discord's description says, not that Discord agrees.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.discord_server import APPLICATION, ASKER, CHANNEL, TOKEN, DiscordServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

REPOSITORY = Path(__file__).resolve().parents[2]
SMALL = REPOSITORY / "tests" / "support" / "paperwire_small.py"
PATIENCE_S = 90  # a busy machine imports torch slowly


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    server = DiscordServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def folder(filled_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled_folder, tmp_path / "var")
    return tmp_path / "var"


async def start(folder: Path, *arguments: str, **variables: str) -> asyncio.subprocess.Process:
    """The command in an empty working folder, so that no .env is read."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PAPERWIRE_")}
    environment |= {"PYTHONPATH": str(REPOSITORY), "PAPERWIRE_DATA_DIR": str(folder)}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(SMALL),
        *arguments,
        cwd=folder.parent,
        env=environment | variables,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def start_bot(
    folder: Path, discord: DiscordServer, token: str = TOKEN
) -> asyncio.subprocess.Process:
    return await start(
        folder,
        "run",
        PAPERWIRE_DISCORD__TOKEN=token,
        PAPERWIRE_DISCORD__API_BASE=discord.api_base,
        PAPERWIRE_DISCORD__GATEWAY_URL=discord.gateway_url,
        PAPERWIRE_NOW="2026-06-20T12:00:00+00:00",
    )


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    _, err = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    return process.returncode, err.decode()


@asynccontextmanager
async def running(folder: Path, discord: DiscordServer) -> AsyncIterator[list[str]]:
    """The bot, logged in; what it logged is in the list afterwards."""
    logged: list[str] = []
    process = await start_bot(folder, discord)
    login = asyncio.create_task(discord.identified())
    died = asyncio.create_task(process.wait())
    await asyncio.wait((login, died), timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED)
    try:
        assert login.done(), (await ended(process))[1]
        yield logged
    finally:
        login.cancel()
        begun = asyncio.get_running_loop().time()
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        status, err = await ended(process)
        logged += [err]
        assert status == 0, err
        assert asyncio.get_running_loop().time() - begun < 10
        assert TOKEN not in err


async def test_ask_is_acknowledged_first_and_answered_with_cards(folder, discord):
    async with running(folder, discord) as logged:
        token = await discord.ask(1, question="robots that walk on sand", count=3)
        async with asyncio.timeout(PATIENCE_S):
            callback = await discord.request("POST", "interactions/910000000000000001/")
            answer = await discord.request("POST", f"webhooks/{APPLICATION}/{token}")
    assert callback.body["type"] == 5
    assert answer.body["embeds"]
    assert answer.body["embeds"][0]["url"].startswith("https://arxiv.org/abs/")
    assert answer.body["allowed_mentions"] == {"parse": []}
    assert "robots that walk" not in logged[0]


async def test_a_direct_message_is_answered_with_a_reply(folder, discord):
    async with running(folder, discord):
        await discord.push(
            "MESSAGE_CREATE",
            {
                "id": "940000000000000001",
                "channel_id": CHANNEL,
                "channel_type": 1,
                "author": ASKER,
                "content": "robots that walk on sand",
                "timestamp": "2026-06-20T12:00:00+00:00",
                "edited_timestamp": None,
                "tts": False,
                "mention_everyone": False,
                "mentions": [],
                "mention_roles": [],
                "attachments": [],
                "embeds": [],
                "pinned": False,
                "type": 0,
            },
        )
        async with asyncio.timeout(PATIENCE_S):
            answer = await discord.request("POST", f"channels/{CHANNEL}/messages")
    assert answer.body["embeds"]
    assert answer.body["message_reference"]["message_id"] == 940000000000000001


async def test_a_dropped_connection_is_resumed_and_questions_are_answered_again(folder, discord):
    async with running(folder, discord), asyncio.timeout(PATIENCE_S):
        await discord.drop()
        token = await discord.ask(1, question="robots that walk on sand")
        answer = await discord.request("POST", f"webhooks/{APPLICATION}/{token}")
    assert answer.body["embeds"]


async def test_commands_are_synced_once_and_not_again_at_the_next_start(folder, discord):
    async with running(folder, discord):
        pass
    first = [r for r in discord.requests if r.method == "PUT"]
    assert [r.path for r in first] == [f"applications/{APPLICATION}/commands"]
    assert [command["name"] for command in first[0].body] == ["ask"]
    assert first[0].body[0]["integration_types"] == [0, 1]
    assert first[0].body[0]["contexts"] == [0, 1, 2]
    discord._identified.clear()
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
        status, err = await ended(await start(folder, "ingest", str(digest)))
        assert status == 0, err
        stored = asyncio.get_running_loop().time()
        for number in range(2, 1_000):
            token = await discord.ask(number, question="zebrafish choreography quantum bagpipes")
            async with asyncio.timeout(PATIENCE_S):
                answer = await discord.request("POST", f"webhooks/{APPLICATION}/{token}")
            if "2606.12345" in str(answer.body["embeds"]):
                break
            assert answer.at - stored < 10
        else:
            pytest.fail("never found")


async def test_a_bad_token_is_one_sentence(folder, discord):
    status, err = await ended(await start_bot(folder, discord, token="wrong-and-secret"))  # noqa: S106 - wrong on purpose
    last = err.strip().splitlines()[-1]
    assert status == 1
    assert last.startswith("paperwire: Discord does not know the token in PAPERWIRE_DISCORD__TOKEN")
    assert "Traceback" not in err
    assert "wrong-and-secret" not in err


@pytest.mark.parametrize(("code", "said"), [(4004, "the token"), (4014, "the bot's intents")])
async def test_what_the_gateway_refuses_is_one_sentence(folder, discord, code, said):
    discord.close_code = code
    status, err = await ended(await start_bot(folder, discord))
    assert status == 1
    assert said in err.strip().splitlines()[-1]
    assert "Traceback" not in err


async def test_a_discord_that_nobody_reaches_is_one_sentence(folder, discord):
    await discord.stop()
    discord._runner = None
    status, err = await ended(await start_bot(folder, discord))
    await discord.start()  # for the fixture's end
    assert status == 1
    assert err.strip().splitlines()[-1].startswith("paperwire: Discord cannot be reached")
    assert "Traceback" not in err


async def test_without_a_token_one_sentence_says_where_to_get_it(folder):
    status, err = await ended(await start(folder, "run"))
    assert status == 1
    assert err.startswith("paperwire: the bot's token is missing: set PAPERWIRE_DISCORD__TOKEN")
    assert len(err.splitlines()) == 1


async def test_a_second_owner_is_refused_in_one_sentence(folder, discord, owned_by_another_process):
    with owned_by_another_process(folder, "run"):
        status, err = await ended(await start_bot(folder, discord))
    assert status == 1
    assert "in use by `paperwire run`" in err
    assert len(err.splitlines()) == 1
