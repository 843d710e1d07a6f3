"""One process delivers from a data folder at a time. The lock ends with its process."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from retrieval.errors import StoreOwned

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

_ASKED_AGAIN_S = 0.2


@asynccontextmanager
async def delivering_alone(folder: Path, patience_s: float) -> AsyncIterator[None]:
    """Be the only process that delivers for as long as the context lasts.

    Args:
        folder: the data folder.
        patience_s: seconds to wait for another process.

    Raises:
        StoreOwned: it delivers for longer.
    """
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - a moment, as the lock itself
    lock = FileLock(folder / "delivering.lock")
    loop = asyncio.get_running_loop()
    until = loop.time() + patience_s
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            if loop.time() >= until:
                raise StoreOwned(
                    "another process delivers from this data folder: leave it to that one, "
                    "or try again in a minute"
                ) from None
            await asyncio.sleep(_ASKED_AGAIN_S)
    try:
        yield
    finally:
        lock.release()
