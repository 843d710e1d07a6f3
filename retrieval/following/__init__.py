"""What people follow, and which papers are due to them: one room for all ways of delivery.

store      `Following`, the door to what is kept: followers, topics, deliveries, reserving
           (who had which paper), subscribing (e-mail addresses agree, and end it); tables
values     followers, topics, deliveries
checking   what they must be to be kept
reading    times and topics as people type them; zones, addresses: time zones, e-mail
calendar   on which days arXiv announces papers
schedule   when a digest is due, and for which announcements
matching   which papers match what is followed, and why; phrases: keywords; news: whose
           announcement it is, new versions
planning   what one digest holds, and previews
taste      what a follower likes
fetch_log  which announcements were fetched, and what is to be tried again
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.following.store import Following

__all__ = ["Following"]


def __getattr__(name: str) -> object:
    """The door, when it is asked for: `values` alone must not cost importing SQLAlchemy."""
    if name != "Following":
        raise AttributeError(name)
    from retrieval.following.store import Following  # noqa: PLC0415 - see above

    return Following
