"""Chinese questions in English, by a glossary: 文本生成 is "text generation".

Most papers are in English only, and an encoder that knows no Chinese cannot tell that they are
what is asked for. So a question whose Chinese words all stand in the glossary can be asked in
English. One with a word that does not is left alone: without it, something else would be asked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from retrieval.text.language import CJK

if TYPE_CHECKING:
    from collections.abc import Mapping

# Beside this module: Chinese, a tab, English; nothing for what only joins words.
_GLOSSARY = "glossary.tsv"
_SPACE = re.compile(f"(?<=[{CJK}])[ ，、,]+(?=[{CJK}])")
_RUN = re.compile(f"[{CJK}]+|[^{CJK}]+")
_CHINESE = re.compile(f"[{CJK}]")


def in_english(text: str) -> str | None:
    """What is asked, in English; None where a Chinese word is not in the glossary.

    Words that are no Chinese stay where they are.
    """
    if not _CHINESE.search(text):
        return None
    parts: list[str] = []
    for run in _RUN.findall(_SPACE.sub("", text)):
        if not _CHINESE.match(run):
            parts.append(run.strip(" ，。？！、；：,.?!;:"))
            continue
        words = _segmented(run)
        if words is None:
            return None
        parts += words
    return " ".join(part for part in parts if part) or None


def _segmented(run: str) -> list[str] | None:
    """The English of a run of Chinese, cut into as few words as can be; None if it cannot be."""
    known = _words()
    # by where a word ends: how many there are up to there, and where the last one begins
    best: list[tuple[int, int] | None] = [(0, 0)]
    for end in range(1, len(run) + 1):
        found = [
            (before[0] + 1, begin)
            for begin in range(max(0, end - _longest()), end)
            if (before := best[begin]) is not None and run[begin:end] in known
        ]
        best.append(min(found, default=None))
    words: list[str] = []
    end = len(run)
    while end and (last := best[end]) is not None:
        words.append(known[run[last[1] : end]])
        end = last[1]
    return [word for word in reversed(words) if word] if not end else None


def glossary() -> dict[str, str]:
    """Each Chinese word to its English, in order; to nothing where it only joins others."""
    text = resources.files(__package__).joinpath(_GLOSSARY).read_text(encoding="utf-8")
    pairs = (line.partition("\t") for line in text.splitlines())
    return {chinese: english for chinese, _, english in pairs}


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    return glossary()


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _words()))
