"""An explanation that a language model writes, of which only what the paper carries is kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from retrieval.explaining.checking import carried, harmless
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
from retrieval.written.chinese import says_the_same

if TYPE_CHECKING:
    from retrieval.encoding.encoder import Encoder
    from retrieval.explaining.values import Claim, Passage
    from retrieval.llm import Endpoint, Prompt
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
    prompt = prompt_for(known.paper, material.passages, chinese=chinese)
    try:
        answer = await endpoint.complete(
            prompt,
            schema=ChineseDraft if chinese else EnglishDraft,
            max_tokens=ANSWER_TOKENS,
            patient=patient,
        )
    except LlmError as exc:
        _log.warning("not explained by the language model", reason=str(exc))
        return sorted_explanation(known, language, Why.UNAVAILABLE)
    sections = await asyncio.to_thread(_Judge(material, prompt, encoder).kept, answer)
    if not sections:
        return sorted_explanation(known, language, Why.UNSUPPORTED)
    model = endpoint.options.model
    return Explanation(known, language, sections, material.passages, model, material.why)


class _Judge:
    """Keeps what of an answer the passages carry."""

    def __init__(self, material: Material, prompt: Prompt, encoder: Encoder) -> None:
        self._title = material.known.paper.title
        self._passages = {passage.number: passage for passage in material.passages}
        self._chinese = material.language == CHINESE
        self._ours = f"{prompt.system} {prompt.task}"
        self._encoder = encoder

    def kept(self, answer: str) -> tuple[Section, ...]:
        """The sections with the claims that hold; those without any are left out."""
        sections, dropped = [], 0
        for heading, claims in drafted(answer, chinese=self._chinese):
            kept = tuple(claim for one in claims if (claim := self._shown(*one)) is not None)
            dropped += len(claims) - len(kept)
            if kept:
                sections.append(Section(heading, kept))
        _log.info("explained", kept=sum(len(one.claims) for one in sections), dropped=dropped)
        return tuple(sections)

    def _shown(self, claim: Claim, chinese: str) -> Claim | None:
        """The claim in the reader's language; None unless it holds and is harmless."""
        shown = replace(claim, text=chinese) if self._chinese else claim
        if not (harmless(claim.text, self._ours) and harmless(shown.text, self._ours)):
            return None
        if self._chinese and not says_the_same(claim.text, chinese):
            return None
        return shown if carried(claim, self._passages, self._title, self._encoder) else None
