"""Words that a question misspells, put right: "langauge modles" is searched as "language models".

Of a misspelt word the encoder makes nothing and the word index finds nothing, so the answer is
another one, or silence. A word is put right where three things say so: no dictionary of English
has it, hardly a paper has it, and many papers have one that differs by a letter or two
(restricted Damerau-Levenshtein distance, Boytsov 2011, section 2.1). What has a capital inside or
a digit is a name, and names are left alone. The answer says what was searched instead.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spellchecker import SpellChecker

    from retrieval.catalogue import Catalogue
    from retrieval.indexes.words import WordIndex
    from retrieval.queries import Query

# A word as it is typed: small letters, perhaps the first a capital; not a part of "flan-t5".
_WORD = re.compile(r"(?<![\w.'’+@#/\\-])[A-Za-z][a-z]{4,}(?![\w'’+@#/\\-]|\.\w)")
_MOST = 60  # words of a question that are looked at: a longer one is a text, pasted
_RARE = 5_000  # a word in one of so many papers, or fewer, may be misspelt there, too
_HELD = 3  # papers that hold the other word, at least
_OFTENER = 100  # times as many papers hold the other one
_LONG = 8  # letters of a word of which two may be wrong
_MANY = 3  # wrong letters: more are not told apart
_LIKELY = 4  # other words that are looked at as they are written
_REMEMBERED = 1_000  # rare words
_LOOKED_AT = 20  # papers in which the other word is looked up as it is written


class Spelling:
    """Puts questions right, by the words of the papers that are indexed. Thread-safe."""

    def __init__(self, words: WordIndex, catalogue: Catalogue) -> None:
        self._words = words
        self._catalogue = catalogue
        # a question is looked at before it is encoded and when it is asked, a topic every day
        self._meant_by = lru_cache(_REMEMBERED)(self._meant)

    def corrected(self, query: Query) -> Query:
        """The query with its misspelt words as they are meant; what was done stands in it.

        One for papers like another is searched by that one's words, which nobody typed.

        Raises:
            StoreError: an index or the catalogue fails.
        """
        typed = query.text if query.paper_id is None else ""
        words = list(dict.fromkeys(_WORD.findall(typed)))[:_MOST]
        if not words:
            return query
        papers, held = len(self._words), self._words.frequencies(" ".join(words))
        found: list[tuple[str, str]] = []
        for word in words:
            stem = next((term for _, term in self._words.terms(word)), "")
            if stem and held.get(stem, 0) <= papers // _RARE and not _is_english(word.lower()):
                meant = self._meant_by(word.lower(), stem, held.get(stem, 0), papers)
                found += [(word, meant)] if meant else []
        if not found:
            return query
        return replace(query, text=put_right(query.text, found), corrected=tuple(found))

    def _meant(self, typed: str, stem: str, held: int, papers: int) -> str | None:
        """What a word that is in no dictionary, and in few of so many papers, is meant to be."""
        rare, terms = papers // _RARE, self._words.beginning(stem[0])
        # "postgres" of PostgreSQL
        if any(term.startswith(typed) and term != typed for term in terms):
            return None
        least, allowed = max(_HELD, rare, _OFTENER * held), 1 if held else _allowed(typed)
        # a misspelt ending is no ending for the stemmer: "efficeint" stays, "efficient" is "effici"
        near = [
            (min(_wrong(stem, other), _wrong(typed[: len(other) + 1], other)), -holding, other)
            for other, holding in terms.items()
            if holding >= least
        ]
        likely = sorted(one for one in near if one[0] <= allowed)[:_LIKELY]
        found = [
            (self._written(other, typed, allowed), rank) for rank, (*_, other) in enumerate(likely)
        ]
        return min(
            ((told[0], rank, told[1]) for told, rank in found if told), default=(0, 0, None)
        )[2]

    def _written(self, stem: str, typed: str, allowed: int) -> tuple[int, str] | None:
        """The word of a stem that comes nearest to what was typed, and how many letters differ."""
        papers = self._catalogue.papers(list(self._words.search(stem, _LOOKED_AT)))
        texts = (f"{one.paper.title} {one.paper.abstract}" for one in papers.values())
        spellings = Counter(
            word
            for text in texts
            for word in _WORD.findall(text.lower())
            if ("english", stem) in self._words.terms(word)
        )
        near = [
            (_wrong(typed, word), -papers, word)
            for word, papers in spellings.items()
            if _slips(typed, word)
        ]
        best = min((one for one in near if 0 < one[0] <= allowed), default=None)
        return best and (best[0], best[2])


def put_right(text: str, words: Iterable[tuple[str, str]]) -> str:
    """A text with some words, as they are typed, replaced by what is meant."""
    meant = dict(words)
    return _WORD.sub(lambda match: meant.get(match[0], match[0]), text)


def _wrong(typed: str, word: str) -> int:
    return OSA.distance(typed, word, score_cutoff=_MANY)


def _allowed(typed: str) -> int:
    """How many letters may be wrong, missing, too many, or have changed places."""
    return 1 if len(typed) < _LONG else 2


def _slips(typed: str, word: str) -> bool:
    """Whether letters are missing, too many or have changed places, as fingers slip.

    One letter for another makes another word of a short one ("arent", "agent"), and of a name
    another name ("SynthID", "SYNTHIA"); so it takes a long one that the dictionary has.
    """
    other_letters = len(typed) == len(word) and sorted(typed) != sorted(word)
    return not other_letters or (len(typed) >= _LONG and _is_english(word))


def _is_english(word: str) -> bool:
    return word in _dictionary()


@lru_cache(maxsize=1)
def _dictionary() -> SpellChecker:
    from spellchecker import SpellChecker  # noqa: PLC0415 - reads its words for a fifth of a second

    return SpellChecker()
