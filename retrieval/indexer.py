"""From the catalogue to both indexes: takes the rows that are due, writes, then marks them.

A crash anywhere leaves rows due, and writing them again changes nothing: the indexes are
keyed by paper id. A row is marked only if it still is what was indexed.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from retrieval.papers import content_hash
from retrieval.text.latex import readable
from retrieval.vectors import Kind
from retrieval.words import WordsOf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.catalogue import Catalogue
    from retrieval.papers import KnownPaper
    from retrieval.passages import PaperReader
    from retrieval.vectors import VectorIndex
    from retrieval.words import WordIndex

    Progress = Callable[[int, int], None]  # (done, in all)

BATCH = 128  # papers between two marks: what an interruption costs at most


class Indexer:
    """Brings both indexes up to date with the catalogue. One process at a time."""

    def __init__(
        self, catalogue: Catalogue, vectors: VectorIndex, words: WordIndex, reader: PaperReader
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._words = words
        self._encoder = reader.encoder
        self._reader = reader

    def run(self, on_progress: Progress | None = None) -> int:
        """Index all that is due; returns how many papers were written.

        Raises:
            StoreError: an index or the catalogue fails; what was marked before stays good.
            ModelError: the encoder cannot be loaded, or the store was made with another.
        """
        self._forget()
        done, total = 0, self._catalogue.counts().due
        while due := self._catalogue.due(BATCH):
            self._write(due)
            if not done:
                self._record_model()
            done += len(due)
            if on_progress is not None:
                on_progress(done, max(total, done))
        return done

    def _record_model(self) -> None:
        identity = asdict(self._encoder.identity)
        self._catalogue.set_index_meta({key: str(value) for key, value in identity.items()})

    def _forget(self) -> None:
        while gone := self._catalogue.removals(BATCH):
            self._vectors.delete(gone)
            self._words.upsert((), gone)
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
        self._words.upsert([words_of(known) for known in due], ())
        pairs = [(known.paper.id, content_hash(known.paper, known.notes)) for known in due]
        self._catalogue.mark_indexed(pairs, ())


def words_of(known: KnownPaper) -> WordsOf:
    """The texts of a paper as the word index takes them.

    Translations and notes count for both languages: a Chinese summary names methods,
    datasets and figures in Latin letters.
    """
    paper = known.paper
    others = [f"{t.title}\n{t.abstract}" for t in paper.translations] + list(known.notes.values())
    return WordsOf(
        paper_id=paper.id,
        title=readable(paper.title),
        body="\n".join([readable(paper.abstract), *others]),
        chinese="\n".join([paper.title, *others]),
    )
