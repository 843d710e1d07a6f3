"""A PostgreSQL server of one's own on loopback, from the binaries of this machine.

    python -m tests.support.postgresql start FOLDER    prints the URL of an empty database
    python -m tests.support.postgresql stop FOLDER

Durability is off: what is tested is a server that stops and comes back, not a power cut.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from collections.abc import Iterator

# Set to the URL of an empty PostgreSQL database to run the tests over one; `.ci/run` does.
URL = os.environ.get("PAPERWIRE_TEST_POSTGRESQL")
_DEBIAN = Path("/usr/lib/postgresql")  # VERSION/bin; not on the PATH there
_OPTIONS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def binaries() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, the newest there is; None: not installed."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).parent
    folders = [path.parent for path in _DEBIAN.glob("*/bin/pg_ctl")]
    return max(folders, key=lambda folder: float(folder.parent.name), default=None)


def url_or_skip() -> str:
    """An empty database of the server that the variable names; without one the test says so."""
    if URL is None:
        pytest.skip(
            "NOT RUN: no PostgreSQL. `apt-get install postgresql`, then set "
            "PAPERWIRE_TEST_POSTGRESQL as .ci/run does"
        )
    return emptied(URL)


@contextmanager
def server_or_skip() -> Iterator[PostgreSQL]:
    """A server of the test's own, running; without the program the test says so.

    Its folder is not one of pytest's, which nobody but root may enter: it does not run as root.
    """
    if binaries() is None:
        pytest.skip("NOT RUN: PostgreSQL is not installed: `apt-get install postgresql`")
    root = Path(tempfile.mkdtemp(prefix="paperwire-postgresql-"))
    root.chmod(0o755)
    try:
        server = PostgreSQL.make(root / "data")
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def emptied(url: str) -> str:
    """The same URL, once nothing is in its database."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A server in a folder, which it keeps when it stops."""

    folder: Path
    port: int

    @classmethod
    def make(cls, folder: Path) -> PostgreSQL:
        """Make it, in a folder that does not exist yet; it does not run."""
        server = cls(folder, free_port())
        folder.mkdir(parents=True)
        if os.geteuid() == 0:  # it refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        server._run("initdb", "-A", "trust", "-U", "paperwire", "-N", "-E", "UTF8", "--locale=C")
        (folder / "port").write_text(str(server.port))
        return server

    @property
    def url(self) -> str:
        """Of its one database."""
        return f"postgresql://paperwire@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Let it run; returns once it answers."""
        options = f"{_OPTIONS} -c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder}"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """End it and every connection."""
        self._run("pg_ctl", "-w", "-m", "fast", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        folder = binaries()
        assert folder is not None
        command = [str(folder / program), "-D", str(self.folder), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        assert done.returncode == 0, done.stdout.decode()


def main(doing: str, place: str) -> None:
    folder = Path(place)
    if doing == "start":
        server = PostgreSQL.make(folder)
        server.start()
        print(server.url)  # noqa: T201 - what it is for
    else:
        PostgreSQL(folder, int((folder / "port").read_text())).stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
