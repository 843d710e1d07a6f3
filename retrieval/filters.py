"""What narrows a search to some papers: days, categories, authors, qualities."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from retrieval.qualities import NONE, Qualities


@dataclass(frozen=True, slots=True)
class Filters:
    """What papers must pass beside the topic; those that are not set let every paper through."""

    since: dt.date | None = None  # first day
    until: dt.date | None = None  # last day, inclusive
    categories: tuple[str, ...] = ()  # one is enough
    authors: tuple[str, ...] = ()  # a paper must have them all
    qualities: Qualities = NONE

    @classmethod
    def of(cls, kind: str, name: str) -> Self:
        """One filter by its kind and the name in it, as `Query.without` has them.

        Raises:
            ValueError: there is no such kind, or a day is none.
        """
        match kind:
            case "categories":
                return cls(categories=(name,))
            case "authors":
                return cls(authors=(name,))
            case "venues":
                return cls(qualities=Qualities(venues=(name,)))
            case "affiliations":
                return cls(qualities=Qualities(affiliations=(name,)))
            case "code":
                return cls(qualities=Qualities(code=True))
            case "days":
                first, last = days_of(name)
                return cls(since=first, until=last)
        raise ValueError(f"{kind!r} is no kind of filter")

    @property
    def any(self) -> bool:
        """Whether any is set."""
        dated = self.since or self.until
        return bool(dated or self.categories or self.authors or self.qualities.any)


UNFILTERED = Filters()


def days_of(interval: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of an interval as ISO 8601-2 writes it: "2024-01-01/2024-12-31".

    ".." stands for no bound.
    """
    first, last = interval.split("/")
    return _day(first), _day(last)


def _day(text: str) -> dt.date | None:
    return None if text == ".." else dt.date.fromisoformat(text)
