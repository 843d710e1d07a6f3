"""Which language a question is in, and what counts as a Chinese character."""

from __future__ import annotations

import re

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Ranges of the Chinese ideographs, for use inside a character class."""

_IDEOGRAPH = re.compile(f"[{CJK}]")


def language_of(text: str) -> str:
    """The language: "zh" when the text holds any Chinese character, else "en"."""
    return "zh" if _IDEOGRAPH.search(text) else "en"


def is_ideograph(character: str) -> bool:
    """Whether the one character is a Chinese ideograph; False for the empty string."""
    return _IDEOGRAPH.fullmatch(character) is not None
