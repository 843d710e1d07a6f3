"""What a digest says besides the papers themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Digests:
    """The words of a digest; what is filled in is escaped by the caller."""

    day: str  # title of one announcement; {day}
    days: str  # of several; {first} and {last}
    skipped_one: str  # behind a title: one announcement was missed, and is told of by no digest
    skipped: str  # {count} of them
    none_day: str  # nothing was found; {day}
    none_days: str  # {first} and {last}
    one: str  # a paper
    count: str  # {count} papers
    more: str  # {count} that are not shown
    everything: str  # name of the group of papers that stand under no topic
    late: str  # its announcement was delivered before it was known; {day}
    late_once: str  # the same, on a day that nobody knows
    revised: str  # a new version of a paper that is followed
    withdrawn: str  # a paper that is followed
    close: str  # to a paper that is followed
