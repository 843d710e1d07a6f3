"""Papers for benchmarks, and where their results go: a module of the scripts beside it.

The papers are those of ../shared/data/corpus where that is, drawn with a fixed seed; else those
of the sample that the repository ships, again and again under other ids.
"""

from __future__ import annotations

import gzip
import json
import random
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "docs" / "sample" / "papers.jsonl.gz"
CORPUS = REPOSITORY.parent / "shared" / "data" / "corpus" / "arxiv-112k.jsonl.gz"
RESULTS = REPOSITORY / "var" / "bench"  # not kept by git


def papers(wanted: int) -> list[dict[str, Any]]:
    """So many rows of a dump, each with `id`, `title` and `abstract`."""
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            kept = [line for line in lines if line.strip()]
        if len(kept) >= wanted:
            drawn = random.Random(0).sample(kept, wanted)  # noqa: S311 - no secret
            return [json.loads(line) for line in drawn]
    return list(islice(_repeated(), wanted))


def _repeated() -> Iterator[dict[str, Any]]:
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for number in count():
        row = rows[number % len(rows)]
        again = {"id": f"{number // 99_999 % 12 + 2001:04}.{number % 99_999 + 1:05}"}
        yield row | again | {"title": f"{row['title']} ({number})"}


def written(name: str, figures: dict[str, Any]) -> None:
    """Print figures, and keep them as var/bench/NAME.json."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    for key, value in figures.items():
        shown = f"{value:,.3g}" if isinstance(value, float) else value
        print(f"{key:56} {shown}")
