"""The scripted model for tests without an event loop, such as those of commands."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.support.llm.server import ScriptedLlm

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def threaded_llm() -> Iterator[ScriptedLlm]:
    """Runs on a thread of its own within the context."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="scripted model", daemon=True)
    thread.start()
    server = ScriptedLlm()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result(30)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()
