"""A million papers in one data folder: `python bench/million.py [FOLDER] [--papers N]`.

Texts are mixed of the sentences of real papers, vectors are made up (see `made_up`). The store is
kept in FOLDER for the next run; it takes some 12 kB a paper. It may be stopped while it is filled,
and goes on where it was. Told are how long a question takes beside encoding it alone, with and
without a date, how long the first one takes, in this process and as a command of its own, memory
and disk. Without `--papers` it is tried with few, for `make bench`; a million takes an hour of one
core and 12 GB.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from made_up import index_made_up
from questions import QUESTIONS, Times, answer, fresh
from room import rooms_of
from sampled import TODAY, mixed

from bot.wiring import App, open_app
from config.settings import Settings
from retrieval.papers import Paper, Record, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results" / "million.json"
FEW = 20_000
_TOGETHER = 2_000
FILTERS: dict[str, dict[str, Any]] = {
    "1 %": {"since": "20d"},
    "50 %": {"since": "1000d"},
    "a category": {"categories": ("AI",)},
}


def main() -> None:
    """Fill what is missing, ask, print, write."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("folder", nargs="?", type=Path, default=ROOT / "var" / "bench")
    wanted.add_argument("--papers", type=int, default=FEW)
    wanted.add_argument("--fill", action="store_true", help="fill the store, ask nothing")
    chosen = wanted.parse_args()
    folder = chosen.folder / f"million-{chosen.papers}"
    if chosen.fill:
        _fill(folder, chosen.papers)
        return
    # in a process of its own, since the peak of this one's memory is that of asking
    filling = [sys.executable, __file__, chosen.folder, "--papers", str(chosen.papers), "--fill"]
    subprocess.run(filling, check=True)
    found = _asked_by_command(folder)
    with open_app(Settings(data_dir=folder)) as app:
        found |= _measured(app) | {f"{name}_mb": size / 1e6 for name, size in rooms_of(app).items()}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def _fill(folder: Path, count: int) -> None:
    with open_app(Settings(data_dir=folder)) as app:
        first = app.catalogue.counts().papers
        records, begun = itertools.islice(_records(count), first, None), time.monotonic()
        for done in range(first, count, _TOGETHER):
            app.catalogue.store(list(itertools.islice(records, _TOGETHER)), today=TODAY)
            number = min(count, done + _TOGETHER)
            rate = (number - first) / (time.monotonic() - begun)
            told = f"{number:,} of {count:,} papers stored, {rate:,.0f} a second"
            print(f"\r{told}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        if app.catalogue.indexing.is_due():
            index_made_up(app)


def _asked_by_command(folder: Path) -> dict[str, float]:
    """Seconds from the start of `paperwire ask` to its end; the second of two, as files go."""
    environment = os.environ | {"PAPERWIRE_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "bot", "ask", QUESTIONS[0]]
    for _ in range(2):
        begun = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return {"command_s": time.perf_counter() - begun}


def _records(count: int) -> Iterator[Record]:
    for number, row in enumerate(mixed(count)):
        paper = Paper(
            f"made-up-{number}",
            row["title"],
            row["abstract"],
            authors=tuple(row["authors"]),
            categories=tuple(row["subjects"]),
            listed=row["listed"],
        )
        yield Record(paper, Sighting("made up"), f"made-up:{number}")


def _measured(app: App) -> dict[str, float]:
    count = app.catalogue.indexed()
    app.encoder.read_questions(["warm"])
    found: dict[str, float] = {"papers": count}
    first = Times()
    first.of(partial(answer, app, QUESTIONS[0], {}))
    first.of(partial(answer, app, QUESTIONS[0], FILTERS["50 %"]))
    found["first_ms"], found["first_filtered_ms"] = first.wall
    kinds: dict[str, dict[str, Any]] = {"plain": {}, **FILTERS}
    for question in QUESTIONS:  # papers that are read for the first time
        for options in kinds.values():
            answer(app, question, options)
    alone, times = Times(), {name: Times() for name in kinds}
    for question in QUESTIONS * 2:
        alone.of(partial(app.encoder.read_questions, [question]))
        for name, options in kinds.items():
            times[name].of(partial(answer, app, question, options, fresh(app)))
    found["encoding_alone_ms"] = statistics.median(alone.wall)
    print(f"\n{count:,} papers; encoding a question alone is {found['encoding_alone_ms']:.1f} ms")
    for name, some in times.items():
        found |= _told(name, some, alone)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(
        f"first question {found['first_ms']:,.0f} ms, with a date {found['first_filtered_ms']:,.0f}"
    )
    print(f"peak memory of the process: {found['peak_mb']:,.0f} MB")
    return found


def _told(name: str, some: Times, alone: Times) -> dict[str, float]:
    found = some.over(alone)
    found["median_ms"] = statistics.median(some.wall)
    found["p95_ms"] = statistics.quantiles(some.wall, n=20)[-1]
    print(
        f"the whole answer, {name:12} {found['median_wall']:8.2f} times encoding alone, of the "
        f"processor {found['median_cpu']:8.2f}; {found['median_ms']:7.1f} ms, "
        f"95th percentile {found['p95_ms']:7.1f}"
    )
    return {f"{name} {key}": value for key, value in found.items()}


if __name__ == "__main__":
    main()
