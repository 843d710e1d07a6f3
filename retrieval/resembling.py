"""Papers like a paper: what `similar` ranks, and what `evaluate --similar` measures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from retrieval.papers import KnownPaper
    from retrieval.queries import Query
    from retrieval.search import Candidate, Search

LIKE_CHARACTERS = 1_000  # of title and abstract, as the question "papers like this one"


class Resembling:
    """Ranks papers by how much they are like another. Thread-safe."""

    def __init__(self, search: Search) -> None:
        self._search = search

    def rank(
        self,
        known: KnownPaper,
        count: int,
        *,
        query: Query,
        allowed: Collection[str] | None = None,
    ) -> list[Candidate]:
        """The best `count`, best first, never the paper itself.

        Args:
            known: the example.
            count: how many, at most.
            query: its text, which may be empty, says in which respect: "... but for audio".
            allowed: only these papers, where it is given.

        Raises:
            StoreError: an index or the catalogue fails.
        """
        paper = known.paper
        text = f"{query.text} {paper.title}. {paper.abstract}".strip()[:LIKE_CHARACTERS]
        asked = self._search.ask(replace(query, text=text, question=text))
        ranked = self._search.rank(asked, count + 1, allowed=allowed)
        return [candidate for candidate in ranked if candidate.paper_id != paper.id][:count]
