"""An OpenAI-compatible endpoint: Ollama, llama.cpp, vLLM, or a hosted one.

Every answer is streamed, also where it is wanted whole: silence is noticed within seconds
then, however long the answer. Whoever gets an `LlmError` shows excerpts.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import httpx
import structlog

from retrieval.errors import StoreError
from retrieval.llm.breaker import FAILURES, Breaker
from retrieval.llm.budget import Budget, MemoryLedger, tokens_in
from retrieval.llm.connections import Connections
from retrieval.llm.dialect import Asked, schema_text
from retrieval.llm.errors import LlmRefused, LlmUnavailable, OutOfBudget
from retrieval.llm.prompt import messages_of
from retrieval.llm.replies import Usage, WithoutThoughts, pieces_of
from retrieval.llm.sending import Sender
from retrieval.llm.tally import Tally

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable

    from pydantic import BaseModel

    from retrieval.llm.budget import Ledger, Spent
    from retrieval.llm.options import EndpointOptions
    from retrieval.llm.prompt import Prompt
    from retrieval.llm.replies import Piece
    from retrieval.llm.tally import Outcome

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Call:
    """A call under way."""

    asked: Asked
    reserved: Spent
    read: int  # tokens of the prompt, as guessed
    begun: float | None = None  # None: it still waits for its turn
    usage: Usage | None = None
    text: str = ""

    def heard(self, piece: Piece) -> None:
        """Keep what counts of a piece."""
        self.usage = piece.usage or self.usage
        self.text += piece.text

    def took(self) -> Usage:
        """Tokens as counted, or as guessed where the endpoint does not count."""
        return self.usage or Usage(self.read, tokens_in(self.text))


class Endpoint:
    """Asks one model. It may be used from several event loops and threads.

    Use it as `async with endpoint:`, or call `aclose` before the event loop ends: that closes
    connections, and the endpoint can be used again.

    Args:
        options: where it is and what may be spent.
        clock: the time of day, for the limits of a day.
        transport: stands in for the network.
        ledger: where spending is written down; in memory if None.
        monotonic: seconds that only grow, for the circuit breaker.
        sleep: waits between retries.
    """

    def __init__(  # noqa: PLR0913 - each is a seam, and named
        self,
        options: EndpointOptions,
        *,
        clock: Callable[[], dt.datetime],
        transport: httpx.AsyncBaseTransport | None = None,
        ledger: Ledger | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.options = options
        self.tally = Tally()
        self._monotonic = monotonic
        self._breaker = Breaker(monotonic)
        self._budget = Budget(options.limits, options.price, ledger or MemoryLedger(), clock)
        self._sender = Sender(options, clock, sleep)
        self._connections = Connections(options, transport)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def complete(
        self,
        prompt: Prompt,
        *,
        schema: type[BaseModel] | None = None,
        max_tokens: int | None = None,
        patient: bool = False,
    ) -> str:
        """The whole answer, without spaces around it; give it to `parse` if it has a schema.

        Args:
            prompt: what to ask.
            schema: the form of the answer. Endpoints that know no schemas are told of it in
                words, so the answer may fit it or not.
            max_tokens: the longest answer, if not the options' own; a longer one is cut.
            patient: nobody waits for it: its first word may take as long as the whole.

        Raises:
            LlmUnavailable: the endpoint is gone, fails, falls silent, or is left alone for now.
            LlmRefused: it will not answer this.
            OutOfBudget: a limit of the day is reached.
        """
        answer = self.stream(prompt, schema=schema, max_tokens=max_tokens, patient=patient)
        async with aclosing(answer) as parts:
            return "".join([part async for part in parts]).strip()

    async def stream(
        self,
        prompt: Prompt,
        *,
        schema: type[BaseModel] | None = None,
        max_tokens: int | None = None,
        patient: bool = False,
    ) -> AsyncGenerator[str, None]:
        """The answer as it comes, in parts of any size; arguments and errors as `complete`.

        Whoever may stop early iterates within `contextlib.aclosing`.
        """
        call = await self._admitted(prompt, schema, max_tokens)
        wait_s = self.options.timeout_s if patient else self.options.wait_s
        thoughtless = WithoutThoughts()
        outcome: Outcome = "abandoned"
        reason = ""
        try:
            async with aclosing(self._pieces(call, wait_s)) as texts:
                async for text in texts:
                    if shown := thoughtless.take(text):
                        yield shown
            if shown := thoughtless.rest():
                yield shown
            outcome = "answered"
        except LlmRefused:
            outcome = "refused"
            raise
        except LlmUnavailable as exc:
            outcome, reason = "unavailable", str(exc)
            raise
        finally:
            await self._ended(call, outcome, reason)

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        await self._connections.aclose()

    @property
    def resting(self) -> bool:
        """Whether it failed so often that it is left alone."""
        return self._breaker.resting

    def spent_today(self) -> Spent:
        """What was spent since midnight UTC, by all processes that share the ledger."""
        return self._budget.today()

    async def _admitted(
        self, prompt: Prompt, schema: type[BaseModel] | None, max_tokens: int | None
    ) -> _Call:
        asked = Asked(
            self.options.model,
            messages_of(prompt, schema_text(schema) if schema is not None else ""),
            max_tokens or self.options.answer_tokens,
            schema,
        )
        read = sum(tokens_in(message["content"]) for message in asked.messages)
        try:
            # the ledger may be a database, which blocks
            reserved = await asyncio.to_thread(self._budget.reserve, read, asked.max_tokens)
        except OutOfBudget:
            self.tally.count("out_of_budget")
            raise
        except StoreError as exc:
            self.tally.count("unavailable")
            raise LlmUnavailable("what the language model cost today cannot be read") from exc
        if not self._breaker.passes():
            self._budget.cancel(reserved)
            self.tally.count("unavailable")
            raise LlmUnavailable(
                f"the language model's endpoint {self.options.host} failed {FAILURES} times in a "
                "row and is left alone for a while"
            )
        return _Call(asked, reserved, read)

    async def _pieces(self, call: _Call, wait_s: float) -> AsyncGenerator[str, None]:
        """The texts of the answer; each wait for one is bounded."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        end = begun + self.options.timeout_s
        until = min(begun + wait_s, end)
        async with self._connections.turn(until) as http:
            call.begun = self._monotonic()
            response = await self._sender.open(http, call.asked, until)
            try:
                pieces = pieces_of(response)
                while (piece := await self._next(pieces, until)) is not None:
                    call.heard(piece)
                    if piece.text:
                        yield piece.text
                    quiet_until = loop.time() + self.options.gap_s
                    spoke = bool(call.text)  # some greet first and read the prompt then
                    until = min(end, quiet_until if spoke else max(until, quiet_until))
            finally:
                await response.aclose()

    async def _next(self, pieces: AsyncIterator[Piece], until: float) -> Piece | None:
        host = self.options.host
        try:
            async with asyncio.timeout_at(until):
                return await anext(pieces, None)
        except TimeoutError as exc:
            raise LlmUnavailable(f"the language model's endpoint {host} fell silent") from exc
        except httpx.HTTPError as exc:
            raise LlmUnavailable(
                f"the connection to the language model's endpoint {host} broke off"
            ) from exc

    async def _ended(self, call: _Call, outcome: Outcome, reason: str) -> None:
        """Tell all who count how the call ended."""
        self.tally.count(outcome)
        if outcome in ("answered", "refused") or (outcome == "abandoned" and call.text):
            self._breaker.worked()
        elif outcome == "unavailable" and call.begun is not None:
            if (rest_s := self._breaker.failed()) is not None:
                _log.warning("language model left alone", reason=reason, seconds=rest_s)
        else:
            self._breaker.given_up()
        if call.begun is None or not (call.usage or call.text or outcome != "unavailable"):
            self._budget.cancel(call.reserved)
            return
        usage = call.took()
        seconds = self._monotonic() - call.begun
        settled = (call.reserved, usage.read, usage.written, seconds)
        with suppress(StoreError):  # the answer is good, and the reservation goes on to count
            self.tally.add(await asyncio.to_thread(self._budget.settle, *settled))
