"""Which words of a text match a question: what a front end stresses in an excerpt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.text.language import CJK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.answering.coverage import QuestionWords
    from retrieval.indexes.words import WordIndex

Mark = tuple[int, int]
"""Offsets `[start, end)` in a text."""

_LATIN = re.compile(rf"[^\W_{CJK}]+(?:\.[0-9]+)*")  # as the word index cuts words
_CHINESE = re.compile(rf"[{CJK}]{{2,}}")


def marks(text: str, question: QuestionWords, words: WordIndex) -> tuple[Mark, ...]:
    """Where words of the question stand in the text, in any inflection.

    Ascending; no two overlap or touch, so "无声视频" is one mark and not three pairs.
    Stopwords are never marked: they are none of the question's terms.
    """
    asked = question.weights
    if not asked:
        return ()
    found = [*_words(text, asked, words), *_pairs(text, asked)]
    return tuple(_joined(sorted(found)))


def _words(text: str, asked: dict[str, float], words: WordIndex) -> Iterator[Mark]:
    known: dict[str, bool] = {}  # an excerpt repeats its words
    for match in _LATIN.finditer(text):
        word = match[0]
        if word not in known:
            known[word] = not words.held(word).isdisjoint(asked)
        if known[word]:
            yield match.span()


def _pairs(text: str, asked: dict[str, float]) -> Iterator[Mark]:
    """Two Chinese characters that stand together are a term of the index as they are."""
    for match in _CHINESE.finditer(text):
        for start in range(match.start(), match.end() - 1):
            if text[start : start + 2] in asked:
                yield start, start + 2


def _joined(found: Iterable[Mark]) -> list[Mark]:
    joined: list[Mark] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
