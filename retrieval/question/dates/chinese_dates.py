"""Which of a Chinese question's words ask for a period, and for which."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.question.dates import periods
from retrieval.question.dates.chinese_periods import words_at
from retrieval.question.dates.chinese_readers import number_of
from retrieval.question.dates.period_rules import Form, Kind, Words, joined
from retrieval.question.dates.span import Span

if TYPE_CHECKING:
    import datetime as dt

_LEAD = re.compile(
    r"(?:(?P<until>截至|截止到|截止|直到|不晚于)|(?P<since>自从|从|自|始于)|(?P<between>介于)"
    r"|(?P<in>在|于))? ?"
    r"(?=[\d一二两三四五六七八九十几数今昨前大上本这当最过近去周星礼第下年])"
)
_TO = re.compile(r" ?(?:一直)?(?:到|至|-|~) ?")
_AND = re.compile(r" ?(?:和|与|及|或|、) ?")
_NOW = re.compile(r"(?:现在|目前|如今|当前|今(?![天年日晚早]))(?:为止)?")
_DAY = re.compile(r"(\d{1,2}) ?[日号]")
_SINCE = re.compile(
    r" ?(?:以来|至今|起(?![始源因点重])|开始|来(?=的|，|,| |$)|及(?:以后|之后|其后)|以降)"
)
_AFTER = re.compile(r" ?(?:以后|之后|后(?![续门验处训端果置向期面]))")
_BEFORE = re.compile(r" ?(?:以前|之前|前(?![沿景馈向端置缀列后瞻提]))")
_UNTIL = re.compile(r" ?(?:为止|及以前|及之前|及更早)")
_TAIL = re.compile(
    r"(?:之间|期间|这段时间|间|里|内|度(?=的))?(?:以来)?"
    r"(?: ?(?:新|刚|才|最新)?(?:发表|发布(?![会系平])|公开(?!数)|提交|出现|出炉|推出|上线|新出|上传"
    r"|挂出|公布|出版|提出|出(?=的|了))(?:过|了)?)?"
    r"(?:(?<=[^\s]) ?的(?!士|确))?"
)
_PAPERS = r"(?:论文|文章|工作|研究|文献|成果|预印本|paper|papers)"
_PAPERS_END = re.compile(
    _PAPERS + r"(?:吗|么|呢|有哪些|有什么|都有哪些|列表)?[\s？?。！!]*$", re.IGNORECASE
)
_OPENS = re.compile(
    r"(?:^|[\s，,、：:；;。？?！!(（]|在|于|看看|看|找找|找|查|查查|给我|有没有|有哪些|有什么|请问|列出"
    r"|推荐|搜索|搜|想要|想|要|关于|以及|和|帮我|只要|只|^有|[\s，,]有)\s*$"
)
_CLOSES = re.compile(
    rf"\s*(?:$|[\s，,、：:；;。？?！!]|的|份|发表|发布|提出|出|有|里|间|关于|以内|公开|新|{_PAPERS})"
)
_BELONGS = re.compile(
    r"\s*的?\s*(?:[A-Za-z][\w.+-]*\s*)?(?:版|款|数据|快照|报告|大选|疫情|财报|标准|语料|检查点|比赛|挑战赛)"
)
_NAME_FOLLOWS = re.compile(r"\s*的?\s*[A-Za-z]")
_GIVEN = re.compile(r"(?:给定|根据|基于|利用|使用|用|由)\s*$")


def read_chinese(text: str, today: dt.date) -> list[Span]:
    """The spans of a plain text that ask for a period, from left to right.

    Raises:
        BadQuestion: a day is named that no calendar has.
    """
    spans: list[Span] = []
    place = 0
    while match := _LEAD.search(text, place):
        found = _reading(text, match, today)
        if found is None:
            # A lead may be the end of another word: its date is tried without it.
            place = match.end() if match.lastgroup else match.end() + 1
            continue
        tail = _TAIL.match(text, found.end)
        spans.append(replace(found, end=tail.end() if tail else found.end))
        place = spans[-1].end
    return spans


def _reading(text: str, match: re.Match[str], today: dt.date) -> Span | None:
    lead, start = match.lastgroup or "", match.start()
    words = words_at(text, match.end(), today)
    if words is None:
        return None
    for read in (_range, _bounded):
        if span := read(text, start, lead, words, today):
            return span
    if lead in {"since", "until"}:
        first, last = words.period.first, words.period.last
        return Span(start, words.end, *((first, None) if lead == "since" else (None, last)))
    if lead != "between" and _allowed(text, match.end(), words, led=lead == "in"):
        return Span(start, words.end, words.period.first, words.period.last)
    return None


def _range(text: str, start: int, lead: str, words: Words, today: dt.date) -> Span | None:
    joint = _TO.match(text, words.end)
    last = _second(text, joint.end(), words, today) if joint else None
    if last is None and (joint := _AND.match(text, words.end)):
        last = words_at(text, joint.end(), today)
        last = last if last and last.kind is words.kind and last.kind is not Kind.BARE else None
    if last is None:
        return None
    sure = lead in {"since", "between"} or words.kind is not Kind.PARTIAL
    if not sure and not (_CLOSES.match(text, last.end) or _PAPERS_END.search(text)):
        return None
    whole = joined(words, last)
    return Span(start, last.end, whole.first, whole.last)


def _second(text: str, place: int, first: Words, today: dt.date) -> Words | None:
    """The end of a range: now, another period, or a day of the month of its beginning."""
    if match := _NOW.match(text, place):
        return Words(periods.day(today), match.end(), Kind.RELATIVE)
    if first.form is Form.DAY and (match := _DAY.match(text, place)):
        month = periods.month(first.period.first)
        day = month.first.replace(day=min(number_of(match[1]) or 1, month.last.day))
        return Words(periods.day(day), match.end(), Kind.FULL)
    return words_at(text, place, today)


def _bounded(text: str, start: int, lead: str, words: Words, today: dt.date) -> Span | None:
    """X以来, X以后, X以前, X为止; a length that ends today can only be 以来."""
    del lead
    first, last = words.period.first, words.period.last
    if words.kind is Kind.BARE or last == today != first:
        return None
    if match := _SINCE.match(text, words.end):
        until = today if match[0].strip() == "至今" else None
        return Span(start, match.end(), first, until)
    if match := _UNTIL.match(text, words.end):
        return Span(start, match.end(), None, last)
    if match := _AFTER.match(text, words.end):
        return Span(start, match.end(), periods.day_after(last), None)
    if match := _BEFORE.match(text, words.end):
        return Span(start, match.end(), None, periods.day_before(first))
    return None


def _allowed(text: str, place: int, words: Words, *, led: bool) -> bool:
    """Whether words without 以来, 到 or their like ask for a period where they stand."""
    left = text[:place]
    if words.kind is Kind.RELATIVE:
        return _GIVEN.search(left) is None
    closes = _CLOSES.match(text, words.end) is not None
    if _BELONGS.match(text, words.end):
        return False
    asked = _PAPERS_END.search(text) is not None
    if words.kind is Kind.FULL:
        return asked or closes
    opens = led or _OPENS.search(left) is not None
    if words.kind is Kind.YEAR and _NAME_FOLLOWS.match(text, words.end) and not asked:
        return False
    return opens and (closes or asked)
