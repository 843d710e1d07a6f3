"""When two sightings are one, and what is kept of both."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.papers import Sighting

_BETWEEN = "\x1f"  # the unit separator stands in no source name or heading


def key_of(sighting: Sighting) -> str:
    """What makes it one sighting, as 24 hex digits: the source, the day and the topic."""
    day = sighting.day.isoformat() if sighting.day else ""
    said = _BETWEEN.join((sighting.source, day, sighting.topic or ""))
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


def merge_sightings(known: Sighting, again: Sighting) -> Sighting:
    """Both accounts of one sighting; safe to repeat.

    Counts only grow, affiliations are gathered, the longer of two notes stays.
    """
    gathered = tuple(dict.fromkeys((*known.affiliations, *again.affiliations)))
    notes = dict(known.notes)
    for heading, text in again.notes:
        notes[heading] = max(notes.get(heading, ""), text, key=len)
    return replace(
        known,
        upvotes=_greater(known.upvotes, again.upvotes),
        comments=_greater(known.comments, again.comments),
        code_url=known.code_url or again.code_url or None,
        affiliations=gathered,
        announce_type=known.announce_type or again.announce_type,
        notes=tuple(notes.items()),
    )


def _greater(known: int | None, again: int | None) -> int | None:
    return max((n for n in (known, again) if n is not None), default=None)
