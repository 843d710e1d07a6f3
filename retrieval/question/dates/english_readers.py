"""What matched English date words mean on a day. The patterns are english_periods.py's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from retrieval.errors import BadQuestion
from retrieval.question.dates import periods
from retrieval.question.dates.periods import Period

if TYPE_CHECKING:
    import re

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG_UNITS = {"hr": "hour", "wk": "week", "yr": "year", "h": "hour", "d": "day", "w": "week"}
_LONG_UNITS |= {"y": "year", "mo": "month"}
_NUMBERS = (
    " a/an/one two/couple three/few four five/several six seven eight nine ten eleven twelve"
    " thirteen fourteen fifteen"
)
COUNTS = {
    word: number
    for number, words in enumerate(_NUMBERS.split(" "))
    for word in words.split("/")
    if word
} | {"twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90, "hundred": 100}
"""Number words, "a", "few" and "couple" among them, to what they count."""

ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
ORDINALS |= {"fourth": 4, "4th": 4, "last": 4}
"""Quarters by their ordinal."""


def _no_such_day(words: str) -> BadQuestion:
    return BadQuestion(f"{words.strip()}: there is no such day.")


def _month_number(name: str) -> int:
    return _MONTH_NAMES.index(name[:3].lower()) + 1


def _count_of(match: re.Match[str]) -> int:
    words = (match["count"] or match.groupdict().get("loose") or "").lower().split()
    if not words:
        return 1
    return int(words[0]) if words[0].isdigit() else COUNTS[words[0]]


def _unit_of(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    return _LONG_UNITS.get(unit, unit)


def _year_of(match: re.Match[str], today: dt.date) -> int | None:
    if match["which_year"]:
        back = match["which_year"].lower() in {"last", "the previous"}
        return today.year - back
    return int(match["year"]) if match["year"] else None


def read_iso_day(match: re.Match[str], _today: dt.date) -> Period:
    """Read "2025-06-05"."""
    try:
        return periods.day(dt.date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError as exc:
        raise _no_such_day(match[0]) from exc


def read_day_span(match: re.Match[str], today: dt.date) -> Period | None:
    """Read "5 to 10 June 2025", "June 5-10"; None for days that there are not."""
    year, number = _year_of(match, today), _month_number(match["month"])
    try:
        ends = [dt.date(year or today.year, number, int(match[d])) for d in ("day", "day_to")]
    except ValueError:
        return None
    if year is None and ends[0] > today:
        ends = [periods.months_before(end, 12) for end in ends]
    return Period(min(ends), max(ends))


def read_written_day(match: re.Match[str], today: dt.date) -> Period | None:
    """Read "5 June 2025"; "June 5", the latest that has begun."""
    year, number = _year_of(match, today), _month_number(match["month"])
    try:
        # A leap year stands in where the year is open: 29 February is a day of some year.
        date = dt.date(year or 2024, number, int(match["day"]))
        if year is None:
            date = date.replace(year=today.year)
    except ValueError as exc:
        if year is None:  # "may 45 layers do"
            return None
        raise _no_such_day(match[0]) from exc
    if year is None and date > today:
        date = periods.months_before(date, 12)
    return periods.day(date)


def read_iso_month(match: re.Match[str], _today: dt.date) -> Period | None:
    """Read "2025-06", "06/2025"."""
    year, number = int(match["year"]), int(match["number"])
    return periods.months(year, number) if 1 <= number <= 12 else None  # noqa: PLR2004 - months


def read_month_of_year(match: re.Match[str], today: dt.date) -> Period | None:
    """Read "june 2025", "early June"; without a year the latest that has begun."""
    year = _year_of(match, today)
    number = _month_number(match["month"])
    span = periods.months(year, number) if year else periods.latest_month(today, number)
    part = _part(match, span)
    return part if year else periods.same_of_year_before(part, today)


def _part(match: re.Match[str], span: Period) -> Period:
    words = (match.groupdict().get("part") or "").lower().split()
    if not words:
        return span
    names = {"earlier": "early", "beginning": "start", "middle": "mid", "later": "late"}
    return periods.part_of(span, names.get(words[-1], words[-1]))


def read_month_relative(match: re.Match[str], today: dt.date) -> Period:
    """Read a month: "last June" is the most recent one that is over, "this June" is this year's."""
    number = _month_number(match["month"])
    if match["which"].lower() == "this":
        return periods.months(today.year, number)
    return periods.latest_month(periods.month(today, 1).last, number)


def read_week_of_month(match: re.Match[str], today: dt.date) -> Period | None:
    """Read "the first week of June": its first seven days; the last week, its last seven."""
    month = read_month_of_year(match, today)
    ordinal = match["ordinal"].lower()
    if month is None:
        return None
    if ordinal == "last":
        return Period(month.last - dt.timedelta(days=6), month.last)
    first = month.first + dt.timedelta(days=7 * (ORDINALS[ordinal] - 1))
    return Period(first, first + dt.timedelta(days=6))


def read_year_to_date(_match: re.Match[str], today: dt.date) -> Period:
    """Read "year to date"."""
    return Period(periods.year(today.year).first, today)


def read_year_part(match: re.Match[str], today: dt.date) -> Period | None:
    """Read "early 2025", "the end of last year"."""
    number = _year_of(match, today)
    return _part(match, periods.year(number)) if number else None


def read_quarter(match: re.Match[str], today: dt.date) -> Period:
    """Read "Q3 2025", "the third quarter"; without a year the latest that has begun."""
    groups = match.groupdict()
    number = int(groups.get("quarter") or ORDINALS[(groups.get("ordinal") or "first").lower()])
    year = _year_of(match, today)
    if year is None:
        year = today.year - (periods.quarter(today.year, number).first > today)
    return periods.quarter(year, number)


def read_half(match: re.Match[str], today: dt.date) -> Period:
    """Read "H1 2025", "the second half of last year"."""
    groups = match.groupdict()
    ordinal = (groups.get("ordinal") or "").lower()
    number = int(groups.get("half") or (1 if ordinal in {"first", "1st"} else 2))
    return periods.half(_year_of(match, today) or today.year, number)


def read_named(match: re.Match[str], today: dt.date) -> Period:
    """Read "this week", "last month": whole calendar periods."""
    back = "current" not in match["which"].lower() and match["which"].lower() != "this"
    return _calendar(match["named"].lower(), today, int(back))


def _calendar(name: str, today: dt.date, back: int) -> Period:
    if name == "week":
        return periods.week(today, back)
    if name == "month":
        return periods.month(today, back)
    return periods.quarter_of(today, back) if name == "quarter" else periods.year(today.year - back)


def read_named_part(match: re.Match[str], today: dt.date) -> Period:
    """Read "the beginning of this year"; "earlier this week" is all of the week."""
    name = match["named"].lower()
    back = match["whose"].lower() in {"last", "the previous"}
    span = _calendar(name, today, int(back))
    if match["part"].lower().split()[-1] in {"earlier", "later"}:
        return span
    if name != "week":
        return _part(match, span)
    starts = match["part"].lower().split()[-1] in {"start", "beginning", "early"}
    return periods.day(span.first if starts else span.last)


def read_weekday(match: re.Match[str], today: dt.date) -> Period:
    """Read "Monday", "last Friday" (before today), "Friday of last week"."""
    number = _DAY_NAMES.index(match["weekday"][:3].lower())
    groups = match.groupdict()
    if groups.get("of_week"):
        return periods.weekday_of(
            periods.week(today, int(match["of_week"].lower() == "last")), number
        )
    before = (groups.get("which") or "").lower() in {"last", "previous"}
    return periods.latest_weekday(today - dt.timedelta(days=int(before)), number)


def read_weekend(match: re.Match[str], today: dt.date) -> Period:
    """Read "last weekend": Saturday and Sunday."""
    last = periods.week(today, int(match["which"].lower() != "this")).last
    return Period(last - dt.timedelta(days=1), last)


def read_rolling(match: re.Match[str], today: dt.date) -> Period | None:
    """Read "the past two weeks", up to today."""
    return periods.rolling(today, _count_of(match), _unit_of(match))


def read_ago(match: re.Match[str], today: dt.date) -> Period | None:
    """Read "two weeks ago": that whole week; "three days ago": that day."""
    return periods.ago(today, _count_of(match), _unit_of(match))


def read_year(match: re.Match[str], today: dt.date) -> Period | None:
    """Read "2025"; None for a number that is no year of papers."""
    number = int(match[1])
    return periods.year(number) if periods.is_paper_year(number, today) else None


def read_season(match: re.Match[str], today: dt.date) -> Period | None:
    """Read "2023-24": two years that follow each other."""
    first = read_year(match, today)
    if first is None or int(match[2]) != (int(match[1]) + 1) % 100:
        return None
    return first.to(periods.year(int(match[1]) + 1))
