"""Who asks, and what there is to show for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.desk.explained import Explained, Passages
from bot.desk.followed import Followed, Followings, Previewed, Trends
from bot.words import ENGLISH, Words

if TYPE_CHECKING:
    from bot.writing import Told
    from retrieval.members import Turn
    from retrieval.papers import Paper


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where. Ids are Discord's."""

    user: str
    place: str  # the channel, thread or direct message
    words: Words = ENGLISH  # the language that they are answered in
    conversing: bool = False  # a direct message or a thread: what was shown last is meant
    categories: tuple[str, ...] = ()  # searched here when a question names none
    written: bool = False  # questions are answered in sentences here, unless said otherwise


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the papers that a turn found, or why it found none."""

    turn: Turn
    number: int = 0
    quoting: bool = False  # show the question too: nobody typed it as it was understood
    asked: bool = False  # it answers a question, which sentences could answer too
    written: Told | None = None  # those sentences, as far as they are there


@dataclass(frozen=True, slots=True)
class Details:
    """Everything that is known of one paper of a turn."""

    turn: Turn
    number: int = 0  # its place in the turn, from 0


@dataclass(frozen=True, slots=True)
class More:
    """What a paper of a turn says, at length."""

    turn: Turn
    number: int


@dataclass(frozen=True, slots=True)
class References:
    """Papers to cite."""

    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to say, as Discord shows it: what other people wrote is escaped in it."""

    text: str


Showing: TypeAlias = (
    Page
    | Details
    | More
    | Explained
    | Passages
    | References
    | Sentence
    | Followed
    | Followings
    | Previewed
    | Trends
)
