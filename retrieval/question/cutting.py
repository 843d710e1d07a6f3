"""Cutting words out of a question without harming the words around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from retrieval.text.language import CJK, is_ideograph

if TYPE_CHECKING:
    from collections.abc import Iterable

# Typists' and typesetters' forms of one character. One for one, so that places in the
# plain text are places in the text as typed.
_PLAIN = {ord(c): "'" for c in "\u2018\u2019\u02bc\uff07"} | {
    ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\uff5e\u301c"
}
_FULL_WIDTH = {
    full: chr(full - 0xFEE0)
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for full in range(ord(first), ord(last) + 1)
}
_PLAIN |= _FULL_WIDTH | {0x3000: " ", 0xA0: " "}

_HALVES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# soft hyphens, zero-width spaces, directions of writing
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Persian, Hindi and emoji mean something by these
_JOINERS = re.compile("(?<=[\x00-\u024f\u2e80-\u9fff])[\u200c\u200d]")
_EDGE = " \t\r\n,;:.!?，。；：！？、~-…"
_OPENING = " \t\r\n,;:!?，。；：！？、~-…)]}）】」"


def readable(text: str) -> str:
    """The text as both indexes can read it: what looks the same to a person is the same.

    Invisible marks are gone, control characters are spaces, full-width letters plain, accents
    one character with their letter. Half a surrogate pair, which no index can take, is U+FFFD.
    """
    text = _HALVES.sub("\ufffd", _CONTROLS.sub(" ", text))
    return normalize("NFC", _JOINERS.sub("", _INVISIBLE.sub("", text)).translate(_FULL_WIDTH))


def plain(text: str) -> str:
    """The text with curly quotes, dashes and full-width letters made plain; same length."""
    return text.translate(_PLAIN)


def cut(text: str, start: int, end: int) -> str:
    """The text without `[start, end)`; a space is left only where two words would meet.

    Nor is the 的 left, at the beginning, that joined what was cut to the rest.
    """
    left, right = text[:start], text[end:]
    if not left.strip() and right.startswith("的") and not right.startswith("的士"):
        right = right[1:]
    meets = left and right and not left[-1].isspace() and not right[0].isspace()
    chinese = is_ideograph(left[-1:]) or is_ideograph(right[:1])
    return left + (" " if meets and not chinese else "") + right


def cut_all(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text without several places, each `[start, end)`."""
    for start, end in sorted(places, reverse=True):
        text = cut(text, start, end)
    return text


def tidy(text: str) -> str:
    """The text with the punctuation that a cut left behind removed, and single spaces."""
    text = re.sub(r"[(\[（【]\s*[,，]?\s*[)\]）】]", " ", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,;:?!，。；：？！、])", r"\1", text)
    text = re.sub(r"([,;，；、])(?:\s*[,;，；、])+", r"\1", text)
    text = re.sub(rf"(?<=[{CJK}])\s+(?=[的吗呢])", "", text)
    return text.lstrip(_OPENING).rstrip(_EDGE).strip()
