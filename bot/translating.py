"""Papers translated with the language model that is set; every front end asks here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.translating.translator import Translator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.wiring import App
    from retrieval.papers import Paper
    from retrieval.translating.translator import Tried


async def translations_of(
    app: App, papers: Iterable[Paper], language: str, *, patient: bool = False
) -> Tried | None:
    """Translate what has no translation yet, and keep it; None without a language model.

    Args:
        app: its catalogue keeps them.
        papers: as the catalogue holds them.
        language: "zh" or "en".
        patient: nobody waits for it.

    Raises:
        StoreError: a translation cannot be kept.
    """
    if app.llm is None:
        return None
    translator = Translator(app.llm, app.catalogue, lambda: app.today)
    return await translator.translate(papers, language, patient=patient)
