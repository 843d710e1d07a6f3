"""Explanations, as things to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.explaining.values import Explanation
    from retrieval.members import Turn


@dataclass(frozen=True, slots=True)
class Explained:
    """A paper of a turn, explained."""

    turn: Turn
    number: int  # its place in the turn, from 0
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Passages(Explained):
    """The passages that an explanation rests on, instead of it."""
