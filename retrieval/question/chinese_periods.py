"""Chinese words that name a period: 上周, 2025年6月, 最近三天, 去年下半年."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from retrieval.errors import BadQuestion
from retrieval.question import periods
from retrieval.question.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "几": 3,
    "数": 3,
}
_ORDINAL_DAYS = "一二三四五六日"

_NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3}|几|数)"
_UNIT = r" ?(?P<unit>小时|天|日|个?周|个?星期|个?礼拜|个?季度|个?月|年)"
# Without 最近 or 过去, 五月 and 五日 are dates.
_BARE_UNIT = r" ?(?P<unit>小时|天|个?周|个?星期|个?礼拜|个?季度|个月|年)"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d|[一二][零〇九][零〇一二三四五六七八九]{2}) ?年?|(?<![如当现古])(?P<relative_year>今年|去年|前年|本年度?))"
_A_YEAR = r"(?:(?P<year>(?:19|20)\d\d|[一二][零〇九][零〇一二三四五六七八九]{2}) ?年(?:度(?=的))?|(?<![如当现古])(?P<relative_year>(?!))?(?!))"
_MONTH = r" ?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:份)?"
_DAY = r" ?(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号]"
_PART = r"(?P<part>上旬|中旬|下旬|(?:初|中|底|末)(?![国文心间步始级层部端外央]))?"
_NOT_IN_A_WORD = r"(?![期长围边球])"
_INSIDE = r"(?: ?(?:以内|之内|内|以来|来|里|间|之间))?"
_RECENT = r"(?:(?<![附接靠临邻相])(?:最近|过去|近|这|最近的|过去的|最近这|过去这|近这)) ?"
_VENUES = (
    r"ICLR|ICML|NeurIPS|NIPS|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|AAAI|IJCAI|KDD|SIGIR|SIGGRAPH"
    r"|INTERSPEECH|ICASSP|IROS|ICRA|CoRL|COLM|COLING|WWW|MICCAI|WACV|BMVC"
)


class Kind(Enum):
    """How sure it is, by its form alone, that the words are a date."""

    RELATIVE = "relative"  # 上周, 最近三天
    FULL = "full"  # 2025年6月
    PARTIAL = "partial"  # 6月, 周一
    YEAR = "year"  # 2024年
    BARE = "bare"  # 三天内, 两周前: a length without 最近 or 过去


@dataclass(frozen=True, slots=True)
class Words:
    """A period and where its words end."""

    period: Period
    end: int
    kind: Kind
    month: int | None = None  # a month was named without its year
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    kind: Kind
    read: Callable[[re.Match[str], dt.date], Period | None]


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
        return number_of(groups["year"])
    relative = groups.get("relative_year")
    return today.year - {"去": 1, "前": 2}.get(relative[0], 0) if relative else None


def _part(match: re.Match[str], span: Period) -> Period:
    part = match.groupdict().get("part")
    if not part:
        return span
    names = {"上旬": "early", "中旬": "mid", "下旬": "late", "初": "start", "中": "mid"}
    return periods.part_of(span, names.get(part, "end"))


def _day(match: re.Match[str], today: dt.date) -> Period | None:
    year, month, date = _year_of(match, today), number_of(match["month"]), number_of(match["day"])
    try:
        found = dt.date(year or 2024, month, date)
        found = found if year else found.replace(year=today.year)
    except ValueError as exc:
        if year is None:
            return None
        raise BadQuestion(f"{match[0].strip()}: there is no such day.") from exc
    return periods.day(found if year or found <= today else periods.months_before(found, 12))


def _month(match: re.Match[str], today: dt.date) -> Period | None:
    year, number = _year_of(match, today), number_of(match["month"])
    if not 1 <= number <= 12:  # noqa: PLR2004 - months
        return None
    return _part(
        match, periods.months(year, number) if year else periods.latest_month(today, number)
    )


def _quarter(match: re.Match[str], today: dt.date) -> Period:
    number, year = number_of(match["quarter"]), _year_of(match, today)
    if year is None:
        year = today.year - (periods.quarter(today.year, number).first > today)
    return periods.quarter(year, number)


def _half(match: re.Match[str], today: dt.date) -> Period:
    return periods.half(_year_of(match, today) or today.year, 1 if match["half"] in "上前" else 2)


def _year(match: re.Match[str], today: dt.date) -> Period | None:
    number = _year_of(match, today)
    good = number and (periods.is_paper_year(number, today))
    return _part(match, periods.year(number)) if number and good else None


def _calendar_week(match: re.Match[str], today: dt.date) -> Period:
    span = periods.week(today, match["back"].count("上"))
    weekday = match.groupdict().get("weekday")
    if weekday == "末":
        return Period(span.last - dt.timedelta(days=1), span.last)
    return periods.weekday_of(span, _weekday_number(weekday)) if weekday else span


def _weekday_number(name: str) -> int:
    return _ORDINAL_DAYS.index("日" if name == "天" else name)


def _calendar_month(match: re.Match[str], today: dt.date) -> Period:
    return _part(match, periods.month(today, match["back"].count("上")))


def _calendar_quarter(match: re.Match[str], today: dt.date) -> Period:
    return periods.quarter_of(today, match["back"].count("上"))


def _weekday(match: re.Match[str], today: dt.date) -> Period:
    return periods.latest_weekday(today, _weekday_number(match["weekday"]))


_UNITS = {"小": "hour", "天": "day", "日": "day", "周": "week", "星": "week", "礼": "week"}
_UNITS |= {"季": "quarter", "月": "month", "年": "year"}


def _length(match: re.Match[str]) -> tuple[int, str]:
    return number_of(match["count"]), _UNITS[match["unit"].removeprefix("个")[0]]


def _rolling(match: re.Match[str], today: dt.date) -> Period | None:
    return periods.rolling(today, *_length(match))


def _rolling_half(match: re.Match[str], today: dt.date) -> Period | None:
    if match["unit"] == "年":
        return periods.rolling(today, 6, "month")
    return periods.rolling(today, 15, "day")


def _ago(match: re.Match[str], today: dt.date) -> Period | None:
    return periods.ago(today, *_length(match))


def _day_back(count: int) -> Callable[[re.Match[str], dt.date], Period | None]:
    return lambda _match, today: periods.days_before(today, count)


def _rule(
    kind: Kind, read: Callable[[re.Match[str], dt.date], Period | None], *patterns: str
) -> list[_Rule]:
    return [_Rule(re.compile(pattern, re.IGNORECASE), kind, read) for pattern in patterns]


_COUNT = rf"(?P<count>{_NUMBER})"
_BEFORE_WEEK = r"(?P<back>(?<!以)上上个?|(?<!以)上一?个?|(?<![成样基版文日根书资])本|这一?个?)"
_WEEK = r"(?:周|星期|礼拜)"

# The first rule that matches wins: longer forms stand before the shorter ones in them.
_RULES = [
    *_rule(
        Kind.FULL,
        _day,
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])",
        rf"{_YEAR}{_MONTH}{_DAY}",
    ),
    *_rule(
        Kind.FULL,
        _month,
        rf"{_YEAR}的?{_MONTH}{_PART}",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d-])",
    ),
    *_rule(
        Kind.FULL,
        _quarter,
        rf"{_YEAR}的? ?第?(?P<quarter>[一二三四1-4]) ?季度?",
        rf"{_YEAR} ?Q(?P<quarter>[1-4])(?![A-Za-z0-9])",
    ),
    *_rule(Kind.FULL, _half, rf"{_YEAR}的? ?(?P<half>[上下前后])半年"),
    *_rule(Kind.FULL, _half, r"(?<!以)(?P<half>[上下])半年(?=的|以来|发|，| |$)"),
    *_rule(Kind.RELATIVE, _day_back(0), r"(?<![如当现至迄古])今(?:天|日(?!头条)|早|晚|晨)"),
    *_rule(Kind.RELATIVE, _day_back(1), r"昨(?:天|日|晚)(?!重现)"),
    *_rule(Kind.RELATIVE, _day_back(3), r"大前天"),
    *_rule(Kind.RELATIVE, _day_back(2), r"(?<![以之目当])前(?:天|日)(?![气线空])"),
    *_rule(
        Kind.RELATIVE,
        _calendar_week,
        rf"{_BEFORE_WEEK}{_WEEK}(?P<weekday>[一二三四五六日天末]){_NOT_IN_A_WORD}",
        rf"{_BEFORE_WEEK}{_WEEK}{_NOT_IN_A_WORD}",
    ),
    *_rule(
        Kind.RELATIVE,
        _calendar_month,
        rf"{_BEFORE_WEEK}月{_NOT_IN_A_WORD}{_PART}",
        r"(?P<back>当)月(?=的|发|以来)",
    ),
    *_rule(Kind.RELATIVE, _calendar_quarter, rf"{_BEFORE_WEEK}季度"),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.year(t.year - 1), r"上一年(?!级)"),
    *_rule(Kind.RELATIVE, _rolling_half, rf"{_RECENT}(?:大)?半(?:个)?(?P<unit>年|月){_INSIDE}"),
    *_rule(Kind.RELATIVE, _rolling, rf"{_RECENT}{_COUNT}{_UNIT}{_INSIDE}(?!级)"),
    *_rule(
        Kind.RELATIVE,
        _year,
        rf"(?<![如当现古以之目])(?P<relative_year>今年|(?<!过)去年|前年|本年度?)(?![轻龄级])(?! ?的? ?(?:{_VENUES}))(?P<part>(?:初|中|底|末)(?![国文心间步始级层部端外央]))?",
    ),
    *_rule(Kind.PARTIAL, _day, rf"{_MONTH}{_DAY}"),
    *_rule(Kind.BARE, _ago, rf"{_COUNT}{_BARE_UNIT}(?:之|以)?前(?![沿景馈向端置缀列后瞻提])"),
    *_rule(Kind.BARE, _rolling, rf"{_COUNT}{_BARE_UNIT}(?:以内|之内|内|以来)"),
    *_rule(Kind.PARTIAL, _month, rf"(?<![\d.]){_MONTH}{_PART}(?![球亮光季饼活])"),
    *_rule(Kind.PARTIAL, _quarter, r"第?(?P<quarter>[一二三四1-4]) ?季度"),
    *_rule(Kind.PARTIAL, _weekday, rf"{_WEEK}(?P<weekday>[一二三四五六日天]){_NOT_IN_A_WORD}"),
    *_rule(
        Kind.YEAR,
        _year,
        rf"{_A_YEAR}(?P<part>(?:初|中|底|末)(?![国文心间步始级层部端外央]))?(?!级)",
        r"(?P<year>(?:19|20)\d\d)(?= ?(?:到|至|-) ?(?:19|20)\d\d ?年)",
    ),
]


def words_at(text: str, place: int, today: dt.date) -> Words | None:
    """The period whose words begin at a place of a plain text; None when none does.

    Raises:
        BadQuestion: the words are a day that no calendar has (2025年2月30日).
    """
    for rule in _RULES:
        match = rule.pattern.match(text, place)
        period = rule.read(match, today) if match else None
        if match and period:
            bare = rule.kind is Kind.PARTIAL and rule.read is _month
            number = number_of(match["month"]) if bare else None
            return Words(period, match.end(), rule.kind, number, rule.read is _day)
    return None
