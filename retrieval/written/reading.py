"""A text as the rules about contraries read it: which way each word points, and what is denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.written.directions import Direction, ways_of
from retrieval.written.wording import STOPWORDS, each, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*(?:\.\d+)*|[.,;:!?()+]")
# They deny what follows, and say nothing else.
NEGATORS = each(
    "no not never without cannot neither nor none hardly lack lacks lacking fail fails failed "
    "failing don't doesn't didn't isn't aren't won't can't couldn't wasn't weren't"
)
# So do these, and say how, or what there is in its place.
DENYING = NEGATORS | each(
    "rarely unlike avoid avoids avoided avoiding avoidance bypassing bypass eliminate eliminates "
    "eliminating prevent prevents preventing refuse absence instead nothing rather zero"
)
# "limitations of metrics to capture it": neither denied nor affirmed
_DOUBTED = each(
    "limitation limitations struggle struggles struggled struggling difficult difficulty hard "
    "unclear underexplored overlook overlooks overlooking ignore ignores ignoring"
)
ENDS_SCOPE = each(
    ". ; : ! ? ( ) but while whereas although and which that when if because since for"
)
# A sentence with one of these may speak of what others did, and deny or affirm it of them.
_OTHERS = each(
    "existing previous previously conventional traditional typically often usually "
    "however currently unlike although despite frequently"
)
_NEEDS = each("need needs needed")
# "small language models" are a kind of models, and nothing that became less
_SIZES, _MODELS = each("small large smaller larger"), each("model models llm llms slm slms")
_SCOPE = 2  # words that a negation reaches for certain
_DOUBT = 4  # and as many after them that it may reach


@dataclass(frozen=True, slots=True)
class Read:
    """One word of a text as these rules see it."""

    text: str
    stem: str
    negated: bool | None  # None: it may be
    ways: frozenset[Direction]


def read(text: str) -> list[Read]:
    """The words of a text with their directions, and whether a negation reaches them."""
    plain = text.lower().replace("’", "'").replace("out-perform", "outperform")
    tokens = _TOKEN.findall(plain)
    found: list[Read] = []
    left = 0  # words that a negation still reaches, those in doubt among them
    for at, token in enumerate(tokens):
        if token in ENDS_SCOPE:
            left = 0
        elif token == "," and left:  # noqa: S105 - a comma
            left = _SCOPE + _DOUBT if _goes_on(tokens[at + 1 : at + 9]) else 0
        negated = None if 0 < left <= _DOUBT else left > 0
        word, _, last = token.rpartition("-")
        if (word and last == "free") or tokens[at + 1 : at + 2] == ["free"]:
            token, negated = word if last == "free" else token, True  # noqa: PLW2901 - "training-free"
        key = stem(token)
        if token in _NEEDS and (negated or {"not", "no"} & set(tokens[at + 1 : at + 2])):
            negated = None  # "need not be", "needs no labels", "avoids the need": others are denied
        of_models = token in _SIZES and bool(_MODELS & set(tokens[at + 1 : at + 4]))
        found.append(Read(token, key, negated, frozenset() if of_models else ways_of(key)))
        if token not in STOPWORDS:
            left = max(0, left - 1)
        if token in DENYING and tokens[at + 1 : at + 2] not in (["more"], ["less"], ["longer"]):
            left = _DOUBT if tokens[max(0, at - 1)] in _NEEDS else _SCOPE + _DOUBT
        elif token in _DOUBTED:
            left = max(left, _DOUBT)
    return found


def _goes_on(following: Sequence[str]) -> bool:
    """Whether a list goes on after a comma: "no retrievers, priors, or retraining"."""
    for token in following:
        if token in {"or", "nor"}:
            return True
        if token in ENDS_SCOPE:
            return False
    return False


def own(source: Sequence[Read]) -> bool:
    """Whether a sentence of an abstract speaks of this work and not of others'."""
    return not any(word.text in _OTHERS for word in source)


def spoken(claim: Sequence[Read], pieces: Sequence[Sequence[Read]]) -> list[Read]:
    """The words of a paper that a claim's negations are to be looked for in.

    A claim about this work is not laid beside what the abstract says of others'.
    """
    pieces = [words for words in pieces if own(words)] if own(claim) else pieces
    return [word for words in pieces for word in words]


def tells(word: Read) -> bool:
    """Whether a word tells of what something is said."""
    return word.text not in STOPWORDS and word.text[0].isalpha() and not word.ways
