"""Keywords as phrases: "chain-of-thought" stands in "Chains of Thought", "3DGS" in "3DGSs".

Case, accents, hyphens and plurals do not matter; words are whole. A hyphen in the keyword may
be a space or nothing in the text, and the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from retrieval.text.language import is_ideograph
from retrieval.text.latex import readable

_HYPHENS = re.compile(r"[‐‑‒–—−_-]+")
_PARTS = re.compile(r"[^\W_]+|[^\w\s]")
_SHORT = 3  # letters of a word that has no plural to take off: "gas", "bus"


@lru_cache(maxsize=8_192)
def folded(text: str) -> str:
    """A paper's text as keywords are looked up in it."""
    return _HYPHENS.sub("-", _plain(readable(text)))


@lru_cache(maxsize=4_096)
def pattern(keyword: str) -> re.Pattern[str]:
    """What finds a keyword in a folded text."""
    text = _HYPHENS.sub("-", _plain(keyword)).strip(" -")
    parts = [[part for part in _PARTS.findall(word) if part != "-"] for word in text.split()]
    # a space may be a hyphen, and a hyphen nothing at all
    phrase = r"[\s-]+".join(r"[\s-]*".join(map(_word, word)) for word in parts if word)
    if not phrase:
        return re.compile(r"(?!)")
    start = "" if is_ideograph(text[0]) else r"(?<![^\W_])"
    end = "" if is_ideograph(text[-1]) else r"(?![^\W_])"
    return re.compile(f"{start}{phrase}{end}")


def stands_in(keyword: str, text: str) -> bool:
    """Whether a folded text holds the keyword."""
    found = pattern(keyword)
    return bool(found.search(text) or ("-" in text and found.search(text.replace("-", ""))))


def _word(word: str) -> str:
    """The word in singular and plural."""
    if not word.isascii() or not word.isalnum() or len(word) <= 1:
        return re.escape(word)
    if len(word) > _SHORT and word.endswith("ies"):
        return re.escape(word[:-3]) + "(?:y|ies)"
    if len(word) > _SHORT and word.endswith("y"):
        return re.escape(word[:-1]) + "(?:y|ys|ies)"
    if len(word) > _SHORT and word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    return re.escape(word) + "(?:s|es)?"


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return text.casefold()
