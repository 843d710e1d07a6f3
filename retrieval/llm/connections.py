"""The connections to an endpoint, and how many answers are asked for at a time."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import httpx

from retrieval.llm.errors import LlmUnavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from retrieval.llm.options import EndpointOptions

_DIRECT = ("all://localhost", "all://127.0.0.1", "all://[::1]")  # no proxy can reach these for us


class Connections:
    """What belongs to one event loop is kept for each that asks.

    Args:
        options: how many answers at a time, and how long it may take to connect.
        transport: stands in for the network.
    """

    def __init__(
        self, options: EndpointOptions, transport: httpx.AsyncBaseTransport | None
    ) -> None:
        self._options = options
        self._transport = transport
        self._held: WeakKeyDictionary[asyncio.AbstractEventLoop, _OfLoop] = WeakKeyDictionary()

    @asynccontextmanager
    async def turn(self, until: float) -> AsyncIterator[httpx.AsyncClient]:
        """One of the answers that are asked for at a time, and what to ask with.

        Raises:
            LlmUnavailable: none became free until then, in the loop's time.
        """
        held = await self._of(asyncio.get_running_loop())
        try:
            async with asyncio.timeout_at(until):
                await held.slots.acquire()
        except TimeoutError as exc:
            raise LlmUnavailable("the language model is busy with other answers") from exc
        try:
            yield held.http
        finally:
            held.slots.release()

    async def aclose(self) -> None:
        """Close those of the running event loop; they are made anew when it asks again."""
        held = self._held.pop(asyncio.get_running_loop(), None)
        if held is not None:
            await held.http.aclose()

    async def _of(self, loop: asyncio.AbstractEventLoop) -> _OfLoop:
        if loop not in self._held:
            http = await asyncio.to_thread(self._client)  # reads certificates
            if loop in self._held:  # another call was faster
                await http.aclose()
            else:
                self._held[loop] = _OfLoop(http, asyncio.Semaphore(self._options.concurrency))
        return self._held[loop]

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            timeout=httpx.Timeout(
                None, connect=self._options.wait_s
            ),  # the endpoint times the rest
            headers={"User-Agent": "paperwire"},
            transport=self._transport,
            mounts=dict.fromkeys(_DIRECT, self._transport),
        )


@dataclass(slots=True)
class _OfLoop:
    http: httpx.AsyncClient
    slots: asyncio.Semaphore
