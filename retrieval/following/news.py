"""To which announcement a paper belongs, and what is new of one that is followed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.following import calendar
from retrieval.following.values import News

if TYPE_CHECKING:
    import datetime as dt

    from retrieval.papers import KnownPaper, Sighting

_CROSS, _REPLACED = "cross", "replace"


@dataclass(frozen=True, slots=True)
class Told:
    """A new version of a paper, and the announcement that it belongs to."""

    day: dt.date
    news: News
    version: int | None


def announcements_of(known: KnownPaper) -> set[dt.date]:
    """The announcements that a paper belongs to: its first one, and its cross-listings.

    The day on which it was listed tells; where that is not known, the first announcement
    after its submission; where that is not known either, the one of the day on which a source
    first pointed at it, unless as a new version of an older paper.
    """
    days = {
        calendar.announcement_of(one.day)
        for one in known.sightings
        if one.announce_type == _CROSS and one.day is not None
    }
    paper = known.paper
    if paper.listed is not None:
        days.add(calendar.announcement_of(paper.listed))
    elif paper.published is not None:
        days.add(calendar.next_announcement(paper.published))
    elif (day := _first_seen(known)) is not None:
        days.add(calendar.announcement_of(day))
    return days


def news_of(known: KnownPaper) -> Told | None:
    """The newest version, if it is not the first: a revision, or the withdrawal."""
    paper = known.paper
    if not paper.withdrawn and (paper.version or 1) <= 1:
        return None
    day = _revised(known)
    if day is None:
        return None
    return Told(day, News.WITHDRAWN if paper.withdrawn else News.REVISED, paper.version)


def first_stored(known: KnownPaper) -> dt.date | None:
    """The first day, in UTC, on which a text of the paper was stored here."""
    return min((one.seen for one in known.versions if one.seen is not None), default=None)


def _revised(known: KnownPaper) -> dt.date | None:
    """The announcement of the version that is stored."""
    replaced = [one.day for one in known.sightings if _is_replacement(one) and one.day is not None]
    if replaced:
        return calendar.announcement_of(max(replaced))
    if known.paper.updated is not None:
        return calendar.next_announcement(known.paper.updated)
    stored = known.versions[-1].seen if known.versions else None
    return calendar.announcement_of(stored) if stored is not None else None


def _first_seen(known: KnownPaper) -> dt.date | None:
    """The first day on which a source pointed at it as at something new."""
    days = [one.day for one in known.sightings if one.day is not None]
    if not days or any(map(_is_replacement, known.sightings)):
        return None
    month = known.paper.period  # where no day is known, the month of its arXiv id
    # a digest of today that names a paper of last year announces nothing
    if month is not None and calendar.next_announcement(month[1]) < min(days):
        return None
    return min(days)


def _is_replacement(sighting: Sighting) -> bool:
    return (sighting.announce_type or "").startswith(_REPLACED)
