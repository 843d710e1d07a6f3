"""tantivy: the papers that share the question's words. Derived from the catalogue.

One text field in English (title twice, abstract, authors), stemmed, ranked by BM25 with
tantivy's k1 = 1.2 and b = 0.75 (Robertson & Zaragoza 2009), one of what a paper is about, and
one of Chinese character bigrams over titles, translations and notes. Beside them stand each paper's
days and categories, so that a filter is looked up in the same pass.

BM25 hardly tells a word that a paper comes back to from one that it names in passing: it was made
for longer texts. So the words that stand in title and abstract, or three times in the abstract,
have a field to themselves, whose score is added (docs/quality.md has what that brings).
"""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import compress, islice
from typing import TYPE_CHECKING, Any, Protocol

from tantivy import (
    Document,
    FieldType,
    Index,
    Occur,
    Query,
    SchemaBuilder,
)

from retrieval.among import Among
from retrieval.errors import IndexUnusable, StoreUnwritable
from retrieval.identity import arxiv_number, numbered_arxiv_id
from retrieval.indexes.terms import TextAnalysis

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from tantivy import Searcher

    from retrieval.among import Bounds

_HEAP_BYTES = 64_000_000
ABOUT = 1.5  # what the score of that field weighs
NAMED = 10_000  # papers that are named to the index at most: 1.3 microseconds each
_WIDER = 1.3  # times as many papers looked at as should hold enough of those that are wanted


@dataclass(frozen=True, slots=True)
class WordsOf:
    """The texts of one paper that words are looked up in, and what filters look at."""

    paper_id: str
    title: str
    body: str  # abstract and other English text
    chinese: str  # any text with Chinese in it
    period: tuple[dt.date, dt.date] | None = None  # in which it came out, both days included
    categories: Collection[str] = ()  # as `category_key` writes them


class WordIndex(Protocol):
    """Words to papers. Methods raise StoreError when the index fails."""

    def upsert(self, entries: Iterable[WordsOf], removed: Sequence[str]) -> None:
        """Write the entries in place of older ones, forget the removed ids, in one commit."""

    def search(self, text: str, count: int) -> dict[str, float]:
        """Id to BM25 score of the best `count`, best first; empty when no word is known."""

    def search_among(self, text: str, count: int, among: Collection[str]) -> dict[str, float]:
        """The same of some papers only: the best of all that are among them."""

    def frequencies(self, text: str) -> dict[str, int]:
        """Each content word of the text to the number of papers that hold it."""

    def __len__(self) -> int:
        """How many papers it holds."""

    def beginning(self, letters: str) -> dict[str, int]:
        """Each English term that begins so to the number of papers that hold it."""

    def terms(self, text: str) -> list[tuple[str, str]]:
        """(field, term) pairs of a text's content words; a field is "english" or "chinese"."""

    def held(self, text: str) -> frozenset[str]:
        """The different terms of a text; those of the latest texts are remembered."""


class TantivyWords:
    """WordIndex over tantivy, in a folder.

    A writer exists only while something is written, so that any number of processes can read.

    Raises:
        StoreUnwritable: the folder cannot be made or written.
        IndexUnusable: the index is damaged or of another layout.
    """

    def __init__(self, folder: Path, *, named: int = NAMED, about: float = ABOUT) -> None:
        self._named = named
        self._weight_of_about = about
        self._lock = threading.Lock()  # of who writes
        self._reloading = threading.Lock()
        self._analysis = TextAnalysis()
        self._folder = folder
        self._index = self._open()
        self._read: tuple[int, ...] | None = None  # state of the index that is searched

    def _open(self) -> Index:
        schema = (
            SchemaBuilder()
            .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
            .add_text_field("english", tokenizer_name="english", index_option="freq")
            .add_text_field("about", tokenizer_name="stems", index_option="freq")
            .add_text_field("chinese", tokenizer_name="chinese", index_option="freq")
            .add_integer_field("number", fast=True)
            .add_integer_field("first", fast=True)
            .add_integer_field("last", fast=True)
            .add_text_field("category", tokenizer_name="raw", index_option="basic")
            .build()
        )
        with _translated():
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                index = Index(schema, path=str(self._folder))
            except ValueError as exc:
                if "schema does not match" not in str(exc):
                    raise
                # of an older Paperwire: what is derived is made anew, its note goes with it
                shutil.rmtree(self._folder)
                self._folder.mkdir()
                index = Index(schema, path=str(self._folder))
        self._analysis.register(index)
        return index

    def upsert(self, entries: Iterable[WordsOf], removed: Sequence[str] = ()) -> None:
        """Write the entries in place of older ones, forget the removed ids, in one commit."""
        with self._lock, _translated():
            writer = self._index.writer(_HEAP_BYTES, num_threads=1)
            for paper_id in removed:
                writer.delete_documents_by_term("id", paper_id)
            for entry in entries:
                writer.delete_documents_by_term("id", entry.paper_id)
                days = zip(("first", "last"), entry.period or (), strict=False)
                numbers = {name: day.toordinal() for name, day in days}
                if (number := arxiv_number(entry.paper_id)) is not None:
                    numbers["number"] = number
                writer.add_document(
                    Document(
                        id=[entry.paper_id],
                        english=[entry.title, entry.title, entry.body],
                        about=[" ".join(self._analysis.about(entry.title, entry.body))],
                        chinese=[entry.chinese],
                        category=list(entry.categories),
                        **numbers,
                    )
                )
            writer.commit()
            writer.wait_merging_threads()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock, _translated():
            writer = self._index.writer(_HEAP_BYTES, num_threads=1)
            writer.delete_all_documents()
            writer.commit()
            writer.wait_merging_threads()

    def search(self, text: str, count: int) -> dict[str, float]:
        """Id to BM25 score of the best `count`, best first."""
        query = self._query(text)
        return self._run(query, count) if query is not None else {}

    def search_among(self, text: str, count: int, among: Collection[str]) -> dict[str, float]:
        """The same of some papers only.

        Bounds are looked up here. What the catalogue learned of a paper since it was indexed
        is heeded as far as it shuts the paper out. Other papers are named to the index or, if
        they are very many, found among more than are wanted.
        """
        query = self._query(text)
        if query is None or not among:
            return {}
        if isinstance(among, Among) and among.bounds is not None:
            found = self._run(_only(query, *self._within(among.bounds)), count)
            passing = among.holding(list(found)).tolist()
            return dict(compress(found.items(), passing))
        if len(among) <= self._named:
            named = Query.term_set_query(self._index.schema, "id", list(among))
            return self._run(_only(query, named), count)
        return self._among_more(query, count, among)

    def _within(self, bounds: Bounds) -> Iterator[Query]:
        schema, days = self._index.schema, Query.range_query
        if bounds.since:
            yield days(schema, "last", FieldType.Integer, bounds.since.toordinal(), None)
        if bounds.until:
            yield days(schema, "first", FieldType.Integer, None, bounds.until.toordinal())
        if bounds.categories:
            yield Query.term_set_query(schema, "category", list(bounds.categories))

    def _among_more(self, query: Query, count: int, among: Collection[str]) -> dict[str, float]:
        """The best of many papers: of all that are found, more and more are looked at."""
        there = self._searcher().num_docs
        looked_at = max(count, int(_WIDER * count * there / len(among)))
        while True:
            found = self._run(query, looked_at)
            passing = ((i, score) for i, score in found.items() if i in among)
            best = dict(islice(passing, count))
            if len(best) == count or len(found) < looked_at:
                return best
            looked_at *= 4

    def _searcher(self) -> Searcher:
        """Of the index as it is now, whichever process wrote last."""
        state = self._state()
        if state != self._read:
            with self._reloading, _translated():  # and not behind somebody who writes for long
                self._index.reload()
                self._read = state
        return self._index.searcher()

    def _state(self) -> tuple[int, ...]:
        """Another one after each commit, which writes that file anew."""
        try:
            found = (self._folder / "meta.json").stat()
        except OSError:
            return ()  # somebody is making it anew
        return found.st_ino, found.st_size, found.st_mtime_ns

    def frequencies(self, text: str) -> dict[str, int]:
        """Each content word (as indexed) of the text to the number of papers that hold it."""
        searcher = self._searcher()
        return {
            term: searcher.doc_freq(field, term) for field, term in dict.fromkeys(self.terms(text))
        }

    def __len__(self) -> int:
        """How many papers it holds."""
        return self._searcher().num_docs

    def beginning(self, letters: str) -> dict[str, int]:
        """Each English term that begins so to the number of papers that hold it."""
        with _translated():
            return dict(self._searcher().terms_with_prefix("english", letters))

    def terms(self, text: str) -> list[tuple[str, str]]:
        """(field, term) pairs of a text's content words, as they stand in the index."""
        return self._analysis.terms(text)

    def held(self, text: str) -> frozenset[str]:
        """The different terms of a text; those of the latest texts are remembered."""
        return self._analysis.held(text)

    def _query(self, text: str) -> Query | None:
        terms, about = self.terms(text), self._weight_of_about
        asked = [(field, term, 1.0) for field, term in terms]
        asked += [("about", term, about) for field, term in terms if field == "english"]
        schema, one = self._index.schema, Query.term_query
        parts = [
            (Occur.Should, Query.boost_query(one(schema, field, term, index_option="freq"), weight))
            for field, term, weight in asked
        ]
        return Query.boolean_query(parts) if parts else None

    def _run(self, query: Query, count: int) -> dict[str, float]:
        with _translated():
            searcher = self._searcher()
            hits: list[tuple[Any, Any]] = searcher.search(query, max(count, 1), count=False).hits
            places = [place for _, place in hits]
            # asked for one by one, ids would take longer than the search
            numbers = searcher.fast_field_values("number", places)
            return {
                str(searcher.doc(place)["id"][0]) if n is None else numbered_arxiv_id(int(n)): score
                for n, (score, place) in zip(numbers, hits, strict=True)
            }


def _only(query: Query, *within: Query) -> Query:
    """The query with the same scores, of documents that meet the others."""
    filters = [(Occur.Must, Query.const_score_query(one, 0.0)) for one in within]
    return Query.boolean_query([(Occur.Must, query), *filters])


@contextmanager
def _translated() -> Iterator[None]:
    """Turn tantivy's errors, which are bare ValueErrors and OSErrors, into ours."""
    try:
        yield
    except (ValueError, OSError) as exc:
        text = str(exc)
        signs = ("permission", "read-only", "not a directory", "no space", "exists", "os error 28")
        if any(sign in text.lower() for sign in signs):
            raise StoreUnwritable(f"the word index cannot be written: {text}") from exc
        raise IndexUnusable(
            f"the word index is unusable ({text}): run `paperwire reindex`"
        ) from exc
