"""Peak memory while papers are brought in: `python bench/memory.py [FEW MANY [FEW MANY]]`.

Two halves, each of which compares a smaller amount with a larger one, in processes of their own:

- **reading and storing**, 100,000 rows beside 1,000,000: `paperwire ingest FILE` over a dump in the
  form of arXiv's bulk snapshot, while another process owns the indexes, as a running bot does; so
  the papers are stored, and indexed by the owner;
- **indexing**, 4,000 papers beside 16,000: what the owner calls, with Chroma embedded and with a
  `chroma run` beside it. The first batch of papers is really encoded, all others get made-up
  vectors and tokens, for how much memory indexing takes does not depend on what they say. Told is
  also what each further 100,000 papers take: with Chroma embedded, mostly Chroma's graphs.

A million rows take a quarter of an hour and 6 GB of disk for as long as it runs.
"""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sampled import snapshot, written

from retrieval.indexes.ownership import Ownership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoding.encoder import ModelIdentity, SentenceEncoder, TokenVectors, Vectors

STORED, INDEXED = (100_000, 1_000_000), (4_000, 16_000)
REALLY = 256  # papers that the real encoder reads


def main(stored: Sequence[int] = STORED, indexed: Sequence[int] = INDEXED) -> None:
    """Measure both halves, print, write."""
    few, many = stored
    peaks = {count: _storing(count) for count in stored}
    figures = {f"storing {count:,} rows, peak MB": peak for count, peak in peaks.items()}
    figures["storing, the larger over the smaller"] = peaks[many] / peaks[few]
    few, many = indexed
    for place, measured in (("Chroma embedded", _indexing), ("a Chroma server", _beside_server)):
        found = {count: measured(count) for count in indexed}
        for name in found[few]:
            less, more = found[few][name], found[many][name]
            figures |= {
                f"indexing {few:,} papers, {place}, {name} MB": less,
                f"indexing {many:,} papers, {place}, {name} MB": more,
                f"each further 100,000, {place}, {name} MB": (more - less) * 1e5 / (many - few),
            }
    written("memory", dict(figures))


def _storing(count: int) -> float:
    """Peak MB of `paperwire ingest` over a dump of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        dump, data = Path(folder) / "dump.jsonl", Path(folder) / "data"
        with dump.open("w", encoding="utf-8") as file:
            file.writelines(snapshot(count))
        print(f"a dump of {count:,} rows, {dump.stat().st_size / 1e6:,.0f} MB", file=sys.stderr)
        owner = Ownership(data)
        owner.acquire("bench")
        try:
            peak = _peak([sys.executable, "-m", "bot", "ingest", str(dump)], data)
        finally:
            owner.release()
    print(f"peak memory {peak:,.0f} MB", file=sys.stderr)
    return peak


def _peak(command: Sequence[str], data: Path) -> float:
    process = subprocess.Popen(command, env=os.environ | {"PAPERWIRE_DATA_DIR": str(data)})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with status {process.returncode}")
    return usage.ru_maxrss / 1_024


def _indexing(count: int, **variables: str) -> dict[str, float]:
    command = [sys.executable, __file__, "index", str(count)]
    done = subprocess.run(
        command, env=os.environ | variables, stdout=subprocess.PIPE, text=True, check=True
    )
    return {"peak": float(done.stdout.split()[-1])}


def _beside_server(count: int) -> dict[str, float]:
    """The same with a Chroma server, which has a peak of its own."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
        free.close()
        program = str(Path(sys.executable).parent / "chroma")
        command = [program, "run", "--path", folder, "--host", "127.0.0.1", "--port", port]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            _answering(int(port))
            found = _indexing(count, PAPERWIRE_CHROMA__URL=f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            _, _, usage = os.wait4(server.pid, 0)
            server.returncode = 0
    return found | {"peak of the server": usage.ru_maxrss / 1_024}


def _answering(port: int) -> None:
    for _ in range(600):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
            return
        time.sleep(0.1)
    raise RuntimeError("the Chroma server does not start")


def index(count: int) -> None:
    """In a process of its own: index so many papers, print the peak in MB."""
    from bot.intake import Listener, take_in  # noqa: PLC0415 - its partner imports little
    from bot.wiring import open_app  # noqa: PLC0415 - same
    from config.settings import Settings  # noqa: PLC0415 - same
    from retrieval.encoding.encoder import SentenceEncoder  # noqa: PLC0415 - same

    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.jsonl"
        with dump.open("w", encoding="utf-8") as file:
            file.writelines(snapshot(count))
        settings = Settings(data_dir=Path(folder) / "data")
        with open_app(settings, encoder=Quick(SentenceEncoder())) as app:
            take_in(app, str(dump), since=None, listener=Listener())
            app.ownership.acquire("bench")
            app.indexer.run(lambda done, of: print(f"{done:,} of {of:,}", file=sys.stderr))
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024)


class Quick:
    """An encoder that reads some texts with another one, and makes up the rest of them."""

    def __init__(self, real: SentenceEncoder) -> None:
        self._real = real
        self._left = REALLY
        self._drawn = np.random.default_rng(0)
        self._tokens: Vectors = np.empty((0, 0), dtype=np.float32)

    @property
    def identity(self) -> ModelIdentity:
        """That of the real one."""
        return self._real.identity

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors by chance."""
        rows = self._drawn.standard_normal((len(texts), self.identity.dimension), dtype=np.float32)
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """Really, as long as some are left; then every word a token of what was read."""
        if self._left > 0:
            self._left -= len(texts)
            vectors, tokens = self._real.read_documents(texts)
            self._tokens = max((one.rows for one in tokens), key=len)
            return vectors, tokens
        return self.encode_documents(texts), [self._made_up(text) for text in texts]

    def read_questions(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """By the real one."""
        return self._real.read_questions(texts)

    def _made_up(self, text: str) -> TokenVectors:
        from retrieval.encoding.encoder import TokenVectors  # noqa: PLC0415 - see `index`

        spans, at = [], 0
        for word in text.split()[: len(self._tokens)]:
            at = text.index(word, at)
            spans.append((at, at + len(word)))
            at += len(word)
        return TokenVectors(tuple(spans), self._tokens[: len(spans)])


if __name__ == "__main__":
    if sys.argv[1:2] == ["index"]:
        index(int(sys.argv[2]))
    else:
        numbers = tuple(map(int, sys.argv[1:]))
        main(numbers[:2] or STORED, numbers[2:] or INDEXED)
