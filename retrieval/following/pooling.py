"""The papers that a topic may match, out of so many that not all can be looked at closely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.following.matching import query_of
from retrieval.queries import Query
from retrieval.text.language import language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from retrieval.answering.search import Search
    from retrieval.catalogue import Catalogue
    from retrieval.following.values import Topic
    from retrieval.papers import KnownPaper

_LIKE = 1_000  # characters of a paper that is followed, as `similar` reads them


class Pool:
    """Ranks papers by what a topic is about. Safe to use from several threads."""

    def __init__(self, catalogue: Catalogue, search: Search) -> None:
        self._catalogue = catalogue
        self._search = search

    def near(self, topic: Topic, allowed: Collection[str], most: int) -> dict[str, KnownPaper]:
        """Up to `most` of the allowed papers for each thing that the topic is about, by id.

        A topic without a text, keywords or a paper is about nothing: none is near then.
        """
        found: dict[str, KnownPaper] = {}
        for query in self._queries(topic):
            ranked = self._search.rank(self._search.asking.ask(query), most, allowed=allowed)
            found |= {candidate.paper_id: candidate.known for candidate in ranked}
        return found

    def _queries(self, topic: Topic) -> Iterator[Query]:
        own = query_of(topic)
        if own is not None:
            yield own
            if english := self._search.asking.english_of(own):
                yield english
        for word in topic.keywords:
            yield Query(text=word, question=word, language=language_of(word))
        home = self._catalogue.known(topic.paper_id) if topic.paper_id else None
        if home is not None:
            text = f"{home.paper.title}. {home.paper.abstract}"[:_LIKE]
            yield Query(text=text, question=text, paper_id=home.paper.id)
