"""The groups of settings and the kinds of their values: `discord`, `arxiv`, `health`, ..."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, SecretStr, model_validator

from config.shards import MOST as MOST_SHARDS
from config.shards import shard_numbers

ARXIV_GAP_S = 3.0  # https://info.arxiv.org/help/api/tou.html: one request each three seconds

_LONGEST_ADDRESS = 254  # https://www.rfc-editor.org/errata/eid1690
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+")


def _base_url(value: str, schemes: tuple[str, ...]) -> str:
    """The address without a trailing slash, if it has one of the schemes and a host."""
    parts = urlsplit(value)
    if parts.scheme not in schemes or not parts.hostname:
        starts = " or ".join(f"{scheme}://" for scheme in schemes)
        raise ValueError(f"it must be an address that starts with {starts}")
    return value.rstrip("/")


def _moment(value: object) -> object:
    """An ISO date or time as an aware datetime; one without a zone is taken as UTC."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value.strip())
        except ValueError as exc:
            raise ValueError("it must be an ISO time such as 2026-08-21T09:00:00+00:00") from exc
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=dt.UTC)
    return value


def _shards(value: str) -> str:
    shard_numbers(value)
    return value


def _mail_address(value: str) -> str:
    """One address such as `papers@example.org`, as it may stand in an envelope and a header."""
    if len(value) > _LONGEST_ADDRESS or _ADDRESS.fullmatch(value) is None:
        raise ValueError("it must be an e-mail address such as papers@example.org")
    return value


def _web(value: str) -> str:
    return _base_url(value, ("http", "https"))


def _socket(value: str) -> str:
    return _base_url(value, ("ws", "wss"))


WebAddress = Annotated[str, AfterValidator(_web)]
SocketAddress = Annotated[str, AfterValidator(_socket)]
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
Text = Annotated[str, Field(min_length=1)]
Shards = Annotated[str, AfterValidator(_shards)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]


class DiscordSettings(BaseModel):
    """How the bot reaches Discord."""

    token: SecretStr | None = Field(
        default=None, description="The bot's token. Only `paperwire run` needs it."
    )
    api_base: WebAddress = Field(
        default="https://discord.com/api/v10",
        description="Where Discord's HTTP API is; a REST proxy can stand in.",
    )
    gateway_url: SocketAddress = Field(
        default="wss://gateway.discord.gg", description="Where Discord's gateway is."
    )
    patience_s: float = Field(
        default=600.0,
        ge=0,
        le=86_400,
        description="Seconds for which `paperwire run` goes on trying while Discord cannot be "
        "reached at the start; 0: it ends at the first failure. Once connected it never gives up.",
    )
    shard_count: int | None = Field(
        default=None,
        ge=1,
        le=MOST_SHARDS,
        description="How many shards the bot has, in all processes together. Unset: as many as "
        "Discord recommends.",
    )
    shard_ids: Shards | None = Field(
        default=None,
        description="The shards of this process, such as `0,1,2` or `0-2`; `shard_count` must be "
        "set too. Unset: all.",
    )
    keep_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="Days for which the bot keeps what was asked and shown, for follow-ups and "
        "buttons.",
    )
    user_per_minute: int = Field(
        default=60,
        ge=0,
        description="How much one person may ask within a minute; 0: without a limit.",
    )
    server_per_minute: int = Field(
        default=240,
        ge=0,
        description="How much all members of a server may ask within a minute; 0: without a limit.",
    )

    @model_validator(mode="after")
    def _shards_fit(self) -> DiscordSettings:
        if self.shard_ids is None:
            return self
        if self.shard_count is None:
            raise ValueError("shard_ids needs shard_count, the number of shards in all processes")
        if (last := shard_numbers(self.shard_ids)[-1]) >= self.shard_count:
            raise ValueError(
                f"shard {last} in shard_ids does not exist: shards are numbered from 0, and "
                f"shard_count is {self.shard_count}"
            )
        return self

    @property
    def shards(self) -> tuple[int, ...] | None:
        """The shards of this process, rising; None for all."""
        return None if self.shard_ids is None else shard_numbers(self.shard_ids)


class ArxivSettings(BaseModel):
    """How arXiv is asked."""

    api_url: WebAddress = Field(
        default="https://export.arxiv.org/api/query", description="arXiv's query API."
    )
    rss_url: WebAddress = Field(
        default="https://rss.arxiv.org/rss",
        description="arXiv's RSS feeds; the category is appended as `/cs.CL`.",
    )
    html_url: WebAddress = Field(
        default="https://arxiv.org/html",
        description="arXiv's HTML versions, which are read only if `llm.full_text` allows it; the "
        "id is appended as `/2506.09930v1`.",
    )
    timeout_s: float = Field(
        default=30.0, gt=0, le=600, description="Seconds until a request counts as lost."
    )
    gap_s: float = Field(
        default=ARXIV_GAP_S,
        ge=0,
        le=60,
        description="Seconds between two requests. Below 3 only for a server of your own: "
        "arXiv's terms ask for three.",
    )

    @model_validator(mode="after")
    def _keep_the_terms(self) -> ArxivSettings:
        hosts = (urlsplit(url).hostname or "" for url in (self.api_url, self.rss_url))
        if self.gap_s < ARXIV_GAP_S and any(host.endswith("arxiv.org") for host in hosts):
            raise ValueError(
                "gap_s below 3 is for a server of your own, arXiv asks for three seconds "
                "between requests"
            )
        return self


class HuggingFaceSettings(BaseModel):
    """How Hugging Face's paper lists are asked."""

    api_url: WebAddress = Field(
        default="https://huggingface.co/api",
        description="Hugging Face's API; `/daily_papers` is appended.",
    )


class ChromaSettings(BaseModel):
    """Where the vectors live."""

    url: WebAddress | None = Field(
        default=None,
        description="A Chroma server that several processes share. Unset: a folder in `data_dir`.",
    )
    tenant: Text = Field(default="default_tenant", description="The server's tenant.")
    database: Text = Field(default="default_database", description="The server's database.")
    api_key: SecretStr | None = Field(
        default=None, description="The key that Chroma Cloud, or a guarded server, asks for."
    )


class HealthSettings(BaseModel):
    """Where a running bot says how it is."""

    host: Text = Field(
        default="127.0.0.1",
        description="The address at which `/healthz` and `/metrics` listen. They ask for no "
        "password: keep another address than this inside a network of your own.",
    )
    port: int | None = Field(
        default=None,
        ge=1,
        le=65_535,
        description="The port of `/healthz` and `/metrics` of `paperwire run`. Unset: neither.",
    )


class FetchSettings(BaseModel):
    """What `paperwire run` and `paperwire deliver` fetch by themselves, each announcement."""

    enabled: bool = Field(
        default=True,
        description="Whether `paperwire run` fetches. Off where `paperwire deliver` or "
        "`paperwire ingest` does it from cron.",
    )
    categories: str = Field(
        default="",
        description="arXiv's categories whose announcements are fetched, such as "
        "`cs.CL,cs.CV`. Unset: those that somebody's topic names, and none where no topic "
        "names one: a topic in words alone finds what is fetched for others.",
    )
    hf: bool = Field(
        default=False,
        description="Whether Hugging Face's daily papers are fetched too, the day after; their "
        "upvotes are part of what is trending.",
    )

    @property
    def codes(self) -> tuple[str, ...]:
        """The categories as they are written, each once."""
        parts = (part.strip() for part in self.categories.replace("+", ",").split(","))
        return tuple(dict.fromkeys(filter(None, parts)))


class DeliverySettings(BaseModel):
    """Which process sends the digests."""

    enabled: bool = Field(
        default=True,
        description="Whether `paperwire run` sends what followers are due. Off where "
        "`paperwire deliver` does it from cron, and in all but one of several processes that "
        "share a database but not a data folder.",
    )


class MailSettings(BaseModel):
    """How digests reach people who follow by e-mail."""

    host: Text | None = Field(
        default=None, description="The mail server that takes the digests. Unset: no e-mail."
    )
    port: int = Field(default=587, ge=1, le=65_535, description="Its port.")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="`starttls` (port 587), `tls` from the first byte (port 465), or `none`, for "
        "a server on this machine only. The certificate is checked.",
    )
    username: Text | None = Field(default=None, description="The account, if it asks for one.")
    password: SecretStr | None = Field(default=None, description="Its password.")
    sender: MailAddress | None = Field(
        default=None,
        description="The address that digests come from. Unset: `username`, if that is one.",
    )
    timeout_s: float = Field(
        default=30.0, gt=0, le=600, description="Seconds until the mail server counts as lost."
    )
    public_url: WebAddress | None = Field(
        default=None,
        description="Where other people reach the port of `health.port`, such as "
        "`https://papers.example.org`. Mails then carry links that confirm and end a "
        "subscription, and feeds can be read there. Unset: `paperwire confirm` and a mail to the "
        "sender do it.",
    )

    @model_validator(mode="after")
    def _sender_known(self) -> MailSettings:
        if self.host is not None and self.from_address is None:
            raise ValueError("mail.host needs mail.sender, the address that digests come from")
        return self

    @property
    def from_address(self) -> str | None:
        """The sender's address."""
        if self.sender is not None or self.username is None or "@" not in self.username:
            return self.sender
        return _mail_address(self.username)
