"""What there is to show of following."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from retrieval.following.values import Follower, Style, Topic, Way
    from retrieval.papers import KnownPaper
    from retrieval.trends import Trend


ASKED = "asked"  # why a follower is paused that somebody paused


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets the digests that somebody asks for, and whether that person may change them."""

    way: Way
    address: str
    server: str | None = None  # Discord's id, of a channel
    owner: str | None = None  # Discord's id of who asks
    foreign: bool = False  # asked for in a server that the bot is no member of
    editable: bool = True

    @property
    def id(self) -> str:
        """Of the follower."""
        return f"{self.way}:{self.address}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to follow, each part as it was typed; nothing where it was not said."""

    text: str = ""
    keywords: str = ""  # between commas, as the next two
    categories: str = ""
    authors: str = ""
    paper: str | None = None
    at: str | None = None
    timezone: str | None = None
    most: int | None = None
    style: Style | None = None
    threshold: float | None = None


class Field(StrEnum):
    """What the form for a topic asks for."""

    TEXT = "text"
    KEYWORDS = "keywords"
    THRESHOLD = "threshold"
    AT = "at"
    TIMEZONE = "timezone"


class Zone(StrEnum):
    """Where a follower's time zone came from."""

    SAID = "said"
    BEFORE = "before"  # this follower's, or another's of the same server
    NONE = "none"  # nobody said one: UTC


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper that a topic brings, or nearly."""

    known: KnownPaper
    score: float  # what ranks it
    probability: float | None  # what the threshold is about; None: it matches whatever that is
    sent: bool  # it would have been sent

    def at(self, threshold: float) -> bool:
        """Whether it would be sent with another threshold."""
        return self.probability is None or self.probability >= threshold


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a topic would have brought in the last announcements."""

    topic: Topic
    first: dt.date
    last: dt.date
    announced: int  # papers that are known of these announcements
    hits: tuple[Hit, ...] = ()  # best first; those that nearly matched after those that did
    follower: str | None = None  # whose topic it is, if who reads this may change it

    @property
    def above(self) -> tuple[Hit, ...]:
        """What would have been sent."""
        return tuple(hit for hit in self.hits if hit.sent)

    @property
    def below(self) -> tuple[Hit, ...]:
        """What just missed the threshold."""
        return self.hits[len(self.above) :]


@dataclass(frozen=True, slots=True)
class Followed:
    """A topic that is followed from now on."""

    recipient: Recipient
    follower: Follower
    topic: Topic
    zone: Zone
    first: dt.datetime  # when the first digest is due
    preview: Previewed | None  # of the last announcement; None: nobody asked


@dataclass(frozen=True, slots=True)
class Followings:
    """What a follower follows."""

    recipient: Recipient
    follower: Follower | None
    topics: tuple[Topic, ...] = ()
    others: tuple[str, ...] = ()  # ids of other channels of the server that follow something
    number: int = 0  # the page
    note: str = ""  # what was just done, as Discord shows it


@dataclass(frozen=True, slots=True)
class Trends:
    """Papers a week on a topic, as figures and as a chart."""

    topic: Topic
    trend: Trend
    chart: bytes = b""  # PNG; empty: nobody asked
