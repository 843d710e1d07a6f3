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

    from retrieval.answering.asking import Asked
    from retrieval.answering.met import Met
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


def meaning(known: KnownPaper, asked: Asked, met: Met | None) -> float:
    """Best cosine of a sentence that excerpts are cut from with the question; 0 for none read."""
    text = text_for(known, asked.query.language)
    read = _read(met, known, text, sentences(text.text, text.language))
    return 0.0 if read is None else float(read.sentences.max())


def cut(known: KnownPaper, asked: Asked, met: Met | None, words: WordIndex) -> tuple[Excerpt, ...]:
    """The excerpts of one paper for a question.

    Args:
        known: the paper with its stored texts.
        asked: the encoded question; its language chooses the text to cut from.
        met: the paper beside the question; None chooses by exact words alone.
        words: names the terms of a sentence as the question's terms are named.
    """
    text = text_for(known, asked.query.language)
    spans = sentences(text.text, text.language)
    if not spans:
        return ()
    read = _read(met, known, text, spans)
    if read is not None:
        meanings = read.sentences
        soft = asked.words.soft_shares_within(read.in_sentences, read.reading.counts[1:])
    else:
        meanings = np.zeros(len(spans), dtype=np.float32)
        soft = np.asarray([_exact(text.text[start:end], asked, words) for start, end in spans])
    fits = MEANING * np.clip(meanings, 0.0, 1.0) + WORDS * soft
    order = [int(i) for i in np.argsort(-fits, kind="stable")]
    picked = _within_limits(order, fits, spans)
    return tuple(
        _excerpt(text, start, end, asked, words)
        for start, end in _merged([spans[i] for i in sorted(picked)], text.text)
    )


def _read(
    met: Met | None, known: KnownPaper, text: StoredText, spans: Sequence[tuple[int, int]]
) -> Met | None:
    """The paper beside the question if the encoder read these sentences: the abstract's."""
    if met is None or not spans or text.text != known.paper.abstract:
        return None
    return met if len(met.reading.counts) == len(spans) + 1 else None


def _excerpt(text: StoredText, start: int, end: int, asked: Asked, words: WordIndex) -> Excerpt:
    piece = text.text[start:end]
    found = marks(piece, asked.words, words)
    return Excerpt(text.field, text.language, start, end, piece, found)


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
