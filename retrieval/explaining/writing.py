"""An explanation that a language model writes, of which only what the paper carries is kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from retrieval.explaining.checking import carried, translated
from retrieval.explaining.drafting import (
    ANSWER_TOKENS,
    ChineseDraft,
    EnglishDraft,
    drafted,
    prompt_for,
)
from retrieval.explaining.sorting import CHINESE, sorted_explanation
from retrieval.explaining.values import Explanation, Section, Why
from retrieval.llm import LlmError

if TYPE_CHECKING:
    from retrieval.encoder import Encoder
    from retrieval.explaining.values import Claim, Heading, Passage
    from retrieval.llm import Endpoint
    from retrieval.papers import KnownPaper

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Material:
    """What an explanation is written from."""

    known: KnownPaper
    language: str  # the reader's: "en", "zh"
    passages: tuple[Passage, ...]  # English; none where only the title is known
    why: Why | None = None  # it is less than what was wanted


async def written_explanation(
    material: Material, endpoint: Endpoint, encoder: Encoder, *, patient: bool = False
) -> Explanation:
    """What the model says of a paper, as far as its passages carry it.

    The paper's own sentences, sorted, where the model gives nothing or nothing is left.

    Args:
        material: what it is written from.
        endpoint: the model.
        encoder: claims are checked with it.
        patient: nobody waits for it.

    Raises:
        ModelError: the encoder that claims are checked with cannot be loaded.
    """
    known, language = material.known, material.language
    if not material.passages:
        return sorted_explanation(known, language)
    chinese = language == CHINESE
    try:
        answer = await endpoint.complete(
            prompt_for(known.paper, material.passages, chinese=chinese),
            schema=ChineseDraft if chinese else EnglishDraft,
            max_tokens=ANSWER_TOKENS,
            patient=patient,
        )
    except LlmError as exc:
        _log.warning("not explained by the language model", reason=str(exc))
        return sorted_explanation(known, language, Why.UNAVAILABLE)
    sections = await asyncio.to_thread(_kept, answer, material, encoder)
    if not sections:
        return sorted_explanation(known, language, Why.UNSUPPORTED)
    model = endpoint.options.model
    return Explanation(known, language, sections, material.passages, model, material.why)


def _kept(answer: str, material: Material, encoder: Encoder) -> tuple[Section, ...]:
    """The sections of the answer with the claims that hold; those without any are left out."""
    chinese = material.language == CHINESE
    sections, dropped = [], 0
    for heading, claims in drafted(answer, chinese=chinese):
        kept = _sound(heading, claims, material, encoder)
        dropped += len(claims) - len(kept.claims)
        if kept.claims:
            sections.append(kept)
    _log.info("explained", kept=sum(len(one.claims) for one in sections), dropped=dropped)
    return tuple(sections)


def _sound(
    heading: Heading, claims: list[tuple[Claim, str]], material: Material, encoder: Encoder
) -> Section:
    passages = {passage.number: passage for passage in material.passages}
    title = material.known.paper.title
    kept = []
    for claim, chinese in claims:
        if not carried(claim, passages, title, encoder):
            continue
        if material.language == CHINESE:
            if not translated(claim.text, chinese):
                continue
            claim = replace(claim, text=chinese)  # noqa: PLW2901 - the same claim in Chinese
        kept.append(claim)
    return Section(heading, tuple(kept))
