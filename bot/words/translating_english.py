"""Translations, in English."""

from __future__ import annotations

from bot.words.translating import Translating

TRANSLATING = Translating(
    title="{title} (machine translation)",
    abstract="Abstract, translated by {model} on {day}",
    no_model="No translation of this paper is stored, and no language model is set that could "
    "make one.",
    unavailable="The language model gave no answer, so there is no translation yet. Try again "
    "later.",
    unsupported="What the language model wrote is no faithful translation, so it is not shown.",
    nothing="There is nothing to translate: the paper is in that language, or known by a name "
    "only.",
)
