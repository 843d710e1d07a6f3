"""How long a question takes beside encoding it alone: `python bench/answering.py`.

The partner is the default `SentenceTransformer.encode` of the question, in the same run. The
papers are the sample that the repository ships; each question is asked twice, so that the
first row shows papers that were never read closely and the second row remembered ones.
"""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.wiring import open_app
from config.settings import Settings
from ingest.detect import read_path
from ingest.pipeline import ingest
from retrieval.question import read_question

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


def main() -> None:
    """Fill a scratch store, ask, print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_app(Settings(data_dir=Path(folder))) as app,
    ):
        ingest(read_path(str(SAMPLE)), app.catalogue, today=TODAY)
        seconds = milliseconds(app.indexer.run) / 1_000
        papers = app.catalogue.counts().indexed
        print(f"indexing: {papers} papers in {seconds:.1f} s, {papers / seconds:.1f} a second")
        queries = [read_question(question, today=TODAY) for question in QUESTIONS]
        app.encoder.read_questions(["warm"])
        alone = [milliseconds(lambda q=q: app.encoder.read_questions([q])) for q in QUESTIONS]
        first = [milliseconds(lambda q=q: app.answers.answer(q)) for q in queries]
        again = [milliseconds(lambda q=q: app.answers.answer(q)) for q in queries]
    base = statistics.median(alone)
    for name, times in (
        ("encoding the question alone", alone),
        ("answer, papers not read before", first),
        ("answer, papers remembered", again),
    ):
        middle = statistics.median(times)
        print(f"{name:32} median {middle:8.1f} ms   {middle / base:6.1f} times encoding alone")


if __name__ == "__main__":
    main()
