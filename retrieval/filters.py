"""What narrows a search to some papers: days, categories, authors, qualities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.qualities import NONE, Qualities

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Filters:
    """What papers must pass beside the topic; those that are not set let every paper through."""

    since: dt.date | None = None  # first day
    until: dt.date | None = None  # last day, inclusive
    categories: tuple[str, ...] = ()  # one is enough
    authors: tuple[str, ...] = ()  # a paper must have them all
    qualities: Qualities = NONE

    @property
    def any(self) -> bool:
        """Whether any is set."""
        dated = self.since or self.until
        return bool(dated or self.categories or self.authors or self.qualities.any)


UNFILTERED = Filters()
