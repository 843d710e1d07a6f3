"""What came of a delivery."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.following.values import Delivery


class Outcome(StrEnum):
    """What came of a delivery."""

    SENT = "sent"
    NOTHING = "nothing"  # nothing matched, and the follower does not want to hear that
    REFUSED = "refused"  # the follower is paused
    POSTPONED = "postponed"  # it is tried again
    TAKEN = "taken"  # another process has it


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one delivery."""

    delivery: Delivery
    outcome: Outcome
    reason: str = ""
    messages: tuple[str, ...] = ()
