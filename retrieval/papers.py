"""What is known of a paper: the values that every other module passes around.

All values are frozen and hold no I/O. Days are calendar days in UTC.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from retrieval.identity import arxiv_month, is_arxiv_id

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Translation:
    """A title and abstract in another language, as a source printed them."""

    language: str  # ISO 639-1: "zh"
    title: str = ""
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class MachineTranslation:
    """What a model made of a title and abstract: kept beside what sources printed, never as it.

    A field that a source printed in that language, or that could not be translated, is empty.
    No index holds it and no excerpt is cut from it.
    """

    language: str  # ISO 639-1: "zh"
    title: str
    abstract: str
    model: str  # as the endpoint calls it
    made: dt.date
    of: str  # `text_hash` of the title and abstract that it translates


@dataclass(frozen=True, slots=True)
class Translated:
    """A paper's title and abstract in another language, and who made which of them."""

    title: str
    abstract: str
    machine: MachineTranslation | None = None  # whose the fields are that no source printed
    fields: tuple[str, ...] = ()  # that are its: "title", "abstract"


@dataclass(frozen=True, slots=True)
class Paper:
    """One work. Fields that a source does not give are empty or None."""

    id: str  # arXiv base id ("2506.09930", "hep-th/9901001"), a dump's own id, or "title:<slug>"
    title: str
    abstract: str = ""
    version: int | None = None  # None: the source does not say
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # arXiv categories, or a dump's subjects
    primary_category: str | None = None
    published: dt.date | None = None  # submission of version 1
    updated: dt.date | None = None  # submission of the version that is stored
    listed: dt.date | None = None  # the day arXiv announced it
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    licence: str | None = None
    code_url: str | None = None
    project_url: str | None = None
    withdrawn: bool = False
    translations: tuple[Translation, ...] = ()
    machine: tuple[MachineTranslation, ...] = ()  # one a language; it may be of an older text

    @property
    def url(self) -> str | None:
        """The abstract page on arXiv, or None for a paper that has no arXiv id."""
        return f"https://arxiv.org/abs/{self.id}" if is_arxiv_id(self.id) else None

    @property
    def pdf_url(self) -> str | None:
        """The PDF on arXiv, or None for a paper that has no arXiv id."""
        return f"https://arxiv.org/pdf/{self.id}" if is_arxiv_id(self.id) else None

    @property
    def period(self) -> tuple[dt.date, dt.date] | None:
        """First and last day on which the paper may have come out; None if nothing tells.

        The announcement counts before the submission; where neither is known the month
        is read from the arXiv id (https://info.arxiv.org/help/arxiv_identifier.html), up to
        the day of the stored version: no paper comes out after its own revision.
        """
        day = self.listed or self.published
        if day:
            return day, day
        month = arxiv_month(self.id)
        if month is None or self.updated is None:
            return month or _single(self.updated)
        first, last = month
        return first, max(first, min(last, self.updated))

    def translation(self, language: str) -> Translation | None:
        """The translation into a language that a source printed, if one is stored."""
        return next((t for t in self.translations if t.language == language), None)

    def translated(self, language: str) -> Translated | None:
        """Title and abstract in a language: a source's, and a machine's where there is none.

        A machine translation of a text that has changed since counts as none.
        """
        source = self.translation(language)
        title, abstract = (source.title, source.abstract) if source else ("", "")
        current = text_hash(self.title, self.abstract)
        fresh = (one for one in self.machine if one.language == language and one.of == current)
        machine = next(fresh, None)
        if machine is None:
            return Translated(title, abstract) if source else None
        whole = Translated(title or machine.title, abstract or machine.abstract, machine)
        made = (("title", title, machine.title), ("abstract", abstract, machine.abstract))
        names = tuple(name for name, printed, own in made if own and not printed)
        return replace(whole, machine=machine if names else None, fields=names)


def _single(day: dt.date | None) -> tuple[dt.date, dt.date] | None:
    return (day, day) if day else None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A source pointed at a paper on a day."""

    source: str  # "digest:bilingual", "hf:daily", "arxiv:rss", ...
    day: dt.date | None = None
    topic: str | None = None  # the heading, keyword or category it stood under
    upvotes: int | None = None
    comments: int | None = None
    code_url: str | None = None
    affiliations: tuple[str, ...] = ()
    announce_type: str | None = None  # arXiv RSS: new, cross, replace, replace-cross
    notes: tuple[tuple[str, str], ...] = ()  # (heading as printed, text): ("概述", "...")


class ListedBy(IntEnum):
    """How a source knows `Paper.listed`, the least certain first."""

    CROSS_LIST = 0  # a list of another category had it: it was announced on that day or before
    SUBMISSION = 1  # too late for the announcement before: it was announced on that day or after
    STATED = 2  # the source says so


@dataclass(frozen=True, slots=True)
class Record:
    """What a source yields for one entry: the paper as it knows it, and that it saw it."""

    paper: Paper
    sighting: Sighting
    place: str  # where it stood, for messages: "digest.md:17"
    from_arxiv: bool = False  # arXiv's own metadata: beats a digest's copy of the same version
    listed_by: ListedBy = ListedBy.STATED


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry that could not be read, and why, in one short clause."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper with everything the catalogue holds about it."""

    paper: Paper
    sightings: tuple[Sighting, ...] = ()
    versions: tuple[Version, ...] = ()  # every version whose text was seen, oldest first

    @property
    def notes(self) -> dict[str, str]:
        """Heading to text over all sightings; the latest sighting of a heading wins."""
        return {heading: text for s in self.sightings for heading, text in s.notes}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a paper's text, as it was stored."""

    number: int | None
    title: str
    abstract: str
    updated: dt.date | None = None
    seen: dt.date | None = None


def text_hash(title: str, abstract: str) -> str:
    """Hex SHA-256 prefix (16 characters) of the text that a translation is of."""
    joined = f"{title}\x00{abstract}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]


def content_hash(paper: Paper, notes: dict[str, str]) -> str:
    """Hex SHA-256 prefix (16 characters) over everything the two indexes are built from."""
    digest = hashlib.sha256()
    parts = [paper.title, paper.abstract, *paper.authors]
    for translation in sorted(paper.translations, key=lambda t: t.language):
        parts += [translation.language, translation.title, translation.abstract]
    for heading in sorted(notes):
        parts += [heading, notes[heading]]
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\x00")
    return digest.hexdigest()[:16]
