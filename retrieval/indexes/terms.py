"""What a text is looked up by: stems of its English words, pairs of its Chinese characters."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from retrieval.text import stopwords
from retrieval.text.language import is_ideograph

if TYPE_CHECKING:
    from tantivy import Index

# Letters and digits with inner decimals: "52.8", "Qwen2.5" and "v1.5" are one word each.
_WORD = r"[\p{Latin}\p{Greek}\p{Cyrillic}0-9]+(?:\.[0-9]+)*"
_COMES_BACK = 3  # times that a word stands in a text, title counted twice, to be what it is about
_WORD_LIKE = 24  # characters: a text as short as that may be a word
_REMEMBERED = 30_000  # of them
_TEXTS = 6_000  # whose terms are remembered, sentences for the most part: a kilobyte or two each


class TextAnalysis:
    """Texts to terms, the same for what is indexed and for what is asked. Thread-safe."""

    def __init__(self) -> None:
        self._english = (
            TextAnalyzerBuilder(Tokenizer.regex(_WORD))
            .filter(Filter.remove_long(60))
            .filter(Filter.lowercase())
            .filter(Filter.ascii_fold())
            .filter(Filter.stemmer("english"))
            .build()
        )
        self._chinese = (
            TextAnalyzerBuilder(Tokenizer.ngram(2, 2, prefix_only=False))
            .filter(Filter.lowercase())
            .build()
        )
        self._stopwords = frozenset(self._english.analyze(" ".join(stopwords.ENGLISH)))
        # texts are looked at word by word, and their words are few
        self._terms_of_few = lru_cache(_REMEMBERED)(lambda text: tuple(self._terms(text)))
        self._held_by_few = lru_cache(_REMEMBERED)(self._held)
        self._held_by = lru_cache(_TEXTS)(self._held)

    def register(self, index: Index) -> None:
        """Make the fields of an index read texts alike: english, stems (made here), chinese."""
        index.register_tokenizer("english", self._english)
        index.register_tokenizer("stems", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        index.register_tokenizer("chinese", self._chinese)

    def terms(self, text: str) -> list[tuple[str, str]]:
        """(field, term) pairs of a text's content words, as they stand in the index."""
        if len(text) <= _WORD_LIKE:
            return list(self._terms_of_few(text))
        return self._terms(text)

    def held(self, text: str) -> frozenset[str]:
        """The different terms of a text.

        The same papers come up in many answers, and stemming their words takes longer than most
        of what is asked of them.
        """
        return self._held_by_few(text) if len(text) <= _WORD_LIKE else self._held_by(text)

    def about(self, title: str, body: str) -> list[str]:
        """The stems that a paper comes back to."""
        counts = Counter(self._english.analyze(title) * 2)
        counts.update(self._english.analyze(body))
        return [w for w, n in counts.items() if n >= _COMES_BACK and w not in self._stopwords]

    def _held(self, text: str) -> frozenset[str]:
        return frozenset(intern(term) for _, term in self._terms(text))

    def _terms(self, text: str) -> list[tuple[str, str]]:
        words = [w for w in self._english.analyze(text) if w not in self._stopwords]
        found = [("english", word) for word in words]
        for run in _chinese_runs(text):
            found += [("chinese", gram) for gram in self._chinese.analyze(run)]
        return found


def _chinese_runs(text: str) -> list[str]:
    """Stretches of Chinese characters between stopwords, of at least two, in order."""
    if text.isascii():
        return []
    spaced = "".join(c if is_ideograph(c) else " " for c in stopwords.CHINESE.sub(" ", text))
    return [run for run in spaced.split() if len(run) > 1]
