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
_LONG_PATIENCE_S = 900.0  # while nobody does: they are fetched one after the other


async def explanation_of(
    app: App, known: KnownPaper, language: str, *, patient: bool = False
) -> Explanation:
    """What a paper says: written where a language model is set, else sorted.

    Args:
        app: the parts.
        known: the paper.
        language: the reader's, "en" or "zh".
        patient: nobody waits for it.

    Raises:
        ModelError: the encoder, with which claims are checked, cannot be loaded.
    """
    if app.llm is None or not known.paper.abstract:
        return sorted_explanation(known, language)
    patience_s = _LONG_PATIENCE_S if patient else _PATIENCE_S
    material = await _material(app, known, language, patience_s)
    return await written_explanation(material, app.llm, app.encoder, patient=patient)


async def _material(app: App, known: KnownPaper, language: str, patience_s: float) -> Material:
    """The English abstract, and the full text where it may be fetched and there is one."""
    abstract = abstract_passages(known, ENGLISH)
    texts = await asyncio.to_thread(lambda: app.full_texts)  # opened, and that reads files
    if texts is None:
        return Material(known, language, abstract)
    text = await _full_text(texts, known.paper, patience_s)
    further = full_text_passages(text, len(abstract) + 1) if text is not None else ()
    return Material(known, language, abstract + further, None if further else Why.NO_FULL_TEXT)


async def _full_text(texts: FullTexts, paper: Paper, patience_s: float) -> FullText | None:
    """It, unless it takes too long; what comes later is kept for the next time."""
    fetching = asyncio.wrap_future(texts.of(paper))
    done, _ = await asyncio.wait([fetching], timeout=patience_s)
    return fetching.result() if done else None
