"""What a language model adds to a digest that is written on demand: translations, explanations."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.explaining import explanation_of
from bot.render.digests.topics import topics
from bot.translating import translations_of
from bot.words import CHINESE

if TYPE_CHECKING:
    from bot.render.digests.digest import Digest
    from bot.wiring import App
    from retrieval.explaining.values import Explanation
    from retrieval.papers import KnownPaper


async def translated(app: App, digest: Digest) -> Digest:
    """The same with Chinese titles and abstracts, as far as a model is set and gives them."""
    papers = [entry.paper for entry in digest.entries]
    if await translations_of(app, papers, CHINESE.language, patient=True) is None:
        return digest
    held = app.catalogue.papers(paper.id for paper in papers)
    groups = tuple(
        replace(
            group,
            entries=tuple(
                replace(entry, known=held.get(entry.paper.id, entry.known))
                for entry in group.entries
            ),
        )
        for group in digest.groups
    )
    return replace(digest, groups=groups)


async def topic_digest(app: App, digest: Digest) -> str:
    """The topic digest: each paper explained in Chinese, or its own sentences, sorted."""
    at_a_time = asyncio.Semaphore(app.settings.llm.concurrency)

    async def explained(known: KnownPaper) -> Explanation:
        async with at_a_time:
            return await explanation_of(app, known, CHINESE.language, patient=True)

    found = await asyncio.gather(*(explained(entry.known) for entry in digest.entries))
    return topics(digest, {one.known.paper.id: one for one in found})
