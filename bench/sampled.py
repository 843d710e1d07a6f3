"""Papers for benchmarks, and where their results go: a module of the scripts beside it.

The papers are those of ../shared/data/corpus where that is, drawn with a fixed seed; else those
of the sample that the repository ships, again and again under other ids.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from collections import Counter
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "docs" / "sample" / "papers.jsonl.gz"
CORPUS = REPOSITORY.parent / "shared" / "data" / "corpus" / "arxiv-112k.jsonl.gz"
TODAY = dt.date(2026, 9, 1)
RESULTS = REPOSITORY / "bench" / "results"
MIXED = 20_000  # real papers that made-up ones are mixed of
_DAYS = 2_000  # on which they came out


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


def mixed(wanted: int) -> Iterator[dict[str, Any]]:
    """So many papers, each of the sentences of two real ones; nothing is held of those before."""
    with gzip.open(CORPUS if CORPUS.exists() else SAMPLE, "rt", encoding="utf-8") as lines:
        real = [json.loads(line) for line in islice(lines, MIXED)]
    drawn = random.Random(wanted)  # noqa: S311 - made-up papers
    for number in range(wanted):
        one, other = drawn.choice(real), drawn.choice(real)
        some = one["abstract"].split(". ")[::2] + other["abstract"].split(". ")[1::2]
        yield {
            "title": f"{one['title']}, number {number}",
            "abstract": ". ".join(some),
            "authors": one.get("authors", [])[:3],
            "subjects": one.get("subjects", one.get("categories", [])),
            "listed": TODAY - dt.timedelta(days=number % _DAYS),
        }


def snapshot(wanted: int) -> Iterator[str]:
    """Lines of a dump in the form and order of arXiv's bulk snapshot: by id, so from old to new."""
    months: Counter[str] = Counter()
    for number, row in enumerate(mixed(wanted)):
        day = TODAY - dt.timedelta(days=_DAYS - number * _DAYS // wanted)
        month = f"{day:%y%m}"
        months[month] += 1
        made = {
            "id": f"{month}.{months[month]:05}",
            "submitter": row["authors"][0] if row["authors"] else None,
            "authors": ", ".join(row["authors"]),
            "title": row["title"],
            "comments": "12 pages, 4 figures",
            "journal-ref": None,
            "doi": None,
            "report-no": None,
            "categories": " ".join(f"cs.{name}" for name in row["subjects"]),
            "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
            "abstract": f"  {row['abstract']}\n",
            "versions": [{"version": "v1", "created": f"{day:%a, %d %b %Y} 12:00:00 GMT"}],
            "update_date": day.isoformat(),
            "authors_parsed": [[*name.rsplit(" ", 1)[::-1], ""] for name in row["authors"]],
        }
        yield json.dumps(made) + "\n"


def written(name: str, figures: dict[str, Any]) -> None:
    """Print figures, and keep them, with what a picture is drawn of, as bench/results/NAME.json."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    for key, value in figures.items():
        if isinstance(value, list):
            continue
        shown = f"{value:,.3g}" if isinstance(value, float) else value
        print(f"{key:56} {shown}")
