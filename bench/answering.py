"""How long a question takes beside encoding it alone: `python bench/answering.py [STORE]`.

The partner is the encoder reading the question, in the same run. The papers are those of a
data folder that is indexed, or the sample that the repository ships. Each question is asked
twice: the first time its papers' readings come from the store, the second time from memory.
A question takes turns with its partner, so that whatever else the machine does slows both.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.wiring import App, open_app
from config.settings import Settings
from ingest.detect import read_path
from ingest.pipeline import ingest
from retrieval.queries import Question
from retrieval.question import read_question
from retrieval.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).parents[1] / "docs" / "sample" / "papers.jsonl.gz"
TODAY = dt.date(2026, 9, 1)
QUESTIONS = (
    "how do agents keep a long-term memory?",
    "speech recognition for languages without much data",
    "diffusion models for images with few steps",
    "retrieval-augmented generation that knows when it does not know",
    "robots that learn to grasp from video",
    "does reinforcement learning make reasoning longer?",
    "benchmarks of medical question answering",
    "jailbreaks of large language models",
)


def milliseconds(call: Callable[[], object]) -> float:
    """Wall-clock milliseconds of one call."""
    begun = time.perf_counter()
    call()
    return 1_000 * (time.perf_counter() - begun)


def main(store: Path | None = None) -> None:
    """Fill a scratch store if none is given, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=store or Path(folder))
        with open_app(settings) as app:
            if store is None:
                _fill(app)
            _ask(app)


def _fill(app: App) -> None:
    ingest(read_path(str(SAMPLE)), app.catalogue, today=TODAY)
    seconds = milliseconds(app.indexer.run) / 1_000
    papers = app.catalogue.counts().indexed
    print(f"indexing: {papers} papers in {seconds:.1f} s, {papers / seconds:.1f} a second")


def _ask(app: App) -> None:
    app.encoder.read_questions(["warm"])
    app.answers.answer(read_question("warm up every index", today=TODAY))
    alone, first, again = [], [], []
    for question in QUESTIONS:
        alone.append(milliseconds(partial(app.encoder.read_questions, [question])))
        answer = partial(_answer, app, question)
        first.append(milliseconds(answer))
        again.append(milliseconds(partial(_answer, app, f"{question} please")))
    base = statistics.median(alone)
    print(f"{app.catalogue.counts().indexed:,} papers")
    for name, times in (
        ("encoding the question alone", alone),
        ("answer, papers not read before", first),
        ("answer, papers remembered", again),
    ):
        middle = statistics.median(times)
        print(f"{name:32} median {middle:8.1f} ms   {middle / base:6.1f} times encoding alone")


def _answer(app: App, question: str) -> None:
    query = understand(Question(text=question), app.catalogue, today=TODAY)
    app.answers.answer(query)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
