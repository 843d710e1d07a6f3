"""Whether a number is told of the thing that the paper tells it of.

A number that stands in the abstract may still be another thing's: its neighbours in the sentence
are looked for beside it in the abstract, and beside the numbers that could have been meant.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.written.wording import REPORTING, STOPWORDS, each, related, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.written.figures import Figure

_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"(?<=\w )[A-Z][a-z]+\s+$")
_DECAY = 4.0  # words after which a neighbour counts a third
_REACH = 14  # words on each side
_OTHER_SIDE = 0.75  # what a neighbour counts that stood on the other side of the number
_SMALLER = 0.7  # of two forms of a word
# By so much must a number's neighbours be another number's, to say that it was exchanged.
EXCHANGED, LEAST = 1.0, 0.07
_UNITS = each("percent points point times x k m b gb mb ms s d")


@dataclass(frozen=True, slots=True)
class _Neighbour:
    stem: str
    distance: int  # in words; negative on the left


def exchanged(claim: str, own: Sequence[Figure], source: str, held: Sequence[Figure]) -> list[str]:
    """The numbers of a claim whose neighbours stand beside other numbers of the source.

    Args:
        claim: a sentence.
        own: its numbers.
        source: a text of the paper.
        held: its numbers, with their places in it.
    """
    found = []
    told = {one.value for one in own}
    for one in own:
        if not claim[one.start].isdigit() or _LABEL.search(claim, 0, one.start):
            continue  # "two to three months": words for numbers have many neighbours; "Task 2"
        near = list(_neighbours(claim, one))
        same = [other for other in held if one.carried_by(other)]
        others = [
            other
            for other in held
            if not one.carried_by(other)
            and other.value not in told
            and (other.unit == one.unit or not (other.unit and one.unit))
        ]
        if not near or not same or not others:
            continue
        ours = max(_likeness(near, source, other) for other in same)
        theirs = max(_likeness(near, source, other) for other in others)
        if theirs > EXCHANGED * ours + LEAST:
            found.append(claim[one.start : one.end])
    return found


def _neighbours(text: str, figure: Figure) -> Iterator[_Neighbour]:
    """The words that tell something on both sides, the nearest first on each."""
    left = list(_WORD.finditer(text, 0, figure.start))[::-1][:_REACH]
    right = list(_WORD.finditer(text, figure.end))[:_REACH]
    for sign, words in ((-1, left), (1, right)):
        for distance, word in enumerate(words, 1):
            low = word[0].lower()
            if low not in STOPWORDS and low not in REPORTING and low not in _UNITS:
                yield _Neighbour(stem(low), sign * distance)


def _likeness(near: Sequence[_Neighbour], source: str, figure: Figure) -> float:
    there = list(_neighbours(source, figure))
    return sum(max((_match(one, other) for other in there), default=0.0) for one in near)


def _match(one: _Neighbour, other: _Neighbour) -> float:
    if one.stem == other.stem:
        alike = 1.0
    elif related(one.stem, other.stem):
        alike = _SMALLER
    else:
        return 0.0
    side = 1.0 if one.distance * other.distance > 0 else _OTHER_SIDE
    return alike * side * math.exp(-(abs(one.distance) + abs(other.distance)) / _DECAY)
