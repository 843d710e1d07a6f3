"""Answers in Chinese: each sentence is written in English and, below it, in Chinese.

The abstracts are English, and so is the check. The Chinese sentence is shown where its English
one is sound, and where its numbers, names and denials are that one's and nothing is beside them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.text.language import language_of
from retrieval.written.splitting import LONGEST, split

if TYPE_CHECKING:
    from retrieval.written.values import Sentence

CHINESE = "zh"
_LABEL = re.compile(
    r"^[\s\-*•>#]*(?:\d{1,2}[.)、]\s*)?\**(EN|ZH)\**\s*[:：]\**\s*(.*)$", re.IGNORECASE
)
_MARKS = re.compile(r"\s*[\[【［(（]\s*\d{1,3}(?:\s*[,，、;；–—-]\s*\d{1,3})*\s*[\]】］)）]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-+./_][A-Za-z0-9]+)*")
_QUOTED = re.compile(r"[“”「」『』\"]")
_FIGURES = re.compile(
    "[二三四五六七八九两]?[十百千万亿]+[分之余多倍]|百分之|[翻]倍|[二三四五六七八九十]倍"
)
_WORDED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundreds?"
    r"|thousands?|millions?|billions?|half|halv\w+|doubl\w+|tripl\w+|twice|\w+fold|times)\b"
    r"|\d",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|no|never|without|cannot|neither|nor|none|nothing|hardly|rarely|fails?|failed|lacks?"
    r"|lacking|avoid\w*|instead|rather|\w+n['’]t|\w+-free|un\w+|in\w+|im\w+|dis\w+|non\w*|\w+less"
    r"|differ\w*|various|only|despite|although|continu\w*|constant\w*|limited|prevent\w*)\b",
    re.IGNORECASE,
)
_CERTAINLY_DENIES = re.compile(
    r"\b(?:not|never|cannot|neither|hardly|rarely|fails?|failed|\w+n['’]t)\b", re.IGNORECASE
)
_DENIES_IN_CHINESE = re.compile("[不没无未非免难少勿]|失败|避免|缺|否|仅|只")
_ONLY_IN_CHINESE = re.compile("不能|没有|无法|未能|并不|不会|并未|从不|绝不|不需|不必|无需|而非")
_MOST_LONG, _LEAST_LONG = 1.2, 0.15  # characters by characters of the English sentence


class Pairs:
    """Takes text as it comes, gives each English sentence with its Chinese one."""

    def __init__(self) -> None:
        self._held = ""
        self._english: list[Sentence] = []

    def feed(self, text: str) -> list[Sentence]:
        """The sentences whose line in Chinese has ended."""
        *lines, self._held = (self._held + text).split("\n")
        if len(self._held) > LONGEST:
            self._held = ""
        return [sentence for line in lines for sentence in self._line(line)]

    def close(self) -> list[Sentence]:
        """The last one, if its line was written to its end."""
        held, self._held = self._held.rstrip(), ""
        ended = _MARKS.sub("", held).rstrip().endswith(("。", "！", "？", ".", "!", "?"))
        found = self._line(held) if ended else []
        return [*found, *self._untold()]

    def _line(self, line: str) -> list[Sentence]:
        labelled = _LABEL.match(line)
        if labelled is None:
            return []
        if labelled[1].upper() == "EN":
            before = self._untold()
            self._english = split(labelled[2])
            return before
        told = " ".join(_MARKS.sub("", labelled[2]).split())
        if len(self._english) != 1:
            return self._untold()
        (sentence,), self._english = self._english, []
        return [replace(sentence, told=told)]

    def _untold(self) -> list[Sentence]:
        """English sentences that have no Chinese one: they are seen, and dropped."""
        left, self._english = self._english, []
        return left


def says_the_same(english: str, chinese: str) -> bool:
    """Whether the Chinese can be a translation of the English sentence, and nothing beside it."""
    if language_of(chinese) != CHINESE or _QUOTED.search(chinese):
        return False
    if not _LEAST_LONG <= len(chinese) / max(1, len(english)) <= _MOST_LONG:
        return False
    return _same_particulars(english, chinese) and _same_denials(english, chinese)


def _same_particulars(english: str, chinese: str) -> bool:
    known = {name.casefold().rstrip("s") for name in _NAME.findall(english)}
    named = {name.casefold().rstrip("s") for name in _NAME.findall(chinese)}
    spelt = _FIGURES.search(chinese) is None or _WORDED.search(english) is not None
    return spelt and named <= known and _numbers(chinese) == _numbers(english)


def _same_denials(english: str, chinese: str) -> bool:
    if _CERTAINLY_DENIES.search(english) and not _DENIES_IN_CHINESE.search(chinese):
        return False
    return bool(_DENIES.search(english)) or not _ONLY_IN_CHINESE.search(chinese)


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(_NAME.sub(" ", text))}
