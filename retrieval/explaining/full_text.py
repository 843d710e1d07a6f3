"""The full text of a paper, and the part of it that an explanation is written from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from retrieval.explaining.values import FULL_TEXT, Passage
from retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = 14_000  # characters: with everything else some 6,000 tokens, which small models can read
_LONGEST = 700  # characters of a passage, unless one sentence has more
_SHORTEST = 60  # less is a label, not a statement
_ENGLISH = "en"

# What tells of other papers, or of nothing that an explanation needs.
_BESIDE = re.compile(
    r"related work|acknowledg|reference|bibliograph|appendi|supplement|funding|"
    r"(?:author )?contribution statement|ethic|conflict|competing|availability|checklist|"
    r"broader impact",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TextSection:
    """Paragraphs under one heading, without those of the headings below it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FullText:
    """A paper's running text: no abstract, tables, figures, formulas of their own, references.

    Formulas within a line are LaTeX between dollars, as in abstracts.
    """

    sections: tuple[TextSection, ...]


def full_text_passages(text: FullText, first: int, room: int = ROOM) -> tuple[Passage, ...]:
    """As much of a text as an explanation is written from, in the order it stands.

    The first paragraph of every section comes before the second of any: they say what it is
    about.

    Args:
        text: the paper's.
        first: the number of the first passage.
        room: characters in all.
    """
    told = [one for one in text.sections if not _BESIDE.search(one.heading)]
    pieces = [[p for para in one.paragraphs for p in _pieces(para)] for one in told]
    chosen: list[tuple[int, int]] = []
    for row, found in enumerate(zip_longest(*pieces)):
        for column, piece in enumerate(found):
            if piece is None or len(piece) > room:
                continue
            room -= len(piece)
            chosen.append((column, row))
    return tuple(
        Passage(number, pieces[c][r], _ENGLISH, FULL_TEXT, section=told[c].heading)
        for number, (c, r) in enumerate(sorted(chosen), first)
    )


def _pieces(paragraph: str) -> Iterator[str]:
    """Whole sentences that belong together, none much longer than a few lines."""
    start = end = 0
    for a, b in sentences(paragraph):
        if end and b - start > _LONGEST:
            yield from _telling(paragraph[start:end])
            start = a
        elif not end:
            start = a
        end = b
    if end:
        yield from _telling(paragraph[start:end])


def _telling(piece: str) -> Iterator[str]:
    if len(piece) >= _SHORTEST:
        yield piece
