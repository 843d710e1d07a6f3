"""Whether the passages that a claim cites carry it. Nothing else is shown.

An English claim is checked as a sentence of a written answer is, against its passages alone.
A Chinese one is shown where the English sentence beside it holds, and it has the same numbers
and names and nothing that a sentence does not need.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.text.language import language_of
from retrieval.written.checking import Checker
from retrieval.written.values import Sentence, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.encoder import Encoder
    from retrieval.explaining.values import Claim, Passage

_MOST_CITED = 4  # passages: a sentence that needs more says too much
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-+./_][A-Za-z0-9]+)*")
_QUOTED = re.compile(r"[“”「」『』\"]")
# Links, mentions, markup: nothing that an explanation needs, whoever asked for it.
_FOREIGN = re.compile(
    r"://|www\.|discord\.|`|\]\(|<(?=[@#:/!&A-Za-z])|(?<!\w)@\w|@(?=everyone|here)"
    r"|[A-Za-z0-9-]{2,}\.[A-Za-z]{2,}(?![A-Za-z])",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_CHINESE = 2.0  # times the length of the English sentence
_CHINESE = "zh"


def carried(claim: Claim, passages: Mapping[int, Passage], title: str, encoder: Encoder) -> bool:
    """Whether the passages that an English claim cites carry it.

    Raises:
        ModelError: the encoder cannot be loaded.
    """
    if not 1 <= len(claim.passages) <= _MOST_CITED or not set(claim.passages) <= passages.keys():
        return False
    if _FOREIGN.search(claim.text):
        return False
    cited = " ".join(passages[number].text for number in sorted(claim.passages))
    checker = Checker([Source(1, title, cited)], encoder)
    return checker.check(Sentence(claim.text, (1,))).sound


def translated(english: str, chinese: str) -> bool:
    """Whether the Chinese can be a translation of the English sentence, and nothing beside it."""
    if language_of(chinese) != _CHINESE or _FOREIGN.search(chinese) or _QUOTED.search(chinese):
        return False
    if len(chinese) > _LONGEST_CHINESE * len(english):
        return False
    known = {name.casefold() for name in _NAME.findall(english)}
    names = {name.casefold() for name in _NAME.findall(chinese)}
    return names <= known and _numbers(chinese) <= _numbers(english)


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(text)}
