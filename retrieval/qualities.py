"""What a paper must have beside its topic: code, a venue, an affiliation, being a survey."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Qualities:
    """What is asked of papers; all of it must hold, of venues and affiliations one is enough."""

    code: bool = False
    survey: bool = False
    venues: tuple[str, ...] = ()  # acronyms, a year behind one where it was said: "CVPR 2025"
    affiliations: tuple[str, ...] = ()  # "DeepMind", as typed
    no_survey: bool = False  # being none

    @property
    def any(self) -> bool:
        """Whether anything is asked."""
        return bool(self.code or self.survey or self.no_survey or self.venues or self.affiliations)


NONE = Qualities()
