"""How an endpoint is reached, and what may be spent there."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from retrieval.llm.errors import LlmError


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent in a day (UTC); 0: without a limit."""

    tokens: int = 0  # read and written together
    seconds: float = 0.0  # that the endpoint was at work for us
    cost: float = 0.0  # in the currency of `Price`


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in any currency."""

    read: float = 0.0
    written: float = 0.0

    def of(self, read: int, written: int) -> float:
        """The cost of so many tokens."""
        return (self.read * read + self.written * written) / 1e6


@dataclass(frozen=True, slots=True)
class EndpointOptions:
    """An OpenAI-compatible endpoint.

    Args:
        base_url: where, `/v1` included; `/chat/completions` is appended.
        model: the model's name there.
        api_key: sent as a bearer token, and shown nowhere.
        wait_s: seconds of silence that a person is kept waiting for the first word, retries
            included. Excerpts are shown then.
        gap_s: seconds of silence in the middle of an answer.
        timeout_s: seconds that a whole answer may take.
        answer_tokens: the longest answer, unless a call asks for another length.
        concurrency: answers that are asked for at a time.
        limits: of a day.
        price: what tokens cost.

    Raises:
        LlmError: the key cannot stand in a header.
    """

    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    wait_s: float = 8.0
    gap_s: float = 4.0
    timeout_s: float = 60.0
    answer_tokens: int = 800
    concurrency: int = 4
    limits: Limits = field(default_factory=Limits)
    price: Price = field(default_factory=Price)

    def __post_init__(self) -> None:
        key = self.api_key
        if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
            raise LlmError(
                "PAPERWIRE_LLM__API_KEY holds a space, a line break or a letter that no key has"
            )

    @property
    def host(self) -> str:
        """Host and port, without a name or password that the address may hold."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]
