"""What the bot can say. A language is one value of `Words`; a missing sentence is a type error.

Texts in braces are filled in with `str.format`; what is filled in is escaped by the caller.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    language: str  # ISO 639-1

    # buttons
    previous: str
    next: str
    similar: str
    bibtex: str
    save: str
    more: str  # the further excerpts of a paper
    helpful: str  # what a screen reader says of 👍
    unhelpful: str
