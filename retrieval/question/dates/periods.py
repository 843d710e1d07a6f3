"""Calendar periods: weeks, months, quarters, years, and spans that end today.

Days are inclusive calendar days in UTC. Weeks run Monday to Sunday. A span of N days or
weeks that ends today counts today; one of N months or years begins on the same day of the
month N months before, or on that month's last day if it has no such day.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

FIRST_YEAR = 1991
"""arXiv began in August 1991: a lower number is not the year of a paper."""

_MONTHS = 12
_QUARTER = 3
_WEEK = 7
_LONGEST_MONTHS = 1_200


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, inclusive."""

    first: dt.date
    last: dt.date

    def to(self, other: Period) -> Period:
        """From the first day of one to the last day of the other, whichever comes first."""
        return Period(min(self.first, other.first), max(self.last, other.last))


def day(date: dt.date) -> Period:
    """One day."""
    return Period(date, date)


def days_before(today: dt.date, count: int) -> Period:
    """The one day that lies `count` days before today."""
    return day(today - dt.timedelta(days=count))


def week(today: dt.date, back: int = 0) -> Period:
    """The calendar week, Monday to Sunday, `back` weeks before the one of today."""
    monday = today - dt.timedelta(days=today.weekday() + _WEEK * back)
    return Period(monday, monday + dt.timedelta(days=_WEEK - 1))


def months(year: int, first: int, last: int | None = None) -> Period:
    """Whole months of a year, numbered from 1."""
    last = last or first
    return Period(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


def month(today: dt.date, back: int = 0) -> Period:
    """The calendar month `back` months before the one of today."""
    year, index = divmod(today.year * _MONTHS + today.month - 1 - back, _MONTHS)
    return months(year, index + 1)


def quarter(year: int, number: int) -> Period:
    """Quarter 1 to 4 of a year."""
    return months(year, _QUARTER * number - 2, _QUARTER * number)


def quarter_of(today: dt.date, back: int = 0) -> Period:
    """The calendar quarter `back` quarters before the one of today."""
    index = today.year * 4 + (today.month - 1) // _QUARTER - back
    return quarter(index // 4, index % 4 + 1)


def half(year: int, number: int) -> Period:
    """The first or second six months of a year."""
    return months(year, 1, 6) if number == 1 else months(year, 7, 12)


def year(number: int) -> Period:
    """A calendar year."""
    return months(number, 1, _MONTHS)


def latest_month(today: dt.date, number: int) -> Period:
    """The most recent month of that number that has begun."""
    return months(today.year - (number > today.month), number)


def latest_weekday(today: dt.date, weekday: int) -> Period:
    """The most recent day of that weekday (Monday is 0), today included."""
    return days_before(today, (today.weekday() - weekday) % _WEEK)


def weekday_of(span: Period, weekday: int) -> Period:
    """The day of that weekday (Monday is 0) in a calendar week."""
    return day(span.first + dt.timedelta(days=weekday))


def same_of_year_before(span: Period, limit: dt.date) -> Period:
    """The same days of the last year in which they begin by the limit."""
    back = span.first.year - limit.year
    back += (span.first.month, span.first.day) > (limit.month, limit.day)
    first, last = (months_before(day, _MONTHS * back) for day in (span.first, span.last))
    whole = month(span.last).last == span.last
    return Period(first, month(last).last if whole else last)


def months_before(today: dt.date, count: int) -> dt.date:
    """The same day of the month, `count` months before, or that month's last day."""
    target = month(today, count)
    return target.first.replace(day=min(today.day, target.last.day))


def rolling(today: dt.date, count: int, unit: str) -> Period | None:
    """The last `count` days, weeks, months ... up to today; None for an absurd or empty span.

    Units are hour, day, week, fortnight, month, quarter, year, decade. A span of hours
    covers every day that it touches, so 24 hours reach into yesterday.
    """
    scale = {"month": 1, "quarter": _QUARTER, "year": _MONTHS, "decade": 10 * _MONTHS}.get(unit)
    if count < 1 or count * (scale or 0) > _LONGEST_MONTHS or count > 30 * _LONGEST_MONTHS:
        return None
    if scale:
        return Period(months_before(today, count * scale), today)
    if unit == "hour":
        return Period(today - dt.timedelta(days=-(-count // 24)), today)
    length = {"day": 1, "week": _WEEK, "fortnight": 2 * _WEEK}[unit]
    first = today.toordinal() - count * length + 1
    return Period(dt.date.fromordinal(first), today) if first > 0 else None


def ago(today: dt.date, count: int, unit: str) -> Period | None:
    """The day, week, month ... that lies `count` of them before this one."""
    if rolling(today, count, unit) is None:
        return None
    calendar_periods = {
        "week": lambda: week(today, count),
        "fortnight": lambda: week(today, 2 * count),
        "month": lambda: month(today, count),
        "quarter": lambda: quarter_of(today, count),
        "year": lambda: year(today.year - count),
        "decade": lambda: year(today.year - 10 * count),
    }
    if unit in calendar_periods:
        return calendar_periods[unit]()
    return days_before(today, count // 24 if unit == "hour" else count)


def part_of(span: Period, part: str) -> Period:
    """The early, mid or late part, or the start or end, of a month, quarter or year.

    A month is cut after its 10th and 20th day, as Chinese cuts it (上旬, 中旬, 下旬), a
    longer period into thirds of whole months. The start and end of a longer period are
    its first and last month.
    """
    first, last = span.first, span.last
    length = (last.year - first.year) * _MONTHS + last.month - first.month + 1
    if length == 1:
        cuts = {"early": (1, 10), "start": (1, 10), "mid": (11, 20)}
        begin, end = cuts.get(part, (21, last.day))
        return Period(first.replace(day=begin), first.replace(day=end))
    third = length // 3
    from_month, to_month = {
        "early": (0, third - 1),
        "start": (0, 0),
        "mid": (third, length - third - 1),
        "late": (length - third, length - 1),
        "end": (length - 1, length - 1),
    }[part]
    return months(first.year, first.month + from_month, first.month + to_month)


def is_paper_year(number: int, today: dt.date) -> bool:
    """Whether the number can be the year of a paper: since arXiv began, next year at most."""
    return FIRST_YEAR <= number <= today.year + 1


def day_before(date: dt.date) -> dt.date:
    """The day before, or the first day that a calendar knows."""
    return max(date, dt.date.min + dt.timedelta(days=1)) - dt.timedelta(days=1)


def day_after(date: dt.date) -> dt.date:
    """The day after, or the last day that a calendar knows."""
    return min(date, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)
