"""The word index as a local copy of what is indexed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from retrieval.catalogue.queue import Reached
from retrieval.catalogue.rows import category_keys
from retrieval.errors import StoreUnwritable
from retrieval.indexes.words import WordsOf
from retrieval.text.latex import readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.catalogue import Catalogue
    from retrieval.indexes.words import TantivyWords
    from retrieval.papers import KnownPaper


class WordCopy:
    """Copy over the word index. It notes how far it is in a file, after each commit.

    Args:
        words: the index.
        catalogue: where the texts are.
        note: the file; it should vanish with the index.
    """

    def __init__(self, words: TantivyWords, catalogue: Catalogue, note: Path) -> None:
        self._words = words
        self._catalogue = catalogue
        self._note = note

    def reached(self) -> Reached | None:
        """How far it has followed; None where no note can be read."""
        try:
            noted = json.loads(self._note.read_text("utf-8"))
            return Reached(str(noted["store"]), int(noted["indexing"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def clear(self) -> None:
        """Forget everything, and how far it was."""
        self._noting(None)
        self._words.clear()

    def take(self, changed: Sequence[str], gone: Sequence[str], reached: Reached) -> None:
        """Write the texts of the papers as they are now, in one commit, then note it."""
        if changed or gone:
            papers = self._catalogue.papers(changed)
            self._words.upsert([words_of(known) for known in papers.values()], gone)
        self._noting(reached)

    def _noting(self, reached: Reached | None) -> None:
        try:
            if reached is None:
                self._note.unlink(missing_ok=True)
                return
            fresh = self._note.with_suffix(".new")
            fresh.write_text(
                json.dumps({"store": reached.store, "indexing": reached.indexing}), "utf-8"
            )
            fresh.replace(self._note)
        except OSError as exc:
            raise StoreUnwritable(f"{self._note} cannot be written: {exc.strerror}") from exc


def words_of(known: KnownPaper) -> WordsOf:
    """The texts of a paper as the word index takes them, and what filters look at.

    Translations and notes count for both languages: a Chinese summary names methods,
    datasets and figures in Latin letters. No filter lets a withdrawn paper through.
    """
    paper = known.paper
    others = [f"{t.title}\n{t.abstract}" for t in paper.translations] + list(known.notes.values())
    return WordsOf(
        paper_id=paper.id,
        title=readable(paper.title),
        body="\n".join([readable(paper.abstract), *others]),
        chinese="\n".join([paper.title, *others]),
        period=None if paper.withdrawn else paper.period,
        categories=() if paper.withdrawn else category_keys(paper),
    )
