"""The period and the order that a question asks for, and the question without them.

A period is given by the calendar in UTC, its days inclusive:

- today, last week, this month: the whole calendar period; weeks run Monday to Sunday;
- the past N days or weeks: today and the days before it; N months or years: from the same
  day of the month, N months before;
- since X: from the first day of X; after X: from the day after its last; before X: to the
  day before its first; until X: to its last;
- a month or weekday without a year: the most recent one that has begun;
- "last week" without a number is a calendar week, "past week" the last seven days.

A number, month or weekday that belongs to the topic ("the 2017 transformer", "10-day
forecast", "may improve") is left where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.question.cutting import cut_all, plain
from retrieval.question.dates.chinese_dates import read_chinese
from retrieval.question.dates.english_dates import read_english
from retrieval.question.dates.order import order_spans
from retrieval.text.language import language_of

if TYPE_CHECKING:
    import datetime as dt

    from retrieval.question.dates.span import Span


@dataclass(frozen=True, slots=True)
class Dated:
    """A question without its date and order words, and what those asked for."""

    text: str
    since: dt.date | None = None
    until: dt.date | None = None
    order: str | None = None  # "latest"


def read_dates(question: str, today: dt.date) -> Dated:
    """Take the date and order words out of a question.

    Several periods narrow each other ("since March, before June"); where they share no
    day, everything between the first and the last of them is meant.

    Raises:
        BadQuestion: a day is named that no calendar has (2025-02-30).
    """
    text, spans = question, []
    if language_of(text) == "zh":
        spans = read_chinese(plain(text), today)
        text = cut_all(text, [(s.start, s.end) for s in spans])
    english = read_english(plain(text), today)
    text = cut_all(text, [(s.start, s.end) for s in english])
    order = order_spans(plain(text))
    text = cut_all(text, order)
    since, until = _narrowed([*spans, *english])
    return Dated(text, since, until, "latest" if order else None)


def _narrowed(spans: list[Span]) -> tuple[dt.date | None, dt.date | None]:
    firsts = [s.since for s in spans if s.since]
    lasts = [s.until for s in spans if s.until]
    since, until = max(firsts, default=None), min(lasts, default=None)
    if since and until and since > until:
        return min(firsts), max(lasts)
    return since, until
