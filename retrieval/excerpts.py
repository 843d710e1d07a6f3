"""The sentences of a paper that answer best, as slices of its stored texts.

An excerpt is a pair of offsets into a text that the catalogue holds; what is printed is that
slice and nothing else, so it cannot say what the paper does not.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.queries import Excerpt
from retrieval.text.latex import readable
from retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.coverage import TermWeights
    from retrieval.encoder import Encoder, Vectors
    from retrieval.papers import KnownPaper

MAX_SENTENCES = 3
MAX_CHARACTERS = 700  # an excerpt is for reading at a glance
# A further sentence is shown when it answers nearly as well as the best one.
NEARLY = 0.85
MEANING, WORDS = 0.6, 0.4  # what a sentence's cosine and its share of the words weigh
_REMEMBERED = 4_096  # papers whose sentence vectors are kept: 8 x 384 x 4 bytes each


@dataclass(frozen=True, slots=True)
class StoredText:
    """One text of a paper that excerpts may be cut from."""

    field: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The excerpts of a paper, and how well its best sentence fits the question."""

    excerpts: tuple[Excerpt, ...]
    meaning: float  # best cosine of a sentence with the question; 0 without a vector
    words: float  # best share of the question's words in one sentence


class ExcerptCutter:
    """Chooses sentences by meaning and by words. Remembers the vectors of recent papers."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()

    def cut(
        self,
        papers: Sequence[KnownPaper],
        *,
        language: str,
        vector: Vectors | None,
        terms: TermWeights,
    ) -> list[Cut]:
        """A Cut for each paper, in order. One call encodes what is not yet encoded."""
        chosen = [text_for(known, language) for known in papers]
        spans = [sentences(text.text, text.language) for text in chosen]
        meanings = self._meanings(chosen, spans, vector)
        return [
            _choose(text, parts, meaning, terms)
            for text, parts, meaning in zip(chosen, spans, meanings, strict=True)
        ]

    def _meanings(
        self,
        texts: Sequence[StoredText],
        spans: Sequence[Sequence[tuple[int, int]]],
        vector: Vectors | None,
    ) -> list[Vectors]:
        if vector is None:
            return [np.zeros(len(parts), dtype=np.float32) for parts in spans]
        missing = {
            text.text: parts
            for text, parts in zip(texts, spans, strict=True)
            if parts and text.text not in self._vectors
        }
        flat = [readable(text[a:b]) for text, parts in missing.items() for a, b in parts]
        rows = self._encoder.encode_documents(flat) if flat else np.empty((0, len(vector)))
        fresh: dict[str, Vectors] = {}
        at = 0
        for text, parts in missing.items():
            fresh[text] = np.asarray(rows[at : at + len(parts)], dtype=np.float32)
            at += len(parts)
        self._remember(fresh)
        empty = np.empty((0, len(vector)), dtype=np.float32)
        held = [fresh.get(t.text, self._vectors.get(t.text, empty)) for t in texts]
        return [np.asarray(sentence_rows @ vector) for sentence_rows in held]

    def _remember(self, fresh: dict[str, Vectors]) -> None:
        self._vectors.update(fresh)
        while len(self._vectors) > _REMEMBERED:
            self._vectors.popitem(last=False)


def text_for(known: KnownPaper, language: str) -> StoredText:
    """The text to cut from: in the reader's language where stored, else the abstract.

    A paper that came without an abstract has its digest's first note instead, and a paper
    with neither its title.
    """
    paper = known.paper
    translation = paper.translation(language)
    if translation is not None and translation.abstract:
        return StoredText("abstract", language, translation.abstract)
    if paper.abstract:
        return StoredText("abstract", "en", paper.abstract)
    for other in paper.translations:
        if other.abstract:
            return StoredText("abstract", other.language, other.abstract)
    for heading, text in known.notes.items():
        if text:
            return StoredText(heading, "zh" if _has_chinese(text) else "en", text)
    return StoredText("title", "en", paper.title)


def _choose(
    text: StoredText, spans: Sequence[tuple[int, int]], meanings: Vectors, terms: TermWeights
) -> Cut:
    if not spans:
        return Cut((), 0.0, 0.0)
    shares = [terms.share(text.text[start:end]) for start, end in spans]
    fits = MEANING * np.clip(meanings, 0.0, 1.0) + WORDS * np.asarray(shares)
    order = [int(i) for i in np.argsort(-fits, kind="stable")]
    picked = _within_limits(order, fits, spans)
    excerpts = tuple(
        Excerpt(text.field, text.language, start, end, text.text[start:end])
        for start, end in _merged([spans[i] for i in sorted(picked)], text.text)
    )
    return Cut(excerpts, float(np.max(meanings)), max(shares))


def _within_limits(
    order: Sequence[int], fits: NDArray[np.floating], spans: Sequence[tuple[int, int]]
) -> list[int]:
    picked: list[int] = []
    length = 0
    for i in order[:MAX_SENTENCES]:
        start, end = spans[i]
        if picked and (fits[i] < NEARLY * fits[order[0]] or length + end - start > MAX_CHARACTERS):
            break
        picked.append(i)
        length += end - start
    return picked


def _merged(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join sentences that follow each other into one slice."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _has_chinese(text: str) -> bool:
    return any("\u3400" <= c <= "\u9fff" for c in text)
