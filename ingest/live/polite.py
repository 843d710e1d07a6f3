"""Asking a remote service politely: a gap between requests, timeouts, capped retries.

What is asked again is what may succeed unchanged: timeouts, broken connections, HTTP 408, 429
and 5xx, and replies that cannot be whole. Everything else is an answer, if an unwelcome one.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import structlog

from ingest.errors import BadReply, BadSource, TooLarge, Unreachable
from retrieval.retry_after import retry_after_s

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

MAX_REPLY_BYTES = 64 << 20  # arXiv's largest page, 2,000 results, has about 6 MB
USER_AGENT = "paperwire"

_OK = 200
_SERVER_ERRORS = 500
_TRY_LATER = frozenset({408, 429})
_DIRECT = ("all://localhost", "all://127.0.0.1", "all://[::1]")  # no proxy can reach these for us

_log = structlog.get_logger(__name__)


class AskAgain(Exception):
    """Raised by a check: the reply cannot be right, and the same request may do better."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP reply, read to its end."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a service is waited for, and how often."""

    timeout_s: float = 30.0  # for the connection, and for each part of the answer
    tries: int = 4
    first_wait_s: float = 3.0  # doubles with every further try
    longest_wait_s: float = 300.0  # a service that asks for more is left alone instead

    @property
    def whole_reply_s(self) -> float:
        """The longest that one reply may take, however steadily it trickles."""
        return 10 * self.timeout_s


@dataclass(frozen=True, slots=True)
class _Failure:
    reason: str
    status: int | None = None
    wait_s: float | None = None  # as the service asked
    cause: Exception | None = None


class Gap:
    """At least so many seconds from the end of a request to the start of the next.

    One object for all that talk to a service, in all threads: requests take turns.
    """

    def __init__(
        self, seconds: float, *, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._free_at: float | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn and hold it: one connection at a time."""
        with self._lock:
            if self._free_at is not None and (wait := self._free_at - self._clock()) > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._free_at = self._clock() + self._seconds

    def postpone(self, seconds: float) -> None:
        """Let nobody have a turn for so long."""
        with self._lock:
            free_at = self._clock() + seconds
            self._free_at = free_at if self._free_at is None else max(self._free_at, free_at)


class PoliteClient:
    """Gets addresses from one service.

    Args:
        service: Its name in messages: "arXiv".
        gap: Shared by all clients of the service in this process.
        patience: Timeouts and retries.
        clock: Seconds that only grow, as `time.monotonic`.
        now: The time of day, for a Retry-After that names a date in a reply without one.
        transport: Stands in for the network.
    """

    def __init__(  # noqa: PLR0913 - each is a seam or a policy, and named
        self,
        service: str,
        *,
        gap: Gap,
        patience: Patience,
        clock: Callable[[], float],
        now: Callable[[], dt.datetime],
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.service = service
        self._gap = gap
        self._patience = patience
        self._clock = clock
        self._now = now
        self._http = httpx.Client(
            timeout=patience.timeout_s,
            follow_redirects=True,
            headers={"User-Agent": USER_AGENT},
            transport=transport,
            mounts=dict.fromkeys(_DIRECT, transport),
        )

    def get(
        self,
        url: str,
        *,
        check: Callable[[Reply], None],
        tries: int | None = None,
        most_bytes: int = MAX_REPLY_BYTES,
    ) -> Reply:
        """The reply to a GET, with status 200 and past the check.

        Args:
            url: Where.
            check: Sees every reply that is not asked for again because of its status, error
                replies included; raises `AskAgain`, or an `IngestError` that says what is wrong.
            tries: Instead of the client's own number.
            most_bytes: Of the reply.

        Raises:
            Unreachable: No usable reply after all tries, or the service asks to wait too long.
            BadReply: An HTTP error that asking again does not mend.
            BadSource: The address cannot be asked.
            TooLarge: The reply does not end.
        """
        tries = tries or self._patience.tries
        outcome = self._try(url, check, most_bytes)
        for attempt in range(tries - 1):
            if isinstance(outcome, Reply):
                break
            self._postpone(outcome, url, attempt)
            outcome = self._try(url, check, most_bytes)
        if isinstance(outcome, Reply):
            return outcome
        sentence = f"{self.service} gave no usable answer in {tries} tries: {outcome.reason}."
        raise Unreachable(sentence, status=outcome.status, url=url) from outcome.cause

    def rest(self, seconds: float) -> None:
        """Leave the service alone for so long."""
        self._gap.postpone(seconds)

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _postpone(self, failure: _Failure, url: str, attempt: int) -> None:
        wait = failure.wait_s
        if wait is None:
            wait = self._patience.first_wait_s * 2**attempt
        if wait > self._patience.longest_wait_s:
            sentence = f"{self.service} asks to be left alone for {wait:.0f} seconds; try later."
            raise Unreachable(sentence, status=failure.status, url=url)
        _log.info("asking again", service=self.service, reason=failure.reason, wait_s=wait)
        self._gap.postpone(wait)

    def _try(self, url: str, check: Callable[[Reply], None], most_bytes: int) -> Reply | _Failure:
        try:
            with self._gap.turn():
                reply = self._send(url, most_bytes)
            if reply.status in _TRY_LATER or reply.status >= _SERVER_ERRORS:
                wait = retry_after_s(reply.headers, self._now())
                return _Failure(f"HTTP {reply.status}", reply.status, wait)
            check(reply)
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as exc:
            raise BadSource(f"{self.service}'s address {url!r} is no web address.") from exc
        except httpx.TooManyRedirects as exc:
            raise BadReply(f"{self.service} sends us round in circles.", url=url) from exc
        except httpx.TimeoutException as exc:
            return _Failure(f"silence for {self._patience.timeout_s:g} s", cause=exc)
        except httpx.ConnectError as exc:
            return _Failure(f"no connection ({exc})", cause=exc)
        except httpx.RequestError as exc:
            return _Failure(f"the connection broke off ({exc})", cause=exc)
        except AskAgain as exc:
            return _Failure(str(exc), cause=exc)
        if reply.status != _OK:
            sentence = f"{self.service} refused the request: HTTP {reply.status}."
            raise BadReply(sentence, status=reply.status, url=url)
        return reply

    def _send(self, url: str, most_bytes: int) -> Reply:
        deadline = self._clock() + self._patience.whole_reply_s
        body = bytearray()
        with self._http.stream("GET", url) as response:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > most_bytes:
                    sentence = f"{self.service}'s reply is over {most_bytes / 2**20:g} MiB."
                    raise TooLarge(sentence)
                if self._clock() > deadline:
                    raise httpx.ReadTimeout("the reply trickles", request=response.request)
        return Reply(str(response.url), response.status_code, response.headers, bytes(body))
