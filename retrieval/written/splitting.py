"""A stream of text to sentences, each with the numbers of the papers that it cites.

Models write citations in many ways: before or after the full stop, "[1][3]", "[1, 3]",
"[1-3]", "【2】". All are read; the marks themselves are taken out of the text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.text.sentences import sentences
from retrieval.written.values import Clause, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 12  # papers that one range may name
LONGEST = 1_200  # characters without an end of a sentence: no sentence of an answer

_MARK = r"[\[【](?:papers?\s*)?#?\d{1,3}(?:\s*[,，、;&–—-]\s*#?\d{1,3})*[\]】]"
_MARKS = re.compile(rf"\s*(?:{_MARK})(?:[\s,，、]*(?:and\s+)?{_MARK})*", re.IGNORECASE)
_AFTER = re.compile(rf"([.!?。！？…]+[\"”’)]*)(\s*(?:{_MARK}\s*)+)(?=\s|$)", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d+)(?:\s*[–—-]\s*#?(\d+))?")
# Marks of the sentence before, as far as they have come.
_OPEN = re.compile(rf"(?:{_MARK}\s*)*(?:[\[【][^\]】]{{0,40}})?", re.IGNORECASE)
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_BULLET = re.compile(r"^\s*(?:[-*+•>#]+\s+|#+|\d{1,2}[.)]\s+)+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_ENDED = re.compile(r"[.!?。！？…][\"”’)]*$")


class Splitter:
    """Takes text as it comes, gives each sentence as soon as it has ended."""

    def __init__(self) -> None:
        self._held = ""
        self._beheaded = False  # what is held lacks the beginning of its sentence

    def feed(self, text: str) -> list[Sentence]:
        """The sentences that the text brought to an end."""
        self._held += _UNSEEN.sub("", text)
        *lines, last = self._held.split("\n")
        found = [sentence for line in lines for sentence in _sentences(line)]
        pieces = _pieces(last)
        if len(pieces) > 1 and not _OPEN.fullmatch(pieces[-1]):
            found += [sentence for piece in pieces[:-1] for sentence in _sentence(piece)]
            last = pieces[-1] + (" " if last[-1:].isspace() else "")
        self._held = last
        if len(last) > LONGEST:
            self._held, self._beheaded = "", True
        if found and self._beheaded:
            found, self._beheaded = found[1:], False
        return found

    def close(self) -> list[Sentence]:
        """What is left, without what does not end: an answer that was cut off."""
        held, self._held = self._held, ""
        pieces = _pieces(held)[1 if self._beheaded else 0 :]
        ended = [piece for piece in pieces if _ENDED.search(piece.strip())]
        return [sentence for piece in ended for sentence in _sentence(piece)]


def split(text: str) -> list[Sentence]:
    """The sentences of a whole answer."""
    splitter = Splitter()
    return [*splitter.feed(text), *splitter.close()]


def _sentences(line: str) -> Iterator[Sentence]:
    for piece in _pieces(line):
        yield from _sentence(piece)


def _pieces(line: str) -> list[str]:
    """A line cut into sentences, the marks of each before its full stop."""
    moved = _AFTER.sub(lambda m: f"{m[2].rstrip()}{m[1]} ", _BULLET.sub("", line))
    return [moved[start:end] for start, end in sentences(moved)]


def _sentence(piece: str) -> Iterator[Sentence]:
    clauses = tuple(_clauses(_EMPHASIS.sub("", piece)))
    text = " ".join(_MARKS.sub("", _EMPHASIS.sub("", piece)).split())
    if any(character.isalnum() for character in text):
        cited = tuple(dict.fromkeys(number for clause in clauses for number in clause.cited))
        yield Sentence(text, cited, clauses if len(clauses) > 1 else ())


def _clauses(piece: str) -> Iterator[Clause]:
    """What stands before each mark, with the papers of that mark.

    "A walks [1], whereas B swims [2]." has two. What follows the last mark belongs to the
    clause before it.
    """
    marks = list(_MARKS.finditer(piece))
    if not marks:
        yield Clause(piece, ())
        return
    edges = [0, *(mark.end() for mark in marks)]
    for (start, _), mark in zip(pairwise([*edges, len(piece)]), marks, strict=False):
        tail = piece[marks[-1].end() :] if mark is marks[-1] else ""
        text = " ".join(f"{piece[start : mark.start()]}{tail}".lstrip(" ,;，；").split())
        yield Clause(text, tuple(_numbers(mark[0])))


def _numbers(marks: str) -> Iterator[int]:
    for match in _NUMBERS.finditer(marks):
        first, last = int(match[1]), int(match[2] or match[1])
        yield from range(first, min(last, first + MOST) + 1) if first <= last else (first, last)
