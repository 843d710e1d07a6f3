"""One request to the endpoint: asked again where that may help, in words it understands."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from retrieval.llm.dialect import disliked
from retrieval.llm.errors import LlmRefused, LlmUnavailable
from retrieval.retry_after import retry_after_s

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Mapping

    from retrieval.llm.dialect import Asked
    from retrieval.llm.options import EndpointOptions

TRIES = 3
_FIRST_WAIT_S = 0.5  # doubles
_OK, _SERVER_ERRORS = 200, 500
_TRY_LATER = frozenset({408, 409, 425, 429})
_MISUNDERSTOOD = frozenset({400, 422})
_LONGEST_COMPLAINT = 10_000  # bytes


@dataclass(frozen=True, slots=True)
class _Failure:
    sentence: str
    wait_s: float | None = None  # as the endpoint asked
    cause: Exception | None = None


class Sender:
    """Sends requests, and remembers which parts of one the endpoint does not understand.

    Args:
        options: where to, and the key.
        clock: the time of day, for a Retry-After that names one.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        options: EndpointOptions,
        clock: Callable[[], dt.datetime],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self._url = f"{options.base_url.rstrip('/')}/chat/completions"
        self._headers = {"Authorization": f"Bearer {options.api_key}"} if options.api_key else {}
        self._host = options.host
        self._clock = clock
        self._sleep = sleep
        self._without: frozenset[str] = frozenset()

    async def open(self, http: httpx.AsyncClient, asked: Asked, until: float) -> httpx.Response:
        """A reply with status 200, its body not read yet; the caller closes it.

        Args:
            http: the connections.
            asked: what.
            until: when to give up, by the event loop's clock.

        Raises:
            LlmUnavailable: no such reply by then.
            LlmRefused: the endpoint does not take the request.
        """
        loop = asyncio.get_running_loop()
        attempt = 0
        while True:
            attempt += 1
            outcome = await self._try(http, asked, until)
            if isinstance(outcome, httpx.Response):
                return outcome
            wait = outcome.wait_s
            if wait is None:
                wait = _FIRST_WAIT_S * 2 ** (attempt - 1)
            if attempt == TRIES or loop.time() + wait >= until:
                raise LlmUnavailable(outcome.sentence) from outcome.cause
            await self._sleep(wait)

    async def _try(
        self, http: httpx.AsyncClient, asked: Asked, until: float
    ) -> httpx.Response | _Failure:
        try:
            async with asyncio.timeout_at(until):
                return await self._understood(http, asked)
        except TimeoutError as exc:
            raise LlmUnavailable(
                f"the language model's endpoint {self._host} gives no answer in time"
            ) from exc
        except httpx.InvalidURL as exc:
            raise LlmUnavailable("PAPERWIRE_LLM__BASE_URL is no web address") from exc
        except httpx.ConnectError as exc:
            said = f"the language model's endpoint {self._host} cannot be reached"
            return _Failure(said, cause=exc)
        except httpx.RequestError as exc:
            said = f"the connection to the language model's endpoint {self._host} broke off"
            return _Failure(said, cause=exc)

    async def _understood(self, http: httpx.AsyncClient, asked: Asked) -> httpx.Response | _Failure:
        without = self._without
        while True:
            body = asked.body(without)
            request = http.build_request("POST", self._url, json=body, headers=self._headers)
            response = await http.send(request, stream=True)
            if response.status_code == _OK:
                self._without = without
                return response
            try:
                complaint = await _complaint(response)
            finally:
                await response.aclose()
            status = response.status_code
            dropped = disliked(complaint, body) if status in _MISUNDERSTOOD else frozenset()
            if not dropped:
                return self._failure(status, response.headers)
            without |= dropped

    def _failure(self, status: int, headers: Mapping[str, str]) -> _Failure:
        """What a status means.

        Raises:
            LlmUnavailable, LlmRefused: asking again does not mend it.
        """
        if status in _TRY_LATER or status >= _SERVER_ERRORS:
            said = f"the language model's endpoint {self._host} is overloaded or failing"
            return _Failure(f"{said} (HTTP {status})", retry_after_s(headers, self._clock()))
        mend = {
            401: "does not accept PAPERWIRE_LLM__API_KEY",
            403: "does not accept PAPERWIRE_LLM__API_KEY",
            404: "does not know PAPERWIRE_LLM__MODEL, or PAPERWIRE_LLM__BASE_URL lacks its /v1",
        }.get(status)
        if mend is not None:
            raise LlmUnavailable(f"the language model's endpoint {self._host} {mend}")
        raise LlmRefused(
            f"the language model's endpoint {self._host} does not take the request (HTTP {status})"
        )


async def _complaint(response: httpx.Response) -> str:
    said = bytearray()
    async for chunk in response.aiter_bytes():
        said += chunk
        if len(said) > _LONGEST_COMPLAINT:
            break
    return said.decode(errors="replace")
