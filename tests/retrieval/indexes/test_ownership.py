from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from retrieval.errors import StoreOwned, StoreUnwritable
from retrieval.indexes.ownership import Ownership

HOLD = """
    import sys, pathlib
    from retrieval.indexes.ownership import Ownership
    ownership = Ownership(pathlib.Path(sys.argv[1]))
    ownership.acquire("run")
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_owner(tmp_path, repository):
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=repository,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_owner_is_told_who_the_first_is(tmp_path, other_owner):
    with pytest.raises(StoreOwned, match=rf"paperwire run.*process {other_owner.pid}"):
        Ownership(tmp_path).acquire("ingest")


def test_the_owner_is_shown_to_everyone(tmp_path, other_owner):
    assert Ownership(tmp_path).owner() == {"pid": other_owner.pid, "doing": "run"}


def test_an_owner_that_was_killed_owns_nothing(tmp_path, other_owner):
    other_owner.send_signal(signal.SIGKILL)
    other_owner.wait()
    ownership = Ownership(tmp_path)
    assert ownership.owner() is None
    assert not ownership.held
    ownership.acquire("ingest")
    assert ownership.held
    assert ownership.owner() == {"pid": os.getpid(), "doing": "ingest"}
    ownership.release()
    assert ownership.owner() is None


def test_asking_for_the_owner_makes_nothing(tmp_path):
    assert Ownership(tmp_path / "absent").owner() is None
    assert not (tmp_path / "absent").exists()


def test_a_file_in_the_way_is_named_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnwritable, match="cannot be written"):
        Ownership(tmp_path / "file").acquire("ingest")
