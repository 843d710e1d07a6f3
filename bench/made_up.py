"""Large stores for benchmarks, filled in minutes: real texts, made-up vectors.

Encoding 112,000 papers takes the better part of an hour, and how long a question takes does
not depend on what the vectors say. So each word of a paper has the vector that the encoder
gives it alone, and a paper the mean of its words with some chance added. Questions are read by
the real encoder, and find papers that share words with them. Everything else is the product's
own: the catalogue, tantivy, the files of vectors.
"""

from __future__ import annotations

import re
import sys
import time
import zlib
from typing import TYPE_CHECKING

import numpy as np

from retrieval.encoder import TokenVectors
from retrieval.papers import content_hash
from retrieval.text.latex import readable
from retrieval.vectors import Kind
from retrieval.word_copy import WordCopy, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.wiring import App
    from retrieval.encoder import Encoder, ModelIdentity, Vectors

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 300  # words that are read of a text
_KNOWN = 3_000  # words that the encoder reads; any other has a direction of its own
_TOGETHER = 4_096  # papers that are written at once
_READ = 500  # characters of an abstract that its vector is made of
_CHANCE = 0.6  # length of what is added to a paper's vector


class WordByWord:
    """Encoder for documents: each word as the real encoder reads it alone."""

    def __init__(self, real: Encoder) -> None:
        self._real = real
        self._held: dict[str, Vectors] = {}

    @property
    def identity(self) -> ModelIdentity:
        """The real one's: its questions are compared with what is made up here."""
        return self._real.identity

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (len(texts), dimension)."""
        return self.read_documents(texts)[0]

    def read_questions(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """As the real encoder reads them."""
        return self._real.read_questions(texts)

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """Unit vectors, and each word a token."""
        found = [list(_WORD.finditer(text))[:_LONGEST] for text in texts]
        self._learn(match[0].casefold() for matches in found for match in matches)
        tokens = [
            TokenVectors(
                tuple(match.span() for match in matches),
                np.stack([self._held[match[0].casefold()] for match in matches] or [self._none()]),
            )
            for matches in found
        ]
        rows = np.stack([one.rows.mean(axis=0) for one in tokens])
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        rows += np.stack([self._chance(text) for text in texts])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True), tokens

    def _learn(self, words: Iterable[str]) -> None:
        new = [word for word in dict.fromkeys(words) if word not in self._held]
        room = max(_KNOWN - len(self._held), 0)
        read, rest = new[:room], new[room:]
        if read:
            self._held |= dict(zip(read, self._real.read_documents(read)[0], strict=True))
        for word in rest:
            row = self._chance(word)
            self._held[word] = row / np.linalg.norm(row)

    def _none(self) -> Vectors:
        return self._chance("")

    def _chance(self, text: str) -> Vectors:
        drawn = np.random.default_rng(zlib.crc32(text.encode()))
        size = self.identity.dimension
        row: Vectors = drawn.normal(0.0, _CHANCE * size**-0.5, size).astype(np.float32)
        return row


def index_made_up(app: App) -> int:
    """Fill the word index and the copy of the vectors with all that is stored; how many.

    Chroma stays empty, for no question asks it, and so do the readings: a paper that is read
    for the first time is encoded then, so ask each question once before you time it.
    """
    encoder = WordByWord(app.encoder)
    ids = sorted(app.catalogue.matching())
    begun, number = time.monotonic(), 0
    for first in range(0, len(ids), _TOGETHER):
        known = list(app.catalogue.papers(ids[first : first + _TOGETHER]).values())
        app.words.upsert([words_of(one) for one in known], ())
        app.catalogue.mark_indexed([(k.paper.id, content_hash(k.paper, k.notes)) for k in known])
        titles = encoder.encode_documents([readable(one.paper.title) for one in known])
        texts = [readable(f"{k.paper.title}\n{k.paper.abstract[:_READ]}") for k in known]
        wholes = encoder.encode_documents(texts)
        rows = {
            kind: dict(zip([k.paper.id for k in known], made, strict=True))
            for kind, made in ((Kind.WHOLE, wholes), (Kind.TITLE, titles))
        }
        app.vectors.files.write(rows, (), app.catalogue.latest_indexing())
        number += len(known)
        rate = number / (time.monotonic() - begun)
        print(f"\r{number:,} of {len(ids):,} papers, {rate:,.0f} a second", end="", file=sys.stderr)
    print(file=sys.stderr)
    note = app.data_dir / "words" / "followed.json"
    WordCopy(app.words, app.catalogue, note).take((), (), app.catalogue.latest_indexing())
    return number
