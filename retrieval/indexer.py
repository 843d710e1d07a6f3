"""From the catalogue to the indexes: takes the rows that are due, writes vectors, marks them.

A crash anywhere leaves rows due, and writing them again changes nothing: the indexes are
keyed by paper id. A row is marked only if it still is what was indexed. Whatever each process
has to itself, as the word index, follows what is marked (see `copies`).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from retrieval.errors import StoreOwned
from retrieval.papers import content_hash
from retrieval.text.latex import readable
from retrieval.vectors import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.catalogue import Catalogue
    from retrieval.copies import Copies
    from retrieval.papers import KnownPaper
    from retrieval.passages import PaperReader
    from retrieval.vectors import VectorIndex

    Progress = Callable[[int, int], None]  # (done, in all)

BATCH = 128  # papers between two marks: what an interruption costs at most
FOLLOWED = 2_048  # papers after which the copies follow, while more are due


class Indexer:
    """Brings the indexes up to date with the catalogue."""

    def __init__(
        self, catalogue: Catalogue, vectors: VectorIndex, copies: Copies, reader: PaperReader
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._copies = copies
        self._encoder = reader.encoder
        self._reader = reader

    def run(
        self, on_progress: Progress | None = None, go_on: Callable[[], object] = lambda: None
    ) -> int:
        """Index all that is due, then let the copies follow; how many papers were written.

        Args:
            on_progress: told after every batch.
            go_on: called between steps of both; what it raises ends them.

        Raises:
            StoreOwned: another process is indexing; the copies have followed what it did so far.
            StoreError: an index or the catalogue fails; what was marked before stays good.
            ModelError: the encoder cannot be loaded, or the store was made with another.
        """
        done = 0
        if self._catalogue.is_due():
            try:
                with self._catalogue.indexing_alone():
                    done = self._run(on_progress, go_on)
            except StoreOwned:
                self._copies.follow(go_on)
                raise
        self._copies.follow(go_on)
        return done

    def _run(self, on_progress: Progress | None, go_on: Callable[[], object]) -> int:
        self._forget()
        done, total = 0, self._catalogue.counts().due
        while due := self._catalogue.due(BATCH):
            self._write(due)
            if not done:
                self._record_model()
            done += len(due)
            if done % FOLLOWED < len(due):
                self._copies.follow(go_on)
            if on_progress is not None:
                on_progress(done, max(total, done))
            go_on()
        return done

    def _record_model(self) -> None:
        identity = asdict(self._encoder.identity) | {"vectors": self._vectors.store}
        self._catalogue.set_index_meta({key: str(value) for key, value in identity.items()})

    def _forget(self) -> None:
        while gone := self._catalogue.removals(BATCH):
            self._vectors.delete(gone)
            self._reader.forget(gone)
            self._catalogue.mark_indexed((), gone)

    def _write(self, due: Sequence[KnownPaper]) -> None:
        ids = [known.paper.id for known in due]
        titles = [readable(known.paper.title) for known in due]
        self._vectors.upsert(
            ids,
            {
                Kind.WHOLE: self._reader.encode(due),
                Kind.TITLE: self._encoder.encode_documents(titles),
            },
        )
        pairs = [(known.paper.id, content_hash(known.paper, known.notes)) for known in due]
        self._catalogue.mark_indexed(pairs, ())
