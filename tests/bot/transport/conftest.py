"""A little Discord for each test, a folder with papers, and Discord's description of its API.

Nothing here reaches discord.com, see `tests.support.loopback`.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.support.loopback import DiscordServer
from tests.support.process import running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.support.loopback.description import Description


@pytest.fixture
def folder(filled_folder: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, with twelve papers."""
    shutil.copytree(filled_folder, tmp_path / "var")
    return tmp_path / "var"


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    """A Discord that nobody has logged in to."""
    server = DiscordServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture(scope="module")
def variables() -> dict[str, str]:
    """Settings of the bot that a file shares; a file may have its own."""
    return {}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answering(
    filled_folder: Path, tmp_path_factory: pytest.TempPathFactory, variables: dict[str, str]
) -> AsyncIterator[DiscordServer]:
    """A Discord where the bot is, shared by the tests of a file; it costs seconds to start."""
    folder = tmp_path_factory.mktemp("answering") / "var"
    shutil.copytree(filled_folder, folder)
    server = DiscordServer()
    await server.start()
    try:
        async with running(folder, server, **variables):
            yield server
    finally:
        await server.stop()


@pytest.fixture(autouse=True)
def _every_request_is_as_discord_describes(
    request: pytest.FixtureRequest, description: Description | None
) -> Iterator[None]:
    """Whatever the bot sent during the test, and that it never mentions anybody."""
    names = [name for name in ("discord", "answering") if name in request.fixturenames]
    servers = [request.getfixturevalue(name) for name in names]
    before = [len(server.requests) for server in servers]
    yield
    for server, count in zip(servers, before, strict=True):
        sent = server.requests[count:] if count else server.requests
        for one in sent:
            for body in _messages(one.path, one.body):
                assert body.get("allowed_mentions") == {"parse": []}, one
        if description is not None:
            assert list(description.faults(sent)) == []


def _messages(path: str, body: object) -> Iterator[dict[str, object]]:
    """The bodies in a request that make a message or change one."""
    if not isinstance(body, dict):
        return
    if path.endswith("/callback"):
        if body["type"] in (4, 7):
            yield body["data"]
    elif "/messages" in path or path.startswith("webhooks/"):
        yield body
