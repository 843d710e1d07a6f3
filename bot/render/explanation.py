"""An explanation for a screen and for a program, and what both front ends say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from bot.render.hanging import Hanging
from bot.render.sentences import printable
from bot.render.stressing import shown
from retrieval.explaining.values import FULL_TEXT, Explanation, Heading, Passage, Why

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.words import Words

_ABSTRACT = "abstract"


def heading_of(heading: Heading, words: Words) -> str:
    """The name of a section."""
    said = words.explaining
    names = {
        Heading.BACKGROUND: said.background,
        Heading.METHOD: said.method,
        Heading.RESULT: said.result,
        Heading.OVERVIEW: said.overview,
        Heading.EXPERIMENTS: said.experiments,
        Heading.PLAIN: said.plain,
    }
    return names[heading]


def notices(explanation: Explanation, words: Words) -> list[str]:
    """Where it comes from, and why it is no more; plain text; none of a bare title."""
    said = words.explaining
    if not explanation.sections:
        return []
    reasons = {
        Why.UNAVAILABLE: said.unavailable,
        Why.UNSUPPORTED: said.unsupported,
        Why.NO_FULL_TEXT: said.no_full_text,
    }
    reason = reasons[explanation.why] if explanation.why else ""
    if explanation.model is None:
        return [reason or said.sorted]
    model = printable(explanation.model)
    full = any(passage.field == FULL_TEXT for passage in explanation.passages)
    sentence = (said.written_full if full else said.written).format(model=model)
    return [sentence, reason] if reason else [sentence]


def place_of(passage: Passage, words: Words) -> str:
    """Where a passage stands, for people; plain text."""
    if passage.field == _ABSTRACT:
        return words.explaining.abstract
    if passage.field == FULL_TEXT:
        return passage.section or words.explaining.full_text
    return passage.field


def explanation_view(
    explanation: Explanation, words: Words, *, passages: bool = False
) -> RenderableType:
    """An explanation on a screen.

    Args:
        explanation: what to show.
        words: in its language.
        passages: show those that carry a claim, too.
    """
    paper = explanation.known.paper
    parts: list[RenderableType] = [Hanging(Text(shown(paper.title), "bold"))]
    if paper.url is not None:
        parts.append(Text(paper.url, "cyan", no_wrap=True, overflow="ignore"))
    said = " ".join(notices(explanation, words)) or words.papers.only_title
    parts.append(Hanging(Text(said, "italic")))
    for section in explanation.sections:
        parts += [Text(), Text(heading_of(section.heading, words), "bold")]
        for claim in section.claims:
            cited = f" [{', '.join(map(str, claim.passages))}]" if explanation.written else ""
            parts.append(Hanging(Text(shown(claim.text) + cited), 2, "-"))
    if passages and explanation.written:
        parts += [Text(), Text(words.explaining.passages, "bold")]
        parts += [_passage(explanation.passage(n), words) for n in explanation.cited]
    return Group(*parts)


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """What `--json` prints; in a sorted explanation claims are the passages that they cite."""
    paper = explanation.known.paper
    return {
        "id": paper.id,
        "title": paper.title,
        "url": paper.url,
        "language": explanation.language,
        "written": explanation.written,
        "model": explanation.model,
        "why": explanation.why.value if explanation.why else None,
        "sections": [
            {
                "heading": section.heading.value,
                "claims": [
                    {"text": claim.text, "passages": list(claim.passages)}
                    for claim in section.claims
                ],
            }
            for section in explanation.sections
        ],
        "passages": [_passage_data(explanation.passage(n)) for n in explanation.cited],
    }


def _passage(passage: Passage, words: Words) -> RenderableType:
    label = f"{passage.number}."
    place = printable(place_of(passage, words))
    return Hanging(Text(f"“{shown(passage.text)}” ({place})"), len(label) + 1, label)


def _passage_data(passage: Passage) -> dict[str, Any]:
    return {
        "number": passage.number,
        "field": passage.field,
        "section": passage.section,
        "language": passage.language,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }
