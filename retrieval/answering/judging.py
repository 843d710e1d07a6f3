"""Many questions against many papers: the probability of `relevance` for each pair.

`Answers.judge` looks at a dozen candidates of one question. What is followed is another
case: every topic is judged against every paper of a day, six hundred by six hundred. No cheap
figure tells beforehand which pairs cannot reach a threshold (docs/digests.md has the
measurement), so every paper is read closely; but once, for all questions together, and what
came of it is remembered: one number a pair.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.answering.coverage import SHARPNESS, soft_minimum
from retrieval.answering.excerpts import text_for
from retrieval.answering.relevance import Signals, length, probabilities, probability
from retrieval.indexes.vectors import Kind
from retrieval.indexes.word_copy import words_of
from retrieval.papers import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.answering.asking import Asked
    from retrieval.answering.search import Search
    from retrieval.encoding.encoder import Vectors
    from retrieval.encoding.passages import Reading
    from retrieval.indexes.words import WordIndex
    from retrieval.papers import KnownPaper
    from retrieval.queries import Query

    Probabilities = NDArray[np.float32]
    _PaperKey = tuple[str, str]
    _QuestionKey = tuple[str, str, str]

REMEMBERED = 8_000_000  # pairs, four bytes each: two weeks of 600 papers and 900 questions
_PRODUCT = 8_000_000  # cosines that are computed at once
_TOKENS = 256  # of a paper, about
_TOGETHER = 32  # papers that are read in one call of the encoder


class Judging:
    """Judges pairs and remembers them. Thread-safe; one judging at a time."""

    def __init__(self, search: Search, words: WordIndex, remembered: int = REMEMBERED) -> None:
        self._search = search
        self._words = words
        self._remembered = remembered
        self._lock = threading.Lock()
        self._columns: dict[_QuestionKey, int] = {}
        self._rows: OrderedDict[_PaperKey, Probabilities] = OrderedDict()

    def probabilities(
        self, queries: Sequence[Query], papers: Sequence[KnownPaper]
    ) -> Probabilities:
        """That a paper answers a query, 0 to 1, shape (len(queries), len(papers)).

        The figures are those of `Answers.judge`; filters of a query are not looked at. A
        paper that is not in the indexes yet is judged by its words alone, and anew next time.
        """
        with self._lock:
            columns = [self._column(query) for query in queries]
            keys = [(p.paper.id, content_hash(p.paper, p.notes)) for p in papers]
            found = np.full((len(papers), len(queries)), np.nan, dtype=np.float32)
            for at, key in enumerate(keys):
                found[at] = self._remembered_of(key, columns)
            for rows, asked in _gaps(np.isnan(found)):
                chosen = [papers[i] for i in rows]
                judged, sure = self._judge([queries[i] for i in asked], chosen)
                found[np.ix_(rows, asked)] = judged.T
                for row, values, keep in zip(rows, judged.T, sure, strict=True):
                    if keep:
                        self._remember(keys[row], [columns[i] for i in asked], values)
            self._forget()
            result: Probabilities = found.T
            return result

    # ------------------------------------------------------------ memory

    def _column(self, query: Query) -> int:
        key = (query.text, query.question, query.language)
        return self._columns.setdefault(key, len(self._columns))

    def _remembered_of(self, key: _PaperKey, columns: Sequence[int]) -> Probabilities:
        held = self._rows.get(key)
        values = np.full(len(columns), np.nan, dtype=np.float32)
        if held is not None:
            self._rows.move_to_end(key)
            at = np.asarray(columns, dtype=np.intp)
            values[at < len(held)] = held[at[at < len(held)]]
        return values

    def _remember(self, key: _PaperKey, columns: Sequence[int], values: Probabilities) -> None:
        held = self._rows.get(key, np.empty(0, dtype=np.float32))
        if len(held) < len(self._columns):
            more = np.full(len(self._columns) - len(held), np.nan, dtype=np.float32)
            held = np.concatenate([held, more])
        held[list(columns)] = values
        self._rows[key] = held

    def _forget(self) -> None:
        """The papers that were asked for longest ago; all, when questions are too many."""
        most = self._remembered // max(len(self._columns), 1)
        while len(self._rows) > most:
            self._rows.popitem(last=False)
        if not self._rows:
            self._columns.clear()

    # ------------------------------------------------------------ judging

    def _judge(
        self, queries: Sequence[Query], papers: Sequence[KnownPaper]
    ) -> tuple[Probabilities, list[bool]]:
        """Probabilities, shape (queries, papers), and which papers were in the indexes.

        A Chinese query is judged in English where that can be: instead of by its Latin words, or
        beside its Chinese ones.
        """
        asking = self._search.asking
        english = {at: other for at, q in enumerate(queries) if (other := asking.english_of(q))}
        asked = asking.ask_all([*queries, *english.values()])
        ids = [known.paper.id for known in papers]
        vectors = self._search.vectors_of(Kind.WHOLE, ids)
        result = np.zeros((len(asked), len(papers)), dtype=np.float32)
        readable = [i for i, one in enumerate(asked) if one.vector is not None]
        if readable:
            result[readable] = self._by_meaning([asked[i] for i in readable], papers, vectors)
        for i, one in enumerate(asked):
            if one.vector is None:
                result[i] = [self._by_words(one, known) for known in papers]
        for at, of_english in zip(english, result[len(queries) :], strict=True):
            own = result[at] if asked[at].vector is None else 0.0
            result[at] = np.maximum(own, of_english)
        return result[: len(queries)], [paper_id in vectors for paper_id in ids]

    def _by_words(self, asked: Asked, known: KnownPaper) -> float:
        exact = asked.words.exact_share(terms_of(known, self._words))
        return probability(Signals(0.0, 0.0, 0.0, 0.0, exact, 0.0), readable=False)

    def _by_meaning(
        self, asked: Sequence[Asked], papers: Sequence[KnownPaper], vectors: dict[str, Vectors]
    ) -> Probabilities:
        questions = _Questions.of(asked)
        none = np.zeros(questions.vectors.shape[1], dtype=np.float32)
        stored = np.stack([vectors.get(known.paper.id, none) for known in papers])
        whole = questions.vectors @ stored.T
        least, sentence, names = (np.zeros_like(whole) for _ in range(3))
        named = [i for i, one in enumerate(asked) if one.words.names]
        for first in range(0, len(papers), _TOGETHER):
            chunk = papers[first : first + _TOGETHER]
            readings = self._search.readings(chunk)
            least[:, first : first + len(chunk)] = questions.leasts(readings)
            sentence[:, first : first + len(chunk)] = questions.sentences(chunk, readings)
            for at, known in enumerate(chunk if named else (), first):
                terms = terms_of(known, self._words)
                names[named, at] = [asked[i].words.rarest_name(terms) for i in named]
        lengths = np.array([[length(len(one.words.read))] for one in asked], dtype=np.float32)
        return probabilities(
            least=least, whole=whole, sentence=sentence, names=names, length=lengths
        )


@dataclass(frozen=True, slots=True)
class _Questions:
    """Questions that the encoder reads, laid side by side for a few large products."""

    languages: tuple[str, ...]
    vectors: Vectors  # (questions, dimension)
    tokens: Vectors  # of the words of all questions, (tokens, dimension)
    words: NDArray[np.intp]  # the word that a token belongs to
    owners: NDArray[np.intp]  # the question that a word belongs to
    weights: Vectors  # of the words

    @classmethod
    def of(cls, asked: Sequence[Asked]) -> _Questions:
        vectors = np.stack([one.vector for one in asked if one.vector is not None])
        words = [(i, word) for i, one in enumerate(asked) for word in one.words.read]
        rows = [word.tokens for _, word in words]
        counts = [len(row) for row in rows]
        return cls(
            languages=tuple(one.query.language for one in asked),
            vectors=vectors,
            tokens=np.concatenate(rows) if rows else np.empty((0, vectors.shape[1]), np.float32),
            words=np.repeat(np.arange(len(words)), counts),
            owners=np.asarray([i for i, _ in words], dtype=np.intp),
            weights=np.asarray([word.weight for _, word in words], dtype=np.float32),
        )

    def leasts(self, readings: Sequence[Reading]) -> Vectors:
        """`Closeness.least` of every question, shape (questions, readings).

        Few large products: beside other work, threads wait for each other at every one.
        """
        count = len(self.languages)
        least = np.zeros((count, len(readings)), dtype=np.float32)
        if not len(self.tokens):
            return least
        total = np.bincount(self.owners, self.weights, count)
        # a question whose words weigh nothing comes near to nothing
        weighs = total > 0.0
        total = np.where(weighs, total, 1.0)
        together = max(1, _PRODUCT // (len(self.tokens) * _TOKENS))
        for first in range(0, len(readings), together):
            some = [reading.tokens.unpacked() for reading in readings[first : first + together]]
            product = self.tokens @ np.concatenate(some).T
            ends = np.cumsum([len(tokens) for tokens in some])
            for at, (end, tokens) in enumerate(zip(ends, some, strict=True), first):
                if len(tokens):
                    best = product[:, end - len(tokens) : end].max(axis=1)
                    mean = np.bincount(self.words, best) / np.bincount(self.words)
                    far = np.bincount(self.owners, self.weights * np.exp(-SHARPNESS * mean), count)
                    least[:, at] = soft_minimum(np.where(weighs, far / total, 1.0))
        return least

    def sentences(self, papers: Sequence[KnownPaper], readings: Sequence[Reading]) -> Vectors:
        """The best sentence's cosine with every question, as `excerpts.meaning` has it.

        Returns:
            Of shape (questions, papers). One product for all papers, as in `leasts`.
        """
        result = np.zeros((len(self.languages), len(papers)), dtype=np.float32)
        means = [
            one.sentence_means if known.paper.abstract and any(one.counts[1:]) else None
            for known, one in zip(papers, readings, strict=True)
        ]
        read = [rows for rows in means if rows is not None]
        if not read:
            return result
        product = self.vectors @ np.concatenate(read).T
        end = 0
        for at, rows in enumerate(means):
            if rows is None:
                continue
            start, end = end, end + len(rows)
            best = product[:, start:end].max(axis=1)
            # a sentence whose tokens were cut away counts 0, so the best is not below it
            cut_away = len(rows) < len(readings[at].counts) - 1
            best = np.maximum(best, 0.0) if cut_away else best
            result[:, at] = np.where(self._reads(papers[at]), best, 0.0)
        return result

    def _reads(self, known: KnownPaper) -> NDArray[np.bool_]:
        """Which questions are answered from the abstract, the text that the encoder read."""
        abstract = known.paper.abstract
        spoken = {one: text_for(known, one).text == abstract for one in set(self.languages)}
        if len(set(spoken.values())) == 1:  # nearly always
            return np.full(len(self.languages), next(iter(spoken.values())))
        return np.asarray([spoken[language] for language in self.languages])


def terms_of(known: KnownPaper, words: WordIndex) -> frozenset[str]:
    """The terms of everything that the word index holds of a paper."""
    held = words_of(known)
    return words.held(f"{held.title}\n{held.body}\n{held.chinese}")


def _gaps(missing: NDArray[np.bool_]) -> Iterator[tuple[list[int], list[int]]]:
    """Rows and columns that hold everything that is missing: papers that miss the same."""
    patterns: dict[bytes, list[int]] = {}
    for at, row in enumerate(missing):
        if row.any():
            patterns.setdefault(row.tobytes(), []).append(at)
    for rows in patterns.values():
        yield rows, [int(i) for i in np.flatnonzero(missing[rows[0]])]
