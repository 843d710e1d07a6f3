"""From a query to what is searched: its words put right, encoded and weighed.

The question's vector is the mean of the question as typed and as stripped of its wrapping.
Questions that wait are encoded together (see `together`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.answering.coverage import QuestionWords, question_words
from retrieval.answering.spelling import Spelling, put_right
from retrieval.answering.together import Together
from retrieval.encoding.remembering import QuestionMemory
from retrieval.question.glossary import in_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.turns import Turns
    from retrieval.catalogue import Catalogue
    from retrieval.encoding.encoder import Encoder, Vectors
    from retrieval.indexes.vectors import VectorIndex
    from retrieval.indexes.words import WordIndex
    from retrieval.queries import Query

POOL = 500  # papers of each ranking that take part in the fusion
TOGETHER = 256  # questions that are encoded in one call
_LATIN = re.compile(r"[A-Za-z0-9][\w.+%/-]*(?:\s+[A-Za-z0-9][\w.+%/-]*)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, encoded."""

    query: Query
    vector: Vectors | None  # unit vector, (dimension,); None: the encoder cannot read it
    words: QuestionWords
    indexed: int  # papers in the indexes when it was asked


class Asking:
    """Puts queries right and encodes them. Safe to use from several threads.

    Args:
        vectors: told of questions that come together.
        words: what terms weigh.
        encoder: reads questions.
        catalogue: how papers write words, and how many there are.
        turns: of those who search.
    """

    def __init__(
        self,
        vectors: VectorIndex,
        words: WordIndex,
        encoder: Encoder,
        catalogue: Catalogue,
        turns: Turns,
    ) -> None:
        self._vectors = vectors
        self._words = words
        self._encoder = QuestionMemory(encoder)
        self._catalogue = catalogue
        self._together = Together(self._prepare, before=turns.until_few_wait)
        self.spelling = Spelling(words, catalogue)

    def english_of(self, query: Query) -> Query | None:
        """A Chinese query as it can be asked of English papers.

        None where the encoder reads Chinese itself, or the glossary lacks a word of it.
        """
        if query.language != "zh" or self._encoder.identity.chinese:
            return None
        english = in_english(query.text)
        return None if english is None else replace(query, text=english, in_english=True)

    def reads(self, query: Query) -> bool:
        """Whether the encoder reads anything of a query."""
        return bool(self._texts(query))

    def prepare(self, query: Query) -> None:
        """Encode a query, together with those of others, for who asks it a moment later."""
        self._together.do(self.spelling.corrected(query))

    def _prepare(self, queries: Sequence[Query]) -> None:
        """What these come to is remembered by the encoder's memory, and by the vectors."""
        if texts := [text for query in queries for text in self._read_of(query)]:
            self._encoder.read_questions(texts)
        vectors = [vector for query in queries if (vector := self._vector(query)) is not None]
        if len(vectors) > 1:
            self._vectors.expect(np.stack(vectors), POOL)

    def ask(self, query: Query, indexed: int | None = None) -> Asked:
        """Put the words of a query right, and encode it.

        Where the encoder knows no Chinese, as the default one, only the words in Latin letters
        are encoded of a Chinese question.

        Args:
            query: what is searched.
            indexed: papers in the indexes, if the caller has just counted them.
        """
        indexed = self._catalogue.indexed() if indexed is None else indexed
        return self._ask(self.spelling.corrected(query), indexed)

    def ask_all(self, queries: Sequence[Query]) -> list[Asked]:
        """The same for many, in order; quicker, for the encoder reads them together."""
        indexed = self._catalogue.indexed()
        asked = []
        for first in range(0, len(queries), TOGETHER):
            some = list(map(self.spelling.corrected, queries[first : first + TOGETHER]))
            # what these two encode is remembered for the moment after
            self._encoder.read_questions([text for query in some for text in self._read_of(query)])
            asked += [self._ask(query, indexed) for query in some]
        return asked

    def _ask(self, query: Query, indexed: int) -> Asked:
        # in one call; remembered for the next two
        self._encoder.read_questions(self._read_of(query))
        words = question_words(
            query.text, words=self._words, encoder=self._encoder, indexed=indexed
        )
        return Asked(query, self._vector(query), words, indexed)

    def _vector(self, query: Query) -> Vectors | None:
        """The unit mean of what the encoder reads of a question, shape (dimension,)."""
        texts = self._texts(query)
        if not texts:
            return None
        mean: Vectors = self._encoder.read_questions(texts)[0].mean(axis=0)
        unit: Vectors = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return unit

    def _texts(self, query: Query) -> list[str]:
        """What the encoder reads of a question for its vector."""
        texts = [put_right(query.question, query.corrected), query.text]
        if query.excluded:  # as typed it names what is not wanted
            texts = [query.text]
        if query.language == "zh" and not self._encoder.identity.chinese:
            texts = [" ".join(_LATIN.findall(query.text))]
        return list(dict.fromkeys(text for text in texts if text.strip()))

    def _read_of(self, query: Query) -> list[str]:
        """All that the encoder reads of a question: for its vector, and word by word."""
        by_word = [query.text] * bool(_LATIN.search(query.text))
        return list(dict.fromkeys([*self._texts(query), *by_word]))
