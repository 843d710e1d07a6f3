"""What a person can ask about the papers that were just shown to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What a follow-up wants."""

    MORE = "more"  # further papers for the same question
    SHOW = "show"  # one or some of the papers, in full
    BIBTEX = "bibtex"
    SIMILAR = "similar"  # papers like one that was shown
    SAVE = "save"
    NARROW = "narrow"  # the same topic, with other filters
    SHIFT = "shift"  # the same request and filters, another subject


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message that is understood only together with what was shown before it."""

    act: Act
    # Places in the list that was shown, from 1, in the order they were said, once each.
    # Negative ones count from its end: -1 is the last. Empty: none was said ("bibtex",
    # "similar ones"), or all of it ("save them all").
    numbers: tuple[int, ...] = ()
    # For SHIFT the new words ("audio", "for audio"); for NARROW the words with the filters;
    # for SIMILAR and SHOW what was said beside the number ("for audio", "code").
    text: str = ""
