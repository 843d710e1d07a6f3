"""Asks the model for a translation, and gives what passes the checks."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from retrieval.llm import LlmError, LlmRefused, parse
from retrieval.papers import MachineTranslation, text_hash
from retrieval.text.language import language_of
from retrieval.translating.checking import Fault, checked
from retrieval.translating.masking import masked
from retrieval.translating.names import names_in
from retrieval.translating.prompting import Answer, tokens_for, translation_prompt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from retrieval.llm import Endpoint
    from retrieval.papers import Paper
    from retrieval.translating.masking import Masked

LANGUAGES = ("zh", "en")
LONGEST = 8_000  # characters of a text that is worth asking for

AT_A_TIME = 4  # papers; the endpoint may allow fewer

_ATTEMPTS = 2
_WORD = re.compile(r"[^\W\d_]{2}")


class Keeps(Protocol):
    """Where translations are kept: `retrieval.catalogue.Catalogue`."""

    def keep_translation(self, paper_id: str, made: MachineTranslation) -> bool:
        """Keep it, unless the paper is gone."""


@dataclass(slots=True)
class Tried:
    """What came of asking for the translations of some papers."""

    made: dict[str, MachineTranslation] = field(default_factory=dict)  # by paper id
    failed: list[str] = field(default_factory=list)  # ids of which no answer passed the checks
    stopped: LlmError | None = None  # why the others were not asked for


class Translator:
    """Translates papers with one endpoint.

    Args:
        endpoint: The model.
        catalogue: Keeps what it makes.
        today: Tells the day, in UTC.
    """

    def __init__(self, endpoint: Endpoint, catalogue: Keeps, today: Callable[[], dt.date]) -> None:
        self._endpoint = endpoint
        self._catalogue = catalogue
        self._today = today

    async def translate(
        self,
        papers: Iterable[Paper],
        language: str,
        *,
        patient: bool = False,
        at_a_time: int = AT_A_TIME,
    ) -> Tried:
        """Translate what of these papers has no translation yet, and keep it.

        Once the endpoint fails, no further paper is tried. What was made until then is kept.

        Args:
            papers: Papers of the catalogue.
            language: "zh" or "en".
            patient: Nobody waits for it.
            at_a_time: So many papers, if the endpoint allows as many.
        """
        due = {paper.id: (paper, texts) for paper in papers if (texts := _texts(paper, language))}
        tried = Tried()
        turns = asyncio.Semaphore(at_a_time)

        async def one(paper: Paper, texts: dict[str, Masked]) -> None:
            async with turns:
                if tried.stopped is None:
                    await self._try(paper, texts, language, tried, patient=patient)

        await asyncio.gather(*(one(paper, texts) for paper, texts in due.values()))
        return tried

    async def _try(
        self,
        paper: Paper,
        texts: dict[str, Masked],
        language: str,
        tried: Tried,
        *,
        patient: bool,
    ) -> None:
        """Translate one paper, keep what came of it, and note it."""
        try:
            made = await self._made(paper, texts, language, patient=patient)
        except LlmRefused:
            made = None
        except LlmError as exc:
            tried.stopped = exc
            return
        if made is None:
            tried.failed.append(paper.id)
        else:
            await asyncio.to_thread(self._catalogue.keep_translation, paper.id, made)
            tried.made[paper.id] = made

    async def _made(
        self, paper: Paper, texts: dict[str, Masked], language: str, *, patient: bool
    ) -> MachineTranslation | None:
        """The translation of these texts; None if nothing of it passed the checks."""
        passed: dict[str, str] = {}
        faults: dict[str, Fault] = {}
        for _ in range(_ATTEMPTS):
            left = {name: text for name, text in texts.items() if name not in passed}
            if not left:
                break
            faults = await self._attempt(left, language, faults, passed, patient=patient)
        if not passed:
            return None
        return MachineTranslation(
            language,
            passed.get("title", ""),
            passed.get("abstract", ""),
            model=self._endpoint.options.model,
            made=self._today(),
            of=text_hash(paper.title, paper.abstract),
        )

    async def _attempt(
        self,
        texts: Mapping[str, Masked],
        language: str,
        faults: Mapping[str, Fault],
        passed: dict[str, str],
        *,
        patient: bool,
    ) -> dict[str, Fault]:
        """Ask once, note what passed, and tell what was wrong with the rest."""
        prompt = translation_prompt(texts, language, faults)
        said = await self._endpoint.complete(
            prompt, schema=Answer, max_tokens=tokens_for(texts), patient=patient
        )
        answer = parse(said, Answer) or Answer()
        ours = f"{prompt.system} {prompt.task}"
        wrong: dict[str, Fault] = {}
        for name, source in texts.items():
            result = checked(source, getattr(answer, name), language, ours)
            if isinstance(result, Fault):
                wrong[name] = result
            else:
                passed[name] = result
        return wrong


def missing(paper: Paper, language: str) -> tuple[str, ...]:
    """Which of "title" and "abstract" could be translated into the language, and are not yet.

    A text that is in the language, or holds no word to translate, is not missing; nor is one
    that is too long.
    """
    there = paper.translated(language)
    fields = (
        ("title", paper.title, there.title if there else ""),
        ("abstract", paper.abstract, there.abstract if there else ""),
    )
    return tuple(
        name
        for name, text, known in fields
        if text and not known and len(text) <= LONGEST and language_of(text) != language
    )


def _texts(paper: Paper, language: str) -> dict[str, Masked]:
    """What is missing, masked, its placeholders numbered throughout."""
    names = names_in(paper.title, paper.abstract)
    texts: dict[str, Masked] = {}
    first = 1
    for name in missing(paper, language):
        text = masked(paper.title if name == "title" else paper.abstract, names, first=first)
        if _WORD.search(text.words):
            texts[name] = text
            first += len(text.kept)
    return texts
