"""The sentences of a paper that answer best, as slices of its stored texts.

An excerpt is a pair of offsets into a text that the catalogue holds; what is printed is that
slice and nothing else, so it cannot say what the paper does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.answering.marks import marks
from retrieval.queries import Excerpt
from retrieval.text.language import language_of
from retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.answering.search import Asked
    from retrieval.encoding.encoder import Vectors
    from retrieval.encoding.passages import Reading
    from retrieval.indexes.words import WordIndex
    from retrieval.papers import KnownPaper

MAX_SENTENCES = 3
MAX_CHARACTERS = 700  # an excerpt is for reading at a glance
# A further sentence is shown when it answers nearly as well as the best one.
NEARLY = 0.85
MEANING, WORDS = 0.5, 0.5  # what a sentence's cosine and its share of the words weigh


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


def cut(known: KnownPaper, asked: Asked, reading: Reading | None, words: WordIndex) -> Cut:
    """The excerpts of one paper for a question.

    Args:
        known: the paper with its stored texts.
        asked: the encoded question; its language chooses the text to cut from.
        reading: the paper as the encoder read it; None chooses by exact words alone.
        words: names the terms of a sentence as the question's terms are named.
    """
    text = text_for(known, asked.query.language)
    spans = sentences(text.text, text.language)
    if not spans:
        return Cut((), 0.0)
    # The encoder read the abstract as published, so only its sentences have readings.
    was_read = text.text == known.paper.abstract
    if reading is not None and was_read and len(reading.counts) == len(spans) + 1:
        meanings = _meanings(reading, asked)
        soft = asked.words.soft_shares_within(reading.body, reading.counts[1:])
    else:
        meanings = np.zeros(len(spans))
        soft = np.asarray([_exact(text.text[start:end], asked, words) for start, end in spans])
    fits = MEANING * np.clip(meanings, 0.0, 1.0) + WORDS * soft
    order = [int(i) for i in np.argsort(-fits, kind="stable")]
    picked = _within_limits(order, fits, spans)
    excerpts = tuple(
        _excerpt(text, start, end, asked, words)
        for start, end in _merged([spans[i] for i in sorted(picked)], text.text)
    )
    return Cut(excerpts, float(meanings.max()))


def _excerpt(text: StoredText, start: int, end: int, asked: Asked, words: WordIndex) -> Excerpt:
    piece = text.text[start:end]
    found = marks(piece, asked.words, words)
    return Excerpt(text.field, text.language, start, end, piece, found)


def _meanings(reading: Reading, asked: Asked) -> NDArray[np.floating]:
    """Cosine of each sentence, the mean of its tokens, with the question; 0 without tokens."""
    found = np.zeros(len(reading.counts) - 1)
    means = sentence_means(reading)
    if asked.vector is not None and means is not None:
        found[np.asarray(reading.counts[1:]) > 0] = means @ asked.vector
    return found


def sentence_means(reading: Reading) -> Vectors | None:
    """The unit mean of the tokens of each sentence that has any; None if none has."""
    counts = np.asarray(reading.counts[1:])
    there = counts > 0
    if not there.any():
        return None
    starts = np.cumsum(counts) - counts
    sums = np.add.reduceat(reading.body.unpacked(), starts[there], axis=0)
    means = sums / counts[there, None].astype(np.float32)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    unit: Vectors = means / np.maximum(lengths, 1e-9)
    return unit


def _exact(sentence: str, asked: Asked, words: WordIndex) -> float:
    return asked.words.exact_share(words.held(sentence))


def text_for(known: KnownPaper, language: str) -> StoredText:
    """The text to cut from: in the reader's language where stored, else the abstract.

    A paper that came without an abstract has its digest's first note instead, and a paper
    with neither its title.
    """
    translation = known.paper.translation(language)
    if translation is not None and translation.abstract:
        return StoredText("abstract", language, translation.abstract)
    return next(texts_of(known))


def texts_of(known: KnownPaper) -> Iterator[StoredText]:
    """Every text of a paper that excerpts may be cut from; never none."""
    paper = known.paper
    if paper.abstract:
        yield StoredText("abstract", "en", paper.abstract)
    for other in paper.translations:
        if other.abstract:
            yield StoredText("abstract", other.language, other.abstract)
    for heading, text in known.notes.items():
        if text:
            yield StoredText(heading, language_of(text), text)
    yield StoredText("title", "en", paper.title)


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
