"""How far a paper carries a sentence: its words in any form, their meaning, where they stand.

Words that stand in the abstract are looked up; for the others, and for how they belong
together, the encoder is asked: for each content word, how near the nearest token of the
abstract comes (late interaction, as in `retrieval.answering.coverage`), and how near its nearest
sentence. A logistic regression weighs these; `bench/quality/written.py` fits and measures it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.text.sentences import sentences
from retrieval.written import contrary, reading
from retrieval.written.aligned import Line, line
from retrieval.written.comparisons import comparisons_missing
from retrieval.written.directions import SWEEPING
from retrieval.written.figures import Figure, figures, missing
from retrieval.written.values import Passage
from retrieval.written.wording import Vocabulary, Word, content_words, squashed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoding.encoder import Encoder, TokenVectors, Vectors
    from retrieval.written.reading import Read
    from retrieval.written.values import Source

JOINING = 0.3  # what a word counts that only joins others
_SAME = 0.7  # a cosine from which two words in their places mean much the same
_MUCH, _MANY = 10, 3  # more speak no louder
_NEAREST = 2  # sentences of a paper that are looked at together


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A source as the check reads it."""

    source: Source
    spans: tuple[tuple[int, int], ...]  # of the abstract's sentences
    tokens: tuple[TokenVectors, ...]  # of the title, then of each sentence
    vectors: Vectors  # the same as unit vectors, shape (1 + sentences, dimension)
    words: tuple[tuple[Read, ...], ...]  # likewise
    lines: tuple[Line, ...]  # likewise
    vocabulary: Vocabulary  # of title and abstract
    facts: Vocabulary
    figures: tuple[Figure, ...]
    text: str  # title, abstract and facts, in which the figures have their places
    squashed: str


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence as the check reads it."""

    text: str
    tokens: TokenVectors
    vector: Vectors  # unit
    content: tuple[Word, ...]
    words: tuple[Read, ...]
    line: Line
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for a paper carrying a sentence. Shares and cosines are 0 to 1."""

    words: float  # mean over the content words of their nearest token's cosine
    near: float  # the same within the two sentences that come nearest
    meaning: float  # cosine of the nearest sentence
    absent: float = 0.0  # share of the content words that the paper does not hold in any form
    strange: float = 0.0  # how many of them have no near token either
    astray: float = 0.0  # how many point a way in which the nearest sentences do not
    held: float = 0.0  # how many content words the paper holds, up to `_MUCH`
    figures: float = 0.0  # how many numbers it holds, up to `_MANY`
    against: float = 0.0  # how many words may say the contrary
    sweeping: float = 0.0  # how many say "all", "only", "best", and the paper nothing like it
    compared: float = 0.0  # how many comparisons it makes that no sentence of the paper makes

    def row(self) -> tuple[float, ...]:
        """The signals in the order of the weights."""
        return (
            self.words,
            self.near,
            self.meaning,
            self.absent,
            self.strange,
            self.astray,
            self.held,
            self.figures,
            self.against,
            self.sweeping,
            self.compared,
        )


def read_papers(sources: Sequence[Source], encoder: Encoder) -> list[ReadPaper]:
    """Read each source, in one call of the encoder."""
    spans = [sentences(source.abstract) for source in sources]
    texts = [
        [source.title, *(source.abstract[a:b] for a, b in cut)]
        for source, cut in zip(sources, spans, strict=True)
    ]
    vectors, tokens = encoder.read_documents([text for one in texts for text in one])
    papers, first = [], 0
    for source, cut, pieces in zip(sources, spans, texts, strict=True):
        whole = f"{source.title}. {source.abstract}"
        last = first + len(pieces)
        papers.append(
            ReadPaper(
                source,
                cut,
                tuple(tokens[first:last]),
                vectors[first:last],
                tuple(tuple(reading.read(piece)) for piece in pieces),
                tuple(line(piece) for piece in pieces),
                Vocabulary(whole),
                Vocabulary(source.facts),
                tuple(figures(f"{whole} {source.facts}", sizes=True)),
                f"{whole} {source.facts}",
                squashed(whole),
            )
        )
        first = last
    return papers


def read_sentence(text: str, encoder: Encoder) -> ReadSentence:
    """Read a sentence that was written."""
    vectors, tokens = encoder.read_documents([text])
    return ReadSentence(
        text,
        tokens[0],
        vectors[0],
        tuple(content_words(text)),
        tuple(reading.read(text)),
        line(text),
        tuple(figures(text)),
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence beside one paper: what `support` adds up."""

    paper: ReadPaper
    near: Vectors  # cosines, shape (pieces of the paper, content words)
    absent: tuple[bool, ...]  # content words that the paper does not hold in any form
    meaning: float  # cosine of the nearest piece


def beside(sentence: ReadSentence, paper: ReadPaper) -> Beside:
    """Lay a sentence beside a paper."""
    return Beside(
        paper,
        _nearness(sentence, paper.tokens),
        tuple(not paper.vocabulary.holds(word.text) for word in sentence.content),
        float((paper.vectors @ sentence.vector).max()),
    )


def _nearness(sentence: ReadSentence, pieces: Sequence[TokenVectors]) -> Vectors:
    """For each piece how near it comes to each content word, shape (pieces, words)."""
    rows = [_rows(sentence.tokens, word) for word in sentence.content]
    found = np.zeros((len(pieces), len(rows)), dtype=np.float32)
    counts = np.asarray([len(one) for one in rows], dtype=np.intp)
    if not counts.sum():
        return found
    cosines = np.concatenate(rows) @ np.concatenate([piece.rows for piece in pieces]).T
    first = 0
    for at, piece in enumerate(pieces):
        last = first + len(piece.rows)
        if last > first:
            best = cosines[:, first:last].max(axis=1)
            sums = np.add.reduceat(np.append(best, 0.0), np.cumsum(counts) - counts)
            found[at] = np.where(counts > 0, sums / np.maximum(counts, 1), 0.0)
        first = last
    return found


def support(sentence: ReadSentence, laid: Sequence[Beside]) -> Support:
    """How far the papers together carry the sentence; at least one paper."""
    content = sentence.content
    meaning = max(0.0, *(one.meaning for one in laid))
    if not content:
        return Support(0.0, 0.0, meaning)
    found = np.concatenate([one.near for one in laid])
    weights = _weights(content)
    order = np.argsort(-(found @ weights), kind="stable")[:_NEAREST]
    best = found.max(axis=0)
    total = float(weights.sum())
    absent = np.all([one.absent for one in laid], axis=0)
    pieces = [words for one in laid for words in one.paper.words]
    figured = [figure for one in laid for figure in one.paper.figures]
    around = [word for at in sorted(order) for word in pieces[int(at)]]
    return Support(
        float((best * weights).sum()) / total,
        float((found[order].max(axis=0) * weights).sum()) / total,
        meaning,
        float((absent * weights).sum()) / total,
        float((absent & (best < _SAME) & (weights == 1.0)).sum()),
        float(len(contrary.ways_missing(sentence.words, around))),
        float(min(_MUCH, len(content) - int(absent.sum()))),
        float(min(_MANY, len(sentence.figures) - len(missing(sentence.figures, figured)))),
        float(len(set(_against(sentence.words, pieces)))),
        float(len(_sweeping(sentence.words, pieces))),
        float(comparisons_missing(sentence.words, pieces)),
    )


def _against(claim: Sequence[Read], pieces: Sequence[Sequence[Read]]) -> list[str]:
    """Words that may say the contrary, or say it of something else."""
    return [
        *contrary.ways_turned(claim, pieces),
        *contrary.ways_missing(claim, [word for words in pieces for word in words]),
        *contrary.negations_turned(claim, reading.spoken(claim, pieces)),
    ]


def _sweeping(claim: Sequence[Read], pieces: Sequence[Sequence[Read]]) -> list[str]:
    every = [word for words in pieces for word in words]
    return [word for way in SWEEPING for word in contrary.ways_missing(claim, every, only=way)]


def passage(sentence: ReadSentence, laid: Beside) -> Passage:
    """The sentence of the abstract that carries it best; the whole text without sentences."""
    paper = laid.paper
    if not paper.spans:
        return Passage(paper.source.number, 0, len(paper.source.abstract))
    fits = paper.vectors[1:] @ sentence.vector
    if sentence.content:
        weights = _weights(sentence.content)
        fits = fits + (laid.near[1:] @ weights) / weights.sum()
    start, end = paper.spans[int(np.argmax(fits))]
    return Passage(paper.source.number, start, end)


def _weights(content: Sequence[Word]) -> Vectors:
    return np.asarray([JOINING if word.joining else 1.0 for word in content], dtype=np.float32)


def _rows(tokens: TokenVectors, word: Word) -> Vectors:
    at = [i for i, (a, b) in enumerate(tokens.spans) if a >= word.start and b <= word.end]
    rows: Vectors = tokens.rows[at]
    return rows
