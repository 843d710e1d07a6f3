"""A million papers in one data folder: `python bench/million.py [FOLDER] [--papers N]`.

Texts are mixed of the sentences of real papers, vectors are made up (see `made_up`). The store is
kept in FOLDER for the next run; it takes some 12 kB a paper. Told are how long a question takes
beside encoding it alone, with and without a date, how long the first one takes, and memory.
Without `--papers` it is tried with few, for `make bench`; a million takes an hour and 12 GB.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import itertools
import json
import random
import resource
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from made_up import index_made_up
from questions import CORPUS, QUESTIONS, SAMPLE, TODAY, answer, fresh, milliseconds

from bot.wiring import App, open_app
from config.settings import Settings
from retrieval.papers import Paper, Record, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results" / "million.json"
FEW = 20_000
_TOGETHER = 2_000
_DAYS = 2_000
FILTERS = {
    "1 %": {"since": "20d"},
    "50 %": {"since": "1000d"},
    "a category": {"categories": ("AI",)},
}


def main() -> None:
    """Fill what is missing, ask, print, write."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("folder", nargs="?", type=Path, default=ROOT / "var" / "bench")
    wanted.add_argument("--papers", type=int, default=FEW)
    chosen = wanted.parse_args()
    with open_app(Settings(data_dir=chosen.folder / f"million-{chosen.papers}")) as app:
        if app.catalogue.indexed() < chosen.papers:
            _fill(app, chosen.papers)
        found = _measured(app)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def _fill(app: App, count: int) -> None:
    records = _records(count)
    for first in range(0, count, _TOGETHER):
        app.catalogue.store(list(itertools.islice(records, _TOGETHER)), today=TODAY)
        print(f"\r{first:,} of {count:,} papers stored", end="", file=sys.stderr)
    print(file=sys.stderr)
    index_made_up(app)


def _records(count: int) -> Iterator[Record]:
    """Papers of which each has the sentences of two real ones."""
    with gzip.open(CORPUS if CORPUS.exists() else SAMPLE, "rt", encoding="utf-8") as lines:
        real = [json.loads(line) for line in itertools.islice(lines, 20_000)]
    drawn = random.Random(count)  # noqa: S311 - made-up papers
    for number in range(count):
        one, other = drawn.choice(real), drawn.choice(real)
        some = one["abstract"].split(". ")[::2] + other["abstract"].split(". ")[1::2]
        paper = Paper(
            f"made-up-{number}",
            f"{one['title']}, number {number}",
            ". ".join(some),
            authors=tuple(one.get("authors", ()))[:3],
            categories=tuple(one.get("subjects", one.get("categories", ()))),
            listed=TODAY - dt.timedelta(days=number % _DAYS),
        )
        yield Record(paper, Sighting("made up"), f"made-up:{number}")


def _measured(app: App) -> dict[str, float]:
    count = app.catalogue.indexed()
    app.encoder.read_questions(["warm"])
    found: dict[str, float] = {"papers": count}
    found["first_ms"] = milliseconds(lambda: answer(app, QUESTIONS[0], {}))
    found["first_filtered_ms"] = milliseconds(lambda: answer(app, QUESTIONS[0], FILTERS["50 %"]))
    kinds = {"plain": {}} | FILTERS
    for question in QUESTIONS:  # papers that are read for the first time
        for options in kinds.values():
            answer(app, question, options)
    alone: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for question in QUESTIONS * 2:
        alone.append(milliseconds(lambda q=question: app.encoder.read_questions([q])))
        for name, options in kinds.items():
            engine = fresh(app)
            call = lambda q=question, o=options, e=engine: answer(app, q, o, e)  # noqa: E731
            times[name].append(milliseconds(call))
    base = found["alone_ms"] = statistics.median(alone)
    print(f"\n{count:,} papers; encoding a question alone takes {base:.1f} ms")
    for name, some in times.items():
        found[name] = statistics.median(some) / base
        print(f"the whole answer, {name:12} {found[name]:8.2f} times encoding alone")
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(
        f"first question {found['first_ms']:,.0f} ms, with a date {found['first_filtered_ms']:,.0f}"
    )
    print(f"peak memory of the process: {found['peak_mb']:,.0f} MB")
    return found


if __name__ == "__main__":
    main()
