"""Sets of papers as large as the catalogue, cheap to make and to look into.

What a filter lets through may be one paper or a hundred thousand. So papers have numbers
within a process, and a set of them is one bit of truth for each number.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Mask = NDArray[np.bool_]

NONE = -1  # number of a paper that has none


class Roster:
    """Numbers for paper ids, from 0. A paper keeps its number; numbers are only ever added.

    One thread may add at a time; any number may read.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, ids: Iterable[str]) -> Numbers:
        """The numbers of the ids, in order; new ids get the next ones."""
        found = []
        for paper_id in ids:
            number = self._numbers.get(paper_id)
            if number is None:
                number = len(self.ids)
                self.ids.append(paper_id)
                self._numbers[paper_id] = number
            found.append(number)
        return np.asarray(found, dtype=np.int32)

    def number(self, paper_id: str) -> int:
        """The number of a paper, or NONE."""
        return self._numbers.get(paper_id, NONE)

    def numbers(self, ids: Sequence[str]) -> Numbers:
        """The numbers of papers, in order, NONE for those that have none."""
        known = self._numbers
        return np.fromiter((known.get(i, NONE) for i in ids), dtype=np.int32, count=len(ids))


@dataclass(frozen=True, slots=True)
class Bounds:
    """What papers have to lie within: days, inclusive, and one of the categories, if any."""

    since: dt.date | None = None
    until: dt.date | None = None
    categories: frozenset[str] = frozenset()  # as `category_key` writes them


class Among(Collection[str]):
    """The papers of a roster whose number is true in a mask. Not to be changed afterwards.

    Args:
        roster: all papers.
        mask: which of them.
        bounds: what these lie within and no others do, for an index that can look that up;
            None if they were chosen by something else.
    """

    def __init__(self, roster: Roster, mask: Mask, bounds: Bounds | None = None) -> None:
        self.roster = roster
        self.mask = mask
        self.bounds = bounds
        self._at: tuple[Numbers, Mask] | None = None

    @classmethod
    def of(cls, roster: Roster, ids: Collection[str]) -> Among:
        """These papers; those without a number are left out."""
        numbers = roster.numbers(list(ids))
        mask = np.zeros(len(roster), dtype=np.bool_)
        mask[numbers[numbers != NONE]] = True
        return cls(roster, mask)

    @cached_property
    def _count(self) -> int:
        return int(np.count_nonzero(self.mask))

    def __len__(self) -> int:
        return self._count

    def __contains__(self, paper_id: object) -> bool:
        number = self.roster.number(paper_id) if isinstance(paper_id, str) else NONE
        return 0 <= number < len(self.mask) and bool(self.mask[number])

    def __iter__(self) -> Iterator[str]:
        return (self.roster.ids[number] for number in np.flatnonzero(self.mask))

    def besides(self, others: Among) -> Among:
        """Those that are not among others of the same roster."""
        mask = self.mask.copy()
        both = min(len(mask), len(others.mask))
        mask[:both] &= ~others.mask[:both]
        return Among(self.roster, mask)

    def holding(self, ids: Sequence[str]) -> Mask:
        """Which of the ids are among them."""
        return self._looked_up(self.roster.numbers(ids))

    def at(self, numbers: Numbers) -> Mask:
        """Whether each of the papers with these numbers is among them; NONE never is.

        Remembered for the latest array of numbers, which nobody may change: one question asks
        for the rows of the vectors more than once, and the next with its filter does again.
        """
        latest = self._at
        if latest is not None and latest[0] is numbers:
            return latest[1]
        found = self._looked_up(numbers)
        found.setflags(write=False)
        self._at = numbers, found
        return found

    def _looked_up(self, numbers: Numbers) -> Mask:
        known = np.append(self.mask, False)  # where NONE looks
        if len(numbers) and int(numbers.max()) >= len(self.mask):
            numbers = np.where(numbers < len(self.mask), numbers, NONE)
        found: Mask = known[numbers]
        return found
