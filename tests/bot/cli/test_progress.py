from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from bot.cli.progress import counting
from bot.cli.storing import storing
from ingest.pipeline import Progress


def console(*, terminal):
    return Console(file=io.StringIO(), force_terminal=terminal, width=120, color_system=None)


def written(err):
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", err.file.getvalue())


def ignore(_):
    pass


def store(err, source):
    with storing(err, source, on_skip=ignore, on_failure=ignore) as listener:
        listener.on_bytes(50)
        listener.on_progress(Progress(read=7, stored=7, skipped=0))


@pytest.mark.parametrize("source", ["-", "arxiv:cs.CL", __file__])
def test_nothing_moves_where_there_is_no_terminal(source):
    err = console(terminal=False)
    store(err, source)
    with counting(err, "indexing") as told:
        told(3, 10)
    assert written(err) == ""


def test_indexing_shows_how_many_of_all_a_rate_and_the_time_left():
    err = console(terminal=True)
    with counting(err, "indexing") as told:
        told(300, 1_000)
    assert re.search(r"indexing .*300/1000 [\d,]+ papers/s [-:\d]+", written(err))


def test_reading_a_file_shows_its_share_a_count_and_a_rate(tmp_path):
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"x" * 100)
    err = console(terminal=True)
    store(err, str(path))
    assert re.search(r"7 papers [\d,]+ papers/s +50%", written(err))


def test_reading_a_folder_adds_up_its_files(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"x" * 100)
    err = console(terminal=True)
    store(err, str(tmp_path))
    assert re.search(r"25%", written(err))


@pytest.mark.parametrize("source", ["-", "arxiv:cs.CL", "x" * 5_000, "nul\x00byte"])
def test_without_a_known_size_a_count_and_a_rate_remain(source):
    err = console(terminal=True)
    store(err, source)
    assert "7 papers" in written(err).replace("\n", "")
    assert "%" not in written(err)
