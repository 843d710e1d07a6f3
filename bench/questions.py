"""Questions beside encoding them alone: `bench/questions.py [FOLDER] [--papers N ...] [--real]`.

The papers are real ones where `../shared/data/corpus` has them, else mixed of the sentences of the
sample that is shipped; their vectors are made up (see `made_up`), their readings real. With
`--real` vectors are real, too, which takes half an hour for 112,000, once. Stores are kept in
FOLDER for the next run. Each kind of question takes turns with its partner, the encoder reading
the question alone, so that whatever else the machine does slows both. Told are

- the whole answer (parse, search, read, excerpts) over its partner, median and 95th percentile;
- the same question with a date or a category that lets through 1 to 100 % over the one without;
- growth of the median from the smallest store to the largest;
- 64 questions at once over one after the other, and how late the event loop runs meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import gc
import gzip
import json
import random
import resource
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
from made_up import index_made_up
from sampled import CORPUS, TODAY, snapshot

from bot.engine import Engine
from bot.wiring import App, open_app
from config.settings import Settings
from ingest.detect import read_path
from ingest.pipeline import ingest
from retrieval.answering.answer import Answers
from retrieval.answering.search import Search
from retrieval.filters import Filters
from retrieval.queries import Question
from retrieval.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results"
PAPERS = (10_000, 112_000)
NEARLY = 0.95  # of them are different papers
SHARES = (1, 3, 10, 30, 100)  # percent that a filter lets through
AT_ONCE = 64
ROUNDS = 7
_WHAT = (
    *("long-term memory", "retrieval-augmented generation", "speech recognition", "jailbreaks"),
    *("graph neural networks", "diffusion models", "reward models", "code generation"),
    *("depth estimation", "federated learning", "tokenisation", "causal discovery"),
    *("point clouds", "preference optimisation", "machine translation", "time series forecasting"),
)
_WHERE = ("for agents", "in medicine", "on small devices", "with few examples")
# so many that nothing of a comparison is remembered when a question comes again
QUESTIONS = tuple(f"{what} {where}" for where in _WHERE for what in _WHAT)


class Times:
    """What calls took, in milliseconds: by the wall, and of the processor.

    Other work on the machine lengthens the first and hardly the second.
    """

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def of(self, call: Callable[[], object]) -> None:
        """One more call."""
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        self.wall.append(1_000 * (time.perf_counter() - wall))
        self.cpu.append(1_000 * (time.process_time() - cpu))

    def over(self, partner: Times) -> dict[str, float]:
        """Median and 95th percentile over the partner's median."""
        found = {}
        for name in ("wall", "cpu"):
            mine: list[float] = getattr(self, name)
            base = statistics.median(getattr(partner, name))
            found[f"median_{name}"] = statistics.median(mine) / base
            found[f"p95_{name}"] = statistics.quantiles(mine, n=20)[-1] / base
        return found


def main() -> None:
    """Fill what is missing, ask, print, write."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("folder", nargs="?", type=Path, default=ROOT / "var" / "bench")
    wanted.add_argument("--papers", type=int, nargs="+", default=list(PAPERS))
    wanted.add_argument("--real", action="store_true")
    chosen = wanted.parse_args()
    kind = "real" if chosen.real else "made-up"
    results = {}
    for count in sorted(chosen.papers):
        with open_app(Settings(data_dir=chosen.folder / f"{kind}-{count}")) as app:
            _fill(app, count, chosen.folder, real=chosen.real)
            results[str(app.catalogue.indexed())] = _measured(app)
        gc.collect()
    medians = [one["answer"]["median_cpu"] for one in results.values()]
    growth = medians[-1] / medians[0]
    print(f"growth of the median of the processor, over encoding alone: {growth:.2f} times")
    RESULTS.mkdir(exist_ok=True)
    told = json.dumps({"stores": results, "growth": growth}, indent=1)
    (RESULTS / f"questions-{kind}.json").write_text(told + "\n", "utf-8")
    _draw(results, ROOT / "docs" / f"questions-{kind}.png")


def _draw(results: dict[str, dict[str, Any]], picture: Path) -> None:
    figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
    for count, found in results.items():
        names = list(found["filters"])
        axes.plot(
            names,
            [found["filters"][n]["median_cpu"] for n in names],
            "o-",
            label=f"{int(count):,} papers",
        )
    axes.axhline(1.0, color="grey", linewidth=0.8)
    axes.set_ylim(0.0, 2.0)
    axes.set_ylabel("times the same question\nwithout a filter")
    axes.legend()
    figure.savefig(picture, dpi=110)


def _fill(app: App, count: int, folder: Path, *, real: bool = False) -> None:
    if app.catalogue.indexed() >= NEARLY * count:
        if app.copies.lag() and not real:  # Chroma, from which they are made, is empty here
            raise SystemExit(f"{app.data_dir} is of an earlier Paperwire: remove it")
        app.copies.follow()
        return
    part = folder / f"{count}.jsonl"
    with part.open("w", encoding="utf-8") as file:
        file.writelines(_rows(count) if CORPUS.exists() else snapshot(count))
    ingest(read_path(str(part)), app.catalogue, today=TODAY)
    part.unlink()
    if real:
        app.ownership.acquire("bench")
        app.indexer.run(lambda done, total: print(f"{done} of {total}", end="\r", file=sys.stderr))
    else:
        index_made_up(app)


def _rows(count: int) -> list[str]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = list(lines)
    random.Random(count).shuffle(rows)  # noqa: S311 - which papers, by the size alone
    return rows[:count]


def _measured(app: App) -> dict[str, Any]:
    print(f"\n{app.catalogue.indexed():,} papers")
    filters = _filters(app)
    for number, question in enumerate(QUESTIONS):  # papers that are read for the first time
        print(f"\rreading {number + 1} of {len(QUESTIONS)}", end="", file=sys.stderr)
        for options in ({}, *filters.values()):
            answer(app, question, options)
    print(file=sys.stderr)
    found = {"answer": _beside(app), "filters": _filtered(app, filters)}
    found["together"] = asyncio.run(_together(app))
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(f"peak memory of the process: {found['peak_mb']:,.0f} MB")
    return found


def _filters(app: App) -> dict[str, dict[str, Any]]:
    """Options by what they are called: since a day, until a day, in a category."""
    passing = app.catalogue.passing
    every = len(passing())
    found: dict[str, dict[str, Any]] = {}
    for share in SHARES:
        day = next(d for d in _days() if len(passing(Filters(since=d))) * 100 >= share * every)
        found[f"since, {share} %"] = {"since": day.isoformat()}
    subjects = sorted(app.catalogue.suggestions.subjects())
    return found | {f"in {name}": {"categories": (name,)} for name in subjects[:1]}


def _days() -> Iterator[dt.date]:
    """From today backwards."""
    return (TODAY - dt.timedelta(days=n) for n in range(20_000))


def fresh(app: App) -> Answers:
    """The engine without a question that it remembers; the papers that it read stay.

    Its threads have begun: a bot's begin once.
    """
    search = Search(app.vectors, app.words, app.reader, app.catalogue)
    answers = Answers(app.catalogue, search, app.words)
    answer(app, "anything but the questions", {}, answers)
    return answers


def answer(
    app: App, question: str, options: dict[str, Any], answers: Answers | None = None
) -> object:
    """As both front ends ask."""
    asked = Question(text=question, **options)
    return (answers or app.answers).answer(understand(asked, app.catalogue, today=TODAY))


def _beside(app: App) -> dict[str, float]:
    alone, whole = Times(), Times()
    engine = fresh(app)
    for question in QUESTIONS:
        alone.of(partial(app.encoder.read_questions, [question]))
        whole.of(partial(answer, app, question, {}, engine))
    found = whole.over(alone)
    base = statistics.median(alone.wall), statistics.median(alone.cpu)
    print(f"encoding a question alone: {base[0]:.1f} ms, of the processor {base[1]:.1f} ms")
    _tell("the whole answer, over that", found)
    return found | {"alone_wall_ms": base[0], "alone_cpu_ms": base[1]}


def _filtered(app: App, filters: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    every: dict[str, dict[str, Any]] = {"unfiltered": {}, **filters}
    times = {name: Times() for name in every}
    names = list(every)
    for turn in range(len(names)):  # each question with each filter, all others in between
        engine = fresh(app)
        for place, question in enumerate(QUESTIONS):
            name = names[(place + turn) % len(names)]
            times[name].of(partial(answer, app, question, every[name], engine))
    base = times.pop("unfiltered")
    found = {name: some.over(base) for name, some in times.items()}
    for name, ratios in found.items():
        _tell(f"{name}, over no filter", ratios)
    return found


def _tell(name: str, found: dict[str, float]) -> None:
    print(
        f"{name:32} median {found['median_wall']:5.2f} times, 95th percentile"
        f" {found['p95_wall']:5.2f}; of the processor {found['median_cpu']:5.2f} and"
        f" {found['p95_cpu']:5.2f}"
    )


async def _together(app: App) -> dict[str, float]:
    """The bot's own engine: so many members ask at once."""
    engine = Engine(app)
    asked = QUESTIONS[:AT_ONCE]
    single, both = [], []
    lags: list[float] = []
    for _ in range(ROUNDS):
        answers = fresh(app)
        begun = time.perf_counter()
        for question in asked:
            await engine.answering(answer, app, question, {}, answers)
        single.append(time.perf_counter() - begun)
        answers = fresh(app)
        watch = asyncio.create_task(_watch(lags))
        begun = time.perf_counter()
        await asyncio.gather(*(engine.answering(answer, app, q, {}, answers) for q in asked))
        both.append(time.perf_counter() - begun)
        watch.cancel()
    await engine.close(5.0)
    lag = 1_000 * statistics.quantiles(lags, n=100)[-1]
    rates = statistics.median(single) / statistics.median(both)
    found = {"throughput": rates, "lag_p99_ms": lag}
    print(
        f"{AT_ONCE} at once: {found['throughput']:.2f} times one after the other, lag {lag:.1f} ms"
    )
    return found


async def _watch(lags: list[float], every: float = 0.005) -> None:
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(every)
        lags.append(max(0.0, time.perf_counter() - begun - every))


if __name__ == "__main__":
    main()
