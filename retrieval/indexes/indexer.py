"""From the catalogue to the indexes: takes the rows that are due, writes vectors, marks them.

While some papers are encoded, those before them are written. A crash anywhere leaves rows due,
and writing them again changes nothing: the indexes are keyed by paper id. A row is marked after
its vectors are written, and only if it still is what was indexed. Whatever each process has to
itself, as the word index, follows what is marked (see `copies`).
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from typing import TYPE_CHECKING

from retrieval.errors import StoreOwned
from retrieval.indexes.vectors import Kind
from retrieval.papers import content_hash
from retrieval.text.latex import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from retrieval.catalogue import Catalogue
    from retrieval.encoding.encoder import Vectors
    from retrieval.encoding.passages import PaperReader
    from retrieval.indexes.copies import Copies
    from retrieval.indexes.vectors import VectorIndex
    from retrieval.papers import KnownPaper

    Progress = Callable[[int, int], None]  # (done, in all)

# Papers between two marks. An interruption costs twice as many at most: those that are written
# and those that are encoded meanwhile.
BATCH = 256
FOLLOWED = 2_048  # papers after which the copies follow, while more are due


class Indexer:
    """Brings the indexes up to date with the catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        vectors: VectorIndex,
        copies: Copies,
        reader: PaperReader,
        *,
        batch: int = BATCH,
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._copies = copies
        self._encoder = reader.encoder
        self._reader = reader
        self._batch = batch

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
        if self._catalogue.indexing.is_due():
            try:
                with self._catalogue.indexing.alone():
                    done = self._run(on_progress, go_on)
            except StoreOwned:
                self._copies.follow(go_on)
                raise
        self._copies.follow(go_on)
        return done

    def _run(self, on_progress: Progress | None, go_on: Callable[[], object]) -> int:
        self._forget()
        done, total = 0, self._catalogue.counts().due
        with ThreadPoolExecutor(1, "writing") as writer:
            for written in self._batches(writer):
                if not done:
                    self._record_model()
                done += written
                if done % FOLLOWED < written:
                    self._copies.follow(go_on)
                if on_progress is not None:
                    on_progress(done, max(total, done))
                go_on()
        return done

    def _batches(self, writer: Executor) -> Iterator[int]:
        """How many papers were written, batch by batch; the next is encoded meanwhile."""
        under_way: tuple[list[str], Future[int]] | None = None
        while due := self._catalogue.indexing.due(
            self._batch, besides=under_way[0] if under_way else ()
        ):
            vectors = self._encoded(due)
            if under_way:
                yield under_way[1].result()
            ids = [known.paper.id for known in due]
            under_way = ids, writer.submit(self._write, due, ids, vectors)
        if under_way:
            yield under_way[1].result()
            yield from self._batches(writer)  # papers that changed while they were written

    def _record_model(self) -> None:
        identity = asdict(self._encoder.identity) | {"vectors": self._vectors.store}
        self._catalogue.indexing.note_built_with(
            {key: str(value) for key, value in identity.items()}
        )

    def _forget(self) -> None:
        while gone := self._catalogue.indexing.removals(BATCH):
            self._vectors.delete(gone)
            self._reader.forget(gone)
            self._catalogue.indexing.mark((), gone)

    def _encoded(self, due: Sequence[KnownPaper]) -> dict[Kind, Vectors]:
        titles = [readable(known.paper.title) for known in due]
        return {
            Kind.WHOLE: self._reader.encode(due),
            Kind.TITLE: self._encoder.encode_documents(titles),
        }

    def _write(
        self, due: Sequence[KnownPaper], ids: Sequence[str], vectors: Mapping[Kind, Vectors]
    ) -> int:
        """Write the vectors of papers, then mark them; how many they are."""
        self._vectors.upsert(ids, vectors)
        pairs = [(known.paper.id, content_hash(known.paper, known.notes)) for known in due]
        self._catalogue.indexing.mark(pairs, ())
        return len(due)
