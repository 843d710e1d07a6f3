"""Days as options name them: 2025-06-05, 2025-06, 2025, 3d, 2w, 1m, 1y, today, yesterday."""

from __future__ import annotations

import datetime as dt
import re

from retrieval.errors import BadQuestion
from retrieval.question.cutting import plain
from retrieval.question.dates import periods

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_BACK = re.compile(r"(\d{1,5})\s*(d|w|m|y)(?:ays?|eeks?|onths?|ears?)?(?: ago)?", re.ASCII)
_NAMES = {"today": 0, "now": 0, "yesterday": 1, "今天": 0, "昨天": 1, "前天": 2}


def parse_day(text: str, *, today: dt.date) -> dt.date:
    """One day. "3d", "2w", "1m" and "1y" count back from today, so "0d" is today.

    Raises:
        BadQuestion: no such day, or the text names a whole month or year.
    """
    first, last = _period(text, today)
    if first != last:
        raise BadQuestion(f"{text.strip()}: a day is needed, such as {first.isoformat()}.")
    return first


def parse_since(text: str, *, today: dt.date) -> dt.date:
    """The first day that the text allows: of a month or year, its first.

    Raises:
        BadQuestion: "--since 2025-02-30: there is no such day."
    """
    return _named("--since", text, today)[0]


def parse_until(text: str, *, today: dt.date) -> dt.date:
    """The last day that the text allows: of a month or year, its last.

    Raises:
        BadQuestion: "--until 2025-02-30: there is no such day."
    """
    return _named("--until", text, today)[1]


def _named(option: str, text: str, today: dt.date) -> tuple[dt.date, dt.date]:
    try:
        return _period(text, today)
    except BadQuestion as exc:
        raise BadQuestion(f"{option} {exc}") from exc


def _period(text: str, today: dt.date) -> tuple[dt.date, dt.date]:
    shown = " ".join(text.split())[:40]
    words = plain(shown).lower()
    if words in _NAMES:
        return _one(today - dt.timedelta(days=_NAMES[words]))
    if match := _BACK.fullmatch(words):
        return _one(_back(shown, int(match[1]), match[2], today))
    if match := _DATE.fullmatch(words):
        try:
            return _dated(*(int(part) if part else None for part in match.groups()))
        except ValueError as exc:
            unit = "day" if match[3] else "month" if match[2] else "year"
            raise BadQuestion(f"{shown}: there is no such {unit}.") from exc
    raise BadQuestion(
        f"{shown or 'nothing'}: not a day; write 2025-06-05, 2025-06, 2025, 3d, 2w, 1m, 1y, "
        "today or yesterday."
    )


def _one(date: dt.date) -> tuple[dt.date, dt.date]:
    return date, date


def _dated(
    year: int | None, month: int | None = None, day: int | None = None
) -> tuple[dt.date, dt.date]:
    """First and last day of a year, a month or a day; ValueError when there is none such."""
    number = year or 0
    if month is None:
        return dt.date(number, 1, 1), dt.date(number, 12, 31)
    if day is None:
        first = dt.date(number, month, 1)
        return first, periods.months(number, month).last
    return _one(dt.date(number, month, day))


def _back(shown: str, count: int, unit: str, today: dt.date) -> dt.date:
    try:
        if unit in "dw":
            return today - dt.timedelta(days=count * (7 if unit == "w" else 1))
        return periods.months_before(today, count * (12 if unit == "y" else 1))
    except (ValueError, OverflowError) as exc:
        raise BadQuestion(f"{shown}: no calendar goes back so far.") from exc
