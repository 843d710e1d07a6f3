"""Several processes at one store, and processes that die."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from retrieval.catalogue import Stored, open_catalogue
from retrieval.filters import Filters
from tests.retrieval.catalogue.building import TODAY, numbered

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import resource, sys
from retrieval.catalogue import open_catalogue
from retrieval.errors import StoreUnwritable
from tests.retrieval.catalogue.building import TODAY, numbered
url, start, stop, limit = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
with open_catalogue(url) as catalogue:
    for first in range(start, stop, 20):
        try:
            catalogue.store(numbered(20, start=first), today=TODAY)
        except StoreUnwritable as exc:
            sys.exit(f"said: {exc}")
        print(first, flush=True)
"""


def writer(
    repository: Path, url: str, start: int, stop: int, *, limit: int = 0
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, str(start), str(stop), str(limit)],
        cwd=repository,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'catalogue.db'}"


def test_processes_that_open_and_fill_one_new_store_at_once_lose_nothing(
    repository: Path, store_url: str
) -> None:
    writers = [writer(repository, store_url, part * 150, part * 150 + 200) for part in range(3)]
    for process in writers:
        _, said = process.communicate(timeout=90)
        assert (process.returncode, said) == (0, "")
    with open_catalogue(store_url) as catalogue:
        assert catalogue.counts().papers == 500
        assert catalogue.latest_revision() == 500
        assert catalogue.store(numbered(500), today=TODAY) == Stored(unchanged=500)


@pytest.mark.parametrize("batches", [1, 4, 9])
def test_a_process_killed_while_storing_leaves_whole_batches_and_can_be_repeated(
    repository: Path, store_url: str, batches: int
) -> None:
    with writer(repository, store_url, 0, 100_000) as process:
        assert process.stdout
        for _ in range(batches):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    with open_catalogue(store_url) as catalogue:
        stored = catalogue.counts().papers
        assert stored >= batches * 20
        assert stored % 20 == 0
        assert len(catalogue.matching(Filters(authors=("Kaiming He",)))) == stored
        again = catalogue.store(numbered(stored + 40), today=TODAY)
        assert again == Stored(added=40, unchanged=stored)


def test_a_disk_that_fills_up_ends_in_a_sentence_and_loses_nothing(
    repository: Path, store_url: str
) -> None:
    process = writer(repository, store_url, 0, 100_000, limit=700_000)
    out, said = process.communicate(timeout=90)
    assert process.returncode == 1
    assert said.startswith("said: The store ")
    assert "Traceback" not in said
    stored = 20 * len(out.splitlines())
    assert stored
    with open_catalogue(store_url) as catalogue:
        assert catalogue.counts().papers == stored
        assert catalogue.store(numbered(stored + 20), today=TODAY).added == 20
