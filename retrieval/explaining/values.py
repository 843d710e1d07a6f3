"""An explanation of one paper, and the passages that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.explaining.roles import Role

if TYPE_CHECKING:
    from retrieval.papers import KnownPaper


class Heading(StrEnum):
    """The sections of an explanation: the first three are sorted, the others written."""

    BACKGROUND = Role.BACKGROUND.value
    METHOD = Role.METHOD.value
    RESULT = Role.RESULT.value
    OVERVIEW = "overview"
    EXPERIMENTS = "experiments"
    PLAIN = "plain"


FULL_TEXT = "full_text"  # the field of passages from there


class Why(StrEnum):
    """Why an explanation was sorted although it could have been written, or from less."""

    UNAVAILABLE = "unavailable"  # the language model gave nothing
    UNSUPPORTED = "unsupported"  # it wrote nothing that the passages carry
    NO_FULL_TEXT = "no_full_text"  # the paper has none that can be read


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a paper, to the letter."""

    number: int  # from 1; what claims cite
    text: str
    language: str  # ISO 639-1
    field: str  # "abstract", the heading of a note, or "full_text"
    start: int | None = None  # where it stands in the stored text; None in the full text
    end: int | None = None
    section: str = ""  # the heading that it stands under in the full text


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an explanation."""

    text: str
    passages: tuple[int, ...]  # numbers of those that carry it; never empty


@dataclass(frozen=True, slots=True)
class Section:
    """What is said under one heading; never empty."""

    heading: Heading
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a paper says: written by a model, or its own sentences, sorted.

    A sorted explanation has claims that are the passages themselves. One without sections: only
    the title is known.
    """

    known: KnownPaper
    language: str  # that it was asked for in
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    model: str | None = None  # the model that wrote it; None: sorted
    why: Why | None = None

    @property
    def written(self) -> bool:
        """Whether a model wrote it."""
        return self.model is not None

    @property
    def cited(self) -> tuple[int, ...]:
        """The numbers of the passages that claims rest on, rising."""
        claims = (claim for section in self.sections for claim in section.claims)
        return tuple(sorted({number for claim in claims for number in claim.passages}))

    def passage(self, number: int) -> Passage:
        """The passage that a claim cites."""
        return self.passages[number - 1]
