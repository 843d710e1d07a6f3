"""Papers as the encoder reads them: sentence by sentence, token by token.

Ranking, excerpts and abstention all look at the same reading, so a paper is encoded once
for the three, and remembered for the next question.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.text.latex import readable
from retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.encoder import Encoder, TokenVectors, Vectors
    from retrieval.papers import KnownPaper

_REMEMBERED = 768  # papers, more than a day announces; about 0.2 MB each with the default model
_LATIN = re.compile(r"[A-Za-z0-9][\x20-\x7e]*")
_LATIN_CHARACTERS = 1_500  # of a text in another script: names, figures


@dataclass(frozen=True, slots=True)
class Reading:
    """One paper: unit vectors, float16, of every token of its title and its sentences."""

    title: Vectors  # (tokens, dimension)
    sentences: tuple[Vectors, ...]  # one array for each sentence of the abstract

    @property
    def tokens(self) -> Vectors:
        """All tokens, shape (tokens, dimension), float32."""
        rows: Vectors = np.concatenate([self.title, *self.sentences]).astype(np.float32)
        return rows


class PaperReader:
    """Reads papers through the encoder and remembers the most recent ones. Thread-safe."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, str], Reading] = OrderedDict()

    def read(self, papers: Sequence[KnownPaper]) -> list[Reading]:
        """A Reading for each paper, in order. One call encodes what is not remembered."""
        keys = [_texts(known) for known in papers]
        with self._lock:
            held = {key: self._held[key] for key in keys if key in self._held}
        fresh = self._encode(dict.fromkeys(key for key in keys if key not in held))
        with self._lock:
            self._held.update(fresh)
            for key in keys:
                if key in self._held:
                    self._held.move_to_end(key)
            while len(self._held) > _REMEMBERED:
                self._held.popitem(last=False)
        return [fresh[key] if key in fresh else held[key] for key in keys]

    def _encode(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Reading]:
        parts = {key: _parts(*key) for key in keys}
        flat = [text for texts in parts.values() for text in texts]
        tokens = iter(self._encoder.encode_tokens(flat))
        readings = {}
        for key, texts in parts.items():
            title, *rest = [_compact(next(tokens)) for _ in texts]
            readings[key] = Reading(title, tuple(rest))
        return readings


def _compact(tokens: TokenVectors) -> Vectors:
    rows: Vectors = tokens.rows.astype(np.float16)
    return rows


def _texts(known: KnownPaper) -> tuple[str, str]:
    """Title and the text to read. Without an abstract: what of the notes is in Latin letters."""
    if known.paper.abstract:
        return known.paper.title, known.paper.abstract
    others = [t.abstract for t in known.paper.translations] + list(known.notes.values())
    latin = " ".join(run for text in others for run in _LATIN.findall(text))
    return known.paper.title, latin[:_LATIN_CHARACTERS]


def _parts(title: str, text: str) -> list[str]:
    return [readable(title), *(readable(text[start:end]) for start, end in sentences(text))]
