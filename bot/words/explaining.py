"""What an explanation of a paper says besides the paper's own words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explaining:
    """The words around an explanation; what is filled in is escaped by the caller."""

    # headings: of the paper's own sentences, sorted, and of what a language model wrote
    background: str
    method: str
    result: str
    overview: str
    experiments: str
    plain: str
    # where it comes from
    sorted: str
    written: str  # {model}
    written_full: str  # {model}, from the full text
    by: str  # {model}, above many of them
    # why it is less than it could be
    unavailable: str
    unsupported: str
    no_full_text: str
    # the passages that claims rest on
    passages: str  # the button, and the heading above them
    abstract: str  # where a passage stands
    full_text: str
