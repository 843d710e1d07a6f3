"""A stretch of a question that asks for a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Span:
    """The place `[start, end)` of the words, and the inclusive days they mean; None is open."""

    start: int
    end: int
    since: dt.date | None
    until: dt.date | None
