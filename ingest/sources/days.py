"""What a day printed beside a paper means."""

from __future__ import annotations

import datetime as dt

from retrieval.identity import arxiv_month

# an id is given on submission, but a paper sent in on the last days of a month, or held by
# moderation, appears with an id of the next one
_HELD = dt.timedelta(days=5)


def days_of(
    day: dt.date | None, base_id: str, version: int | None, *, of_version: bool = False
) -> tuple[dt.date | None, dt.date | None]:
    """Published and updated, out of the one day that a digest prints.

    Args:
        day: The printed day.
        base_id: The paper's id; an arXiv id names the month of its first version.
        version: The version that the digest links, if it says so.
        of_version: Whether the family prints the day of the linked version. The others print
            the first version's, which is believed where it agrees with the id.
    """
    if day is None:
        return None, None
    if version == 1:
        return day, day
    month = arxiv_month(base_id)
    if not of_version and (month is None or month[0] - _HELD <= day <= month[1]):
        return day, None
    return None, day
