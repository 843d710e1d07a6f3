"""Rules that read a period from words: a pattern, and what its match means on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from retrieval.question.dates import periods
from retrieval.question.dates.periods import Period

Reader = Callable[[re.Match[str], dt.date], Period | None]
"""Match and today to the period; None where the words are none after all."""


class Kind(Enum):
    """How sure it is, by its form alone, that the words are a date."""

    RELATIVE = "relative"  # today, last week, 最近三天: a date nearly everywhere
    FULL = "full"  # a day, month or quarter with its year: "June 2025"
    PARTIAL = "partial"  # a month, weekday or quarter without its year: "March"
    YEAR = "year"  # a number
    BARE = "bare"  # a length alone: 三天内, 两周前


class Form(Enum):
    """What a rule reads, where its neighbours must know."""

    DAY = "day"  # a day of a month
    MONTH = "month"
    WEEKDAY = "weekday"
    LENGTH = "length"  # so many days, weeks ... up to today
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Words:
    """A period and where its words end."""

    period: Period
    end: int
    kind: Kind
    form: Form = Form.OTHER

    @property
    def open_month(self) -> int | None:
        """The number of a month that was named without its year."""
        named = self.kind is Kind.PARTIAL and self.form is Form.MONTH
        return self.period.first.month if named else None


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that match a pattern are of a kind and form, and are read by a function."""

    pattern: re.Pattern[str]
    kind: Kind
    form: Form
    read: Reader


def read_first(rules: Sequence[Rule], text: str, place: int, today: dt.date) -> Words | None:
    """What the first rule reads that matches at a place; None when none does."""
    for rule in rules:
        match = rule.pattern.match(text, place)
        period = rule.read(match, today) if match else None
        if match and period:
            return Words(period, match.end(), rule.kind, rule.form)
    return None


def joined(first: Words, last: Words) -> Period:
    """From the one to the other: what lacks its year, or its week, takes the other's."""
    begin, end = first.period, last.period
    if first.form is Form.WEEKDAY and begin.first > end.last:
        begin = periods.day(begin.first - dt.timedelta(days=7))
    elif first.kind is Kind.PARTIAL and last.kind in {Kind.FULL, Kind.PARTIAL}:
        begin = periods.same_of_year_before(begin, end.last)
    elif last.open_month and first.kind in {Kind.FULL, Kind.RELATIVE}:
        later = last.open_month < begin.first.month
        end = periods.months(begin.first.year + later, last.open_month)
    return begin.to(end)
