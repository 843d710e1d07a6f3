"""Cutting words out of a question without harming the words around them."""

from __future__ import annotations

import re

from retrieval.text.language import CJK, is_ideograph

# Typists' and typesetters' forms of one character. One for one, so that places in the
# plain text are places in the text as typed.
_PLAIN = {ord(c): "'" for c in "\u2018\u2019\u02bc\uff07"} | {
    ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\uff5e\u301c"
}
_PLAIN |= {full: chr(full - 0xFEE0) for full in range(0xFF10, 0xFF1A)}
_PLAIN |= {full: chr(full - 0xFEE0) for full in range(0xFF21, 0xFF3B)}
_PLAIN |= {full: chr(full - 0xFEE0) for full in range(0xFF41, 0xFF5B)}
_PLAIN |= {0x3000: " ", 0xA0: " "}

_EDGE = " \t\r\n,;:.!?，。；：！？、~-…"
_OPENING = " \t\r\n,;:!?，。；：！？、~-…)]}）】」"


def plain(text: str) -> str:
    """The text with curly quotes, dashes and full-width letters made plain; same length."""
    return text.translate(_PLAIN)


def cut(text: str, start: int, end: int) -> str:
    """The text without `[start, end)`; a space is left only where two words would meet."""
    left, right = text[:start], text[end:]
    meets = left and right and not left[-1].isspace() and not right[0].isspace()
    chinese = is_ideograph(left[-1:]) or is_ideograph(right[:1])
    return left + (" " if meets and not chinese else "") + right


def tidy(text: str) -> str:
    """The text with the punctuation that a cut left behind removed, and single spaces."""
    text = re.sub(r"[(\[（【]\s*[,，]?\s*[)\]）】]", " ", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,;:?!，。；：？！、])", r"\1", text)
    text = re.sub(r"([,;，；、])(?:\s*[,;，；、])+", r"\1", text)
    text = re.sub(rf"(?<=[{CJK}])\s+(?=[的吗呢])", "", text)
    return text.lstrip(_OPENING).rstrip(_EDGE).strip()
