from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from tantivy import Document, Index, Occur, Query, SchemaBuilder

from retrieval.among import Among, Roster
from retrieval.indexes.postings import Postings


@pytest.fixture
def index():
    """Papers "0" to "299" in three segments, some of them gone."""
    schema = (
        SchemaBuilder()
        .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        .add_text_field("english", index_option="freq")
        .build()
    )
    made = Index(schema)
    for first in (0, 100, 200):
        writer = made.writer(15_000_000, num_threads=1)
        for n in range(first, first + 100):
            text = f"common {'odd ' * (n % 2)}{'third ' * (n % 3)} filler" + " more" * (n % 11)
            writer.add_document(Document(id=[str(n)], english=[text]))
        writer.commit()
        writer.wait_merging_threads()
    writer = made.writer(15_000_000, num_threads=1)
    writer.delete_documents_by_term("id", "7")
    writer.commit()
    writer.wait_merging_threads()
    made.reload()
    return made


def everyone():
    roster = Roster()
    numbers = roster.add(str(n) for n in range(300))
    return Among(roster, np.ones(len(numbers), dtype=np.bool_))


@pytest.mark.parametrize("most", [8_000_000, 50])  # what is remembered: all, or one word
@pytest.mark.parametrize("weight", [1.0, 0.6])
def test_scores_are_those_of_the_index(index, most, weight):
    term_query = partial(Query.term_query, index_option="freq")
    searcher = index.searcher()
    postings = Postings(searcher, index.schema, most)
    for words in (["odd"], ["odd", "third"], ["third", "odd", "common", "unknown"]):
        terms = [("english", word, weight) for word in words]
        query = Query.boolean_query(
            [
                (Occur.Should, Query.boost_query(term_query(index.schema, *term), weight))
                for *term, weight in terms
            ]
        )
        hits = searcher.search(query, 300, count=False).hits
        expected = {searcher.doc(a)["id"][0]: score for score, a in hits}
        found = postings.best(terms, 300, everyone())
        assert found == pytest.approx(expected, rel=1e-5)
        assert list(found.values()) == sorted(found.values(), reverse=True)
        few = postings.best(terms, 10, everyone())
        assert list(few.values()) == list(found.values())[:10]


def test_only_papers_that_are_asked_for_and_there_are_found(index):
    postings = Postings(index.searcher(), index.schema)
    some = Among.of(everyone().roster, {"3", "7", "12", "unknown"})
    assert set(postings.best([("english", "common", 1.0)], 5, some)) == {"3", "12"}
    assert set(postings.best([("english", "odd", 1.0)], 5, postings.among({"7", "9"}))) == {"9"}
    assert postings.best([("english", "nowhere", 1.0)], 5, some) == {}
    assert postings.best([], 5, some) == {}


def test_an_empty_index_has_none(index):
    empty = Index(index.schema)
    postings = Postings(empty.searcher(), empty.schema)
    assert postings.best([("english", "common", 1.0)], 5, everyone()) == {}
