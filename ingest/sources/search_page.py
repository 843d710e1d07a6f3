"""Hugging Face's paper pages copied as text: titles and abstracts apart by blank lines.

There are no ids and no marks, only the page's own words in between: "Subscribe", "Jun 10",
"12 authors", counts of votes. So a block is told by its shape. Prose is long or ends like a
sentence; a title is one short line that does not; what the page itself says is known or has
the shape of a count, a day or a name. A title that no abstract follows is believed only if it
is written like one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.cleaning import clean, links_in, unescaped
from ingest.reading import capped
from ingest.withdrawal import is_withdrawn
from retrieval.identity import title_id
from retrieval.papers import Paper, Record, Sighting, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOURCE = "hf:search"

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}"
_COUNT = r"[#+-]?\s*\d[\d.,]*\s*[km]?\+?"
_NOUNS = (
    r"authors?|upvotes?|votes?|likes?|comments?|replies|papers?|models?|datasets?|spaces?"
    r"|collections?|stars?|citations?|views?|results?|pages?|(?:second|minute|hour|day|week|month"
    r"|year)s?(?:\s+ago)?"
)
_WORDS = (
    r"new|subscribe|papers?|daily papers|trending(?: papers)?|models?|datasets?|spaces?|buckets?"
    r"|posts?|community|docs|documentation|enterprise|pricing|solutions|tasks|blog|forum|learn"
    r"|discord|github|log ?in|sign ?up|sign in|company|tos|terms(?: of service)?|privacy|about"
    r"|careers|jobs|website|search(?: papers)?|load more|show more|previous|next|back|upvote"
    r"|share|collections?|paper|project(?: page)?|code|abstract|pdf|hugging ?face|organizations?"
    r"|system theme|inference(?: providers| endpoints)?|changelog|submit(?: a paper)?|daily|weekly"
    r"|monthly|today|yesterday|add to collection|view (?:pdf|arxiv page|paper|all|on github)"
    r"|arxiv(?: page)?|ai-generated summary|submitted by|published(?: on)?|edit|home|all|tags?"
    r"|sort by.*|best|recent|newest|hot|top|comments?|citations?|likes?|related papers?"
)
_CHROME = re.compile(
    rf"(?:{_COUNT}|[\W_]+|(?:[·•|]\s*)?{_COUNT}\s*(?:{_NOUNS})|(?:{_WORDS})(?:\s*[(·:]?\s*{_COUNT}\)?)?"
    rf"|(?:published|submitted|updated|posted)?\s*(?:on\s+)?(?:{_DAY})(?:\s*[·•].*)?"
    r"|(?:submitted|published|posted|presented)\s*by\s.{1,60}|by\s*ak(?:\s.*)?"
    r"|.*\band the research community|get trending papers.*|.*\bin your email inbox.*"
    r"|(?:about |over )?(?:an?|\d+) (?:second|minute|hour|day|week|month|year)s? ago"
    r"|©.*|@[\w-]+|#\s*\d+ paper of the (?:day|week|month))",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:[\w&.'-]+ ){0,5}(?:University|Institute|Laboratory|Academy|College)"
    r"(?: (?:of|for|at) [\w ,&.'-]{1,60})?"
)
_SIGNATURE = re.compile(
    r"get trending papers|and the research community|trending papers|daily papers", re.IGNORECASE
)
_MARKUP = re.compile(r"^\s{0,3}(?:#{1,6}\s|\||```|\*\*\w+\*\*\s*:|<[a-z!?/])", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.。!;:,]['\")\]’”]*$")
_INITIALS_END = re.compile(r"(?:\b[A-Z]\.|\bet al\.|\betc\.|!)$")
_LIST_ITEM = re.compile(r"(?:\d{1,2}[.)]|\([0-9ivx]+\)|[-–•*])\s")
_LOWER_WORD = re.compile(r"[a-z]+[ ,]")
_LONG_PROSE = 250  # characters; the longest titles on arXiv are about that long
_TITLE_WORDS = range(3, 41)
_SOME_PROSE = 120  # characters; less of it without a title is the page's own, unknown words
_SURE_ABSTRACT = 400  # characters, to recognise a page without its signature
_SURE_PAIRS = 3


@dataclass(slots=True)
class _Block:
    text: str
    line: int


@dataclass(slots=True)
class _Entry:
    title: str
    line: int
    abstract: list[str] = field(default_factory=list)


def looks_like(head: str) -> bool:
    """Whether prose without any markup has the page's signature or shape."""
    if len(_MARKUP.findall(head)) > 1 or head.lstrip()[:1] in "{[<":
        return False
    numbered = enumerate(head.split("\n"), start=1)
    entries = [e for e in _entries(numbered) if isinstance(e, _Entry) and e.abstract]
    if _SIGNATURE.search(head):
        return bool(entries)
    sure = [e for e in entries if sum(map(len, e.abstract)) > _SURE_ABSTRACT]
    # the last one may be cut off
    return len(sure) >= _SURE_PAIRS and len(sure) + 1 >= len(entries)


def parse(lines: Iterable[tuple[int, str]], name: str) -> Iterator[Record | Skipped]:
    """A record for each title; the reason for each abstract that has none.

    Args:
        lines: Numbered lines.
        name: The file as the user named it.
    """
    for entry in _entries(capped(lines, name)):
        if isinstance(entry, _Block):
            if len(entry.text) > _SOME_PROSE:
                yield Skipped(f"{name}:{entry.line}", "an abstract without a title")
        elif entry.abstract or _is_written_like_a_title(entry.title):
            yield _record_of(entry, name)


def _record_of(entry: _Entry, name: str) -> Record:
    abstract = clean(unescaped(" ".join(entry.abstract)))
    title = clean(unescaped(entry.title))
    links = links_in(abstract)
    paper = Paper(
        id=title_id(title),
        title=title,
        abstract=abstract,
        code_url=links.code,
        project_url=links.project,
        withdrawn=is_withdrawn(None, abstract, title),
    )
    return Record(paper, Sighting(SOURCE), f"{name}:{entry.line}")


def _entries(lines: Iterable[tuple[int, str]]) -> Iterator[_Entry | _Block]:
    """Titles with their abstracts, in order; prose that follows no title as it is."""
    entry: _Entry | None = None
    for block, following in _with_next(_blocks(lines)):
        pending = entry is not None and not entry.abstract
        before_prose = following is not None and _is_long(following.text)
        if _is_weak(block.text) and (pending or not before_prose):
            continue
        title = not _is_prose(block.text)
        if title or (before_prose and not pending and _is_written_like_a_title(block.text)):
            if entry is not None:
                yield entry
            entry = _Entry(block.text, block.line)
        elif entry is not None:
            entry.abstract.append(block.text)
        else:
            yield block
    if entry is not None:
        yield entry


def _is_weak(text: str) -> bool:
    """Whether it is a title only where an abstract follows that no other title claims.

    Members and organisations are printed between the papers.
    """
    few = len(text.split()) < _TITLE_WORDS.start and ": " not in text
    return (few and not _is_prose(text)) or _ORGANISATION.fullmatch(text) is not None


def _with_next(blocks: Iterator[_Block]) -> Iterator[tuple[_Block, _Block | None]]:
    current = next(blocks, None)
    while current is not None:
        following = next(blocks, None)
        yield current, following
        current = following


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[_Block]:
    """Paragraphs without the page's own words; a title stuck to its abstract is parted."""
    held: list[_Block] = []
    for number, line in lines:
        text = line.strip()
        if not text:
            yield from _parted(held)
            held = []
        elif not is_chrome(text):
            held.append(_Block(text, number))
    yield from _parted(held)


def _parted(held: list[_Block]) -> list[_Block]:
    if any(_is_long(block.text) for block in held):
        return held  # nothing is wrapped here: each line is a paragraph
    if len(held) > 1 and not _is_prose(held[0].text) and _is_written_like_a_title(held[0].text):
        return [held[0], *_joined(held[1:])]
    return _joined(held)


def _joined(held: list[_Block]) -> list[_Block]:
    return [_Block(" ".join(block.text for block in held), held[0].line)] if held else []


def is_chrome(text: str) -> bool:
    """Whether a line is the page's own: a button, a count, a day, a name."""
    return _CHROME.fullmatch(text) is not None


def _is_long(text: str) -> bool:
    return len(text) > _LONG_PROSE


def _is_prose(text: str) -> bool:
    """Whether a block is a part of an abstract, as far as the block alone tells."""
    if _is_long(text) or "http://" in text or "https://" in text:
        return True
    ends = _SENTENCE_END.search(text) is not None and _INITIALS_END.search(text) is None
    return ends or _LIST_ITEM.match(text) is not None or _LOWER_WORD.match(text) is not None


def _is_written_like_a_title(text: str) -> bool:
    """Whether most of the longer words are capitalised, or a name stands before a colon."""
    words = text.split()
    if _is_long(text) or len(words) not in _TITLE_WORDS or "http" in text:
        return False
    longer = [word for word in words if len(word) > len("with") and word[0].isalpha()]
    capitalised = sum(not word[:1].islower() for word in longer)
    return 2 * capitalised > len(longer) or bool(re.match(r"\S{2,30}(?: \S{1,20})?: ", text))
