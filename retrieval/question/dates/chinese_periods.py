"""Chinese words that name a period: 上周, 2025年6月, 最近三天, 去年下半年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.question.dates import chinese_readers as readers
from retrieval.question.dates import periods
from retrieval.question.dates.period_rules import Form, Kind, Reader, Rule, Words, read_first

if TYPE_CHECKING:
    import datetime as dt

_NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3}|几|数)"
_UNIT = r" ?(?P<unit>小时|天|日|个?周|个?星期|个?礼拜|个?季度|个?月|年)"
# Without 最近 or 过去, 五月 and 五日 are dates.
_BARE_UNIT = r" ?(?P<unit>小时|天|个?周|个?星期|个?礼拜|个?季度|个月|年)"
_DIGITS = (
    r"(?P<year>(?:19|20)\d\d|(?<!\d)2\d(?= ?年 ?\d{1,2} ?月)"
    r"|[一二][零〇九][零〇一二三四五六七八九]{2})"
)
_YEAR = (
    rf"(?:{_DIGITS} ?年?"
    r"|(?<![如当现古])(?P<relative_year>今年|去年|前年|本年度?))"
)
_A_YEAR = rf"(?:{_DIGITS} ?年(?:度(?=的))?)"
_MONTH = r" ?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:份)?"
_DAY = r" ?(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号]"
_PART = r"(?P<part>上旬|中旬|下旬|(?:初|中|底|末)(?![国文心间步始级层部端外央]))?"
_NOT_IN_A_WORD = r"(?![期长围边球])"
_INSIDE = r"(?: ?(?:以内|之内|内|以来|来|里|间|之间))?"
_RECENT = r"(?:(?<![附接靠临邻相])(?:最近|过去|近|这|最近的|过去的|最近这|过去这|近这|前(?=几))) ?"
_VENUES = (
    r"ICLR|ICML|NeurIPS|NIPS|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|AAAI|IJCAI|KDD|SIGIR|SIGGRAPH"
    r"|INTERSPEECH|ICASSP|IROS|ICRA|CoRL|COLM|COLING|WWW|MICCAI|WACV|BMVC"
)
_COUNT = rf"(?P<count>{_NUMBER})"
_BEFORE_WEEK = r"(?P<back>(?<!以)上上个?|(?<!以)上一?个?|(?<![成样基版文日根书资])本|这一?个?)"
_WEEK = r"(?:周|星期|礼拜)"
_FORMS: dict[Reader, Form] = {
    readers.read_day: Form.DAY,
    readers.read_weekday: Form.WEEKDAY,
    readers.read_month: Form.MONTH,
}


def _rule(kind: Kind, read: Reader, *patterns: str) -> list[Rule]:
    form = _FORMS.get(read, Form.OTHER)
    return [Rule(re.compile(pattern, re.IGNORECASE), kind, form, read) for pattern in patterns]


# The first rule that matches wins: longer forms stand before the shorter ones in them.
_RULES = [
    *_rule(
        Kind.FULL,
        readers.read_day,
        r"(?P<year>(?:19|20)\d\d)[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?![\d/-])",
        rf"{_YEAR}{_MONTH}{_DAY}",
    ),
    *_rule(
        Kind.FULL,
        readers.read_month,
        rf"{_YEAR}的?{_MONTH}{_PART}",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d-])",
        rf"{_YEAR} ?(?P<month>\d{{1,2}})(?= ?(?:到|至|-) ?\d{{1,2}} ?月)",
    ),
    *_rule(
        Kind.FULL,
        readers.read_quarter,
        rf"{_YEAR}的? ?第?(?P<quarter>[一二三四1-4]) ?季度?",
        rf"{_YEAR} ?Q(?P<quarter>[1-4])(?![A-Za-z0-9])",
    ),
    *_rule(Kind.FULL, readers.read_half, rf"{_YEAR}的? ?(?P<half>[上下前后])半年"),
    *_rule(Kind.FULL, readers.read_half, r"(?<!以)(?P<half>[上下])半年(?=的|以来|发|，| |$)"),
    *_rule(
        Kind.RELATIVE,
        readers.day_back(0),
        r"(?<![如当现至迄古])今(?:天(?:早上|上午|下午|晚上|凌晨)?|日(?!头条)|早|晚|晨)",
    ),
    *_rule(
        Kind.RELATIVE, readers.day_back(1), r"昨(?:天(?:早上|上午|下午|晚上|凌晨)?|日|晚)(?!重现)"
    ),
    *_rule(Kind.RELATIVE, readers.day_back(3), r"大前天"),
    *_rule(Kind.RELATIVE, readers.day_back(2), r"(?<![以之目当])前(?:天|日)(?![气线空])"),
    *_rule(
        Kind.RELATIVE,
        readers.read_calendar_week,
        rf"{_BEFORE_WEEK}{_WEEK}(?P<weekday>[一二三四五六日天末]){_NOT_IN_A_WORD}",
        rf"{_BEFORE_WEEK}{_WEEK}{_NOT_IN_A_WORD}",
    ),
    *_rule(
        Kind.RELATIVE,
        readers.read_calendar_month,
        rf"{_BEFORE_WEEK}月{_NOT_IN_A_WORD}{_PART}",
        r"(?P<back>当)月(?=的|发|以来)",
    ),
    *_rule(Kind.RELATIVE, readers.read_calendar_quarter, rf"{_BEFORE_WEEK}季度"),
    *_rule(Kind.RELATIVE, lambda _m, t: periods.year(t.year - 1), r"上一年(?!级)"),
    *_rule(
        Kind.RELATIVE,
        readers.read_rolling_half,
        rf"{_RECENT}(?:大)?半(?:个)?(?P<unit>年|月){_INSIDE}",
    ),
    *_rule(Kind.RELATIVE, readers.read_rolling, rf"{_RECENT}{_COUNT}{_UNIT}{_INSIDE}(?!级)"),
    *_rule(
        Kind.RELATIVE,
        readers.read_year,
        (
            rf"(?<![如当现古以之目])(?P<relative_year>今年|(?<!过)去年|前年"
            rf"|本年度?)(?![轻龄级])(?! ?的? ?(?:{_VENUES}))的?年?(?P<part>(?:初|中|底"
            rf"|末)(?![国文心间步始级层部端外央]))"
        ),
        (
            rf"(?<![如当现古以之目])(?P<relative_year>今年|(?<!过)去年|前年"
            rf"|本年度?)(?![轻龄级])(?! ?的? ?(?:{_VENUES}))"
        ),
        r"(?<![\d一-龥])(?P<relative_year>年)(?P<part>初)(?=以来|至今|到|之后|以后)",
    ),
    *_rule(Kind.PARTIAL, readers.read_day, rf"{_MONTH}{_DAY}"),
    *_rule(
        Kind.BARE,
        readers.read_ago,
        rf"{_COUNT}{_BARE_UNIT}(?:之|以)?前(?![沿景馈向端置缀列后瞻提])",
    ),
    *_rule(Kind.BARE, readers.read_rolling, rf"{_COUNT}{_BARE_UNIT}(?:以内|之内|内|以来)"),
    *_rule(
        Kind.PARTIAL,
        readers.read_month,
        r"(?<![\d.])(?P<month>\d{1,2})(?= ?(?:到|至|-) ?\d{1,2} ?月)",
    ),
    *_rule(Kind.PARTIAL, readers.read_month, rf"(?<![\d.]){_MONTH}{_PART}(?![球亮光季饼活])"),
    *_rule(Kind.PARTIAL, readers.read_quarter, r"第?(?P<quarter>[一二三四1-4]) ?季度"),
    *_rule(
        Kind.PARTIAL,
        readers.read_weekday,
        rf"{_WEEK}(?P<weekday>[一二三四五六日天]){_NOT_IN_A_WORD}",
    ),
    *_rule(
        Kind.YEAR,
        readers.read_year,
        rf"{_A_YEAR}(?P<part>(?:初|中|底|末)(?![国文心间步始级层部端外央]))?(?!级)",
        r"(?P<year>(?:19|20)\d\d)(?= ?(?:到|至|-) ?(?:19|20)\d\d ?年)",
    ),
]


def words_at(text: str, place: int, today: dt.date) -> Words | None:
    """The period whose words begin at a place of a plain text; None when none does.

    Raises:
        BadQuestion: the words are a day that no calendar has (2025年2月30日).
    """
    return read_first(_RULES, text, place, today)
