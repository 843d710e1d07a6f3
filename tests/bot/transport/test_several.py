"""Several processes over the same papers, and servers that go away and come back."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.words import ENGLISH
from tests.support.chroma import Chroma
from tests.support.loopback.world import BOBS_DM, DM, PAPERS
from tests.support.postgresql import server_or_skip
from tests.support.process import PATIENCE_S, logged_in, running, start
from tests.support.seen import text_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.loopback import DiscordServer
    from tests.support.postgresql import PostgreSQL

READ = "drawings of planar graphs"
BAGPIPES = "quantum bagpipes for zebrafish"


def written(path: Path, number: int, title: str) -> Path:
    """A file with one paper."""
    row = {
        "id": f"2606.{number:05}",
        "title": title,
        "abstract": f"{title}. {title} well.",
        "authors": "A. Piper",
        "categories": "cs.RO",
        "update_date": "2026-06-19",
    }
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


async def found(discord: DiscordServer, where: dict, question: str, link: str) -> None:
    """Ask, as people do, until the answer has the paper. In the end it must."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            message = await (await discord.slash("ask", where=where, question=question)).message()
            if link in text_of(message):
                return
            await asyncio.sleep(0.2)


async def ended(folder: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    return await (await start(folder, *arguments, **variables)).ended()


# ---------------------------------------------------------------- one folder


async def test_a_running_bot_finds_what_another_process_brings_into_its_folder(
    folder, discord, tmp_path
):
    async with running(folder, discord):
        file = written(tmp_path / "new.jsonl", 12345, BAGPIPES)
        status, said = await ended(folder, "ingest", str(file))
        assert status == 0, said
        assert "is running and will index them" in said
        await found(discord, PAPERS, BAGPIPES, "arxiv.org/abs/2606.12345")


# ---------------------------------------------------------------- servers


@dataclass(frozen=True, slots=True)
class Servers:
    """A catalogue and vectors that processes share."""

    postgresql: PostgreSQL
    chroma: Chroma
    variables: dict[str, str]


@pytest.fixture
def servers(tmp_path):
    """Both, running."""
    chroma = Chroma(tmp_path / "chroma")
    with server_or_skip() as postgresql:
        chroma.start()
        yield Servers(
            postgresql,
            chroma,
            {"PAPERWIRE_DATABASE_URL": postgresql.url, "PAPERWIRE_CHROMA__URL": chroma.url},
        )
        chroma.stop()


async def test_every_shard_answers_from_what_one_process_brings_in(
    servers, discord, tmp_path, samples
):
    shared = servers.variables
    feeding = tmp_path / "feeding"
    feeding.mkdir()
    assert (await ended(feeding, "ingest", str(samples / "ten.jsonl"), **shared))[0] == 0
    async with both_shards(tmp_path, discord, shared):
        for where in (DM, PAPERS):  # of the first shard, and of the second
            await found(discord, where, "planar graph drawing", "arxiv.org/abs/2606.02010")
        file = written(tmp_path / "new.jsonl", 12345, BAGPIPES)
        status, said = await ended(feeding, "ingest", str(file), **shared)
        assert status == 0, said
        for where in (DM, PAPERS):
            await found(discord, where, BAGPIPES, "arxiv.org/abs/2606.12345")


@asynccontextmanager
async def both_shards(
    root: Path, discord: DiscordServer, shared: dict[str, str]
) -> AsyncIterator[None]:
    """Two bots, each with a data folder and a shard of its own."""
    bots = []
    try:
        for number in range(2):
            folder = root / f"shard-{number}"
            folder.mkdir()
            mine = {
                "PAPERWIRE_DISCORD__SHARD_COUNT": "2",
                "PAPERWIRE_DISCORD__SHARD_IDS": str(number),
            }
            bots.append(await logged_in(folder, discord, **shared, **mine))
        yield
    finally:
        for bot in bots:
            said = await bot.stop()
            assert "Traceback" not in said


async def test_a_server_that_stops_is_told_and_nothing_is_lost_when_it_is_back(
    servers, discord, tmp_path, samples
):
    shared, feeding, folder = servers.variables, tmp_path / "feeding", tmp_path / "bot"
    feeding.mkdir()
    folder.mkdir()
    assert (await ended(feeding, "ingest", str(samples / "ten.jsonl"), **shared))[0] == 0
    async with running(folder, discord, **shared):
        await found(discord, PAPERS, "planar graph drawing", "arxiv.org/abs/2606.02010")

        servers.chroma.stop()
        message = await (await discord.slash("ask", where=PAPERS, question=READ)).message()
        assert said_to_be_away(message) or "arxiv.org/abs/" in text_of(message)
        file = written(tmp_path / "one.jsonl", 12345, BAGPIPES)
        status, said = await ended(feeding, "ingest", str(file), **shared)
        assert status == 1
        assert "no Chroma server answers at" in said
        servers.chroma.start()
        # it was stored, and whoever runs indexes it
        await found(discord, PAPERS, BAGPIPES, "arxiv.org/abs/2606.12345")

        servers.postgresql.stop()
        message = await (await discord.slash("ask", where=PAPERS, question=READ)).message()
        assert said_to_be_away(message)
        assert said_to_be_away(await discord.reply_to(await discord.say(DM, READ)))
        file = written(tmp_path / "two.jsonl", 12346, "Cheese that sings")
        status, said = await ended(feeding, "ingest", str(file), **shared)
        assert status == 1
        assert "does not answer" in said
        servers.postgresql.start()
        status, said = await ended(feeding, "ingest", str(file), **shared)
        assert status == 0, said
        await found(discord, BOBS_DM, "cheese that sings", "arxiv.org/abs/2606.12346")
        await found(discord, BOBS_DM, BAGPIPES, "arxiv.org/abs/2606.12345")


def said_to_be_away(message: dict) -> bool:
    return text_of(message) == ENGLISH.refusals.away
