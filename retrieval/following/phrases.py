"""Keywords as phrases: "chain-of-thought" stands in "Chains of Thought", "3DGS" in "3DGSs".

Case, accents, hyphens and plurals do not matter; words are whole. A hyphen in the keyword may
be a space or nothing in the text, and the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What finds a keyword in a folded text."""

    pattern: re.Pattern[str]
    longest: str  # what stands in every text that has the phrase, found without the pattern

    def stands_in(self, text: str) -> bool:
        return self.longest in text and self.pattern.search(text) is not None


def stands_in(keyword: str, text: str) -> bool:
    """Whether a folded text holds the keyword."""
    phrase = _phrase(keyword)
    return phrase.stands_in(text) or ("-" in text and phrase.stands_in(_joined(text)))


@lru_cache(maxsize=4_096)
def _phrase(keyword: str) -> _Phrase:
    text = _HYPHENS.sub("-", _plain(keyword)).strip(" -")
    parts = [[part for part in _PARTS.findall(word) if part != "-"] for word in text.split()]
    # a space may be a hyphen, and a hyphen nothing at all
    phrase = r"[\s-]+".join(r"[\s-]*".join(map(_word, word)) for word in parts if word)
    if not phrase:
        return _Phrase(re.compile(r"(?!)"), "")
    start = "" if is_ideograph(text[0]) else r"(?<![^\W_])"
    end = "" if is_ideograph(text[-1]) else r"(?![^\W_])"
    stems = (_stem(part)[0] for word in parts for part in word)
    return _Phrase(re.compile(f"{start}{phrase}{end}"), max(stems, key=len))


@lru_cache(maxsize=8_192)
def _joined(text: str) -> str:
    """A folded text without its hyphens."""
    return text.replace("-", "")


def _word(word: str) -> str:
    """The word in singular and plural."""
    stem, endings = _stem(word)
    return re.escape(stem) + endings


def _stem(word: str) -> tuple[str, str]:
    """What singular and plural have in common, and a pattern for what follows."""
    if not word.isascii() or not word.isalnum() or len(word) <= 1:
        return word, ""
    if len(word) > _SHORT and word.endswith("ies"):
        return word[:-3], "(?:y|ies)"
    if len(word) > _SHORT and word.endswith("y"):
        return word[:-1], "(?:y|ys|ies)"
    if len(word) > _SHORT and word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    return word, "(?:s|es)?"


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return text.casefold()
