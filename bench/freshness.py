"""How soon what is brought in is answered: `python bench/freshness.py [ROUNDS]`.

A running bot's engine looks at the catalogue at its own pace; `paperwire ingest`, a process beside
it, brings in one paper, each time at another moment between two looks. Told are the seconds from
that process's end to the first answer that has the paper. Ten are promised (docs/adr/0002). The
partner is the pace: the longest wait that looking alone explains.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from sampled import SAMPLE, TODAY, written

from bot.engine import Engine
from bot.serving import POLL_S, keep_indexed
from bot.wiring import App, open_app
from config.settings import Settings
from retrieval.queries import Question
from retrieval.understanding import understand

ROUNDS = 5
PROMISED_S = 10.0
_PATIENCE_S = 120.0


def main(rounds: int = ROUNDS) -> None:
    """Bring in, ask, print, write."""
    with tempfile.TemporaryDirectory() as folder, open_app(Settings(data_dir=Path(folder))) as app:
        app.ownership.acquire("bench")
        waits = asyncio.run(_waits(app, rounds))
    written(
        "freshness",
        {
            "papers brought in": rounds,
            "seconds until answered, the longest": max(waits),
            "of the time between two looks": max(waits) / POLL_S,
            "of what is promised": max(waits) / PROMISED_S,
        },
    )


async def _waits(app: App, rounds: int) -> list[float]:
    engine = Engine(app)
    await _ingest(app.data_dir, SAMPLE)
    await engine.index_due()
    await engine.open()
    watching = asyncio.create_task(keep_indexed(engine, POLL_S))
    waits = []
    for number in range(rounds):
        await asyncio.sleep(number * POLL_S / rounds)
        waits.append(await _wait(app, engine, number))
        print(f"{number + 1} of {rounds}: {waits[-1]:.1f} s", file=sys.stderr)
    watching.cancel()
    await engine.close(_PATIENCE_S)
    return waits


async def _wait(app: App, engine: Engine, number: int) -> float:
    """Seconds until one more paper is answered with."""
    file = app.data_dir / "one.jsonl"
    title = f"Zebrafish choreography by quantum bagpipes of the {number + 1}th kind"
    paper = {"id": f"2608.{number + 90_000}", "title": title, "abstract": f"{title}, in tune."}
    file.write_text(json.dumps(paper), encoding="utf-8")
    await _ingest(app.data_dir, file)
    begun = time.monotonic()
    async with asyncio.timeout(_PATIENCE_S):
        while True:
            outcome = await engine.answering(_answer, app, title)
            if any(one.paper.id == paper["id"] for one in getattr(outcome, "evidence", ())):
                return time.monotonic() - begun
            await asyncio.sleep(0.05)


def _answer(app: App, text: str) -> object:
    return app.answers.answer(understand(Question(text), app.catalogue, today=TODAY))


async def _ingest(folder: Path, source: Path) -> None:
    environment = os.environ | {"PAPERWIRE_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "bot", "ingest", str(source)]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=quiet, stderr=quiet
    )
    if await process.wait():
        raise RuntimeError(f"{command} failed")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
