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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from made_up import index_made_up
from questions import CORPUS, QUESTIONS, SAMPLE, TODAY, Times, answer, fresh

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
    first = Times()
    first.of(partial(answer, app, QUESTIONS[0], {}))
    first.of(partial(answer, app, QUESTIONS[0], FILTERS["50 %"]))
    found["first_ms"], found["first_filtered_ms"] = first.wall
    kinds = {"plain": {}} | FILTERS
    for question in QUESTIONS:  # papers that are read for the first time
        for options in kinds.values():
            answer(app, question, options)
    alone, times = Times(), {name: Times() for name in kinds}
    for question in QUESTIONS * 2:
        alone.of(partial(app.encoder.read_questions, [question]))
        for name, options in kinds.items():
            times[name].of(partial(answer, app, question, options, fresh(app)))
    print(
        f"\n{count:,} papers; encoding a question alone is {statistics.median(alone.wall):.1f} ms"
    )
    for name, some in times.items():
        ratios = some.over(alone)
        found |= {f"{name} {key}": value for key, value in ratios.items()}
        print(
            f"the whole answer, {name:12} {ratios['median_wall']:8.2f} times encoding alone, "
            f"of the processor {ratios['median_cpu']:8.2f}"
        )
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(
        f"first question {found['first_ms']:,.0f} ms, with a date {found['first_filtered_ms']:,.0f}"
    )
    print(f"peak memory of the process: {found['peak_mb']:,.0f} MB")
    return found


if __name__ == "__main__":
    main()
