"""What a written answer is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Source:
    """A paper that an answer may cite, by the number that the reader sees."""

    number: int  # from 1
    title: str
    abstract: str
    facts: str = ""  # authors and dates, which a sentence may name


class Flaw(StrEnum):
    """Why a sentence is not shown."""

    UNCITED = "uncited"  # it names no paper
    UNKNOWN_PAPER = "unknown_paper"  # it cites a number that no paper of the answer has
    FOREIGN = "foreign"  # a link, a mention, markup: nothing that an answer needs
    QUOTATION = "quotation"  # quoted words that do not stand in the cited paper
    NUMBER = "number"  # a number that the cited paper does not have
    NAME = "name"  # a name that the cited paper does not have
    CONTRARY = "contrary"  # the cited paper says the opposite
    UNSUPPORTED = "unsupported"  # what it says does not stand in the cited paper
    UNTRANSLATED = "untranslated"  # its Chinese sentence is missing, or says something else
    OTHER_PAPER = "other_paper"  # another paper of the answer says it, the cited one hardly


@dataclass(frozen=True, slots=True)
class Reason:
    """A flaw, and the words of the sentence that it lies in ("" for all of them)."""

    flaw: Flaw
    words: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The slice of an abstract that carries a sentence best: `abstract[start:end]`."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that has marks of its own."""

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that was written, without its citation marks, and the papers it cites."""

    text: str
    cited: tuple[int, ...]
    clauses: tuple[Clause, ...] = ()  # where it has marks in several places
    told: str = ""  # the same in the reader's language, where that is not English

    @property
    def shown(self) -> str:
        """What a reader sees, without marks."""
        return self.told or self.text


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence and what its check found: it is sound when there are no reasons."""

    sentence: Sentence
    reasons: tuple[Reason, ...]
    passages: tuple[Passage, ...] = ()  # one of each cited paper that is known
    likely: float = 0.0  # that the cited papers carry it, 0 to 1

    @property
    def sound(self) -> bool:
        """Whether it may be shown."""
        return not self.reasons
