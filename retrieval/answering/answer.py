"""Query to Answer or Abstained: search, excerpts, and the courage to say nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.answering.asking import Asked
from retrieval.answering.coverage import QuestionWords
from retrieval.answering.excerpts import cut, meaning
from retrieval.answering.excluding import about
from retrieval.answering.judging import Judging, terms_of
from retrieval.answering.relevance import ANSWER, KEEP, Signals, length, probability
from retrieval.answering.resembling import Resembling
from retrieval.answering.search import READ
from retrieval.errors import UnknownPaper
from retrieval.filters import Filters
from retrieval.indexes.vectors import Kind
from retrieval.qualities import Qualities
from retrieval.queries import Abstained, Answer, Evidence, Query, Reason, check_count

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from retrieval.answering.judging import Probabilities
    from retrieval.answering.met import Met
    from retrieval.answering.search import Candidate, Search
    from retrieval.catalogue import Catalogue
    from retrieval.encoding.encoder import Vectors
    from retrieval.indexes.words import WordIndex
    from retrieval.papers import KnownPaper
    from retrieval.queries import Excerpt

# An abstention offers up to NEAREST papers that are not absurd, as docs/quality.md counts it.
NEAREST = 3
NEAR = 0.1
WIDE = 12  # papers that are judged where another order than relevance is asked for
_SURVEYS = Filters(qualities=Qualities(survey=True))
_UNKNOWN_DAY = dt.date.min


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate that was looked at closely."""

    candidate: Candidate
    met: Met | None  # beside the question; None: it was not read closely
    signals: Signals
    probability: float


class Answers:
    """The one engine behind the terminal and Discord. Safe to use from several threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        search: Search,
        words: WordIndex,
    ) -> None:
        self._catalogue = catalogue
        self._search = search
        self._words = words
        self._judging = Judging(search, words)
        self._resembling = Resembling(catalogue, search)
        self._held_some = False  # whether anything was ever indexed

    def answer(self, query: Query, count: int = 5) -> Answer | Abstained:
        """Up to `count` papers that answer, best first, or why there are none.

        Raises:
            BadQuestion: `count` is out of range.
            UnknownPaper: the question names a paper that the catalogue does not hold.
            StoreError: an index or the catalogue fails.
        """
        check_count(count)
        if query.smalltalk:
            return Abstained(query, Reason.SMALLTALK)
        # no model is loaded for an empty store; once it holds something, asking is left to the turn
        self._held_some = self._held_some or self._catalogue.indexed() > 0
        if self._held_some and query.paper_id is None:
            self._search.asking.prepare(query)
        with self._search.turns, self._catalogue.snapshot():
            indexed = self._catalogue.indexed()
            if not indexed:
                return Abstained(query, Reason.NOTHING_INDEXED)
            return self._answered(query, count, indexed)

    def _answered(self, query: Query, count: int, indexed: int) -> Answer | Abstained:
        if query.paper_id is not None:
            return self.similar(query.paper_id, count, query=query)
        allowed = self._allowed(query)
        if query.asks_for_ignored_only or (allowed is not None and not allowed):
            return Abstained(query, Reason.NOTHING_IN_RANGE)
        if not query.text:
            return self._browse(query, count)
        return self._relevant(query, count, allowed, indexed)

    def similar(
        self, paper_id: str, count: int = 5, query: Query | None = None
    ) -> Answer | Abstained:
        """Up to `count` papers like this one, best first; the paper itself left out.

        Raises:
            UnknownPaper: the catalogue does not hold it.
        """
        check_count(count)
        example = self._example(paper_id)
        if query is None:
            query = _like(example)
        allowed = self._allowed(query)
        if allowed is not None and not allowed:
            return Abstained(query, Reason.NOTHING_IN_RANGE)
        deep = _deep(count, query)
        ranked = self._resembling.rank(example, deep, query=query, allowed=allowed)
        found = self._wanted(query, ranked)[:count]
        if not found:
            return Abstained(query, Reason.NOTHING_RELEVANT)
        asked = self._search.asking.ask(replace(query, text=example.paper.title))
        return Answer(query, self._evidence(asked, self.judge(asked, found)))

    def alike(
        self, paper_id: str, count: int, *, allowed: Collection[str] | None = None
    ) -> list[Candidate]:
        """The papers of `similar` without their excerpts, any number; only among `allowed`.

        Raises:
            UnknownPaper: the catalogue does not hold it.
        """
        example = self._example(paper_id)
        return self._resembling.rank(example, count, query=_like(example), allowed=allowed)

    def _example(self, paper_id: str) -> KnownPaper:
        known = self._catalogue.known(paper_id)
        if known is None:
            raise UnknownPaper(
                f"{paper_id} is not in the catalogue: ingest it first", named=paper_id
            )
        return known

    def among(self, query: Query, paper_ids: Collection[str], count: int = 5) -> Answer | Abstained:
        """Up to `count` of these papers that answer, best first, or why there are none."""
        check_count(count)
        allowed = self._allowed(query)
        chosen = {i for i in paper_ids if allowed is None or i in allowed}
        if not chosen:
            return Abstained(query, Reason.NOTHING_IN_RANGE)
        return self._relevant(query, count, chosen)

    def listed(self, query: Query, papers: Sequence[KnownPaper]) -> Answer:
        """These papers (at least one) in this order, each with the sentences it begins with."""
        asked = Asked(query, None, QuestionWords((), {}, {}), 0)
        return Answer(
            query,
            tuple(Evidence(one, 1.0, cut(one, asked, None, self._words)) for one in papers),
        )

    def _relevant(
        self,
        query: Query,
        count: int,
        allowed: Collection[str] | None,
        indexed: int | None = None,
    ) -> Answer | Abstained:
        """What answers; a Chinese question may be asked in English as well.

        First, where it has words in Latin letters, for they are all that the encoder reads of
        it as it is; else where no Chinese text answers.
        """
        english, ways = self._search.asking.english_of(query), [query]
        if english is not None:
            ways = [english, query] if self._search.asking.reads(query) else [query, english]
        silent: list[Abstained] = []
        for way in ways:
            outcome = self._searched(way, count, allowed, indexed)
            if isinstance(outcome, Answer):
                return outcome
            silent.append(outcome)
        return next((one for one in silent if one.nearest), silent[0])

    def _searched(
        self,
        query: Query,
        count: int,
        allowed: Collection[str] | None,
        indexed: int | None,
    ) -> Answer | Abstained:
        asked = self._search.asking.ask(query, indexed)
        query = asked.query  # its words put right
        latest = query.order == "latest"
        wide = latest or query.surveys_first
        several = max(count, WIDE) if wide else count
        deep = _deep(several, query)
        ranked = self._search.rank(asked, deep, allowed=allowed, read=deep)
        judged = self.judge(asked, self._wanted(query, ranked)[:several])
        if max((one.probability for one in judged), default=0.0) < ANSWER:
            return self._nothing(asked, judged)
        kept = [one for one in judged if one.probability >= (ANSWER if wide else KEEP)]
        if latest:
            kept.sort(key=_newest_first)
        if query.surveys_first:
            ids = [one.candidate.paper_id for one in kept]
            surveys = self._catalogue.matching(_SURVEYS, among=ids)
            kept.sort(key=lambda one: one.candidate.paper_id not in surveys)
        return Answer(query, self._evidence(asked, kept[:count]))

    def _nothing(self, asked: Asked, judged: Sequence[Judged]) -> Abstained:
        """Nothing in range, if without its filters the question had an answer."""
        query = asked.query
        if query.filtered or query.excluded:
            passing = {one.candidate.paper_id for one in judged}  # and they do not answer
            found = [c for c in self._search.rank(asked, 5) if c.paper_id not in passing]
            others = _nearest(self.judge(asked, found), ANSWER)
            if others:
                return Abstained(query, Reason.NOTHING_IN_RANGE, others)
        return Abstained(query, Reason.NOTHING_RELEVANT, _nearest(judged, NEAR))

    def judge(self, asked: Asked, ranked: Sequence[Candidate]) -> list[Judged]:
        """Each candidate with what speaks for it and the probability that it answers, in order."""
        judged = []
        for candidate, met in zip(ranked, self._met(asked, ranked), strict=True):
            known = candidate.known
            terms = terms_of(known, self._words)
            signals = Signals(
                least=candidate.least,
                whole=candidate.whole,
                sentence=meaning(known, asked, met),
                names=asked.words.rarest_name(terms),
                exact=asked.words.exact_share(terms),
                length=length(len(asked.words.read)),
            )
            likely = probability(signals, readable=asked.vector is not None)
            judged.append(Judged(candidate, met, signals, likely))
        return judged

    def _evidence(self, asked: Asked, judged: Sequence[Judged]) -> tuple[Evidence, ...]:
        found = []
        for one in judged:
            known, score = one.candidate.known, one.candidate.score
            found.append(Evidence(known, score, cut(known, asked, one.met, self._words)))
        return tuple(found)

    def _met(self, asked: Asked, ranked: Sequence[Candidate]) -> Sequence[Met | None]:
        """Each beside the question; those that ranking did not read closely are read now."""
        if not asked.words.read or all(candidate.met for candidate in ranked):
            return [candidate.met for candidate in ranked]
        return self._search.met(asked, [candidate.known for candidate in ranked])

    def probabilities(
        self, queries: Sequence[Query], papers: Sequence[KnownPaper]
    ) -> Probabilities:
        """That each paper answers each query, shape (len(queries), len(papers)).

        The figures of `judge`, for many at once, and remembered; filters are not looked at.
        """
        return self._judging.probabilities(queries, papers)

    def excerpts(
        self, query: Query, papers: Sequence[KnownPaper]
    ) -> dict[str, tuple[Excerpt, ...]]:
        """By paper id, the sentences that answer; without a text those a paper begins with."""
        if not query.text:
            if not papers:
                return {}
            return {one.paper.id: one.excerpts for one in self.listed(query, papers).evidence}
        asked = self._search.asking.ask(query)
        readable = asked.vector is not None
        met = self._search.met(asked, papers) if readable else [None] * len(papers)
        return {
            known.paper.id: cut(known, asked, one, self._words)
            for known, one in zip(papers, met, strict=True)
        }

    def vectors(self, paper_ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored unit vectors of title and abstract; papers not indexed left out."""
        return self._search.vectors_of(Kind.WHOLE, paper_ids)

    def _browse(self, query: Query, count: int) -> Answer | Abstained:
        """Only filters were given: the newest papers that pass them."""
        ids = self._newest(query, _deep(count, query))
        papers = self._catalogue.papers(ids)
        known = [papers[paper_id] for paper_id in ids if paper_id in papers]
        left_out = self.unwanted(query, known)
        known = [one for one in known if one.paper.id not in left_out][:count]
        if not known:
            return Abstained(query, Reason.NOTHING_IN_RANGE)
        return self.listed(query, known)

    def _newest(self, query: Query, count: int) -> Sequence[str]:
        """Ids of the newest papers that pass the filters."""
        allowed = self._allowed(query) if query.without else None
        limit = count
        while True:
            ids = self._catalogue.latest(query.filters, limit=limit)
            passing = [i for i in ids if allowed is None or i in allowed]
            if len(passing) >= count or len(ids) < limit:
                return passing[:count]
            limit *= 4

    def unwanted(self, query: Query, papers: Sequence[KnownPaper]) -> Collection[str]:
        """The ids of those that are about what the query does not want ("not about medicine")."""
        if not query.excluded:
            return ()
        return about(query.excluded, papers, self._search, self._words)

    def _wanted(self, query: Query, ranked: Sequence[Candidate]) -> Sequence[Candidate]:
        left_out = self.unwanted(query, [candidate.known for candidate in ranked])
        return [candidate for candidate in ranked if candidate.paper_id not in left_out]

    def _allowed(self, query: Query) -> Collection[str] | None:
        if not query.filtered:
            return None
        allowed = self._catalogue.passing(query.filters)
        for kind, name in query.without:
            allowed = allowed.besides(self._catalogue.passing(Filters.of(kind, name)))
        return allowed


def _like(example: KnownPaper) -> Query:
    return Query(text="", question=example.paper.title, paper_id=example.paper.id)


def _deep(count: int, query: Query) -> int:
    """How many are looked at where some may be left out."""
    return max(2 * count, READ) if query.excluded else count


def _nearest(judged: Sequence[Judged], least: float) -> tuple[KnownPaper, ...]:
    likely = [one for one in judged if one.probability >= least]
    likely.sort(key=lambda one: -one.probability)
    return tuple(one.candidate.known for one in likely[:NEAREST])


def _newest_first(judged: Judged) -> int:
    period = judged.candidate.known.paper.period
    return -(period[1] if period else _UNKNOWN_DAY).toordinal()
