"""The paper's own sentences under three headings: what there is without a language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.excerpts import StoredText, texts_of
from retrieval.explaining.chinese_roles import chinese_roles
from retrieval.explaining.roles import ROLES, roles
from retrieval.explaining.values import Claim, Explanation, Heading, Passage, Section, Why
from retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from retrieval.papers import KnownPaper

CHINESE, ENGLISH = "zh", "en"
_TITLE = "title"
_MOST_PASSAGES = 60  # sentences; no abstract has as many


def sorted_explanation(known: KnownPaper, language: str, why: Why | None = None) -> Explanation:
    """The sentences of a paper's abstract, each under what it is for, in the order they stand.

    Args:
        known: the paper.
        language: the reader's; a text in it is preferred where one is stored.
        why: the reason, where a model could have written it.
    """
    passages = abstract_passages(known, language)
    texts = [passage.text for passage in passages]
    chinese = bool(passages) and passages[0].language == CHINESE
    found = chinese_roles(texts) if chinese else roles(texts)
    sections = []
    for role in ROLES:
        claims = tuple(
            Claim(passage.text, (passage.number,))
            for passage, its in zip(passages, found, strict=True)
            if its is role
        )
        if claims:
            sections.append(Section(Heading(role.value), claims))
    return Explanation(known, language, tuple(sections), passages, why=why)


def abstract_passages(known: KnownPaper, language: str) -> tuple[Passage, ...]:
    """The sentences of the abstract in the reader's language, or of another text that is stored.

    None where only the title is known.
    """
    text = _text(known, language)
    if text is None:
        return ()
    spans = sentences(text.text, text.language)[:_MOST_PASSAGES]
    return tuple(
        Passage(number, text.text[start:end], text.language, text.field, start, end)
        for number, (start, end) in enumerate(spans, 1)
    )


def _text(known: KnownPaper, language: str) -> StoredText | None:
    texts = [text for text in texts_of(known) if text.field != _TITLE]
    abstracts = [text for text in texts if text.field == "abstract"]
    preferred = [text for text in abstracts if text.language == language]
    return next(iter([*preferred, *abstracts, *texts]), None)
