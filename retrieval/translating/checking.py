"""Whether an answer is a translation of a text, and nothing else.

What it says cannot be checked without understanding it. What can be: that everything which
must not change came back once, that it is in the right language and about as long as a
translation is, and that it brings no word, sign, figure or address that the text does not have.
An answer that follows an instruction hidden in an abstract, or repeats ours, fails here.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import TYPE_CHECKING

from retrieval.text.language import CJK
from retrieval.translating.masking import PLACEHOLDER, restored
from retrieval.translating.names import is_name

if TYPE_CHECKING:
    from retrieval.translating.masking import Masked


class Fault(Enum):
    """Why an answer cannot be used, in the words in which the model is told."""

    EMPTY = "it is empty"
    PLACEHOLDERS = "each placeholder such as {{1}} must stand in it exactly once, unchanged"
    LANGUAGE = "it is not in the language asked for"
    LENGTH = "it is far too short or too long for a translation of this text"
    REPEATED = "it repeats itself"
    FIGURES = "it holds a number that the text does not have"
    FOREIGN = "it holds words or signs that the text does not have"


_IDEOGRAPH = re.compile(f"[{CJK}]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_LETTER = re.compile(rf"[A-Za-z\u00c0-\u024f{CJK}]")
_PUNCTUATION = frozenset(" ,.:;!?()'\"-–—‘’“”…、。，：；！？（）《》「」『』·~～/%％")
_LEAST_CHINESE = 0.5  # share of ideographs among the letters
# Figures written as words, from which a model may make others of the same value.
_SMALL = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth"
    r"|fifth|once|twice|double[ds]?|triple[ds]?|half|halves|halved|zero)\b",
    re.IGNORECASE,
)
_GREAT = re.compile(
    r"\b(?:(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|tens?|dozens?|hundred(?:s|fold)?|thousands?|millions?|billions?|trillions?|orders?|percent"
    r"|decades?|centur(?:y|ies)|tenfold|many|massive)\b",
    re.IGNORECASE,
)
_CHINESE_FIGURE = re.compile(
    "[二三四五六七八九两][十百千万亿]|[十百千][一二三四五六七八九万亿]|百分之|点[零一二三四五六七八九]"
)
# "pass@5" is a measure when the text has it; with nothing before it, it calls somebody.
_MENTION = re.compile(r"[A-Za-z0-9]*@\w+")
_REPEATED = re.compile(r"(.{2,40}?)\1{3,}")
_RUN_OF_OURS = 6  # words in a row that are from our own instructions
_SHORT = 150  # characters below which lengths vary more
# Length of a translation by that of its text, placeholders aside. Of 206 pairs of a bilingual
# digest, titles had 0.19 to 0.99; abstracts that were translated whole 0.2 to 0.4.
_RATIOS = {"zh": ((0.08, 1.3), (0.14, 0.75)), "en": ((1.0, 12.0), (1.4, 8.0))}


def checked(source: Masked, answer: str, language: str, ours: str = "") -> str | Fault:
    """The translation with everything in its place, or why the answer is none.

    Args:
        source: The text as the model was shown it.
        answer: What it made of it.
        language: The one that was asked for, "zh" or "en".
        ours: The instructions that the model was given, which it must not repeat.
    """
    answer = " ".join(unicodedata.normalize("NFC", answer).split())
    if not answer:
        return Fault.EMPTY
    whole = restored(source, answer)
    if whole is None:
        return Fault.PLACEHOLDERS
    said = PLACEHOLDER.sub(" ", answer)
    fault = _fault(source, said, language) or (Fault.FOREIGN if _repeats(ours, said) else None)
    return fault or whole


def _fault(source: Masked, said: str, language: str) -> Fault | None:
    if not _is_in(language, said):
        return Fault.LANGUAGE
    if not _fits(source, said, language):
        return Fault.LENGTH
    if _REPEATED.search("".join(_LETTER.findall(said))):
        return Fault.REPEATED
    if _has_new_figures(source, said):
        return Fault.FIGURES
    foreign = _foreign_to_chinese if language == "zh" else _foreign_to_english
    brings = foreign(source, said) or _new_signs(source, said) or _mentions(source, said)
    return Fault.FOREIGN if brings else None


def _is_in(language: str, said: str) -> bool:
    letters = len(_LETTER.findall(said))
    chinese = len(_IDEOGRAPH.findall(said))
    if language == "zh":
        return chinese > 0 and chinese >= _LEAST_CHINESE * letters
    return letters > 0 and chinese == 0


def _fits(source: Masked, said: str, language: str) -> bool:
    there, here = len("".join(source.words.split())), len("".join(said.split()))
    least, most = _RATIOS[language][there >= _SHORT]
    return least * there <= here <= max(most * there, 4)  # "RL" may be spelt out


def _has_new_figures(source: Masked, said: str) -> bool:
    if any(character.isnumeric() and not _IDEOGRAPH.match(character) for character in said):
        return not (_SMALL.search(source.words) or _GREAT.search(source.words))
    if _CHINESE_FIGURE.search(said):
        return not (_GREAT.search(source.words) or _CHINESE_FIGURE.search(source.words))
    return False


def _foreign_to_chinese(source: Masked, said: str) -> bool:
    """Whether it brings Latin words that the text does not have; a plural may become one thing."""
    known = {_stem(word) for word in _LATIN_WORD.findall(source.original)}
    return any(_stem(word) not in known for word in _LATIN_WORD.findall(said))


def _foreign_to_english(source: Masked, said: str) -> bool:
    """Whether it brings names; other words cannot be told from translated ones."""
    known = {_stem(word) for word in _LATIN_WORD.findall(source.original)}
    words = re.findall(r"[\w.]*\w", said)
    return any((is_name(word) or "." in word) and _stem(word) not in known for word in words)


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")


def _new_signs(source: Masked, said: str) -> bool:
    """Whether it has a sign, or a letter of another script, that the text has not."""
    return any(
        character not in source.original
        for character in set(said) - _PUNCTUATION
        if not (_LETTER.match(character) or character.isnumeric())
    )


def _mentions(source: Masked, said: str) -> bool:
    """Whether it calls somebody, be it with the text's own words: "@everyone"."""
    found = _MENTION.findall(said)
    return any(one.startswith("@") or one not in source.original for one in found)


def _repeats(ours: str, said: str) -> bool:
    words, mine = said.casefold().split(), f" {' '.join(ours.casefold().split())} "
    runs = (words[i : i + _RUN_OF_OURS] for i in range(len(words) - _RUN_OF_OURS + 1))
    return any(f" {' '.join(run)} " in mine for run in runs)
