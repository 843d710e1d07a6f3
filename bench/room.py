"""Bytes on disk and in memory for each paper: `python bench/room.py [PAPERS] [STORE]`.

Without a store, one is filled: texts of ../shared/data/corpus where that is, or those of the
sample again and again under other ids; vectors are made up, since a vector takes the same room
whatever it says. Readings are those of some papers that the real encoder reads, times the rest.
A store that is named is measured as it is. Where PAPERWIRE_DATABASE_URL or PAPERWIRE_CHROMA__URL
is set, the servers hold their parts, and only PostgreSQL's is measured.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import text

from bot.wiring import App, open_app
from config.settings import Settings
from ingest.detect import read_path
from ingest.pipeline import ingest
from retrieval.indexes.vectors import Kind
from retrieval.papers import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "docs" / "sample" / "papers.jsonl.gz"
CORPUS = REPOSITORY.parent / "shared" / "data" / "corpus" / "arxiv-112k.jsonl.gz"
TODAY = dt.date(2026, 9, 1)
PAPERS, READ, BATCH = 10_000, 256, 5_000


def main(papers: int = PAPERS, store: Path | None = None) -> None:
    """Fill what is to be measured, unless it is there, and print."""
    if store is not None:
        _show(_measured(store))
        return
    with tempfile.TemporaryDirectory() as folder:
        with open_app(Settings(data_dir=Path(folder))) as app:
            _fill(app, papers, Path(folder))
        # another process, since this one holds what it wrote in memory
        subprocess.run([sys.executable, __file__, str(papers), folder], check=True)


def _measured(store: Path) -> dict[str, int]:
    with open_app(Settings(data_dir=store)) as app:
        question = np.eye(1, app.encoder.identity.dimension, dtype=np.float32)[0]
        rooms = {"papers": app.catalogue.counts().papers} | rooms_of(app)
        _ = app.vectors
        before = _memory()
        for kind in Kind:  # Chroma reads its graph at the first question
            app.vectors.nearest(kind, question, 10)
        return rooms | {"memory of the vectors": _memory() - before}


def _show(rooms: dict[str, int]) -> None:
    print(json.dumps(rooms))
    held = rooms.pop("papers")
    for name, size in rooms.items():
        print(f"{name:24} {size / 1e6:10,.1f} MB {size / held:10,.0f} bytes a paper")


def _fill(app: App, papers: int, folder: Path) -> None:
    """All parts; of the readings some, really read."""
    part = folder / "papers.jsonl"
    part.write_text("".join(islice(_lines(), papers)), encoding="utf-8")
    begun = time.monotonic()
    ingest(read_path(str(part)), app.catalogue, today=TODAY)
    print(f"stored in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    part.unlink()
    some = app.catalogue.indexing.due(READ)
    app.reader.encode(some)
    chance = np.random.default_rng(0)
    size = app.encoder.identity.dimension
    while due := app.catalogue.indexing.due(BATCH):
        ids = [known.paper.id for known in due]
        rows = {k: chance.standard_normal((len(ids), size), dtype=np.float32) for k in Kind}
        app.vectors.upsert(ids, rows)
        app.catalogue.indexing.mark([(k.paper.id, content_hash(k.paper, k.notes)) for k in due])
        print(f"{app.catalogue.counts().indexed} vectors", end="\r", file=sys.stderr)
    begun = time.monotonic()
    app.copies.follow()
    print(f"\nwords followed in {time.monotonic() - begun:.0f} s", file=sys.stderr)


def _lines() -> Iterator[str]:
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            yield from lines
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for number in count():
        row = rows[number % len(rows)]
        again = {"id": f"{number // 99_999 % 12 + 2001:04}.{number % 99_999 + 1:05}"}
        yield json.dumps(row | again | {"title": f"{row['title']} ({number})"}) + "\n"


def rooms_of(app: App) -> dict[str, int]:
    """Bytes that each part of a store takes; readings as if every paper had been read."""
    folder = app.data_dir
    rooms = {
        "catalogue": sum(_size(path) for path in folder.glob("catalogue.sqlite3*")),
        "words": _size(folder / "words"),
        "vectors in Chroma": _size(folder / "chroma"),
        "copy of the vectors": _size(folder / "nearest"),
    }
    if app.database.dialect == "postgresql":
        with app.database.reading() as connection:
            asked = text("SELECT pg_database_size(current_database())")
            rooms["catalogue"] = connection.execute(asked).scalar_one()
    if kept := _size(folder / "readings.sqlite3"):
        with closing(sqlite3.connect(folder / "readings.sqlite3")) as readings:
            (read,) = readings.execute("SELECT count(*) FROM readings").fetchone()
        rooms["readings"] = kept * app.catalogue.counts().papers // max(read, 1)
    return {name: size for name, size in rooms.items() if size}


def _size(path: Path) -> int:
    paths = [path] if path.is_file() else path.rglob("*")
    return sum(one.stat().st_blocks * 512 for one in paths if one.is_file())


def _memory() -> int:
    """What this process holds now, as Linux tells it; elsewhere the most that it ever held."""
    told = Path("/proc/self/statm")
    if told.exists():
        return int(told.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024


if __name__ == "__main__":
    count_, *rest = [*sys.argv[1:], *[str(PAPERS)][len(sys.argv) - 1 :]]
    main(int(count_), Path(rest[0]) if rest else None)
