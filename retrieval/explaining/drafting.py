"""What a model is asked for, and what it answered, before any of it is believed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from retrieval.explaining.values import Claim, Heading
from retrieval.llm import Prompt, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.explaining.values import Passage
    from retrieval.papers import Paper

ANSWER_TOKENS = 1_400
_SENTENCES = 4  # in a section
_LONGEST = 600  # characters of a sentence; what is longer is no sentence
_MARKS = re.compile(r"\s*[\[(（【](?:passages?\s*)?(\d+(?:\s*[,;，、]\s*\d+)*)[\])）】]\s*")

_SYSTEM = """\
You explain one research paper to readers who follow the field from a distance. You say only \
what the numbered passages of the paper say: nothing from memory, no opinion, no advice, no \
address of a web page. You keep names and numbers exactly as they are."""
_TASK = """\
Explain the paper in four sections, one to {most} short sentences each, as much as the passages \
give; leave a section empty where they give nothing:
- overview: what it is about and why
- method: what was done, and how
- experiments: what was tried, and what came of it
- plain: the same in plain words, for somebody outside of the field
Each sentence stands with the numbers of the passages that carry it. Stay close to their words."""
_CHINESE = """
Write each sentence in English as `text`, and the same in simplified Chinese as `chinese`."""


class EnglishSentence(BaseModel):
    """A sentence, and the passages that carry it."""

    text: str
    passages: list[int] = Field(default_factory=list)


class ChineseSentence(EnglishSentence):
    """The same, with a translation."""

    chinese: str


class EnglishDraft(BaseModel):
    """The four sections in English."""

    overview: list[EnglishSentence] = Field(default_factory=list)
    method: list[EnglishSentence] = Field(default_factory=list)
    experiments: list[EnglishSentence] = Field(default_factory=list)
    plain: list[EnglishSentence] = Field(default_factory=list)


class ChineseDraft(BaseModel):
    """The four sections in English, each sentence with its translation into Chinese."""

    overview: list[ChineseSentence] = Field(default_factory=list)
    method: list[ChineseSentence] = Field(default_factory=list)
    experiments: list[ChineseSentence] = Field(default_factory=list)
    plain: list[ChineseSentence] = Field(default_factory=list)


def prompt_for(paper: Paper, passages: Sequence[Passage], *, chinese: bool) -> Prompt:
    """What to ask: our words, then title and passages as data."""
    numbered = "\n".join(f"[{one.number}] {' '.join(one.text.split())}" for one in passages)
    task = _TASK.format(most=_SENTENCES) + (_CHINESE if chinese else "")
    return Prompt(_SYSTEM, task, {"title": paper.title, "passages": numbered})


def drafted(answer: str, *, chinese: bool) -> list[tuple[Heading, list[tuple[Claim, str]]]]:
    """By section each sentence with what it cites, and its translation ("" in English).

    Nothing of it is checked, and a sentence may cite nothing. Empty if the answer is no draft.
    """
    draft = parse(answer, ChineseDraft) if chinese else parse(answer, EnglishDraft)
    if draft is None:
        return []
    return [
        (Heading.OVERVIEW, [_claim(one) for one in draft.overview[:_SENTENCES]]),
        (Heading.METHOD, [_claim(one) for one in draft.method[:_SENTENCES]]),
        (Heading.EXPERIMENTS, [_claim(one) for one in draft.experiments[:_SENTENCES]]),
        (Heading.PLAIN, [_claim(one) for one in draft.plain[:_SENTENCES]]),
    ]


def _claim(sentence: EnglishSentence) -> tuple[Claim, str]:
    """The sentence without the marks that models put into it beside, or instead of, the list."""
    marked = [int(n) for found in _MARKS.findall(sentence.text) for n in re.findall(r"\d+", found)]
    cited = sentence.passages or marked
    chinese = sentence.chinese if isinstance(sentence, ChineseSentence) else ""
    return Claim(_bare(sentence.text), tuple(dict.fromkeys(cited))), _bare(chinese)


def _bare(text: str) -> str:
    text = re.sub(rf"(?:{_MARKS.pattern})+(?=[.。!?！？]?\s*$)", "", text[:_LONGEST])
    return " ".join(text.split())
