"""A question and what comes back: Query in, Answer or Abstained out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.errors import BadQuestion
from retrieval.filters import Filters
from retrieval.qualities import Qualities

if TYPE_CHECKING:
    import datetime as dt

    from retrieval.papers import KnownPaper, Paper

MAX_QUESTION_CHARACTERS = 20_000
MAX_PAPERS = 50


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed: the question itself, and the options, which override its words."""

    text: str
    since: str | None = None  # first day: "2026-06-01", "3d", "last week"
    until: str | None = None  # last day, inclusive
    categories: tuple[str, ...] = ()  # codes of arXiv, or subjects that stored papers have
    authors: tuple[str, ...] = ()  # a paper must have them all


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: the topic words, the filters that were read or given."""

    text: str  # topic words, date and filter words cut out
    question: str  # as typed
    since: dt.date | None = None
    until: dt.date | None = None
    order: str | None = None  # "latest": newest first among the relevant ones
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    language: str = "en"  # of the question: "en", "zh"
    paper_id: str | None = None  # an arXiv link was pasted: papers like this one
    smalltalk: bool = False
    code: bool = False  # the parts of `qualities`, and two below
    survey: bool = False
    no_survey: bool = False
    venues: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    surveys_first: bool = False  # "survey of": among the relevant ones
    # What was asked for and nothing that is stored can tell, so it narrows nothing: its kind
    # ("authors", "categories", "venues", "affiliations", "code", "survey") and its name.
    ignored: tuple[tuple[str, str], ...] = ()
    # Words that are misspelt, each as typed and as it is searched; `text` has it right.
    corrected: tuple[tuple[str, str], ...] = ()
    in_english: bool = False  # `text` is a Chinese question's, by the glossary
    # Filters that papers must not pass, each its kind ("categories", "authors", "venues",
    # "affiliations", "code", "days") and its name, see `Filters.of`.
    without: tuple[tuple[str, str], ...] = ()
    excluded: tuple[str, ...] = ()  # topics of papers that are left out: "not about medicine"
    wanted: int | None = None  # papers that the words ask for: "show me 3 papers about"

    @property
    def qualities(self) -> Qualities:
        """What papers must have beside the topic."""
        return Qualities(
            self.code, self.survey, self.venues, self.affiliations, no_survey=self.no_survey
        )

    @property
    def filters(self) -> Filters:
        """What narrows the search."""
        return Filters(self.since, self.until, self.categories, self.authors, self.qualities)

    @property
    def filtered(self) -> bool:
        """Whether any filter narrows the search."""
        return self.filters.any or bool(self.without)

    @property
    def asks_for_ignored_only(self) -> bool:
        """Whether nothing is left of it: the newest papers would not be "papers from MIT"."""
        return bool(self.ignored) and not (self.text or self.paper_id or self.filtered)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice of a stored text: `text == stored[start:end]`, always."""

    field: str  # "abstract", "title", or the heading of a note ("概述")
    language: str  # ISO 639-1
    start: int
    end: int
    text: str
    # offsets in `text` of the words that match the question: ascending, apart from each other
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A paper, how well it answers (0 to 1), and the slices that answer."""

    known: KnownPaper
    score: float
    excerpts: tuple[Excerpt, ...]

    @property
    def paper(self) -> Paper:
        """The paper itself."""
        return self.known.paper


class Reason(StrEnum):
    """Why there is no answer."""

    NOTHING_RELEVANT = "nothing_relevant"
    NOTHING_INDEXED = "nothing_indexed"
    NOTHING_IN_RANGE = "nothing_in_range"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Answer:
    """Ranked evidence, best first; never empty."""

    query: Query
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Abstained:
    """No answer, and why."""

    query: Query
    reason: Reason
    # Papers to offer instead, best first: those nearest to the question, none of which answers
    # it; with NOTHING_IN_RANGE those that answer it and do not pass its filters.
    nearest: tuple[KnownPaper, ...] = ()


def check_count(count: int) -> None:
    """Raise BadQuestion unless an answer may hold so many papers."""
    if not 1 <= count <= MAX_PAPERS:
        raise BadQuestion(f"the number of papers must be between 1 and {MAX_PAPERS}, not {count}")
