"""English words that name a period: "last week", "June 2025", "the past two weeks", "Q3"."""

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

FLAGS = re.ASCII | re.IGNORECASE

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>jan(?:uary|uar)?|feb(?:ruary|uary|urary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sep(?:t|tember|tembre)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY_NAMES = "mon tue wed thu fri sat sun".split()
_WEEKDAY = (
    r"(?P<weekday>monday|tuesday|wednesday|wensday|thursday|friday|saturday|sunday"
    r"|(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri)\b\.?)"
)
_COUNTS = {
    word: number
    for number, words in enumerate(
        "|a an one|two couple|three few|four|five several|six|seven|eight|nine|ten|eleven"
        "|twelve|thirteen|fourteen|fifteen".split("|")
    )
    for word in words.split()
} | {"twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90, "hundred": 100}
_COUNT = (
    r"(?:(?P<count>\d{1,5}|" + "|".join(w for w in _COUNTS if w not in {"couple", "few"}) + r")\b"
    r"|(?:a )?(?P<loose>couple(?: of)?|few)\b)"
)
_UNIT = r"(?P<unit>hour|hr|day|week|wk|fortnight|month|quarter|year|yr|decade)s?\b"
_ONE_UNIT = _UNIT.replace("s?", "")
_LONG_UNITS = {"hr": "hour", "wk": "week", "yr": "year", "h": "hour", "d": "day", "w": "week"}
_LONG_UNITS |= {"y": "year", "mo": "month"}
_ABBREVIATED = r"(?P<count>\d{1,5}) ?(?P<unit>h|d|w|wk|mo|yr|y)s?\b"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)(?!\d|\.\d)|(?P<which_year>this|the current|last|the previous) year\b)"
_OF = r",? ?(?:of |in )?"
_PART = (
    r"(?P<part>(?:the )?(?:very )?(?:early|earlier|beginning|start|mid|middle|late|later|end))"
    r"(?:-| (?:part )?)(?:of |in )?"
)
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_ORDINALS |= {"fourth": 4, "4th": 4, "last": 4}
_ORDINAL = r"(?:the )?(?P<ordinal>" + "|".join(_ORDINALS) + ")"
_NAMED = r"(?P<which>this|the current|current|last|previous|the previous) (?P<named>week|month|quarter|year)"


class Kind(Enum):
    """How sure it is, by its form alone, that the words are a date."""

    RELATIVE = "relative"  # today, last week, the past two weeks: a date nearly everywhere
    FULL = "full"  # a day, month or quarter with its year: "June 2025"
    PARTIAL = "partial"  # a month, weekday or quarter without its year: "March"
    YEAR = "year"  # a number


@dataclass(frozen=True, slots=True)
class Words:
    """A period and where its words end."""

    period: Period
    end: int
    kind: Kind
    month: int | None = None  # a month was named without its year
    rolling: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    kind: Kind
    read: Callable[[re.Match[str], dt.date], Period | None]


def _no_such_day(words: str) -> BadQuestion:
    return BadQuestion(f"{words.strip()}: there is no such day.")


def _month_number(name: str) -> int:
    return _MONTH_NAMES.index(name[:3].lower()) + 1


def _count_of(match: re.Match[str]) -> int:
    words = (match["count"] or match.groupdict().get("loose") or "").lower().split()
    if not words:
        return 1
    return int(words[0]) if words[0].isdigit() else _COUNTS[words[0]]


def _unit_of(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    return _LONG_UNITS.get(unit, unit)


def _year_of(match: re.Match[str], today: dt.date) -> int | None:
    if match["which_year"]:
        back = match["which_year"].lower() in {"last", "the previous"}
        return today.year - back
    return int(match["year"]) if match["year"] else None


def _iso_day(match: re.Match[str], _today: dt.date) -> Period:
    try:
        return periods.day(dt.date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError as exc:
        raise _no_such_day(match[0]) from exc


def _day_span(match: re.Match[str], today: dt.date) -> Period | None:
    year, number = _year_of(match, today), _month_number(match["month"])
    try:
        ends = [dt.date(year or today.year, number, int(match[d])) for d in ("day", "day_to")]
    except ValueError:
        return None
    if year is None and ends[0] > today:
        ends = [periods.months_before(end, 12) for end in ends]
    return Period(min(ends), max(ends))


def _written_day(match: re.Match[str], today: dt.date) -> Period | None:
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


def _iso_month(match: re.Match[str], _today: dt.date) -> Period | None:
    year, number = int(match["year"]), int(match["number"])
    return periods.months(year, number) if 1 <= number <= 12 else None  # noqa: PLR2004 - months


def _month_of_year(match: re.Match[str], today: dt.date) -> Period | None:
    year = _year_of(match, today)
    number = _month_number(match["month"])
    return _part(
        match, periods.months(year, number) if year else periods.latest_month(today, number)
    )


def _part(match: re.Match[str], span: Period) -> Period:
    words = (match.groupdict().get("part") or "").lower().split()
    if not words:
        return span
    names = {"earlier": "early", "beginning": "start", "middle": "mid", "later": "late"}
    return periods.part_of(span, names.get(words[-1], words[-1]))


def _month_relative(match: re.Match[str], today: dt.date) -> Period:
    """ "Last June" is the most recent one that is over, "this June" is this year's."""
    number = _month_number(match["month"])
    if match["which"].lower() == "this":
        return periods.months(today.year, number)
    return periods.latest_month(periods.month(today, 1).last, number)


def _year_part(match: re.Match[str], today: dt.date) -> Period | None:
    number = _year_of(match, today)
    return _part(match, periods.year(number)) if number else None


def _quarter(match: re.Match[str], today: dt.date) -> Period:
    groups = match.groupdict()
    number = int(groups.get("quarter") or _ORDINALS[(groups.get("ordinal") or "first").lower()])
    year = _year_of(match, today)
    if year is None:
        year = today.year - (periods.quarter(today.year, number).first > today)
    return periods.quarter(year, number)


def _half(match: re.Match[str], today: dt.date) -> Period:
    groups = match.groupdict()
    ordinal = (groups.get("ordinal") or "").lower()
    number = int(groups.get("half") or (1 if ordinal in {"first", "1st"} else 2))
    return periods.half(_year_of(match, today) or today.year, number)


def _named(match: re.Match[str], today: dt.date) -> Period:
    back = "current" not in match["which"].lower() and match["which"].lower() != "this"
    return _calendar(match["named"].lower(), today, int(back))


def _calendar(name: str, today: dt.date, back: int) -> Period:
    if name == "week":
        return periods.week(today, back)
    if name == "month":
        return periods.month(today, back)
    return periods.quarter_of(today, back) if name == "quarter" else periods.year(today.year - back)


def _named_part(match: re.Match[str], today: dt.date) -> Period:
    name = match["named"].lower()
    back = match["whose"].lower() in {"last", "the previous"}
    span = _calendar(name, today, int(back))
    if match["part"].lower().split()[-1] in {"earlier", "later"}:
        return span
    if name != "week":
        return _part(match, span)
    starts = match["part"].lower().split()[-1] in {"start", "beginning", "early"}
    return periods.day(span.first if starts else span.last)


def _weekday(match: re.Match[str], today: dt.date) -> Period:
    number = _DAY_NAMES.index(match["weekday"][:3].lower())
    groups = match.groupdict()
    if groups.get("of_week"):
        return periods.weekday_of(
            periods.week(today, int(match["of_week"].lower() == "last")), number
        )
    before = (groups.get("which") or "").lower() in {"last", "previous"}
    return periods.latest_weekday(today - dt.timedelta(days=int(before)), number)


def _weekend(match: re.Match[str], today: dt.date) -> Period:
    last = periods.week(today, int(match["which"].lower() != "this")).last
    return Period(last - dt.timedelta(days=1), last)


def _rolling(match: re.Match[str], today: dt.date) -> Period | None:
    return periods.rolling(today, _count_of(match), _unit_of(match))


def _ago(match: re.Match[str], today: dt.date) -> Period | None:
    return periods.ago(today, _count_of(match), _unit_of(match))


def _year(match: re.Match[str], today: dt.date) -> Period | None:
    number = int(match[1])
    return periods.year(number) if periods.is_paper_year(number, today) else None


def _season(match: re.Match[str], today: dt.date) -> Period | None:
    """ "2023-24": two years that follow each other."""
    first = _year(match, today)
    if first is None or int(match[2]) != (int(match[1]) + 1) % 100:
        return None
    return first.to(periods.year(int(match[1]) + 1))


def _rule(
    kind: Kind, read: Callable[[re.Match[str], dt.date], Period | None], *patterns: str
) -> list[_Rule]:
    return [_Rule(re.compile(p + _BOUNDARY, FLAGS), kind, read) for p in patterns]


_THE = r"(?:the )?"
# A possessive, with or without its apostrophe, is left to the caller.
_BOUNDARY = (
    r"(?=(?:'s|s'?)?(?!\w|\.\d|-(?!(?:19|20)\d\d(?!\w)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* (?:19|20)\d\d)))"
)
_PAST = (
    r"(?:the |these |this )?(?:very )?(?:past|last|most recent|recent|latest|previous|preceding)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_DAY_TO = r"(?P<day_to>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_TO = r"(?: ?- ?| to | and | till | until | through )"
# The groups stay empty: the rules of a kind share one reader.
_NO_YEAR = r"(?P<year>(?!))?(?P<which_year>(?!))?"

# The first rule that matches wins: longer forms stand before the shorter ones in them.
_RULES = [
    *_rule(
        Kind.FULL,
        _iso_day,
        r"((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?:T[\d:.]+Z?)?",
        r"((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})",
    ),
    *_rule(
        Kind.FULL,
        _day_span,
        rf"{_MONTH} {_DAY}{_TO}{_DAY_TO}{_OF}{_YEAR}",
        rf"{_THE}{_DAY}{_TO}{_DAY_TO} (?:of )?{_MONTH}{_OF}{_YEAR}",
    ),
    *_rule(
        Kind.PARTIAL,
        _day_span,
        rf"{_MONTH} {_DAY}{_TO}{_DAY_TO}{_NO_YEAR}",
        rf"{_THE}{_DAY}{_TO}{_DAY_TO} (?:of )?{_MONTH}{_NO_YEAR}",
    ),
    *_rule(
        Kind.FULL,
        _written_day,
        rf"{_THE}{_DAY} (?:of )?{_MONTH}{_OF}{_YEAR}",
        rf"{_MONTH} {_THE}{_DAY}{_OF}{_YEAR}",
    ),
    *_rule(
        Kind.FULL,
        _iso_month,
        r"(?P<year>(?:19|20)\d\d)[-/](?P<number>\d{2})",
        r"(?P<number>\d{1,2})/(?P<year>(?:19|20)\d\d)",
    ),
    *_rule(
        Kind.FULL,
        _month_of_year,
        rf"(?:{_PART})?{_MONTH}{_OF}{_YEAR}",
        rf"(?P<year>(?:19|20)\d\d)(?P<which_year>)? {_MONTH}",
    ),
    *_rule(
        Kind.FULL,
        _quarter,
        rf"Q(?P<quarter>[1-4])[ -]?{_OF}{_YEAR}",
        rf"{_YEAR}[ -]?Q(?P<quarter>[1-4])",
        rf"{_ORDINAL} quarter{_OF}{_YEAR}",
    ),
    *_rule(
        Kind.FULL,
        _half,
        rf"H(?P<half>[12])[ -]?{_OF}{_YEAR}",
        rf"{_YEAR}[ -]?H(?P<half>[12])",
        rf"{_ORDINAL} half{_OF}{_YEAR}",
    ),
    *_rule(Kind.FULL, _year_part, rf"{_PART}{_YEAR}"),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.days_before(t, 2), rf"{_THE}day before yesterday"),
    *_rule(
        Kind.RELATIVE,
        lambda _m, t: periods.day(t),
        r"(?:earlier )?today|tonight|this (?:morning|afternoon|evening)",
    ),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.days_before(t, 1), r"yesterday|last night"),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.week(t, 2), rf"{_THE}week before last"),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.month(t, 2), rf"{_THE}month before last"),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.year(t.year - 2), rf"{_THE}year before last"),
    *_rule(
        Kind.RELATIVE,
        _named_part,
        rf"{_PART}(?P<whose>this|the current|last|the previous|the) (?P<named>week|month|quarter|year)",
    ),
    *_rule(
        Kind.RELATIVE, _named, _NAMED, rf"the (?P<which>last) (?P<named>week|month|quarter|year)"
    ),
    *_rule(Kind.RELATIVE, _weekend, r"(?:over |on )?(?P<which>this|last|the previous) weekend"),
    *_rule(
        Kind.RELATIVE,
        _rolling,
        rf"{_PAST} {_COUNT} {_UNIT}",
        rf"{_PAST} {_ABBREVIATED}",
        rf"(?:the |this )?(?:very )?(?:past|last|previous) (?P<count>){_ONE_UNIT}",
    ),
    *_rule(Kind.RELATIVE, _ago, rf"{_COUNT} {_UNIT} ago"),
    *_rule(Kind.RELATIVE, _month_relative, rf"(?P<which>this|last) {_MONTH}"),
    *_rule(
        Kind.RELATIVE,
        _weekday,
        rf"(?P<which>this|last|this past|past|previous) {_WEEKDAY}",
        rf"{_WEEKDAY} (?:of )?(?P<of_week>this|last) week",
    ),
    *_rule(
        Kind.PARTIAL,
        _written_day,
        rf"{_THE}{_DAY} (?:of )?{_MONTH}{_NO_YEAR}",
        rf"{_MONTH} {_THE}{_DAY}{_NO_YEAR}",
    ),
    *_rule(Kind.PARTIAL, _month_of_year, rf"(?:{_PART})?{_MONTH}{_NO_YEAR}"),
    *_rule(
        Kind.PARTIAL, _quarter, rf"Q(?P<quarter>[1-4]){_NO_YEAR}", rf"{_ORDINAL} quarter{_NO_YEAR}"
    ),
    *_rule(Kind.PARTIAL, _weekday, _WEEKDAY),
    *_rule(Kind.YEAR, _season, r"((?:19|20)\d\d)-(\d\d)"),
    *_rule(Kind.YEAR, _year, r"((?:19|20)\d\d)"),
]


def words_at(text: str, place: int, today: dt.date) -> Words | None:
    """The period whose words begin at a place of a plain text; None when none does.

    Raises:
        BadQuestion: the words are a day that no calendar has (2025-02-30, 31 June).
    """
    for rule in _RULES:
        match = rule.pattern.match(text, place)
        period = rule.read(match, today) if match else None
        if match and period:
            bare = rule.kind is Kind.PARTIAL and rule.read is _month_of_year
            number = _month_number(match["month"]) if bare else None
            return Words(period, match.end(), rule.kind, number, rule.read is _rolling)
    return None
