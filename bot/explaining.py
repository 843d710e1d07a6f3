"""One paper explained with whatever the settings allow; both front ends ask here."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from retrieval.explaining.full_text import full_text_passages
from retrieval.explaining.sorting import ENGLISH, abstract_passages, sorted_explanation
from retrieval.explaining.values import Why
from retrieval.explaining.writing import Material, written_explanation

if TYPE_CHECKING:
    from bot.wiring import App
    from ingest.live.full_texts import FullTexts
    from retrieval.explaining.full_text import FullText
    from retrieval.explaining.values import Explanation
    from retrieval.papers import KnownPaper, Paper

_PATIENCE_S = 25.0  # for a full text, while somebody waits


async def explanation_of(app: App, known: KnownPaper, language: str) -> Explanation:
    """What a paper says: written where a language model is set, else sorted.

    Raises:
        ModelError: the encoder, with which claims are checked, cannot be loaded.
    """
    if app.llm is None or not known.paper.abstract:
        return sorted_explanation(known, language)
    material = await _material(app, known, language)
    return await written_explanation(material, app.llm, app.encoder)


async def _material(app: App, known: KnownPaper, language: str) -> Material:
    """The English abstract, and the full text where it may be fetched and there is one."""
    abstract = abstract_passages(known, ENGLISH)
    texts = await asyncio.to_thread(lambda: app.full_texts)  # opened, and that reads files
    if texts is None:
        return Material(known, language, abstract)
    text = await _full_text(texts, known.paper)
    further = full_text_passages(text, len(abstract) + 1) if text is not None else ()
    return Material(known, language, abstract + further, None if further else Why.NO_FULL_TEXT)


async def _full_text(texts: FullTexts, paper: Paper) -> FullText | None:
    """It, unless it takes too long; what comes later is kept for the next time."""
    fetching = asyncio.wrap_future(texts.of(paper))
    done, _ = await asyncio.wait([fetching], timeout=_PATIENCE_S)
    return fetching.result() if done else None
