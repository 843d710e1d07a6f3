"""What matched Chinese date words mean on a day. The patterns are chinese_periods.py's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from retrieval.errors import BadQuestion
from retrieval.question.dates import periods
from retrieval.question.dates.periods import Period

if TYPE_CHECKING:
    import re

    from retrieval.question.dates.period_rules import Reader

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "几": 3,
    "数": 3,
}
_CENTURY = 100
_ORDINAL_DAYS = "一二三四五六日"


def number_of(text: str) -> int:
    """An Arabic or Chinese number up to 99, or digits in a row: 十二, 二十四, 二〇二五, 12."""
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" not in text:
        return int("".join(str(_DIGITS[c]) for c in text))
    tens, _, ones = text.partition("十")
    return 10 * (_DIGITS[tens[-1]] if tens else 1) + (_DIGITS[ones[0]] if ones else 0)


def _year_of(match: re.Match[str], today: dt.date) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        number = number_of(groups["year"])
        return number if number > _CENTURY else 2000 + number
    relative = groups.get("relative_year")
    return today.year - {"去": 1, "前": 2}.get(relative[0], 0) if relative else None


def _part(match: re.Match[str], span: Period) -> Period:
    part = match.groupdict().get("part")
    if not part:
        return span
    names = {"上旬": "early", "中旬": "mid", "下旬": "late", "初": "start", "中": "mid"}
    return periods.part_of(span, names.get(part, "end"))


def read_day(match: re.Match[str], today: dt.date) -> Period | None:
    """Read 2025年6月5日; 6月5日, the latest that has begun."""
    year, month, date = _year_of(match, today), number_of(match["month"]), number_of(match["day"])
    try:
        found = dt.date(year or 2024, month, date)
        found = found if year else found.replace(year=today.year)
    except ValueError as exc:
        if year is None:
            return None
        raise BadQuestion(f"{match[0].strip()}: there is no such day.") from exc
    return periods.day(found if year or found <= today else periods.months_before(found, 12))


def read_month(match: re.Match[str], today: dt.date) -> Period | None:
    """Read 2025年6月, 6月上旬; without a year the latest that has begun."""
    year, number = _year_of(match, today), number_of(match["month"])
    if not 1 <= number <= 12:  # noqa: PLR2004 - months
        return None
    span = periods.months(year, number) if year else periods.latest_month(today, number)
    part = _part(match, span)
    return part if year else periods.same_of_year_before(part, today)


def read_quarter(match: re.Match[str], today: dt.date) -> Period:
    """Read 2025年第三季度; without a year the latest that has begun."""
    number, year = number_of(match["quarter"]), _year_of(match, today)
    if year is None:
        year = today.year - (periods.quarter(today.year, number).first > today)
    return periods.quarter(year, number)


def read_half(match: re.Match[str], today: dt.date) -> Period:
    """Read 今年上半年."""
    return periods.half(_year_of(match, today) or today.year, 1 if match["half"] in "上前" else 2)


def read_year(match: re.Match[str], today: dt.date) -> Period | None:
    """Read 2024年, 今年, 去年底; None for a number that is no year of papers."""
    number = _year_of(match, today)
    good = number and (periods.is_paper_year(number, today))
    return _part(match, periods.year(number)) if number and good else None


def read_calendar_week(match: re.Match[str], today: dt.date) -> Period:
    """Read 本周, 上上周, 上周五, 上周末."""
    span = periods.week(today, match["back"].count("上"))
    weekday = match.groupdict().get("weekday")
    if weekday == "末":
        return Period(span.last - dt.timedelta(days=1), span.last)
    return periods.weekday_of(span, _weekday_number(weekday)) if weekday else span


def _weekday_number(name: str) -> int:
    return _ORDINAL_DAYS.index("日" if name == "天" else name)


def read_calendar_month(match: re.Match[str], today: dt.date) -> Period:
    """Read 本月, 上个月, 上月底."""
    return _part(match, periods.month(today, match["back"].count("上")))


def read_calendar_quarter(match: re.Match[str], today: dt.date) -> Period:
    """Read 本季度, 上个季度."""
    return periods.quarter_of(today, match["back"].count("上"))


def read_weekday(match: re.Match[str], today: dt.date) -> Period:
    """Read 周一: the latest one, today included."""
    return periods.latest_weekday(today, _weekday_number(match["weekday"]))


_UNITS = {"小": "hour", "天": "day", "日": "day", "周": "week", "星": "week", "礼": "week"}
_UNITS |= {"季": "quarter", "月": "month", "年": "year"}


def _length(match: re.Match[str]) -> tuple[int, str]:
    return number_of(match["count"]), _UNITS[match["unit"].removeprefix("个")[0]]


def read_rolling(match: re.Match[str], today: dt.date) -> Period | None:
    """Read 最近三天, up to today."""
    return periods.rolling(today, *_length(match))


def read_rolling_half(match: re.Match[str], today: dt.date) -> Period | None:
    """Read 过去半年, 近半个月 (15 days)."""
    if match["unit"] == "年":
        return periods.rolling(today, 6, "month")
    return periods.rolling(today, 15, "day")


def read_ago(match: re.Match[str], today: dt.date) -> Period | None:
    """Read 三天前: that day; 两周前: that whole week."""
    return periods.ago(today, *_length(match))


def day_back(count: int) -> Reader:
    """Make the reader of the one day so many days ago."""
    return lambda _match, today: periods.days_before(today, count)
