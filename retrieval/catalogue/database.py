"""The engine under the catalogue: opening, migrating, transactions, and errors in our words.

SQLite runs in WAL mode with `synchronous=NORMAL`: after a crash or `kill -9` the store holds
exactly the committed transactions (https://www.sqlite.org/wal.html). A writing transaction
takes its lock at the start (BEGIN IMMEDIATE; an advisory lock on PostgreSQL), so what it read
cannot change before it writes, in whichever process.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from retrieval.catalogue.outages import away, patience
from retrieval.catalogue.schema import HEAD
from retrieval.errors import StoreError, StoreTooNew, StoreUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

_BUSY_MS = 60_000  # how long a writer waits for another one; a batch takes well under a second
# Of SQLite's pages in memory: each thread that reads has a connection with its own, and whoever
# writes does so on one.
_READING_KIB, _WRITING_KIB = 8_000, 64_000
_KEPT = 20  # SQLite's connections: a new one reads the schema before anything else
_ADVISORY_LOCK = 7_028_395_514  # any number that no other program on this server would take
MIGRATIONS = str(Path(__file__).parent / "migrations")
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR")
_NO_PERMISSION = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")


class Database:
    """One store, open; its tables are those of `schema`.

    Raises:
        StoreUnwritable: no permission or room, or a file stands where a folder should.
        StoreTooNew: a newer Paperwire wrote it.
        StoreError: it is damaged, is no such store, or cannot be reached.
    """

    def __init__(self, url: str) -> None:
        self._url = _parsed(url)
        self.place = _place(self._url)
        self._held = threading.local()  # the connection of a thread's snapshot
        with self._errors():
            self._engine = _engine(self._url)
            self._writer = self._engine
            if self.dialect == "sqlite":
                self._writer = _engine(self._url, cache_kib=_WRITING_KIB)
        self._writing = self._writer.execution_options(immediate=True)
        self._reading = self._engine
        self._alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        if self.dialect == "postgresql":  # SQLite's transactions see one state anyway
            self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ")
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    @property
    def dialect(self) -> str:
        """The kind of database: "sqlite" or "postgresql"."""
        return self._engine.dialect.name

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store; the thread's `snapshot` if it has one."""
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        with self._errors(), self._reading.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within it, whatever this thread reads is read in one transaction."""
        with self.reading() as connection:
            before = getattr(self._held, "connection", None)
            self._held.connection = connection
            try:
                yield
            finally:
                self._held.connection = before

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one writing transaction of the moment; committed at the end, or not at all."""
        with self._errors(), self._writing.begin() as connection:
            if self.dialect == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK}
                )
            yield connection

    @contextlib.contextmanager
    def session(self) -> Iterator[Connection]:
        """A connection of one's own, outside any transaction, for what lasts as long as it."""
        with self._errors(), self._alone.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection; the store may be opened again."""
        self._engine.dispose()
        self._writer.dispose()

    def _migrate(self) -> None:
        with self.reading() as connection:
            found = _revision(connection)
        if found == HEAD:
            return
        with self.writing() as connection:
            found = _revision(connection)  # another process may have been faster
            if found != HEAD:
                migrate(connection, found, self.place)

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as exc:
            raise (away(exc, self.place) or translated(exc, self.place)) from exc
        except ModuleNotFoundError as exc:
            raise StoreError(
                f"The database {self.place} needs the package {exc.name}: "
                "pip install 'paperwire[postgresql]'."
            ) from exc


def migrate(connection: Connection, found: str | None, place: str) -> None:
    """Carry the tables from revision `found` (None: no tables) to HEAD, within the transaction.

    Raises:
        StoreTooNew: `found` is a revision that this version does not know.
    """
    # Alembic takes a tenth of a second to import, and nearly every opening finds HEAD.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - same
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - same

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreTooNew(
            f"The store {place} was written by a newer Paperwire (its tables are version "
            f"{found}, this version knows {HEAD}): upgrade Paperwire to use it."
        )
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise StoreError(
            "The database URL cannot be read: expected something like "
            "sqlite:///var/catalogue.db or postgresql://user@host/name."
        ) from exc
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(
            f"The database {_place(parsed)} is neither SQLite nor PostgreSQL, "
            "the two kinds that Paperwire uses."
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise StoreError("The database URL names no file: expected sqlite:///path/to/file.db.")
    return parsed


def _place(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def _engine(url: URL, cache_kib: int = _READING_KIB) -> Engine:
    if url.get_backend_name() == "sqlite":
        if not str(url.database).startswith("file:"):
            _make_folder(Path(str(url.database)).parent)
        patient = {"timeout": _BUSY_MS / 1000}
        # the connection that was used last first: its pages are there
        engine = create_engine(url, connect_args=patient, pool_use_lifo=True, pool_size=_KEPT)
        event.listen(engine, "connect", partial(_prepare_sqlite, cache_kib=cache_kib))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, connect_args=patience(url))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        reason = exc.strerror or type(exc).__name__
        raise StoreUnwritable(f"The folder {folder} cannot be made: {reason}.") from exc


def _prepare_sqlite(connection: Any, _record: object, *, cache_kib: int) -> None:  # noqa: ANN401 - the driver's own
    connection.isolation_level = None  # transactions are begun by _begin_sqlite
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten leaves no bytes behind
    connection.execute(f"PRAGMA cache_size = -{cache_kib}")
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        # SQLite does not wait here when another process is just doing the same; that one's
        # change holds for this connection too.
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as exc:
            if not exc.sqlite_errorname.startswith(_BUSY):
                raise


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def translated(exc: SQLAlchemyError, place: str) -> StoreError:
    """The error in our words, in one sentence that names the place and no password."""
    if isinstance(exc, NoSuchModuleError):
        return StoreError(f"The database {place} needs a driver that is not installed.")
    cause = exc.orig if isinstance(exc, DBAPIError) else None
    name = str(getattr(cause, "sqlite_errorname", ""))
    state = str(getattr(cause, "sqlstate", None) or "")
    said = str(cause or exc).strip().partition("\n")[0]
    if name.startswith(_NO_ROOM) or state.startswith("53"):
        return StoreUnwritable(f"The store {place} cannot be written, is there room? ({said})")
    if name.startswith(_NO_PERMISSION) or state in {"25006", "42501"}:
        return StoreUnwritable(f"The store {place} cannot be opened for writing ({said}).")
    if name.startswith(_DAMAGED):
        return StoreError(f"The file {place} is damaged or is not a Paperwire store ({said}).")
    if name.startswith(_BUSY):
        return StoreError(f"The store {place} is busy: another process is writing ({said}).")
    return StoreError(f"The store {place} cannot be used ({said}).")
