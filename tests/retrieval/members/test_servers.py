"""What those who manage a server chose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.errors import StoreError
from retrieval.members import Members, ServerSettings
from retrieval.members.tables import servers

SERVER, OTHER = "4001", "4002"
CHOSEN = ServerSettings(
    channels=("2001", "2002"), private=True, categories=("cs.RO",), language="zh"
)
texts = st.lists(st.text(st.characters()), max_size=5).map(tuple)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('store') / 'catalogue.db'}")
    yield Members(database, Catalogue(database))
    database.close()


def test_a_server_where_nobody_chose_has_the_defaults(members):
    assert members.server(SERVER) == ServerSettings()


def test_settings_are_kept_for_each_server(members):
    members.set_server(SERVER, CHOSEN)
    assert members.server(SERVER) == CHOSEN
    assert members.server(OTHER) == ServerSettings()


def test_settings_are_replaced_as_a_whole(members):
    members.set_server(SERVER, CHOSEN)
    members.set_server(SERVER, ServerSettings(language="en"))
    assert members.server(SERVER) == ServerSettings(language="en")


@given(st.builds(ServerSettings, texts, st.booleans(), texts, st.none() | st.text()))
def test_any_settings_come_back_as_they_were(kept, settings):
    kept.set_server(SERVER, settings)
    assert kept.server(SERVER) == settings


def test_a_setting_that_is_no_longer_known_is_left_out(members, database):
    members.set_server(SERVER, CHOSEN)
    with database.writing() as connection:
        connection.execute(update(servers).values(settings='{"private":true,"colour":"red"}'))
    assert members.server(SERVER) == ServerSettings(private=True)


@pytest.mark.parametrize("damaged", ["no JSON", "[1]", "7"])
def test_settings_that_cannot_be_read_are_one_sentence(members, database, damaged):
    members.set_server(SERVER, CHOSEN)
    with database.writing() as connection:
        connection.execute(update(servers).values(settings=damaged))
    with pytest.raises(StoreError, match=f"server {SERVER} cannot be read"):
        members.server(SERVER)
