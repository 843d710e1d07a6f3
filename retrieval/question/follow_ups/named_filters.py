"""The filters that a follow-up names, and those it lifts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.qualities import NONE, Qualities
from retrieval.question.authors import find_authors
from retrieval.question.categories import find_categories
from retrieval.question.cutting import cut, cut_all, plain, tidy
from retrieval.question.dates.reading import read_dates
from retrieval.question.excluding import read_excluded
from retrieval.question.negated import read_negated
from retrieval.question.qualities import read_qualities

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

_LIFTS = {
    "dates": re.compile(
        r"(?:from |at |of |in |over )?(?:any|all|every|whatever) ?(?:times?|dates?|years?"
        r"|periods?|day)\b"
        r"|(?:regardless of|ignor(?:e|ing)|whatever|without|no|drop|remove|forget) "
        r"(?:the |any |a )*(?:date|time|year|period)s?(?: (?:filters?|limits?|range"
        r"|restrictions?))?"
        r"|(?:时间|日期|年份)(?:不限|随意|无所谓)|(?:不限|任何|任意|所有|全部)(?:的)?(?:时间"
        r"|日期|年份)"
        r"|(?:去掉|取消|不要|去除)(?:时间|日期)(?:限制|筛选|范围)?",
        re.IGNORECASE,
    ),
    "categories": re.compile(
        r"(?:from |in |of )?(?:any|all|every|whatever) (?:categor(?:y|ies)|subjects?|fields?)\b"
        r"|(?:regardless of|ignor(?:e|ing)|whatever|without|no|drop|remove|forget) "
        r"(?:the |any |a )*(?:categor(?:y|ies)|subjects?)(?: (?:filters?|limits?|restrictions?))?"
        r"|(?:类别|分类|领域)(?:不限|随意)|(?:不限|任何|任意|所有|全部)(?:的)?(?:类别|分类|领域)"
        r"|(?:去掉|取消|不要|去除)(?:类别|分类)(?:限制|筛选)?",
        re.IGNORECASE,
    ),
    "authors": re.compile(
        r"(?:from |by |of )?(?:any|all|every|whatever) (?:authors?|one|body)\b|by any(?:one|body)\b"
        r"|(?:regardless of|ignor(?:e|ing)|whatever|without|no|drop|remove|forget) "
        r"(?:the |any |an )*authors?(?: (?:filters?|limits?|restrictions?))?"
        r"|作者不限|(?:不限|任何|任意|所有)(?:的)?作者|(?:去掉|取消|不要)作者(?:限制|筛选)?",
        re.IGNORECASE,
    ),
    "order": re.compile(
        r"(?:in )?any order\b|most relevant first|best (?:matches )?first"
        r"|(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?)?(?: them| it)? ?by (?:relevance|relevancy"
        r"|score)"
        r"|按(?:照)?(?:相关(?:性|度)|匹配度)(?:排序|排列)?|最相关的?(?:在前|优先)",
        re.IGNORECASE,
    ),
    "qualities": re.compile(
        r"(?:with|and|also) (?:or )?without code|code (?:does not|doesn't) matter|any venue"
        r"|not only (?:surveys|with code|those with code)|代码有没有都行|不限(?:代码|会议)",
        re.IGNORECASE,
    ),
    "all": re.compile(
        r"(?:without|no|drop|remove|clear|reset|forget)(?: (?:all|any|the))* (?:filters?|limits?"
        r"|restrictions?)|(?:取消|去掉|清除|不要)(?:所有|全部)?(?:的)?(?:筛选|限制"
        r"|过滤)(?:条件)?|不限制?条件",
        re.IGNORECASE,
    ),
}
_BY = re.compile(
    r"(?:(?:only|just)(?: (?:those|the ones|ones|papers|works))?|those|the ones|ones)"
    r"(?: ?(?:written|authored"
    r"|published))? ?(?P<by>by (?P<name>[^\W\d_][\w.'-]*(?: [\w.'-]+){0,3}))$",
    re.IGNORECASE,
)
# what is a date, or an order, only where it is all that is said
_YEAR = re.compile(r"^((?:only|just) )?((?:19|20)\d\d)(?= (?:only|papers|ones)\b|$)", re.IGNORECASE)
_NEWER = re.compile(r"(?<![\w-])(?:newer(?= ones\b|$)|new(?= ones\b))", re.IGNORECASE)
_ON = re.compile(r"(?<![\w-])(?:of|on|about|for|covering|regarding) +\w", re.IGNORECASE)
_BY_NO_ONE = re.compile(r"by (?:the|a|an|default|date|time|using|any|all|year)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """The filters that words name, those they lift, and what is left of the words."""

    rest: str
    since: dt.date | None = None
    until: dt.date | None = None
    order: str | None = None
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    lifted: frozenset[str] = frozenset()  # names of _LIFTS, "without", "excluded"
    qualities: Qualities = NONE
    without: tuple[tuple[str, str], ...] = ()  # as `Query.without`
    excluded: tuple[str, ...] = ()  # topics

    @property
    def any(self) -> bool:
        """Whether any filter is named or lifted."""
        dated = self.since or self.until or self.order
        named = self.categories or self.authors or self.qualities.any or self.without
        return bool(dated or named or self.lifted or self.excluded)


def name_filters(
    text: str, today: dt.date, known_authors: Callable[[str], bool] | None = None
) -> Named:
    """Read the filters of a follow-up as read_question does, and "from any time" besides.

    Raises:
        BadQuestion: a day or category is named that does not exist.
    """
    text = _NEWER.sub("newest", _YEAR.sub(r"\1in \2", " ".join(text.split())))
    lifted: set[str] = set()
    for name, pattern in _LIFTS.items():
        if match := pattern.search(text):
            text, lifted = cut(text, *match.span()), lifted | {name}
    if "all" in lifted:
        lifted = {*_LIFTS, "without", "excluded"} - {"all"}
    text, without = read_negated(text, today, known_authors)
    categories, places = find_categories(plain(text))
    text = cut_all(text, places)
    authors = find_authors(plain(text), known_authors)
    text = cut_all(text, authors.places)
    asked = read_qualities(text)
    wanted, text = asked.qualities, asked.rest if asked.qualities.any else text
    if _ON.search(text) and wanted.survey:  # "any survey on audio?" has a topic of its own
        wanted, text = replace(wanted, survey=False), asked.text
    dated = read_dates(text, today)
    text, excluded = read_excluded(dated.text, follows=True)
    rest, names = tidy(text), authors.authors
    if not names and (by := _BY.search(rest)) and not _BY_NO_ONE.match(by["by"]):
        rest, names = tidy(cut(rest, *by.span("by"))), (by["name"],)
    return Named(
        rest,
        dated.since,
        dated.until,
        dated.order,
        categories,
        names,
        frozenset(lifted),
        wanted,
        without,
        excluded,
    )
