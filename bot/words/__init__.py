"""The bot's own words, in the languages that it speaks. Nothing else says a sentence on Discord."""

from __future__ import annotations

from bot.words.chinese import CHINESE
from bot.words.english import ENGLISH
from bot.words.vocabulary import Words

__all__ = ["CHINESE", "ENGLISH", "LANGUAGES", "Words", "words_for"]

LANGUAGES = (ENGLISH, CHINESE)
_SPOKEN = {words.language: words for words in LANGUAGES}


def words_for(language: str | None) -> Words:
    """The words of a language, by ISO 639-1 code or Discord locale ("zh-CN"); English else."""
    return _SPOKEN.get((language or "").partition("-")[0], ENGLISH)
