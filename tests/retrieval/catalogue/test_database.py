"""Opening a store, and every way in which that or writing goes wrong."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event

from retrieval.catalogue import Catalogue, database, open_catalogue
from retrieval.catalogue.database import Database
from retrieval.catalogue.schema import HEAD, metadata
from retrieval.errors import StoreError, StoreTooNew, StoreUnwritable
from retrieval.following import fetch_log
from retrieval.following import tables as following_tables
from retrieval.members import tables as members_tables
from tests.retrieval.catalogue.building import TODAY, numbered

if TYPE_CHECKING:
    from pathlib import Path


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def run(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_the_newest_step_is_the_one_that_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", database.MIGRATIONS)
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_steps_make_the_tables_that_the_code_uses(url: str) -> None:
    open_catalogue(url).close()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert found == []
    for table in (members_tables.turns, following_tables.followers, fetch_log.fetches):
        assert table.name in metadata.tables  # or they were not compared


def test_a_store_is_made_with_its_folders_and_opened_again(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "new" / "50% full" / "catalogue.db")
    with open_catalogue(url) as catalogue:
        catalogue.store(numbered(3), today=TODAY)
    with open_catalogue(url) as catalogue:
        assert catalogue.counts().papers == 3


def test_an_empty_file_is_an_empty_store(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    path.touch()
    with open_catalogue(sqlite_url(path)) as catalogue:
        assert catalogue.counts().papers == 0


def test_a_store_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    open_catalogue(sqlite_url(path)).close()
    run(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(
        StoreTooNew, match=r"catalogue\.db was written by a newer Paperwire"
    ) as info:
        open_catalogue(sqlite_url(path))
    assert "9999" in str(info.value)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    run(path, "CREATE TABLE sightings (bird TEXT)")
    with pytest.raises(StoreError, match="already exists"):
        open_catalogue(sqlite_url(path))
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    connection.close()
    assert names == ["sightings"]


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    path.write_bytes(b"not a database at all " * 100)
    with pytest.raises(StoreError, match=r"catalogue\.db is damaged or is not"):
        open_catalogue(sqlite_url(path))


def test_a_damaged_store_is_named_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with open_catalogue(sqlite_url(path)) as catalogue:
        catalogue.store(numbered(300), today=TODAY)
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 200] = b"\xff" * 200
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"), open_catalogue(sqlite_url(path)) as opened:
        opened.indexing.due(300)


def test_a_file_in_place_of_a_folder_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreUnwritable, match=r"taken.* cannot be made: (Not a dir|File exists)"):
        open_catalogue(sqlite_url(tmp_path / "taken" / "catalogue.db"))


def test_a_folder_in_place_of_the_file_is_unwritable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritable, match="cannot be opened for writing"):
        open_catalogue(sqlite_url(tmp_path))


def test_a_folder_that_nobody_may_write_is_unwritable() -> None:
    with pytest.raises(StoreUnwritable, match="/proc/paperwire"):
        open_catalogue("sqlite:////proc/paperwire/catalogue.db")


def full(url: str) -> Catalogue:
    """A store on a disk that has no room for another page."""
    opened = Database(url)
    engine = opened._writer

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 60")

    engine.dispose()
    event.listen(engine, "connect", limit)
    return Catalogue(opened)


def test_a_full_disk_loses_nothing_and_the_same_again_succeeds_later(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "catalogue.db")
    with full(url) as catalogue:
        catalogue.store(numbered(5), today=TODAY)
        with pytest.raises(
            StoreUnwritable, match=r"catalogue\.db cannot be written, is there room"
        ):
            catalogue.store(numbered(1_000), today=TODAY)
        assert catalogue.counts().papers == 5
    with open_catalogue(url) as catalogue:
        assert catalogue.store(numbered(1_000), today=TODAY).added == 995


def test_a_store_that_may_only_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    open_catalogue(sqlite_url(path)).close()
    with (
        open_catalogue(f"sqlite:///file:{path}?mode=ro&uri=true") as catalogue,
        pytest.raises(StoreUnwritable, match="readonly"),
    ):
        catalogue.store(numbered(1), today=TODAY)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "cannot be read"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("mysql://root:secret@host/papers", "neither SQLite nor PostgreSQL"),
    ],
)
def test_a_url_that_cannot_be_used_is_explained_without_its_password(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as info:
        open_catalogue(url)
    assert "secret" not in str(info.value)


def test_a_postgresql_that_cannot_be_used_is_named_without_its_password() -> None:
    """Either psycopg is missing, or nothing listens there; both are a sentence."""
    with pytest.raises(StoreError, match=r"user:\*\*\*@127.0.0.1") as info:
        open_catalogue("postgresql://user:secret@127.0.0.1:1/papers")
    assert "secret" not in str(info.value)
    assert "\n" not in str(info.value)
