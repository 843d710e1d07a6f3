"""Turns in few words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from retrieval.answering.excerpts import texts_of
from retrieval.members import Turn
from retrieval.queries import Abstained, Answer, Evidence, Excerpt, Query, Reason
from tests.retrieval.catalogue.building import record

if TYPE_CHECKING:
    from retrieval.papers import KnownPaper

NOON = dt.datetime(2026, 6, 20, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ADA, BOB = "1001", "1002"
CHANNEL, OTHER_CHANNEL = "2001", "2002"
QUESTION = Query(
    text="sand",
    question="who walks on sand, by Ada Writer?",
    since=dt.date(2026, 6, 1),
    until=dt.date(2026, 6, 30),
    categories=("cs.RO",),
    authors=("Ada Writer",),
)
SAND = record(
    "2506.00001", "Walking on sand", abstract="Robots walk on sand. They do not sink.", version=1
)
SNOW = record("2506.00002", "Walking on snow", abstract="Robots walk on snow.")


def evidence(known: KnownPaper, start: int = 0, end: int = 20) -> Evidence:
    """Its first text as evidence, with one word marked."""
    text = next(texts_of(known))
    piece = text.text[start:end]
    excerpt = Excerpt(text.field, text.language, start, start + len(piece), piece, ((0, 3),))
    return Evidence(known, 0.75, (excerpt,))


def showing(*papers: KnownPaper, query: Query = QUESTION, **more: Any) -> Turn:
    """A turn that showed these papers."""
    return turn(Answer(query, tuple(map(evidence, papers))), **more)


def silent(**more: Any) -> Turn:
    """A turn without an answer."""
    return turn(Abstained(QUESTION, Reason.NOTHING_RELEVANT), **more)


def turn(outcome: Answer | Abstained, **more: Any) -> Turn:
    told = {"id": "t-0000000001", "user": ADA, "place": CHANNEL, "asked": NOON}
    return Turn(outcome=outcome, **(told | more))
