"""Followers, what they follow, and what they were sent. Times are aware UTC unless said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

DEFAULT_MOST = 10  # papers of one digest that are shown at once; the rest is a button away
DEFAULT_THRESHOLD = 0.6  # probability; above that of an answer, for nobody asked at this moment
MAX_MOST = 50
MAX_TOPICS = 50  # of one follower


class Way(StrEnum):
    """How a follower is reached."""

    CHANNEL = "channel"  # a channel or thread on Discord; the address is its id
    MEMBER = "member"  # direct messages on Discord; the address is the user's id
    EMAIL = "email"  # the address is an e-mail address
    TERMINAL = "terminal"  # `paperwire deliver` prints; the address is a name


class Style(StrEnum):
    """How much a digest says of each paper."""

    SHORT = "short"  # title, authors and links
    EXCERPT = "excerpt"  # and the sentences that match
    BILINGUAL = "bilingual"  # and the Chinese title and text where they are known


def follower_id(way: Way, address: str) -> str:
    """The id of the follower that is reached so."""
    return f"{way.value}:{address}"


@dataclass(frozen=True, slots=True)
class Follower:
    """A channel, a member or an address that gets one digest for each announcement."""

    id: str  # "<way>:<address>", see `follower_id`
    way: Way
    address: str
    at: dt.time  # wall clock in `timezone`, without a zone of its own
    timezone: str  # IANA name
    since: dt.date  # announcements of this day and later are delivered
    language: str = "en"  # of the digest's own words
    style: Style = Style.EXCERPT
    most: int = DEFAULT_MOST
    quiet_days: bool = False  # hears also that there is no announcement today
    paused: str | None = None  # why nothing is sent; None: not paused
    server: str | None = None  # Discord's id of the channel's server
    owner: str | None = None  # Discord's id of the member who made it
    resumes: dt.datetime | None = None  # when the pause ends by itself; None: when somebody ends it
    confirmed: bool = True  # False: an e-mail address whose owner has not agreed yet

    def is_paused(self, now: dt.datetime) -> bool:
        """Whether nothing is sent at this moment."""
        return self.paused is not None and (self.resumes is None or now < self.resumes)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that a follower follows. At least one of its fields says what."""

    id: str  # 12 URL-safe characters
    follower: str
    text: str = ""  # free text, matched by meaning and by words
    keywords: tuple[str, ...] = ()  # each is searched as a phrase; one is enough
    categories: tuple[str, ...] = ()  # arXiv's; one is enough, and with a text both must hold
    authors: tuple[str, ...] = ()  # one is enough
    paper_id: str | None = None  # a paper: its versions, its withdrawal, papers very close to it
    threshold: float = DEFAULT_THRESHOLD
    made: dt.datetime | None = None

    @property
    def name(self) -> str:
        """What a digest calls it."""
        parts = (self.text, ", ".join(self.keywords), ", ".join(self.authors))
        said = next((part for part in parts if part), "")
        return said or ", ".join(self.categories) or (self.paper_id or "")


class News(StrEnum):
    """Why a paper is in a digest."""

    NEW = "new"  # announced, or cross-listed, and it matches
    REVISED = "revised"  # a new version of a paper that is followed
    WITHDRAWN = "withdrawn"  # a paper that is followed
    CLOSE = "close"  # very close to a paper that is followed


class State(StrEnum):
    """How far a delivery got."""

    PLANNED = "planned"  # written down, nothing sent
    SENDING = "sending"  # perhaps sent: to be settled after a crash
    SENT = "sent"  # confirmed
    FAILED = "failed"  # given up; its papers are free again


@dataclass(frozen=True, slots=True)
class Item:
    """A paper of a delivery."""

    paper_id: str
    topic_id: str  # the topic that it matches best
    day: dt.date  # the announcement it belongs to
    score: float
    news: News = News.NEW
    late: bool = False  # its announcement was delivered before it was known
    version: int | None = None  # the version that REVISED and WITHDRAWN are about


@dataclass(frozen=True, slots=True)
class Delivery:
    """One digest for one follower."""

    id: str  # 12 URL-safe characters; also the nonce of its first message
    follower: str
    day: dt.date  # the newest announcement that it covers
    first_day: dt.date  # the oldest: earlier than `day` where days were missed
    planned: dt.datetime
    items: tuple[Item, ...] = ()  # by topic, best first; empty: nothing matched
    state: State = State.PLANNED
    messages: tuple[str, ...] = ()  # ids of the messages, once confirmed
    tries: int = 0
    tried: dt.datetime | None = None  # when the last try began
