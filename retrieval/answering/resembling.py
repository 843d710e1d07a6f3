"""Papers like a paper: what `similar` ranks, and what `evaluate --similar` measures.

An example is more than a question: its own vectors are stored. Papers are ranked by their
cosine with its title and abstract, by that of their titles with its title, and by BM25 over
all its words; each min-max scaled, and added. docs/quality.md tells how the weights were
found. Words beside the example ("<link> but for audio") are a question, and ranked as one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.answering.asking import POOL, Asked
from retrieval.answering.coverage import QuestionWords
from retrieval.answering.search import Candidate, scaled
from retrieval.indexes.vectors import Kind
from retrieval.queries import Query

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from retrieval.answering.search import Search
    from retrieval.catalogue import Catalogue
    from retrieval.encoding.encoder import Vectors
    from retrieval.papers import KnownPaper

WEIGHTS = {Kind.WHOLE: 1.0, Kind.TITLE: 0.5}
WORDS = 0.4
LIKE_CHARACTERS = 1_000  # of an example that is asked for as a question
SPARE = 10  # fetched beyond what is asked for: withdrawn papers fall away


class Resembling:
    """Ranks papers by how much they are like another. Thread-safe."""

    def __init__(self, catalogue: Catalogue, search: Search) -> None:
        self._catalogue = catalogue
        self._search = search

    def rank(
        self,
        known: KnownPaper,
        count: int,
        *,
        query: Query,
        allowed: Collection[str] | None = None,
    ) -> list[Candidate]:
        """The best `count`, best first, never the paper itself and none that is withdrawn.

        Args:
            known: the example.
            count: how many, at most.
            query: its text, which may be empty, says in which respect: "... but for audio".
            allowed: only these papers, where it is given.

        Raises:
            StoreError: an index or the catalogue fails.
        """
        vectors = self._vectors(known)
        if query.text or not vectors:
            ranked = self._by_question(known, count + 1, query, allowed)
        else:
            ranked = self._by_example(known, count + 1, vectors, allowed)
        return [one for one in ranked if one.paper_id != known.paper.id][:count]

    def _vectors(self, known: KnownPaper) -> dict[Kind, Vectors]:
        """The stored vectors of the example; none where it is not indexed yet."""
        paper_id = known.paper.id
        stored = {kind: self._search.vectors_of(kind, [paper_id]) for kind in WEIGHTS}
        return {kind: held[paper_id] for kind, held in stored.items() if paper_id in held}

    def _by_question(
        self, known: KnownPaper, count: int, query: Query, allowed: Collection[str] | None
    ) -> list[Candidate]:
        paper = known.paper
        text = f"{query.text} {paper.title}. {paper.abstract}".strip()[:LIKE_CHARACTERS]
        asked = self._search.asking.ask(replace(query, text=text, question=text))
        return self._search.rank(asked, count, allowed=allowed)

    def _by_example(
        self,
        known: KnownPaper,
        count: int,
        vectors: Mapping[Kind, Vectors],
        allowed: Collection[str] | None,
    ) -> list[Candidate]:
        words = f"{known.paper.title}. {known.paper.abstract}"
        indexed = self._catalogue.counts().indexed
        asked = Asked(Query(words, words), None, QuestionWords((), {}, {}), indexed)
        by_words = self._search.by_words(asked, allowed)
        # papers that share no word stand in no word ranking: one that is not full ends at 0
        floor = 0.0 if len(by_words) < POOL else min(by_words.values())
        parts = [(WORDS, scaled(by_words, floor))]
        for kind, vector in vectors.items():
            near = self._search.by_meaning(kind, replace(asked, vector=vector), allowed)
            parts.append((WEIGHTS[kind], scaled(near, min(near.values(), default=0.0))))
        fused: dict[str, float] = {}
        for weight, ranking in parts:
            for paper_id, part in ranking.items():
                fused[paper_id] = fused.get(paper_id, 0.0) + weight * part
        return self._candidates(fused, count)

    def _candidates(self, fused: Mapping[str, float], count: int) -> list[Candidate]:
        best = sorted(fused, key=lambda paper_id: (-fused[paper_id], paper_id))[: count + SPARE]
        papers = self._catalogue.papers(best)
        kept = [i for i in best if i in papers and not papers[i].paper.withdrawn][:count]
        most = WORDS + sum(WEIGHTS.values())
        return [Candidate(papers[i], fused[i] / most, 0.0) for i in kept]
