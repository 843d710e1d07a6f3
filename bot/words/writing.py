"""What is said with a written answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writing:
    """The words around a written answer; what is filled in is escaped by the caller."""

    # below it
    underway: str
    written: str  # {model}
    broken_off: str  # {model}, of what was written before the connection broke
    # why there are only excerpts
    no_model: str
    unavailable: str
    out_of_budget: str
    unsupported: str
    nothing: str
    # in the settings of a server
    style: str
    excerpts: str
    sentences: str
    make_excerpts: str
    make_written: str
