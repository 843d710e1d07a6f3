"""A store from before anything was kept of members is carried forward with all it holds."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import inspect, text

from retrieval.catalogue import Catalogue, Counts
from retrieval.catalogue.database import Database
from retrieval.catalogue.schema import HEAD
from retrieval.members import Members
from tests.retrieval.catalogue.building import TODAY, numbered, record, title_only
from tests.retrieval.members.building import ADA, NOON, showing
from tests.support.older import at_step, store

TITLE = "A walking machine for the dunes of the Namib"


@pytest.fixture
def first_tables(url):
    """A store at step 0001 with a few papers, two of which became one."""
    with at_step(url, "0001") as connection:
        for records in ([*numbered(30), title_only(TITLE)], [record("2506.00099", TITLE)]):
            store(connection, records, today=TODAY)
        tables = set(inspect(connection).get_table_names())
    assert not tables & {"turns", "saved_papers", "ratings", "servers"}
    return url


def test_papers_stay_and_members_can_be_kept(first_tables):
    expected = {one.paper.id: one.paper for one in numbered(30)}
    with closing(Database(first_tables)) as database:
        catalogue = Catalogue(database)
        assert catalogue.counts() == Counts(papers=31, indexed=0, due=31)
        found = catalogue.papers(expected)
        assert {paper_id: known.paper for paper_id, known in found.items()} == expected
        assert catalogue.known(title_only(TITLE).paper.id).paper.id == "2506.00099"
        members = Members(database, catalogue)
        kept = showing(*found.values())
        members.remember(kept)
        assert members.save(ADA, "2506.00001", NOON)
        assert members.turn(kept.id) == kept


def test_the_store_is_carried_forward_once(first_tables):
    for _ in range(2):
        with closing(Database(first_tables)) as database, database.reading() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            assert found == HEAD
