"""What is said of a machine's translation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Translating:
    """The words around translations; what is filled in is escaped by the caller."""

    title: str  # {title}: one, or a whole text, that a model translated
    abstract: str  # {model} and {day}: the heading above an abstract that a model translated
    # why there is none
    no_model: str
    unavailable: str
    unsupported: str
    nothing: str
