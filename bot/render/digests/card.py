"""One paper of a digest as people read it: plain words and web addresses, for mails and feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.render.digests.digest import reason
from bot.render.lines import SEPARATOR, doi_address, notes
from bot.render.markup import safe_address
from bot.render.sentences import authors_line, when
from bot.render.stressing import shown
from retrieval.following.values import Style
from retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.render.digests.digest import Digest, Entry
    from bot.words import Words
    from retrieval.papers import Paper

_CHINESE = "zh"
_SUBJECTS = 3
_BEGINNING = 400  # characters of an abstract that is quoted without being asked for anything


@dataclass(frozen=True, slots=True)
class Quote:
    """Sentences of a stored text."""

    text: str
    language: str  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Card:
    """What is said of one paper. No markup; one line each."""

    title: str
    address: str | None
    translated: str  # the title in another language; may be empty
    facts: str
    reason: str  # empty for a paper that is simply new
    quotes: tuple[Quote, ...]
    links: tuple[tuple[str, str], ...]  # label and address; the title's is not among them


def card_of(entry: Entry, digest: Digest) -> Card:
    """What a digest says of a paper, as much as its style asks for."""
    paper, words = entry.paper, digest.words
    title, address = shown(paper.title) or paper.id, safe_address(paper.url) or doi_address(paper)
    language = _CHINESE if digest.style is Style.BILINGUAL else words.language
    there = paper.translated(language)
    translated = shown(there.title) if there else ""
    if translated and translated != title and there and "title" in there.fields:
        translated = words.translating.title.format(title=translated)
    return Card(
        title=title,
        address=address,
        translated="" if translated == title else translated,
        facts=_facts(entry, words),
        reason=reason(entry, words),
        quotes=() if digest.style is Style.SHORT else tuple(_quotes(entry, digest)),
        links=tuple(link for link in _links(paper, words) if link[1] != address),
    )


def beginning(text: str, language: str) -> str:
    """The first sentences of a text, as people read it; the first one in any case."""
    end = 0
    for _, stop in sentences(text, language):
        if end and stop > _BEGINNING:
            break
        end = stop
    return shown(text[:end])


def _facts(entry: Entry, words: Words) -> str:
    paper = entry.paper
    parts = (
        shown(authors_line(paper.authors, words)),
        when(paper, words),
        shown(", ".join(paper.categories[:_SUBJECTS])),
        *notes(entry.known, words),
    )
    return SEPARATOR.join(part for part in parts if part)


def _quotes(entry: Entry, digest: Digest) -> Iterator[Quote]:
    paper = entry.paper
    for excerpt in entry.excerpts:
        yield Quote(shown(excerpt.text), excerpt.language)
    if not entry.excerpts and paper.abstract:
        yield Quote(beginning(paper.abstract, "en"), "en")
    chinese = paper.translated(_CHINESE) if digest.style is Style.BILINGUAL else None
    if chinese and chinese.abstract:
        text = shown(chinese.abstract)
        machine = "abstract" in chinese.fields
        said = digest.words.translating.title.format(title=text) if machine else text
        yield Quote(said, _CHINESE)


def _links(paper: Paper, words: Words) -> Iterator[tuple[str, str]]:
    found = (
        ("PDF", paper.pdf_url),
        (words.papers.code, paper.code_url),
        (words.papers.project, paper.project_url),
        ("DOI", doi_address(paper)),
    )
    for label, address in found:
        if safe := safe_address(address):
            yield label, safe
