"""What a model is told that writes an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.llm.prompt import Prompt
from retrieval.written.values import Source

if TYPE_CHECKING:
    from retrieval.papers import Paper
    from retrieval.queries import Answer

MOST_PAPERS = 5  # those that a reader sees first
MOST_CHARACTERS = 2_500  # of an abstract
_SYSTEM = """\
You answer a question about research papers from their abstracts, and from nothing else."""
_TASK = """\
Write two to five sentences in English that answer the question from the papers below.
- End every sentence with the numbers of the papers that say it, in square brackets: "... [1]." \
or "... [2][3]." A sentence without a number is thrown away.
- Each sentence stands for itself: name the method or the paper, and keep to one paper if you can.
- Keep close to the words of the abstracts. Copy names and numbers exactly, with their units.
- Say nothing that the abstracts do not say: no opinion, no guess, no knowledge of your own.
- No title, no list, no links, no introduction. If the papers do not answer, write nothing."""

_IN_CHINESE = """
- Write each sentence twice, on two lines: first "EN: ..." with the English sentence and its \
numbers, then "ZH: ..." with the same sentence in Simplified Chinese, names and numbers as they \
are, nothing added and nothing left out."""


def sources_of(answer: Answer) -> list[Source]:
    """The papers of an answer as a model gets them, under the numbers that readers see."""
    return [
        Source(number, one.paper.title, one.paper.abstract[:MOST_CHARACTERS], _facts(one.paper))
        for number, one in enumerate(answer.evidence[:MOST_PAPERS], 1)
    ]


def prompt_for(question: str, sources: list[Source], *, chinese: bool = False) -> Prompt:
    """The question and the papers, kept apart from what is asked."""
    papers = {f"paper {one.number}": f"{one.title}\n\n{one.abstract}" for one in sources}
    task = _TASK + _IN_CHINESE if chinese else _TASK
    return Prompt(_SYSTEM, task, {"question": question, **papers})


def _facts(paper: Paper) -> str:
    day = paper.listed or paper.published
    return " ".join([*paper.authors, day.strftime("%d %B %Y") if day else "", paper.id])
