"""A store from before indexings were numbered keeps what it knew of them."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from retrieval.catalogue import open_catalogue
from tests.retrieval.catalogue.building import TODAY, numbered
from tests.support.older import at_step, store


@pytest.fixture
def sixth_tables(url):
    """A store at step 0006 with thirty papers, of which ten are indexed."""
    with at_step(url, "0006") as connection:
        store(connection, numbered(30), "indexing", today=TODAY)
        connection.execute(
            text("UPDATE papers SET indexed_hash = content_hash WHERE revision > 20")
        )
    return url


def test_what_was_indexed_is_followed_and_new_numbers_are_greater(sixth_tables):
    with open_catalogue(sixth_tables) as catalogue:
        assert catalogue.indexing.latest().indexing == 30
        found = catalogue.indexing.since(0, 100)
        assert (len(found.changed), found.gone, found.reached) == (10, (), 30)
        (known,) = catalogue.indexing.due(1)
        catalogue.indexing.mark([(known.paper.id, "changed meanwhile")])
        assert catalogue.indexing.since(30, 100).changed == ()
        assert catalogue.indexing.latest().indexing == 31


def test_two_stores_have_two_names(tmp_path):
    names = set()
    for name in ("one", "two"):
        with open_catalogue(f"sqlite:///{tmp_path / name}") as catalogue:
            names.add(catalogue.indexing.latest().store)
    assert len(names) == 2
