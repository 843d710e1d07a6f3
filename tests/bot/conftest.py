"""The terminal front end, run inside this process with a small encoder."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli.entry import run
from bot.cli.session import Session
from bot.wiring import open_app
from config.settings import Settings
from tests.fakes import HashedWords

if TYPE_CHECKING:
    from collections.abc import Callable
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
        self._captured = captured or (lambda: ("", ""))

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self.folder, now=NOW)

    def open(self, settings: Settings | None = None) -> App:
        return open_app(settings or self.settings, encoder=HashedWords(self.model))

    def __call__(self, *arguments: str | Path) -> Result:
        session = Session(lambda: self.settings, self.open)
        self._captured()
        status = run([str(argument) for argument in arguments], session)
        return Result(status, *self._captured())


@pytest.fixture(scope="session")
def samples(repository: Path) -> Path:
    """Ten papers with arXiv's metadata as JSON lines, and a bilingual digest of our own."""
    return repository / "tests" / "data"


@pytest.fixture
def paperwire(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Paperwire:
    """The command over an empty data folder."""
    return Paperwire(tmp_path / "var", capsys.readouterr)


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
