"""A paper's own words, put as somebody asks who does not know them.

Papers are looked for by a few words, in lower case, as a request, and above all in other words
than their own. Sentences of abstracts are none of that; so some lose their names and some of the
words that the paper shares with them, some become a handful of telling words, some a request.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.text.stopwords import ENGLISH

if TYPE_CHECKING:
    import random

# What abstracts say of themselves, beside the words that carry no topic anywhere.
_PAPERS = (
    "approach based method methods paper present presents propose proposed proposes results "
    "show shows using work"
)
_SAYS_NOTHING = ENGLISH.union(_PAPERS.split())
_WORDS = re.compile(r"[\w.+-]*\w")
# CamelCase, ACRONYMS and what has a digit: what a paper calls its own.
_NAME = re.compile(r"\W*(?:\w*[a-z]\w*[A-Z]\w*|[A-Z]{2,}\w*|\w*\d\w*)[\w-]*\W*")
_REQUESTS = (
    "papers on {}",
    "papers about {}",
    "research on {}",
    "work on {}",
    "Are there any studies on {}",
    "studies that look at {}",
    "Which papers deal with {}",
    "methods for {}",
    "I am looking for papers on {}",
    "Could you point me to work about {}",
    "any paper about {}",
    "find {}",
    "recent {}",
)
_LEAST = 4  # words that are left, or nothing is taken away
_FEW = (3, 8)  # telling words, as people type them
_REQUEST = 0.3  # how often a text becomes a request
_LOWER = 0.3  # how often it loses its capitals


def telling(text: str, chance: random.Random) -> str:
    """Three to eight words that tell something: neighbours, or from all over the text."""
    words = [w for w in _WORDS.findall(text) if w.lower() not in _SAYS_NOTHING]
    count = chance.randint(*_FEW)
    if len(words) <= count:
        return " ".join(words) or text
    if chance.random() < 0.5:  # noqa: PLR2004 - either
        first = chance.randrange(len(words) - count + 1)
        return " ".join(words[first : first + count])
    return " ".join(words[i] for i in sorted(chance.sample(range(len(words)), count)))


def without_its_words(
    text: str, paper: str, chance: random.Random, *, names: bool, shared: float
) -> str:
    """The text without its names, if asked, and without a share of the paper's own words."""
    theirs = {word.lower() for word in _WORDS.findall(paper)} - ENGLISH
    left = []
    for word in text.split():
        if names and _NAME.fullmatch(word):
            continue
        if word.lower().strip(".,;:()") in theirs and chance.random() < shared:
            continue
        left.append(word)
    return " ".join(left) if len(left) >= _LEAST else text


def as_typed(text: str, chance: random.Random) -> str:
    """The text as it is, or as a request, or in lower case."""
    if chance.random() < _REQUEST:
        text = chance.choice(_REQUESTS).format(text[:1].lower() + text[1:].rstrip("."))
    return text.lower() if chance.random() < _LOWER else text
