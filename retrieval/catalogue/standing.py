"""Papers that questions came to look at last, as the catalogue holds them.

The same papers come up in many answers, and reading two dozen of them takes SQL and JSON longer
than comparing a question with a hundred thousand. All are let go as soon as anybody has written
any paper.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from retrieval.catalogue import queue
from retrieval.catalogue.merging import known_paper
from retrieval.catalogue.rows import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from retrieval.catalogue.queue import Written
    from retrieval.papers import KnownPaper

MOST = 3_000  # papers, some kilobytes each


class Standing:
    """The papers of one catalogue that were looked at last. Thread-safe."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._as_of: Written | None = None
        self._held: OrderedDict[str, KnownPaper] = OrderedDict()

    def papers(self, connection: Connection, ids: Sequence[str]) -> dict[str, KnownPaper]:
        """Those that are there and not withdrawn, by id, in the order of the ids."""
        now = queue.written(connection)
        with self._lock:
            if now != self._as_of:
                self._held.clear()
                self._as_of = now
            found = {i: self._held[i] for i in ids if i in self._held}
        missing = load(connection, [i for i in ids if i not in found])
        found |= {i: known_paper(held) for i, (held, _) in missing.items()}
        self._remember(found, now)
        return {i: found[i] for i in ids if i in found and not found[i].paper.withdrawn}

    def _remember(self, papers: dict[str, KnownPaper], as_of: Written) -> None:
        with self._lock:
            if as_of != self._as_of:
                return  # meanwhile somebody saw a later state
            for paper_id, known in papers.items():
                self._held[paper_id] = known
                self._held.move_to_end(paper_id)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
