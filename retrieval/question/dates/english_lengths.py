"""Lengths that ask for a period: "newer than two weeks", "published within 3 days"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.question.dates import periods
from retrieval.question.dates.english_context import PAPERS
from retrieval.question.dates.english_periods import FLAGS, LENGTH
from retrieval.question.dates.english_readers import read_rolling
from retrieval.question.dates.span import Span

if TYPE_CHECKING:
    import datetime as dt

_BOUND = re.compile(
    r"(?<![\w-])(?:(?P<newer>(?:newer|younger) than|(?:no|not) older than)|(?P<older>older than)"
    rf"|(?:(?<=published )|(?<=posted )|(?<=released )|(?<=submitted )|(?<=papers )|(?<=out ))"
    rf"(?P<within>within)) (?:the )?{LENGTH}(?: old| ago)?(?![\w-])",
    FLAGS,
)
_CLOSES = re.compile(rf" (?:on|about|for|with|in|that|by)\b| {PAPERS}\b|\s*(?:$|[,;:.?!)])", FLAGS)


def read_lengths(text: str, today: dt.date) -> list[Span]:
    """The spans of a plain text that say how old a paper may be, from left to right.

    A bare length is a topic's ("mortality within 30 days"): "within" must follow a word
    such as "published".
    """
    spans = []
    for match in _BOUND.finditer(text):
        period = read_rolling(match, today)
        if period is None or not _CLOSES.match(text, match.end()):
            continue
        bounds = (
            (None, periods.day_before(period.first)) if match["older"] else (period.first, None)
        )
        until = today if match["within"] else bounds[1]
        spans.append(Span(match.start(), match.end(), bounds[0], until))
    return spans
