"""Papers translated with the language model that is set; every front end asks here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.translating.translator import AT_A_TIME, Translator, missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.wiring import App
    from retrieval.llm import LlmError
    from retrieval.papers import KnownPaper, Paper
    from retrieval.translating.translator import Tried


class WhyNot(StrEnum):
    """Why a translation is missing that was asked for."""

    NO_MODEL = "no_model"  # nobody printed it, and none is set that could make it
    UNAVAILABLE = "unavailable"  # the model gave nothing
    UNSUPPORTED = "unsupported"  # what it gave is no translation of the text


@dataclass(frozen=True, slots=True)
class Told:
    """A paper after somebody asked for its translation."""

    known: KnownPaper  # with all the translations that there are by now
    why_not: WhyNot | None = None  # None: all is there that can be
    failure: LlmError | None = None  # where the model gave nothing


async def translated_paper(app: App, known: KnownPaper, language: str) -> Told:
    """One paper, with what it lacks in a language translated as far as that can be had.

    Args:
        app: its catalogue keeps what is made.
        known: the paper.
        language: "zh" or "en".

    Raises:
        StoreError: a translation cannot be kept.
    """
    if not missing(known.paper, language):
        return Told(known)
    tried = await translations_of(app, [known.paper], language)
    if tried is None:
        return Told(known, WhyNot.NO_MODEL)
    if known.paper.id in tried.made:
        held = await asyncio.to_thread(app.catalogue.papers, [known.paper.id])
        known = held.get(known.paper.id, known)
    if tried.stopped is not None:
        return Told(known, WhyNot.UNAVAILABLE, tried.stopped)
    return Told(known, WhyNot.UNSUPPORTED if tried.failed else None)


async def translations_of(
    app: App,
    papers: Iterable[Paper],
    language: str,
    *,
    patient: bool = False,
    at_a_time: int = AT_A_TIME,
) -> Tried | None:
    """Translate what has no translation yet, and keep it; None without a language model.

    Args:
        app: its catalogue keeps them.
        papers: as the catalogue holds them.
        language: "zh" or "en".
        patient: nobody waits for it.
        at_a_time: so many papers.

    Raises:
        StoreError: a translation cannot be kept.
    """
    if app.llm is None:
        return None
    translator = Translator(app.llm, app.catalogue, lambda: app.today)
    return await translator.translate(papers, language, patient=patient, at_a_time=at_a_time)
