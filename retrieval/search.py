"""Query to ranked candidates: meaning and words, fused.

Three rankings are made of each question: by the vector of title and abstract, by the vector
of the title, and by BM25 over stemmed words. Each is scaled so that its best paper has 1 and
the last of its pool 0 (min-max normalisation, Fox & Shaw 1993; weights as measured in
docs/quality.md), and the weighted sum ranks. The question's vector is the mean of the
question as typed and as stripped of its wrapping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.vectors import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from retrieval.catalogue import Catalogue
    from retrieval.encoder import Encoder, Vectors
    from retrieval.queries import Query
    from retrieval.vectors import VectorIndex
    from retrieval.words import WordIndex

POOL = 500  # papers of each ranking that take part in the fusion
WEIGHTS = {"whole": 0.4, "title": 0.2, "words": 0.4}
# Up to this many papers that pass a filter are compared one by one: exact, and quicker than
# asking Chroma for the nearest of all and throwing most away.
EXACT = 5_000
_LATIN = re.compile(r"[A-Za-z0-9][\w.+%/-]*(?:\s+[A-Za-z0-9][\w.+%/-]*)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that may answer, with what speaks for it."""

    paper_id: str
    score: float  # fused, 0 to 1
    whole: float  # cosine similarity to title and abstract
    title: float  # cosine similarity to the title


class Search:
    """Ranks the indexed papers for a query. Safe to use from several threads."""

    def __init__(
        self,
        vectors: VectorIndex,
        words: WordIndex,
        encoder: Encoder,
        catalogue: Catalogue,
    ) -> None:
        self._vectors = vectors
        self._words = words
        self._encoder = encoder
        self._catalogue = catalogue

    def question_vector(self, query: Query) -> Vectors | None:
        """Unit vector, shape (dimension,), or None when the encoder cannot read the question.

        The default encoder knows no Chinese, so of a Chinese question only the words in
        Latin letters are encoded.
        """
        texts = [query.question, query.text]
        if query.language == "zh":
            texts = [" ".join(_LATIN.findall(query.text))]
        texts = list(dict.fromkeys(text for text in texts if text.strip()))
        if not texts:
            return None
        mean: Vectors = self._encoder.encode_questions(texts).mean(axis=0)
        unit: Vectors = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return unit

    def rank(
        self,
        query: Query,
        count: int,
        *,
        vector: Vectors | None,
        allowed: Collection[str] | None = None,
    ) -> list[Candidate]:
        """The best `count` candidates, best first; only among `allowed` where it is given."""
        whole = self._meaning(Kind.WHOLE, vector, allowed)
        title = self._meaning(Kind.TITLE, vector, allowed)
        words = self._by_words(query.text, allowed)
        fused: dict[str, float] = {}
        for name, ranking in (("whole", whole), ("title", title), ("words", words)):
            # Papers that share no word with the question stand in no word ranking: they
            # have 0, so a ranking that is not full ends there.
            short = name == "words" and len(ranking) < POOL
            floor = 0.0 if short else min(ranking.values(), default=0.0)
            for paper_id, share in scaled(ranking, floor).items():
                fused[paper_id] = fused.get(paper_id, 0.0) + WEIGHTS[name] * share
        best = sorted(fused, key=lambda paper_id: (-fused[paper_id], paper_id))[:count]
        return [
            Candidate(paper_id, fused[paper_id], whole.get(paper_id, 0.0), title.get(paper_id, 0.0))
            for paper_id in best
        ]

    def _meaning(
        self, kind: Kind, vector: Vectors | None, allowed: Collection[str] | None
    ) -> dict[str, float]:
        if vector is None:
            return {}
        indexed = self._catalogue.counts().indexed
        if allowed is None:
            return self._vectors.nearest(kind, vector, min(POOL, indexed))
        if len(allowed) <= EXACT:
            exact = self._vectors.similarities(kind, vector, list(allowed))
            return _best(exact, POOL)
        # More than EXACT pass, so the share that passes is not tiny: fetch twice what is
        # expected to hold the pool, then cut.
        wanted = min(indexed, 2 * POOL * -(-indexed // len(allowed)))
        near = self._vectors.nearest(kind, vector, wanted)
        return _best({i: s for i, s in near.items() if i in allowed}, POOL)

    def _by_words(self, text: str, allowed: Collection[str] | None) -> dict[str, float]:
        if allowed is None:
            return self._words.search(text, POOL)
        return _best(self._words.scores(text, list(allowed)), POOL)


def scaled(ranking: Mapping[str, float], floor: float) -> dict[str, float]:
    """Min-max normalisation: the best gets 1, a score at the floor gets 0."""
    width = max(ranking.values(), default=0.0) - floor
    if width <= 0.0:
        return dict.fromkeys(ranking, 1.0)
    return {paper_id: (score - floor) / width for paper_id, score in ranking.items()}


def _best(ranking: Mapping[str, float], count: int) -> dict[str, float]:
    order = sorted(ranking, key=lambda paper_id: (-ranking[paper_id], paper_id))
    return {paper_id: ranking[paper_id] for paper_id in order[:count]}
