"""Texts of nearly one length together: what is padded is computed for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts that are encoded together."""

    texts: tuple[int, ...]  # their places among all texts
    length: int  # tokens that each is padded to


def by_length(lengths: Sequence[int], *, budget: int, step: int) -> list[Batch]:
    """Batches of texts that need the same length once rounded up, the longest first.

    Args:
        lengths: tokens of each text.
        budget: tokens of a batch at most, its padding counted; one longer text is a batch.
        step: lengths are rounded up to a multiple of it, so that kernels meet few shapes and
            those that they are quickest at.
    """
    rounded: dict[int, list[int]] = {}
    for place, length in enumerate(lengths):
        rounded.setdefault(max(-(-length // step), 1) * step, []).append(place)
    batches = []
    for length, places in sorted(rounded.items(), reverse=True):
        size = max(budget // length, 1)
        batches += [
            Batch(tuple(places[first : first + size]), length)
            for first in range(0, len(places), size)
        ]
    return batches
