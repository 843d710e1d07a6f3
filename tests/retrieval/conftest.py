"""An empty store; and a small library with both indexes, over the encoder that hashes words."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.answer import Answers
from retrieval.answering.search import Search
from retrieval.catalogue import Catalogue, open_catalogue
from retrieval.catalogue.database import Database
from retrieval.encoding.passages import PaperReader
from retrieval.indexes.copies import Copies
from retrieval.indexes.indexer import Indexer
from retrieval.indexes.vectors import ChromaVectors, open_embedded
from retrieval.indexes.word_copy import WordCopy
from retrieval.indexes.words import TantivyWords
from retrieval.papers import Paper, Record, Sighting
from tests.fakes import HashedWords
from tests.support.postgresql import URL as POSTGRESQL
from tests.support.postgresql import emptied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = dt.date(2026, 6, 10)


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'catalogue.db'}"
    assert POSTGRESQL
    return emptied(POSTGRESQL)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Database(url)) as opened:
        yield opened


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    return Catalogue(database)


@dataclass
class Shelf:
    """Everything that answers need, in one temporary folder."""

    catalogue: Catalogue
    vectors: ChromaVectors
    words: TantivyWords
    note: Path
    encoder: HashedWords = field(default_factory=HashedWords)

    def __post_init__(self) -> None:
        self.reader = PaperReader(self.encoder)
        self.copies = Copies(self.catalogue, [WordCopy(self.words, self.catalogue, self.note)])
        self.indexer = Indexer(self.catalogue, self.vectors, self.copies, self.reader)
        self.search = Search(self.vectors, self.words, self.reader, self.catalogue)
        self.answers = Answers(self.catalogue, self.search, self.words)

    def add(self, *papers: Paper, notes: tuple[tuple[str, str], ...] = ()) -> None:
        """Store and index."""
        self.store(*papers, notes=notes)
        self.indexer.run()

    def store(self, *papers: Paper, notes: tuple[tuple[str, str], ...] = ()) -> None:
        records = [Record(p, Sighting("test", notes=notes), f"test:{p.id}") for p in papers]
        self.catalogue.store(records, today=TODAY)


@pytest.fixture
def shelf(tmp_path):
    encoder = HashedWords()
    catalogue = open_catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite3'}")
    vectors = open_embedded(tmp_path / "chroma", encoder.identity)
    words = tmp_path / "words"
    yield Shelf(catalogue, vectors, TantivyWords(words), words / "followed.json", encoder)
    vectors.close()
    catalogue.close()
