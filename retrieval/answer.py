"""Query to Answer or Abstained: search, excerpts, and the courage to say nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.coverage import TermWeights
from retrieval.errors import BadQuestion, UnknownPaper
from retrieval.excerpts import Cut, ExcerptCutter
from retrieval.indexer import words_of
from retrieval.queries import MAX_PAPERS, Abstained, Answer, Evidence, Query, Reason
from retrieval.relevance import ANSWER, KEEP, Signals, probability
from retrieval.vectors import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from retrieval.catalogue import Catalogue
    from retrieval.encoder import Encoder, Vectors
    from retrieval.papers import KnownPaper
    from retrieval.search import Candidate, Search
    from retrieval.vectors import ChromaVectors
    from retrieval.words import TantivyWords

DEEPER = 20  # candidates that are looked at closely, at least
_UNKNOWN_DAY = dt.date.min


@dataclass(frozen=True, slots=True)
class _Judged:
    """A candidate that was looked at closely."""

    candidate: Candidate
    known: KnownPaper
    cut: Cut
    probability: float


class Answers:
    """The one engine behind the terminal and Discord. Safe to use from several threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        search: Search,
        vectors: ChromaVectors,
        words: TantivyWords,
        encoder: Encoder,
    ) -> None:
        self._catalogue = catalogue
        self._search = search
        self._vectors = vectors
        self._words = words
        self._cutter = ExcerptCutter(encoder)

    def answer(self, query: Query, count: int = 5) -> Answer | Abstained:
        """Up to `count` papers that answer, best first, or why there are none.

        Raises:
            BadQuestion: `count` is out of range.
            UnknownPaper: the question names a paper that the catalogue does not hold.
            StoreError: an index or the catalogue fails.
        """
        _check(count)
        if query.smalltalk:
            return Abstained(query, Reason.SMALLTALK)
        if not self._catalogue.counts().indexed:
            return Abstained(query, Reason.NOTHING_INDEXED)
        if query.paper_id is not None and not query.text:
            return self.similar(query.paper_id, count, query=query)
        allowed = self._allowed(query)
        if allowed is not None and not allowed:
            return Abstained(query, Reason.NOTHING_IN_RANGE)
        if not query.text:
            return self._browse(query, count)
        return self._relevant(query, count, allowed)

    def similar(
        self, paper_id: str, count: int = 5, query: Query | None = None
    ) -> Answer | Abstained:
        """Up to `count` papers like this one, best first; the paper itself left out.

        Raises:
            UnknownPaper: the catalogue does not hold it.
        """
        _check(count)
        known = self._catalogue.known(paper_id)
        if known is None:
            raise UnknownPaper(f"{paper_id} is not in the catalogue: ingest it first")
        paper = known.paper
        if query is None:
            query = Query(text=paper.title, question=paper.title, paper_id=paper.id)
        vector = self._vectors.vector(Kind.WHOLE, paper.id)
        if vector is None:
            return Abstained(query, Reason.NOTHING_INDEXED)
        text = replace(query, text=f"{paper.title} {paper.abstract}"[:2_000])
        allowed = self._allowed(query)
        ranked = self._search.rank(text, count + DEEPER, vector=vector, allowed=allowed)
        ranked = [candidate for candidate in ranked if candidate.paper_id != paper.id]
        judged = self._judge(replace(query, text=paper.title), ranked[: count + 5], vector)
        if not judged:
            return Abstained(query, Reason.NOTHING_RELEVANT)
        return Answer(query, tuple(_evidence(one) for one in judged[:count]))

    def _relevant(
        self, query: Query, count: int, allowed: Collection[str] | None
    ) -> Answer | Abstained:
        vector = self._search.question_vector(query)
        ranked = self._search.rank(query, max(DEEPER, count), vector=vector, allowed=allowed)
        judged = self._judge(query, ranked, vector, first=count)
        best = max((one.probability for one in judged), default=0.0)
        if best < ANSWER:
            return Abstained(query, self._why_nothing(query, vector))
        kept = [one for one in judged if one.probability >= KEEP]
        if query.order == "latest":
            kept.sort(key=_newest_first)
        return Answer(query, tuple(_evidence(one) for one in kept[:count]))

    def _why_nothing(self, query: Query, vector: Vectors | None) -> Reason:
        """Nothing in range, if without its filters the question had an answer."""
        if not query.filtered:
            return Reason.NOTHING_RELEVANT
        ranked = self._search.rank(query, 5, vector=vector)
        judged = self._judge(query, ranked, vector)
        found = any(one.probability >= ANSWER for one in judged)
        return Reason.NOTHING_IN_RANGE if found else Reason.NOTHING_RELEVANT

    def _judge(
        self,
        query: Query,
        ranked: Sequence[Candidate],
        vector: Vectors | None,
        first: int | None = None,
    ) -> list[_Judged]:
        """Look closely at the first candidates that may be offered; all when None."""
        papers = self._catalogue.papers([candidate.paper_id for candidate in ranked])
        offered = [
            (candidate, papers[candidate.paper_id])
            for candidate in ranked
            if candidate.paper_id in papers and not papers[candidate.paper_id].paper.withdrawn
        ]
        if query.order != "latest":
            offered = offered[:first]
        terms = TermWeights(self._words, query.text, self._catalogue.counts().indexed)
        cuts = self._cutter.cut(
            [known for _, known in offered], language=query.language, vector=vector, terms=terms
        )
        return [
            _Judged(candidate, known, cut, _probability(candidate, known, cut, vector, terms))
            for (candidate, known), cut in zip(offered, cuts, strict=True)
        ]

    def _browse(self, query: Query, count: int) -> Answer | Abstained:
        """Only filters were given: the newest papers that pass them."""
        ids = self._catalogue.latest(
            since=query.since,
            until=query.until,
            categories=query.categories,
            authors=query.authors,
            limit=count,
        )
        papers = self._catalogue.papers(ids)
        known = [papers[paper_id] for paper_id in ids if paper_id in papers]
        if not known:
            return Abstained(query, Reason.NOTHING_IN_RANGE)
        terms = TermWeights(self._words, "", self._catalogue.counts().indexed)
        cuts = self._cutter.cut(known, language=query.language, vector=None, terms=terms)
        return Answer(
            query,
            tuple(
                Evidence(one.paper, 1.0, cut.excerpts) for one, cut in zip(known, cuts, strict=True)
            ),
        )

    def _allowed(self, query: Query) -> Collection[str] | None:
        if not query.filtered:
            return None
        return self._catalogue.matching(
            since=query.since,
            until=query.until,
            categories=query.categories,
            authors=query.authors,
        )


def _probability(
    candidate: Candidate, known: KnownPaper, cut: Cut, vector: Vectors | None, terms: TermWeights
) -> float:
    words = words_of(known)
    signals = Signals(
        sentence=cut.meaning,
        whole=candidate.whole,
        title=candidate.title,
        share=terms.share(f"{words.title}\n{words.body}\n{words.chinese}"),
        sentence_share=cut.words,
    )
    return probability(signals, readable=vector is not None)


def _evidence(judged: _Judged) -> Evidence:
    return Evidence(judged.known.paper, judged.candidate.score, judged.cut.excerpts)


def _newest_first(judged: _Judged) -> int:
    period = judged.known.paper.period
    return -(period[1] if period else _UNKNOWN_DAY).toordinal()


def _check(count: int) -> None:
    if not 1 <= count <= MAX_PAPERS:
        raise BadQuestion(f"the number of papers must be between 1 and {MAX_PAPERS}, not {count}")
