"""A small library of papers with both indexes, over the encoder that hashes words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest

from retrieval.answer import Answers
from retrieval.catalogue import Catalogue, open_catalogue
from retrieval.indexer import Indexer
from retrieval.papers import Paper, Record, Sighting
from retrieval.search import Search
from retrieval.vectors import ChromaVectors, open_embedded
from retrieval.words import TantivyWords
from tests.fakes import HashedWords

TODAY = dt.date(2026, 6, 10)


@dataclass
class Shelf:
    """Everything that answers need, in one temporary folder."""

    catalogue: Catalogue
    vectors: ChromaVectors
    words: TantivyWords
    encoder: HashedWords = field(default_factory=HashedWords)

    def __post_init__(self) -> None:
        self.indexer = Indexer(self.catalogue, self.vectors, self.words, self.encoder)
        self.search = Search(self.vectors, self.words, self.encoder, self.catalogue)
        self.answers = Answers(self.catalogue, self.search, self.words)

    def add(self, *papers: Paper, notes: tuple[tuple[str, str], ...] = ()) -> None:
        """Store and index."""
        records = [Record(p, Sighting("test", notes=notes), f"test:{p.id}") for p in papers]
        self.catalogue.store(records, today=TODAY)
        self.indexer.run()


@pytest.fixture
def shelf(tmp_path):
    encoder = HashedWords()
    catalogue = open_catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite3'}")
    vectors = open_embedded(tmp_path / "chroma", encoder.identity)
    yield Shelf(catalogue, vectors, TantivyWords(tmp_path / "words"), encoder)
    vectors.close()
    catalogue.close()
