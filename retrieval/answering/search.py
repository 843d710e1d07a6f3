"""Query to ranked candidates: meaning and words, fused.

Three rankings are made of each question: by the vector of title and abstract, by the vector
of the title, and by BM25 over stemmed words. Each is scaled so that its best paper has 1 and
the last of its pool 0 (min-max normalisation, Fox & Shaw 1993; weights as measured in
docs/quality.md), and the weighted sum ranks.

The first READ papers are then read token by token, and the soft share of the question's
words (see `coverage`) is added to their score. A reranker, where there is one, has the last
word on the first RERANKED of them.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from retrieval.answering.asking import POOL, Asking
from retrieval.answering.doubles import without_doubles
from retrieval.answering.met import meet
from retrieval.answering.reranking import reranked
from retrieval.answering.turns import Turns
from retrieval.indexes.vectors import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from concurrent.futures import Future

    from retrieval.answering.asking import Asked
    from retrieval.answering.met import Met
    from retrieval.answering.reranking import Reranker
    from retrieval.catalogue import Catalogue
    from retrieval.encoding.encoder import Vectors
    from retrieval.encoding.passages import PaperReader, Reading
    from retrieval.indexes.vectors import VectorIndex
    from retrieval.indexes.words import WordIndex
    from retrieval.papers import KnownPaper

WEIGHTS = {"whole": 0.4, "title": 0.25, "words": 0.35}
READ = 25  # papers that are read closely: more changed nothing (docs/quality.md)
RERANKED = 12  # papers that a reranker reads; each costs it as much as encoding an abstract
SPARE = 10  # looked at beyond what is asked for where withdrawn papers fall away
SOFT = 2.5  # what their soft share weighs beside the fused score
BESIDE = 2  # title searches that run beside the others of their questions


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that may answer, with what speaks for it."""

    known: KnownPaper
    score: float  # what ranks, 0 to 1
    whole: float  # cosine similarity to title and abstract
    share: float = 0.0  # soft share of the question's words; 0 for one not read closely
    least: float = 0.0  # soft minimum over the same
    met: Met | None = None  # None for one not read closely

    @property
    def paper_id(self) -> str:
        """The paper's id."""
        return self.known.paper.id


class Search:
    """Ranks the indexed papers for a query. Safe to use from several threads."""

    def __init__(
        self,
        vectors: VectorIndex,
        words: WordIndex,
        reader: PaperReader,
        catalogue: Catalogue,
        *,
        reranker: Reranker | None = None,
    ) -> None:
        self._vectors = vectors
        self._words = words
        self.turns = Turns()
        self.asking = Asking(vectors, words, reader.encoder, catalogue, self.turns)
        self._catalogue = catalogue
        self._reader = reader
        self._reranker = reranker
        # numpy compares without holding up other threads, so a second core has a use
        self._beside = ThreadPoolExecutor(BESIDE, "searching")

    def rank(
        self,
        asked: Asked,
        count: int,
        *,
        allowed: Collection[str] | None = None,
        read: int = READ,
    ) -> list[Candidate]:
        """The best `count` candidates, best first; only among `allowed` where it is given.

        Withdrawn papers are never among them. The first `read` papers are read closely, and
        the first READ of them are put in order by it, so that the first pages are the same
        however many are asked for.
        """
        offered = self._offered(asked, max(count, READ), allowed)
        if not asked.words.read:
            return self._reranked(asked, offered)[:count]
        near = offered[: max(read, READ)]
        met = self.met(asked, [candidate.known for candidate in near])
        found = asked.words.closeness([one.words for one in met])
        nearness = zip(found.share.tolist(), found.least.tolist(), strict=True)
        close = [_read(*of) for of in zip(near, met, nearness, strict=True)]
        top = sorted(close[:READ], key=lambda candidate: -candidate.score)
        below = close[READ:] + [_unread(c) for c in offered[len(near) :]]
        return _falling(self._reranked(asked, top + below))[:count]

    def _reranked(self, asked: Asked, ranked: list[Candidate]) -> list[Candidate]:
        if self._reranker is None:
            return ranked
        first = reranked(self._reranker, asked.query.text, ranked[:RERANKED])
        return first + ranked[RERANKED:]

    def met(self, asked: Asked, papers: Sequence[KnownPaper]) -> list[Met]:
        """Each paper beside the question, in order; not for one that the encoder cannot read."""
        return meet(self._reader.read(papers), asked.words, asked.vector)

    def readings(self, papers: Sequence[KnownPaper]) -> list[Reading]:
        """Each paper as the encoder reads it, in order; the latest are remembered."""
        return self._reader.read(papers)

    def vectors_of(self, kind: Kind, ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored unit vectors, shape (dimension,); ids that are not indexed left out."""
        return self._vectors.vectors(kind, ids)

    def _offered(
        self, asked: Asked, count: int, allowed: Collection[str] | None
    ) -> list[Candidate]:
        """The best `count` by the fused rankings, without withdrawn and vanished papers."""
        beside: Future[dict[str, float]] | None = None
        if not self.turns.crowded:  # else the other core has enough to do
            beside = self._beside.submit(self.by_meaning, Kind.TITLE, asked, allowed)
        whole = self.by_meaning(Kind.WHOLE, asked, allowed)
        words = self.by_words(asked, allowed)
        title = beside.result() if beside else self.by_meaning(Kind.TITLE, asked, allowed)
        fused: dict[str, float] = {}
        for name, ranking in (("whole", whole), ("title", title), ("words", words)):
            # Papers that share no word with the question stand in no word ranking: they
            # have 0, so a ranking that is not full ends there.
            short = name == "words" and len(ranking) < POOL
            floor = 0.0 if short else min(ranking.values(), default=0.0)
            for paper_id, part in scaled(ranking, floor).items():
                fused[paper_id] = fused.get(paper_id, 0.0) + WEIGHTS[name] * part
        best = sorted(fused, key=lambda paper_id: (-fused[paper_id], paper_id))[: count + SPARE]
        found = self._catalogue.standing(best[:count])
        if len(found) < count:
            found |= self._catalogue.standing(best[count:])
        once = without_doubles(found.values())[:count]
        return [Candidate(k, fused[k.paper.id], whole.get(k.paper.id, 0.0)) for k in once]

    def by_meaning(
        self, kind: Kind, asked: Asked, allowed: Collection[str] | None
    ) -> dict[str, float]:
        """Id to cosine of the POOL nearest, best first; empty without a vector."""
        vector = asked.vector
        if vector is None or not asked.indexed:
            return {}
        if allowed is None:
            return self._vectors.nearest(kind, vector, min(POOL, asked.indexed))
        return self._vectors.nearest_among(kind, vector, POOL, allowed)

    def by_words(self, asked: Asked, allowed: Collection[str] | None) -> dict[str, float]:
        """Id to BM25 score of the best POOL, best first."""
        if allowed is None:
            return self._words.search(asked.query.text, POOL)
        return self._words.search_among(asked.query.text, POOL, allowed)


def _read(candidate: Candidate, met: Met, near: tuple[float, float]) -> Candidate:
    share, least = near
    score = (candidate.score + SOFT * share) / (1 + SOFT)
    return replace(candidate, score=score, share=share, least=least, met=met)


def _unread(candidate: Candidate) -> Candidate:
    return replace(candidate, score=candidate.score / (1 + SOFT))


def _falling(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The same order, with no score above the one before it."""
    scores = accumulate((candidate.score for candidate in ranked), min)
    return [
        candidate if candidate.score == score else replace(candidate, score=score)
        for candidate, score in zip(ranked, scores, strict=True)
    ]


def scaled(ranking: Mapping[str, float], floor: float) -> dict[str, float]:
    """Min-max normalisation: the best gets 1, a score at the floor gets 0."""
    width = max(ranking.values(), default=0.0) - floor
    if width <= 0.0:
        return dict.fromkeys(ranking, 1.0)
    return {paper_id: (score - floor) / width for paper_id, score in ranking.items()}
