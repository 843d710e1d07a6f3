"""Fixtures that every part of the suite uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.support.chroma import Chroma
    from tests.support.llm import ScriptedLlm

REPOSITORY = Path(__file__).resolve().parents[1]

# on a busy machine any example takes longer than any limit
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real inputs beside the checkout; tests that need it say when it is missing."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"NOT RUN: the real inputs are missing, expected beside the checkout: {folder}")
    return folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    """A Chroma server on loopback, with a folder of its own."""
    from tests.support.chroma import Chroma  # noqa: PLC0415 - few tests need it

    server = Chroma(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def scripted_llm() -> AsyncIterator[ScriptedLlm]:
    """A language model on loopback that answers as the test says."""
    from tests.support.llm import ScriptedLlm  # noqa: PLC0415 - few tests need it

    server = ScriptedLlm()
    await server.start()
    yield server
    await server.stop()
