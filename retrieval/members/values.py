"""What is kept of members and servers. Ids are Discord's, as strings; times are aware, UTC."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from retrieval.queries import Abstained, Answer


class Kind(StrEnum):
    """What a turn showed."""

    ASK = "ask"  # papers that answer a question
    SIMILAR = "similar"  # papers like `query.paper_id`
    RECENT = "recent"  # the newest papers
    TRENDING = "trending"
    SAVED = "saved"  # a member's own list
    PAPER = "paper"  # one paper, everything that is known of it
    DIGEST = "digest"  # new papers for a follower; nobody asked


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that a member asked for on Discord, and what was shown for it."""

    id: str  # 12 characters that are safe in a URL and in a component's custom id
    user: str  # who asked; empty after they asked to be forgotten
    place: str  # the channel, thread or direct message
    asked: dt.datetime
    outcome: Answer | Abstained
    kind: Kind = Kind.ASK
    message: str | None = None  # the message that shows it, once it is sent


@dataclass(frozen=True, slots=True)
class Saved:
    """A paper on a member's list."""

    paper_id: str
    saved: dt.datetime


@dataclass(frozen=True, slots=True)
class Rating:
    """What a member thought of an answer, or of one paper in it."""

    turn_id: str
    paper_id: str | None  # None: the answer as a whole
    value: int  # +1 or -1
    rated: dt.datetime


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What those who manage a server chose."""

    channels: tuple[str, ...] = ()  # where questions are answered; empty: everywhere
    private: bool = False  # slash commands are answered for the asker only
    categories: tuple[str, ...] = ()  # searched when a question names none
    language: str | None = None  # the bot's own words: "en", "zh"; None: the reader's
    written: bool = False  # questions are answered in sentences, where a language model is set


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted."""

    turns: int
    saved: int
    ratings: int
