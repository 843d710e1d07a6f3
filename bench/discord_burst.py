"""Fifty people ask at once beside one who asks alone: `python bench/discord_burst.py [PATH...]`.

`paperwire run` with its real model answers `/ask` on a little Discord on loopback. The partner
of each figure is the same question asked alone in the same run: acknowledged after how long,
answered after how long. The lag of the bot's event loop comes from its own /metrics. PATHs are
files or folders to read papers from; without any, the sample that the repository ships.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from tests.support.loopback import DiscordServer  # noqa: E402 - found through the line above
from tests.support.loopback.world import TOKEN  # noqa: E402 - same

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE = REPOSITORY / "docs" / "sample" / "papers.jsonl.gz"
PORT = 9464
BURST = 50
ALONE = 5
TOPICS = (
    "long-term memory of agents",
    "speech recognition without much data",
    "image diffusion with few steps",
    "robots that learn to grasp",
    "reasoning with reinforcement learning",
    "medical question answering",
    "jailbreaks of language models",
    "retrieval that knows when it does not know",
    "evaluation of code generation",
    "video understanding with long context",
)
ASPECTS = ("benchmarks for", "efficient", "limits of", "surveys of", "datasets for")


def questions() -> list[str]:
    """Fifty different questions."""
    return [f"{aspect} {topic}" for topic in TOPICS for aspect in ASPECTS]


async def command(folder: Path, *arguments: str, **variables: str) -> asyncio.subprocess.Process:
    """The real `paperwire`, in an empty working folder."""
    known = {k: v for k, v in os.environ.items() if not k.startswith("PAPERWIRE_")}
    known |= {"PYTHONPATH": str(REPOSITORY), "PAPERWIRE_DATA_DIR": str(folder / "var")}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=folder, env=known | variables
    )


async def ask(discord: DiscordServer, question: str) -> tuple[float, float, bool]:
    """Seconds until acknowledged and until answered, and whether papers came."""
    clock = asyncio.get_running_loop().time
    asked = await discord.slash("ask", question=question)
    acknowledged = await asked.acknowledged()
    message = await asked.message()
    return acknowledged.at - asked.at, clock() - asked.at, bool(message["components"])


async def lag() -> dict[str, float]:
    """The bot's own measurements of its event loop, as counts of its histogram."""
    async with httpx.AsyncClient() as client:
        text = (await client.get(f"http://127.0.0.1:{PORT}/metrics")).text
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines if "event_loop_lag_seconds" in name}


def within(before: dict[str, float], after: dict[str, float], share: float) -> str:
    """The smallest bucket that holds this share of what was measured between the two."""
    counts = [
        (name.split('le="')[1].split('"')[0], after[name] - before.get(name, 0.0))
        for name in after
        if "_bucket" in name
    ]
    total = counts[-1][1]
    return next(edge for edge, count in counts if count >= share * total)


def report(name: str, seconds: Sequence[float]) -> None:
    """One row of the table, in milliseconds."""
    values = sorted(1_000 * s for s in seconds)
    print(f"{name:34} {statistics.median(values):9.1f} {values[-1]:9.1f}")


async def measured(discord: DiscordServer) -> None:
    """Ask alone, then all at once; print both."""
    await ask(discord, "warming up")
    alone = [await ask(discord, question) for question in questions()[:ALONE]]
    before = await lag()
    burst = await asyncio.gather(*(ask(discord, question) for question in questions()[:BURST]))
    after = await lag()
    print(f"{'milliseconds':34} {'median':>9} {'longest':>9}")
    for name, rows in (("alone", alone), (f"{BURST} at once", burst)):
        report(f"acknowledged, {name}", [row[0] for row in rows])
        report(f"answered, {name}", [row[1] for row in rows])
    print(f"answered with papers: {sum(row[2] for row in burst)} of {BURST}; others: a sentence")
    edges = ", ".join(
        f"{share:.0%} within {within(before, after, share)} s" for share in (0.5, 0.99)
    )
    print(f"event-loop lag during the burst: {edges}")


async def main(sources: Sequence[str]) -> None:
    """Read the papers, start the bot, measure, end it."""
    discord = DiscordServer()
    await discord.start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reading = await command(folder, "ingest", *sources)
        if await reading.wait():
            sys.exit("the papers cannot be read")
        bot = await command(
            folder,
            "run",
            PAPERWIRE_DISCORD__TOKEN=TOKEN,
            PAPERWIRE_DISCORD__API_BASE=discord.api_base,
            PAPERWIRE_DISCORD__GATEWAY_URL=discord.gateway_url,
            PAPERWIRE_DISCORD__USER_PER_MINUTE="0",
            PAPERWIRE_DISCORD__SERVER_PER_MINUTE="0",
            PAPERWIRE_HEALTH__PORT=str(PORT),
        )
        try:
            await discord.logged_in()
            await measured(discord)
        finally:
            bot.terminate()
            await bot.wait()
            await discord.stop()


if __name__ == "__main__":
    asyncio.run(main([str(Path(path).resolve()) for path in sys.argv[1:]] or [str(SAMPLE)]))
