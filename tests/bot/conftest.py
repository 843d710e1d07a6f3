"""The terminal front end, run inside this process with a small encoder."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from bot.cli.entry import run
from bot.cli.session import Session
from bot.wiring import open_app
from config.settings import Settings
from tests.fakes import HashedWords
from tests.support.injecting import attempts
from tests.support.loopback.description import Description

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.wiring import App

NOW = "2026-06-20T12:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Paperwire:
    """`paperwire ARGUMENTS...` over one data folder; call it as often as needed."""

    def __init__(self, folder: Path, captured: Callable[[], tuple[str, str]] | None) -> None:
        self.folder = folder
        self.model = "hashed-words"
        self.now = NOW
        self.changes: dict[str, Any] = {}  # further settings
        self._captured = captured or (lambda: ("", ""))

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self.folder, now=self.now, **self.changes)

    def open(self, settings: Settings | None = None) -> App:
        return open_app(settings or self.settings, encoder=HashedWords(self.model))

    def __call__(self, *arguments: str | Path) -> Result:
        session = Session(lambda: self.settings, self.open)
        self._captured()
        status = run([str(argument) for argument in arguments], session)
        return Result(status, *self._captured())


@pytest.fixture(autouse=True)
def logging_as_before():
    """Put back what a command that logs to its own stderr has configured."""
    named = [logging.getLogger(name) for name in ("", "bot", "discord", "ingest")]
    handlers, levels = list(named[0].handlers), [logger.level for logger in named]
    yield
    named[0].handlers[:] = handlers
    for logger, level in zip(named, levels, strict=True):
        logger.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def samples(repository: Path) -> Path:
    """Ten papers with arXiv's metadata as JSON lines, and a bilingual digest of our own."""
    return repository / "tests" / "data"


@pytest.fixture
def paperwire(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Paperwire:
    """The command over an empty data folder."""
    return Paperwire(tmp_path / "empty", capsys.readouterr)


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A data folder with both samples, ingested and indexed once."""
    folder = tmp_path_factory.mktemp("filled") / "var"
    assert Paperwire(folder, None)("ingest", samples / "ten.jsonl", samples / "bilingual.md") == (
        Result(0, "", "")
    )
    return folder


@pytest.fixture
def filled(tmp_path: Path, filled_folder: Path, capsys: pytest.CaptureFixture[str]) -> Paperwire:
    """The command over a data folder of its own that holds twelve papers."""
    shutil.copytree(filled_folder, tmp_path / "var")
    return Paperwire(tmp_path / "var", capsys.readouterr)


@pytest.fixture(scope="session")
def injected_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a paper for each injection attempt."""
    folder = tmp_path_factory.mktemp("injected")
    rows = [json.dumps(attempt.row, ensure_ascii=False) for attempt in attempts()]
    (folder / "papers.jsonl").write_text("\n".join(rows), encoding="utf-8")
    assert Paperwire(folder / "var", None)("ingest", folder / "papers.jsonl").status == 0
    return folder / "var"


@pytest.fixture
def app(filled_folder: Path, tmp_path: Path):
    """The parts over a data folder of its own that holds twelve papers."""
    shutil.copytree(filled_folder, tmp_path / "var")
    settings = Settings(data_dir=tmp_path / "var", now=NOW)
    with open_app(settings, encoder=HashedWords()) as opened:
        yield opened


@pytest.fixture(scope="session")
def description(request: pytest.FixtureRequest) -> Description | None:
    """Discord's description; without the file only the test that asks for it is skipped."""
    try:
        folder: Path = request.getfixturevalue("shared_data")
    except pytest.skip.Exception:
        return None
    return Description(folder / "discord" / "openapi.json")


HOLD = """
import sys
from pathlib import Path
from retrieval.indexes.ownership import Ownership
ownership = Ownership(Path(sys.argv[1]))
ownership.acquire(sys.argv[2])
print("owned", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def owned_by_another_process(repository: Path):
    """Own the indexes of a folder in another process for as long as the context lasts."""

    @contextlib.contextmanager
    def owned(folder: Path, doing: str) -> Iterator[int]:
        arguments = [sys.executable, "-c", HOLD, str(folder), doing]
        with subprocess.Popen(
            arguments, cwd=repository, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"owned\n"
            try:
                yield process.pid
            finally:
                process.communicate()

    return owned


class _Interrupted(io.BytesIO):
    """A stream whose reader presses Ctrl-C at its end."""

    def read(self, size: int | None = -1) -> bytes:
        block = super().read(size)
        if not block:
            raise KeyboardInterrupt
        return block


@pytest.fixture
def interrupted_stdin(monkeypatch: pytest.MonkeyPatch):
    """Standard input that holds some bytes, after which Ctrl-C is pressed."""

    def interrupted(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(_Interrupted(data), "utf-8"))

    return interrupted
