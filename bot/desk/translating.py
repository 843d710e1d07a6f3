"""A paper in another language: as a source printed it, else by a language model if one is set."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.desk.requests import More, Sentence
from bot.translating import Told, WhyNot, translated_paper
from retrieval.lookup import find_paper
from retrieval.translating.translator import missing

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.desk.desk import Desk
    from bot.desk.requests import Asker
    from bot.wiring import App
    from retrieval.papers import KnownPaper


class TranslatingDesk:
    """Translates papers. Safe to use from several threads; errors as of `Desk`."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    def translate(
        self, who: Asker, named: str, language: str | None = None
    ) -> More | Sentence | Awaitable[More | Sentence]:
        """The paper with this id, link or title, in the reader's language or another."""
        known = find_paper(self._app.catalogue, named)
        language = language or who.words.language
        if not missing(known.paper, language):
            return self._shown(who, Told(known), language)
        if self._app.llm is None:
            return self._shown(who, Told(known, WhyNot.NO_MODEL), language)
        return self._translating(who, known, language)

    async def _translating(self, who: Asker, known: KnownPaper, language: str) -> More | Sentence:
        told = await translated_paper(self._app, known, language)
        return await asyncio.to_thread(self._shown, who, told, language)

    def _shown(self, who: Asker, told: Told, language: str) -> More | Sentence:
        """Its texts in full, those in the language first, and the original with them."""
        if told.known.paper.translated(language) is not None:  # all of it, or a part
            return More(self._desk.details(who, told.known, language).turn, 0)
        said = who.words.translating
        sentences = {
            WhyNot.NO_MODEL: said.no_model,
            WhyNot.UNAVAILABLE: said.unavailable,
            WhyNot.UNSUPPORTED: said.unsupported,
        }
        return Sentence(sentences[told.why_not] if told.why_not else said.nothing)
