"""What each sentence of an abstract is for: background, method, result.

A linear model over words and places with a Viterbi pass, fitted and measured by
`bench/quality/roles.py`; the weights lie beside this module. It reads words of the sentence and
of its two neighbours, up to three in a row, of which only those count that are frequent in
arXiv's abstracts in general, and where the sentence stands.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.text.latex import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WEIGHTS = Path(__file__).with_name("role_weights.json")
SCALE = 100  # weights are stored as hundredths
LONGEST_CLUE = 3  # words in a row

_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*%?|[%()]")
_HEADING = re.compile(r"(?i:abstract)(?:\W+|(?=[A-Z]))")  # "AbstractWe propose": cut from a page
_TENTHS = 10
_ENDS = 4  # sentences from either end whose place is known exactly
_COUNTS = (1, 2, 3, 4, 6, 9)
_LENGTHS = (60, 120, 200, 300)


class Role(StrEnum):
    """What a sentence is for, in the order that abstracts keep.

    What the paper sets out to do ("we propose") counts as method: it tells what was done here,
    while background was known before.
    """

    BACKGROUND = "background"
    METHOD = "method"
    RESULT = "result"


ROLES = tuple(Role)


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-linear weights; every row has a value for each of ROLES."""

    own: Mapping[str, Sequence[float]]  # by clue of the sentence
    before: Mapping[str, Sequence[float]]  # by clue of the one before it
    after: Mapping[str, Sequence[float]]
    place: Mapping[str, Sequence[float]]
    bias: Sequence[float]
    first: Sequence[float]  # of the first sentence of an abstract
    then: Sequence[Sequence[float]]  # [role][role of the next sentence]


def roles(sentences: Sequence[str], weights: Weights | None = None) -> tuple[Role, ...]:
    """The role of each sentence of one English abstract, in order; the likeliest sequence."""
    if not sentences:
        return ()
    weights = weights or stored_weights()
    return tuple(ROLES[n] for n in _likeliest(scores(sentences, weights), weights))


def clues(sentence: str) -> frozenset[str]:
    """Words, pairs and triples of a sentence, and what it begins with ("^ we show").

    Lower case; every number is "0".
    """
    plain = readable(sentence)
    heading = _HEADING.match(plain)
    found = _WORD.findall(plain[heading.end() if heading else 0 :].lower())
    words = ["0" if word[0].isdigit() else word for word in found]
    runs = {
        " ".join(words[i : i + n])
        for n in range(1, LONGEST_CLUE + 1)
        for i in range(len(words) - n + 1)
    }
    return frozenset(runs | {f"^ {' '.join(words[:n])}" for n in range(1, LONGEST_CLUE + 1)})


def places(number: int, count: int, length: int) -> Iterator[str]:
    """What is known of where a sentence stands.

    Args:
        number: its place among the sentences, from 0.
        count: of the sentences.
        length: of the sentence, in characters.
    """
    if count > 1:
        yield f"tenth {_TENTHS * number // (count - 1)}"
    if number < _ENDS:
        yield f"from start {number}"
    if count - 1 - number < _ENDS:
        yield f"from end {count - 1 - number}"
    yield from (f"count <= {most}" for most in _COUNTS if count <= most)
    yield from (f"length <= {most}" for most in _LENGTHS if length <= most)


def scores(sentences: Sequence[str], weights: Weights) -> list[list[float]]:
    """Unnormalised log-likelihoods, one row a sentence, one value a role."""
    found = [clues(sentence) for sentence in sentences]
    nothing: frozenset[str] = frozenset()
    rows = []
    for i, sentence in enumerate(sentences):
        parts = [
            (weights.own, found[i]),
            (weights.before, found[i - 1] if i else nothing),
            (weights.after, found[i + 1] if i + 1 < len(found) else nothing),
            (weights.place, places(i, len(found), len(sentence))),
        ]
        row = list(weights.bias)
        for table, names in parts:
            for name in names:
                for n, value in enumerate(table.get(name, ())):
                    row[n] += value
        rows.append(row)
    return rows


def _likeliest(rows: list[list[float]], weights: Weights) -> list[int]:
    """Viterbi: the sequence of roles with the highest sum."""
    best = [first + own for first, own in zip(weights.first, rows[0], strict=True)]
    came_from: list[list[int]] = []
    for row in rows[1:]:
        chosen = [
            max(range(len(best)), key=lambda a: best[a] + weights.then[a][b])
            for b in range(len(row))
        ]
        best = [best[a] + weights.then[a][b] + row[b] for b, a in enumerate(chosen)]
        came_from.append(chosen)
    path = [best.index(max(best))]
    for chosen in reversed(came_from):
        path.append(chosen[path[-1]])
    return path[::-1]


@lru_cache(maxsize=1)
def stored_weights() -> Weights:
    """The weights that come with the package."""
    return read_weights(WEIGHTS.read_text(encoding="utf-8"))


def read_weights(text: str) -> Weights:
    """Weights from their JSON; each is a whole number of 1/SCALE."""
    data = json.loads(text)

    def scaled(row: list[int]) -> list[float]:
        return [value / SCALE for value in row]

    def table(name: str) -> dict[str, list[float]]:
        return {clue: scaled(row) for clue, row in data[name].items()}

    return Weights(
        own=table("own"),
        before=table("before"),
        after=table("after"),
        place=table("place"),
        bias=scaled(data["bias"]),
        first=scaled(data["first"]),
        then=[scaled(row) for row in data["then"]],
    )
