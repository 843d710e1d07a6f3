"""Large stores for benchmarks, filled in minutes: real texts, made-up vectors.

Encoding 112,000 papers takes the better part of an hour, and how long a question takes does
not depend on which paper has which vector, only on how vectors lie. So some thousand real ones
are encoded, and every paper gets a mixture of two of them with some chance added. Everything
else is the product's own: the catalogue, tantivy, the files of vectors, the real encoder for
questions, and for the papers that a question comes to read.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import numpy as np

from retrieval.catalogue.queue import Reached
from retrieval.indexes.vectors import Kind
from retrieval.indexes.word_copy import WordCopy, words_of
from retrieval.papers import content_hash
from retrieval.text.latex import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.wiring import App
    from retrieval.encoding.encoder import Vectors
    from retrieval.papers import KnownPaper

_REAL = 3_000  # titles that are encoded
_TOGETHER = 4_096  # papers that are written at once
_FIRST, _SECOND, _CHANCE = 0.8, 0.5, 0.3  # lengths of what a vector is mixed of


class MadeUp:
    """Vectors that lie as real ones do, for any number of papers."""

    def __init__(self, real: Vectors, seed: int) -> None:
        self._real = real
        self._drawn = np.random.default_rng(seed)

    def of(self, count: int) -> dict[Kind, Vectors]:
        """Unit vectors, float32, shape (count, dimension); of a paper both kinds are near."""
        first, second = self._drawn.integers(0, len(self._real), (2, count))
        mixed = _FIRST * self._real[first] + _SECOND * self._real[second]
        return {kind: self._unit(mixed) for kind in Kind}

    def _unit(self, mixed: Vectors) -> Vectors:
        size = mixed.shape[1]
        rows = mixed + self._drawn.normal(0.0, _CHANCE * size**-0.5, mixed.shape)
        unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit


def index_made_up(app: App) -> int:
    """Fill the word index and the copy of the vectors with all that is due; how many that was.

    It may be stopped and goes on where it was. Chroma stays empty, for no question asks it, and so
    do the readings: a paper that is read for the first time is encoded then, so ask each question
    once before you time it.
    """
    counts = app.catalogue.counts()
    titles = [readable(known.paper.title) for known in app.catalogue.indexing.due(_REAL)]
    made = MadeUp(app.encoder.encode_documents(titles), seed=counts.indexed)
    begun, number = time.monotonic(), 0
    while known := app.catalogue.indexing.due(_TOGETHER):
        _write(app, known, made)
        number += len(known)
        rate = number / (time.monotonic() - begun)
        done = f"{counts.indexed + number:,} of {counts.papers:,} papers indexed"
        print(f"\r{done}, {rate:,.0f} a second", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    note = app.data_dir / "words" / "followed.json"
    WordCopy(app.words, app.catalogue, note).take((), (), app.catalogue.indexing.latest())
    return number


def _write(app: App, known: Sequence[KnownPaper], made: MadeUp) -> None:
    """Marked last, so that whoever is stopped in between finds them due again."""
    app.words.upsert([words_of(one) for one in known], ())
    names = [one.paper.id for one in known]
    rows = {kind: dict(zip(names, some, strict=True)) for kind, some in made.of(len(known)).items()}
    latest = app.catalogue.indexing.latest()
    app.vectors.files.write(rows, (), Reached(latest.store, latest.indexing + len(known)))
    app.catalogue.indexing.mark([(k.paper.id, content_hash(k.paper, k.notes)) for k in known])
