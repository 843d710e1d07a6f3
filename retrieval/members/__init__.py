"""What is kept of the people who ask, and of their servers: `Members` is the way in.

Everything here is deleted on request (`Members.forget`), and turns also with time.

members    the door
turns      what was asked, and what was shown for it; outcomes: the latter as JSON
shelves    saved papers
ratings    what members thought of answers
servers    what those who manage a server chose
values     all of these as values; tables, packing: how they are stored
"""

from __future__ import annotations

from retrieval.ids import new_id as new_turn_id
from retrieval.members.members import Members
from retrieval.members.values import Forgotten, Kind, Rating, Saved, ServerSettings, Turn

__all__ = [
    "Forgotten",
    "Kind",
    "Members",
    "Rating",
    "Saved",
    "ServerSettings",
    "Turn",
    "new_turn_id",
]
