"""Texts shared out to batches: few of them, since each reads all weights again, and little padding.

A batch lays its texts behind one another. What is computed token by token runs over all of them
at once; where a text looks at itself, texts that are padded to one length are a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_LEAST = 512  # tokens: fewer are not worth another thread


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts that are encoded together, the longest first."""

    texts: tuple[int, ...]  # their places among all texts
    lengths: tuple[int, ...]  # tokens that each is padded to

    @property
    def rows(self) -> int:
        """Tokens of all of them, padding counted."""
        return sum(self.lengths)

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """(texts, length) of those that follow one another padded to one length."""
        return tuple((len(list(same)), length) for length, same in groupby(self.lengths))

    def starts(self) -> Iterator[tuple[int, int]]:
        """Each text's place among all texts, and the row where it begins."""
        row = 0
        for place, length in zip(self.texts, self.lengths, strict=True):
            yield place, row
            row += length


def by_length(lengths: Sequence[int], *, budget: int, step: int, workers: int = 1) -> list[Batch]:
    """Batches of texts of nearly one length, the longest first.

    Args:
        lengths: tokens of each text.
        budget: tokens of a batch at most, its padding counted; one longer text is a batch.
        step: lengths are rounded up to a multiple of it, so that kernels meet those that they
            are quickest at.
        workers: who compute at the same time; each has about the same share.
    """
    padded = [max(-(-length // step), 1) * step for length in lengths]
    rounds = max(-(-sum(padded) // (budget * workers)), 1)
    budget = min(budget, max(-(-sum(padded) // (rounds * workers)), _LEAST))
    batches: list[Batch] = []
    some: list[int] = []
    room = budget
    for place in sorted(range(len(padded)), key=padded.__getitem__, reverse=True):
        if some and padded[place] > room:
            batches.append(_batch(some, padded))
            some, room = [], budget
        some.append(place)
        room -= padded[place]
    return [*batches, _batch(some, padded)] if some else batches


def _batch(texts: Sequence[int], padded: Sequence[int]) -> Batch:
    return Batch(tuple(texts), tuple(padded[place] for place in texts))
