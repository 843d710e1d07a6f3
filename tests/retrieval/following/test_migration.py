"""A store from before anybody followed anything is carried forward with all it holds."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import inspect

from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.following import Following
from retrieval.members import Members
from retrieval.members.shelves import save
from tests.retrieval.catalogue.building import TODAY, numbered
from tests.retrieval.following.building import ADA, NOON, delivery, follower, topic
from tests.support.older import at_step, store


@pytest.fixture
def third_tables(url):
    """A store at step 0003 with some papers, one of which is saved."""
    with at_step(url, "0003") as connection:
        store(connection, numbered(30), today=TODAY)
        save(connection, ADA, "2506.00001", NOON)
        tables = set(inspect(connection).get_table_names())
    assert not tables & {"followers", "topics", "deliveries", "delivered", "tokens"}
    return url


def test_papers_and_members_stay_and_something_can_be_followed(third_tables):
    for number in range(2):
        with closing(Database(third_tables)) as database:
            catalogue = Catalogue(database)
            assert catalogue.counts().papers == 30
            assert len(Members(database, catalogue).saved(ADA)) == 1
            following = Following(database)
            following.put_follower(follower())
            assert following.change_topic(topic()) == (number > 0)
            if number == 0:
                following.add_topic(topic())
            assert following.plan(delivery(f"day-{number}", number, "2506.00001"))
