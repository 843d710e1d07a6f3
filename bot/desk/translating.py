"""A paper in another language: as a source printed it, else by a language model if one is set."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.desk.requests import More, Sentence
from bot.translating import translations_of
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
            there = known.paper.translated(language) is not None
            said = who.words.translating
            return self._shown(who, known, language) if there else Sentence(said.nothing)
        if self._app.llm is None:
            return Sentence(who.words.translating.no_model)
        return self._translating(who, known, language)

    async def _translating(self, who: Asker, known: KnownPaper, language: str) -> More | Sentence:
        said = who.words.translating
        tried = await translations_of(self._app, [known.paper], language)
        if tried is not None and known.paper.id in tried.made:
            return await asyncio.to_thread(self._again, who, known.paper.id, language)
        stopped = tried is None or tried.stopped is not None
        if known.paper.translated(language) is not None:  # a part of it is there
            return await asyncio.to_thread(self._again, who, known.paper.id, language)
        return Sentence(said.unavailable if stopped else said.unsupported)

    def _again(self, who: Asker, paper_id: str, language: str) -> More:
        return self._shown(who, find_paper(self._app.catalogue, paper_id), language)

    def _shown(self, who: Asker, known: KnownPaper, language: str) -> More:
        """Its texts in full, those in the language first, and the original with them."""
        return More(self._desk.details(who, known, language).turn, 0)
