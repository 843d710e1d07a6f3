from __future__ import annotations

import os
import re
import shutil
from subprocess import run
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

JOBS = {"demo", "setup", "test", "check", "wheel", "run", "bench"}


@pytest.fixture
def checkout(tmp_path: Path, repository: Path) -> Path:
    """The files that `make` looks at, in a folder without a .venv."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(repository / name, tmp_path)
    return tmp_path


def make(folder: Path, *arguments: str):
    return run(["make", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_make_alone_lists_every_job(checkout: Path):
    listed = {line.split()[0] for line in make(checkout).stdout.splitlines()}
    assert listed >= JOBS


def test_make_set_up_does_nothing_the_second_time(checkout: Path):
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / ".ready").touch()
    assert make(checkout, "setup", "--question").returncode == 0


def test_changed_pin_sets_up_again(checkout: Path):
    (checkout / ".venv").mkdir()
    ready = checkout / ".venv" / ".ready"
    ready.touch()
    later = ready.stat().st_mtime + 10
    os.utime(checkout / "constraints.txt", (later, later))
    assert make(checkout, "setup", "--question").returncode == 1


def test_old_python_is_told_in_a_sentence(checkout: Path):
    old = checkout / "python3.8"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    said = make(checkout, "setup", f"PYTHON={old}")
    assert said.returncode != 0
    assert "Paperwire needs Python 3.11 or newer" in said.stderr


def test_torch_can_be_taken_from_another_index(checkout: Path):
    index = "https://download.pytorch.org/whl/cpu"
    planned = make(checkout, "setup", "--dry-run", f"TORCH_INDEX={index}").stdout
    torch = next(line for line in planned.splitlines() if "^torch==" in line)
    assert f"--no-deps --index-url {index}" in torch
    assert index not in make(checkout, "setup", "--dry-run").stdout


def test_no_job_asks_a_model_hub(checkout: Path):
    assert re.search(
        r"^export HF_HUB_OFFLINE := 1$", (checkout / "Makefile").read_text(), re.MULTILINE
    )
