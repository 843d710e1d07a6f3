"""What a control of what is followed says, also to a process that was started later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

NOTHING = "-"
_ID = re.compile(
    r"pw:follow:(?P<act>[a-z]+):(?P<follower>(?:channel|member):[0-9]{1,20})"
    r":(?P<about>[A-Za-z0-9_-]{1,32})"
)


class Act(StrEnum):
    """What is asked for."""

    EDIT = "edit"  # opens the form for a topic
    FORM = "form"  # the form itself; its fields are called `Field`
    REMOVE = "remove"  # a topic
    THRESHOLD = "threshold"  # of a topic; the value is the new one
    PAGE = "page"
    PAUSE = "pause"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Touch:
    """One use of a control: what is asked for, of which follower, about what."""

    act: Act
    follower: str  # the follower's id, of a channel or a member
    about: str = NOTHING  # a topic's id, or the number of a page

    @property
    def custom_id(self) -> str:
        """At most 100 characters, as Discord wants it."""
        return f"pw:follow:{self.act}:{self.follower}:{self.about}"

    @classmethod
    def read(cls, custom_id: str) -> Touch | None:
        """The touch that a custom id stands for; None for those of other controls."""
        match = _ID.fullmatch(custom_id)
        if match is None or match["act"] not in set(Act):
            return None
        return cls(Act(match["act"]), match["follower"], match["about"])
