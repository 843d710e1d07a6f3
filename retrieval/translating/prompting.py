"""What the model is asked, and in what form it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from retrieval.llm import Prompt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.translating.checking import Fault
    from retrieval.translating.masking import Masked

_LANGUAGES = {"zh": "Simplified Chinese", "en": "English"}
_SYSTEM = """\
You translate the titles and abstracts of research papers into {language}, in the sober style of \
scientific writing. Translate everything, add nothing, leave nothing out and explain nothing. \
Pieces such as {{{{1}}}} stand for numbers, formulas, names and links: copy each of them exactly \
once into the place where it belongs in the translation."""
_TASK = "Translate the {fields} below into {language}."
_AGAIN = " A first attempt could not be used: {faults}."
_TOKENS_OF_A_PIECE = 8  # as which a placeholder may be written
_TOKENS = 200  # for what stands around the texts


class Answer(BaseModel):
    """Title and abstract in the other language; empty what was not asked for."""

    title: str = ""
    abstract: str = ""


def translation_prompt(
    texts: Mapping[str, Masked], language: str, faults: Mapping[str, Fault]
) -> Prompt:
    """What to ask.

    Args:
        texts: The title, the abstract or both, by these names.
        language: Into which, "zh" or "en".
        faults: What was wrong with the first attempt, by the same names.
    """
    name = _LANGUAGES[language]
    task = _TASK.format(fields=" and the ".join(texts), language=name)
    if faults:
        told = "; ".join(f"of the {field}, {fault.value}" for field, fault in faults.items())
        task += _AGAIN.format(faults=told)
    data = {field: source.text for field, source in texts.items()}
    return Prompt(_SYSTEM.format(language=name), task, data)


def tokens_for(texts: Mapping[str, Masked]) -> int:
    """The longest answer that could be a translation: a letter hardly needs a token."""
    letters = sum(len(source.words) for source in texts.values())
    pieces = sum(len(source.kept) for source in texts.values())
    return letters + _TOKENS_OF_A_PIECE * pieces + _TOKENS
