"""Which papers hold a word and what it scores, kept in arrays: words among many papers.

tantivy cannot be told which papers a wide filter lets through; naming thousands to it, or
asking for tens of thousands and throwing most away, takes longer than the rest of a question. A
BM25 score is the sum of its words' scores, so each word's are asked for once, and what a
question scores among any papers is a sum of arrays. The scores are tantivy's own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import numpy as np
from tantivy import Query

from retrieval.among import Among, Roster

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray
    from tantivy import Schema, Searcher

    from retrieval.among import Numbers

    Holding = tuple[NDArray[np.int32], NDArray[np.float32]]  # documents and their scores

MOST = 8_000_000  # documents of all words that are remembered, eight bytes each


class Postings:
    """The words of one state of an index. Thread-safe."""

    def __init__(self, searcher: Searcher, schema: Schema, most: int = MOST) -> None:
        self._searcher = searcher
        self._schema = schema
        self._room = most
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, str], Holding] = OrderedDict()
        self._own: Roster | None = None
        self._numbered: tuple[Roster, int, Numbers] | None = None
        hits = searcher.search(Query.all_query(), max(searcher.num_docs, 1), count=False).hits
        places = np.asarray([(a.segment_ord, a.doc) for _, a in hits], dtype=np.int64)
        places = places.reshape(-1, 2)
        sizes = [0] * (int(places[:, 0].max(initial=-1)) + 1)
        for segment in range(len(sizes)):
            sizes[segment] = int(places[places[:, 0] == segment, 1].max(initial=-1)) + 1
        self._begins = np.cumsum([0, *sizes], dtype=np.int64)
        self._ids = [""] * int(self._begins[-1])  # by document; "" for one that is gone
        for document, (_, address) in zip(self._documents(places).tolist(), hits, strict=True):
            self._ids[document] = str(searcher.doc(address)["id"][0])

    def best(
        self, terms: Sequence[tuple[str, str, float]], count: int, among: Among
    ) -> dict[str, float]:
        """Id to score of the best `count` that hold any of the terms, best first.

        Args:
            terms: field, term, and the weight of its score.
            count: papers that are wanted.
            among: papers that are looked at.
        """
        scores = np.zeros(len(self._ids), dtype=np.float32)
        with self._lock:
            for field, term, weight in terms:
                documents, parts = self._holding((field, term))
                scores[documents] += weight * parts
            passes = among.at(self._numbers(among.roster))
        scores[~passes] = 0.0
        found = np.flatnonzero(scores)
        if len(found) > count:
            found = found[np.argpartition(scores[found], len(found) - count)[-count:]]
        order = found[np.lexsort((found, -scores[found]))]
        return {self._ids[at]: float(scores[at]) for at in order.tolist()}

    def among(self, ids: Collection[str]) -> Among:
        """Some papers, as `best` takes them."""
        if self._own is None:
            self._own = Roster()
            self._own.add(self._ids)
        return Among.of(self._own, ids)

    def _documents(self, places: NDArray[np.int64]) -> NDArray[np.int32]:
        found: NDArray[np.int32] = (self._begins[places[:, 0]] + places[:, 1]).astype(np.int32)
        return found

    def _holding(self, term: tuple[str, str]) -> Holding:
        if term in self._held:
            self._held.move_to_end(term)
            return self._held[term]
        query = Query.term_query(self._schema, *term, index_option="freq")
        limit = max(self._searcher.doc_freq(*term), 1)
        hits: list[tuple[Any, Any]] = self._searcher.search(query, limit, count=False).hits
        places = np.asarray([(a.segment_ord, a.doc) for _, a in hits], dtype=np.int64)
        scores = np.asarray([score for score, _ in hits], dtype=np.float32)
        held = self._documents(places.reshape(-1, 2)), scores
        self._held[term] = held
        self._room -= len(scores)
        while self._room < 0 and len(self._held) > 1:
            _, (gone, _) = self._held.popitem(last=False)
            self._room += len(gone)
        return held

    def _numbers(self, roster: Roster) -> Numbers:
        known = self._numbered
        if known is None or known[0] is not roster or known[1] != len(roster):
            known = roster, len(roster), roster.numbers(self._ids)
            self._numbered = known
        return known[2]
