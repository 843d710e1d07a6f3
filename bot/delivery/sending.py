"""What a sender is given, and the two ways in which it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.render.digests.digest import Digest
    from bot.words import Words
    from retrieval.following.values import Delivery, Follower
    from retrieval.members import Turn


class Refused(Exception):
    """The follower cannot be reached, and trying again does not help until somebody acts.

    Args:
        reason: why, in the follower's language; it stands after "Paused: ".
        arrived: ids of the messages that arrived before.
    """

    def __init__(self, reason: str, arrived: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.arrived = tuple(arrived)


class Postponed(Exception):
    """It was not sent, or nobody knows whether it was; trying again later may help.

    Args:
        reason: why, for the log.
        after_s: seconds that the other side asked to wait, 0 if it did not say.
    """

    def __init__(self, reason: str, after_s: float = 0.0) -> None:
        super().__init__(reason)
        self.after_s = after_s


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One delivery, ready to be shown."""

    follower: Follower
    delivery: Delivery
    words: Words  # the follower's language
    digest: Digest | None = None  # None: a note stands for it
    turn: Turn | None = None  # keeps the papers for the buttons; every digest has one
    note: str = ""  # why there are no papers


class Sender(Protocol):
    """Takes digests to one kind of place."""

    async def send(self, outgoing: Outgoing, *, doubtful: bool) -> Sequence[str]:
        """Send it; the ids of its messages.

        Args:
            outgoing: what to send.
            doubtful: an earlier try may have sent some of it.

        Raises:
            Refused: the follower cannot be reached.
            Postponed: it may be tried again.
        """
