"""One paper explained with whatever the settings allow; both front ends ask here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.explaining.sorting import abstract_passages, sorted_explanation
from retrieval.explaining.writing import Material, written_explanation

if TYPE_CHECKING:
    from bot.wiring import App
    from retrieval.explaining.values import Explanation
    from retrieval.papers import KnownPaper


async def explanation_of(app: App, known: KnownPaper, language: str) -> Explanation:
    """What a paper says: written where a language model is set, else sorted.

    Raises:
        ModelError: the encoder, with which claims are checked, cannot be loaded.
    """
    if app.llm is None or not known.paper.abstract:
        return sorted_explanation(known, language)
    material = Material(known, language, abstract_passages(known, "en"))
    return await written_explanation(material, app.llm, app.encoder)
