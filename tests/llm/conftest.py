"""A real, very small language model; only `make test-llm` has one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVING = Path(__file__).with_name("serving.py")


@pytest.fixture(scope="session")
def real_llm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the model's server, `/v1` included."""
    python = os.environ.get("PAPERWIRE_TEST_LLM_PYTHON")
    if not python:
        pytest.skip("NOT RUN: no real language model here, `make test-llm` brings one")
    folder = Path(python).parents[1]  # the environment keeps the model, for the next time
    said = tmp_path_factory.mktemp("llm") / "server.txt"
    with (
        said.open("wb") as log,
        subprocess.Popen(
            [python, SERVING, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        ) as server,
    ):
        assert server.stdout is not None
        address = server.stdout.readline().decode().strip()
        assert address, said.read_text(encoding="utf-8", errors="replace")[-2000:]
        yield f"{address}/v1"
        server.terminate()
