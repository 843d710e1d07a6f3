"""English words that name a period: "last week", "June 2025", "the past two weeks", "Q3"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.question.dates import english_readers as readers
from retrieval.question.dates import periods
from retrieval.question.dates.period_rules import Form, Kind, Reader, Rule, Words, read_first

if TYPE_CHECKING:
    import datetime as dt

FLAGS = re.ASCII | re.IGNORECASE

_MONTH = (
    r"(?P<month>jan(?:uary|uar)?|feb(?:ruary|uary|urary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sep(?:t|tember|tembre)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = (
    r"(?P<weekday>monday|tuesday|wednesday|wensday|thursday|friday|saturday|sunday"
    r"|(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri)\b\.?)"
)
_COUNT = (
    r"(?:(?P<count>\d{1,5}|"
    + "|".join(w for w in readers.COUNTS if w not in {"couple", "few"})
    + r")\b"
    r"|(?:a )?(?P<loose>couple(?: of)?|few)\b)"
)
_UNIT = r"(?P<unit>hour|hr|day|week|wk|fortnight|month|quarter|year|yr|decade)s?\b"
_ONE_UNIT = _UNIT.replace("s?", "")
_ABBREVIATED = r"(?P<count>\d{1,5}) ?(?P<unit>h|d|w|wk|mo|yr|y)s?\b"
_YEAR = (
    r"(?:(?P<year>(?:19|20)\d\d)(?!\d|\.\d)|(?P<which_year>this|the current|last"
    r"|the previous) year\b)"
)
_OF = r",? ?(?:of |in )?"
_PART = (
    r"(?P<part>(?:the )?(?:very )?(?:early|earlier|beginning|start|mid|middle|late|later|end))"
    r"(?:-| (?:part )?)(?:of |in )?"
)
_ORDINAL = r"(?:the )?(?P<ordinal>" + "|".join(readers.ORDINALS) + ")"
_NAMED = (
    r"(?P<which>this|the current|current|last|previous|the previous) (?P<named>week|month"
    r"|quarter|year)"
)
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
LENGTH = rf"{_COUNT} {_UNIT}"
"""A number of days, weeks ...: groups count, loose, unit."""

# The groups stay empty: the rules of a kind share one reader.
_NO_YEAR = r"(?P<year>(?!))?(?P<which_year>(?!))?"

_FORMS: dict[Reader, Form] = {
    readers.read_iso_day: Form.DAY,
    readers.read_written_day: Form.DAY,
    readers.read_month_of_year: Form.MONTH,
    readers.read_rolling: Form.LENGTH,
    readers.read_weekday: Form.WEEKDAY,
}


def _rule(kind: Kind, read: Reader, *patterns: str) -> list[Rule]:
    form = _FORMS.get(read, Form.OTHER)
    return [Rule(re.compile(p + _BOUNDARY, FLAGS), kind, form, read) for p in patterns]


# The first rule that matches wins: longer forms stand before the shorter ones in them.
_RULES = [
    *_rule(
        Kind.FULL,
        readers.read_iso_day,
        r"((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?:T[\d:.]+Z?)?",
        r"((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})",
    ),
    *_rule(
        Kind.FULL,
        readers.read_day_span,
        rf"{_MONTH} {_DAY}{_TO}{_DAY_TO}{_OF}{_YEAR}",
        rf"{_THE}{_DAY}{_TO}{_DAY_TO} (?:of )?{_MONTH}{_OF}{_YEAR}",
    ),
    *_rule(
        Kind.PARTIAL,
        readers.read_day_span,
        rf"{_MONTH} {_DAY}{_TO}{_DAY_TO}{_NO_YEAR}",
        rf"{_THE}{_DAY}{_TO}{_DAY_TO} (?:of )?{_MONTH}{_NO_YEAR}",
    ),
    *_rule(
        Kind.FULL,
        readers.read_written_day,
        rf"{_THE}{_DAY} (?:of )?{_MONTH}{_OF}{_YEAR}",
        rf"{_MONTH} {_THE}{_DAY}{_OF}{_YEAR}",
    ),
    *_rule(
        Kind.FULL,
        readers.read_iso_month,
        r"(?P<year>(?:19|20)\d\d)[-/](?P<number>\d{2})",
        r"(?P<number>\d{1,2})/(?P<year>(?:19|20)\d\d)",
    ),
    *_rule(
        Kind.FULL,
        readers.read_week_of_month,
        rf"{_THE}(?P<ordinal>first|second|third|fourth|last) week (?:of|in) {_MONTH}{_OF}{_YEAR}",
    ),
    *_rule(
        Kind.FULL,
        readers.read_week_of_month,
        rf"{_THE}(?P<ordinal>first|second|third|fourth|last) week (?:of|in) {_MONTH}{_NO_YEAR}",
    ),
    *_rule(
        Kind.FULL,
        readers.read_month_of_year,
        rf"(?:{_PART})?{_MONTH}{_OF}{_YEAR}",
        rf"(?P<year>(?:19|20)\d\d)(?P<which_year>)? {_MONTH}",
    ),
    *_rule(
        Kind.FULL,
        readers.read_quarter,
        rf"Q(?P<quarter>[1-4])[ -]?{_OF}{_YEAR}",
        rf"{_YEAR}[ -]?Q(?P<quarter>[1-4])",
        rf"{_ORDINAL} quarter{_OF}{_YEAR}",
    ),
    *_rule(
        Kind.FULL,
        readers.read_half,
        rf"H(?P<half>[12])[ -]?{_OF}{_YEAR}",
        rf"{_YEAR}[ -]?H(?P<half>[12])",
        rf"{_ORDINAL} half{_OF}{_YEAR}",
    ),
    *_rule(Kind.FULL, readers.read_year_part, rf"{_PART}{_YEAR}"),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.days_before(t, 2), rf"{_THE}day before yesterday"),
    *_rule(
        Kind.RELATIVE,
        lambda _m, t: periods.day(t),
        r"(?:earlier )?today|tonight|this (?:morning|afternoon|evening)",
    ),
    *_rule(Kind.RELATIVE, readers.read_year_to_date, r"(?:the )?year[ -]to[ -]date|ytd"),
    *_rule(
        Kind.RELATIVE, lambda _m, t: periods.days_before(t, 1), r"yest(?:e|u)r?da?ya?|last night"
    ),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.week(t, 2), rf"{_THE}week before last"),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.month(t, 2), rf"{_THE}month before last"),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.year(t.year - 2), rf"{_THE}year before last"),
    *_rule(
        Kind.RELATIVE,
        readers.read_named_part,
        (
            rf"{_PART}(?P<whose>this|the current|last|the previous|the) (?P<named>week|month"
            rf"|quarter|year)"
        ),
    ),
    *_rule(
        Kind.RELATIVE,
        readers.read_named,
        _NAMED,
        r"the (?P<which>last) (?P<named>week|month|quarter|year)",
    ),
    *_rule(
        Kind.RELATIVE,
        readers.read_weekend,
        r"(?:over |on )?(?P<which>this|last|the previous) weekend",
    ),
    *_rule(
        Kind.RELATIVE,
        readers.read_rolling,
        rf"{_PAST} {_COUNT} {_UNIT}",
        rf"{_PAST} {_ABBREVIATED}",
        rf"(?:the |this )?(?:very )?(?:past|last|previous) (?P<count>){_ONE_UNIT}",
    ),
    *_rule(Kind.RELATIVE, readers.read_ago, rf"{_COUNT} {_UNIT} ago"),
    *_rule(Kind.RELATIVE, readers.read_month_relative, rf"(?P<which>this|last) {_MONTH}"),
    *_rule(
        Kind.RELATIVE,
        readers.read_weekday,
        rf"(?P<which>this|last|this past|past|previous) {_WEEKDAY}",
        rf"{_WEEKDAY} (?:of )?(?P<of_week>this|last) week",
    ),
    *_rule(
        Kind.PARTIAL,
        readers.read_written_day,
        rf"{_THE}{_DAY} (?:of )?{_MONTH}{_NO_YEAR}",
        rf"{_MONTH} {_THE}{_DAY}{_NO_YEAR}",
    ),
    *_rule(Kind.PARTIAL, readers.read_month_of_year, rf"(?:{_PART})?{_MONTH}{_NO_YEAR}"),
    *_rule(
        Kind.PARTIAL,
        readers.read_quarter,
        rf"Q(?P<quarter>[1-4]){_NO_YEAR}",
        rf"{_ORDINAL} quarter{_NO_YEAR}",
    ),
    *_rule(Kind.PARTIAL, readers.read_weekday, _WEEKDAY),
    *_rule(Kind.YEAR, readers.read_season, r"((?:19|20)\d\d)-(\d\d)"),
    *_rule(Kind.YEAR, readers.read_year, r"((?:19|20)\d\d)"),
]


def words_at(text: str, place: int, today: dt.date) -> Words | None:
    """The period whose words begin at a place of a plain text; None when none does.

    Raises:
        BadQuestion: the words are a day that no calendar has (2025-02-30, 31 June 2025).
    """
    return read_first(_RULES, text, place, today)
