"""The filters that a follow-up names or lifts, and whether it names nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.question.authors import find_authors
from retrieval.question.categories import find_categories
from retrieval.question.cutting import cut, plain, tidy
from retrieval.question.dates import read_dates

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

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
_BY_NO_ONE = re.compile(r"by (?:the|a|an|default|date|time|using|any|all|year)\b", re.IGNORECASE)
_NARROWING = frozenset(
    (
        *("only", "just", "limit", "limited", "restrict", "restricted", "filter", "narrow"),
        *("narrowed", "exclusively", "strictly", "those", "these", "ones", "them", "instead"),
        *("but", "any", "anything", "sort", "sorted", "keep", "same", "again", "change", "switch"),
    )
)
_FILLING = frozenset(
    (
        *("it", "that", "this", "to", "the", "down", "from", "of", "in", "for", "on", "me", "us"),
        *("show", "give", "list", "see", "get", "are", "is", "were", "i", "want", "need", "like"),
        *("would", "you", "can", "search", "make", "be", "published", "released", "posted", "out"),
        *("which", "with", "by", "at", "one", "please", "a", "s", "m", "d", "interested", "there"),
        *("all", "results", "date", "dates", "and", "have", "do", "results", "first", "them"),
    )
)
_NOUNS = frozenset(
    ("paper", "papers", "articles", "works", "work", "preprints", "publications", "studies")
)
_DENIES = re.compile(
    r"\b(?:not|n't|except|excluding|without|no|other than|older|never)\b|不要|不是|除了|除去|排除",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_CHINESE_FILLING = re.compile(
    r"(?:[只仅限筛选换改那么就看要按排找在从是呢吧吗啊行好请内]|显示|保留|缩小|范围|其中|这些"
    r"|里面?|有没有|没有|有|可以|即可"
    r"|帮我|给我|一下|发表|发布|以内|优先|在前|时间|限定|限制|限于|成|到|于|为|的|论文|文章"
    r"|文献|工作|研究|[\s，,。？?！!：:])*"
)
_CHINESE_NARROWING = re.compile(
    r"[只仅限筛换改那呢按吗]|其中|这些|缩小|保留|就行|就好|即可|优先|在前"
)
_CHINESE_NOUN = re.compile(r"论文|文章|文献|工作|研究")
_LIMIT = (
    r"(?:only|just|keep(?: only)?|(?:limit|restrict|narrow|filter)(?: (?:it|them|that|this|these"
    r"|those|the results))?(?: down)?(?: to| for| by)?|show(?: me)? (?:only|just)|i only want)"
)
_THE_ONES = r"(?:the )?(?:ones?|those|these|papers|works|results)"
_ABOUT = (
    r"(?:(?:that |which )?(?:are |is |deal |do |use |uses |using |about |on |for |with |in |of "
    r"|from "
    r"|have |has |cover |discuss |mention |where |concerning |related to |working on )+|(?:that"
    r"|which) )"
)
_TOPICS = (
    re.compile(
        rf"(?:{_LIMIT} {_THE_ONES}|(?:only|just)? ?(?:the ones?|those)) (?P<topic>{_ABOUT}\S.*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:limit|restrict|narrow)(?: (?:it|them|that|this|these|those|the results))?(?: down)? to"
        r" (?P<topic>\S.*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:which(?: ones?)?|are any|are there any|is any|do any|does any|have any|has any|any"
        r"|is one)"
        rf" of (?:them|these|those)(?: papers| ones| results)? (?:(?:are|is|do"
        rf"|deal) )?(?P<topic>{_ABOUT}\S.*)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:只|仅)(?:要|看|显示|保留|找|限|想看|需要|留)(?:其中)?(?:关于|有关|涉及|讲|带|有|用"
        r"|使用|针对|和)?"
        r"(?P<topic>[^，。？]+?)(?:方面|领域|相关|有关)?的(?:论文|文章|工作|就行|就好)?"
    ),
    re.compile(
        r"(?:其中|这些(?:论文|里面?)?(?:中|里)?)(?:有)?(?:哪些|哪篇|有没有)(?:是)?(?:关于|有关"
        r"|讲|用了?|使用)?"
        r"(?P<topic>[^，。？]+?)(?:的)?(?:论文|文章)?[吗呢]?"
    ),
)


@dataclass(frozen=True, slots=True)
class Named:
    """The filters that words name, those they lift, and what is left of the words."""

    rest: str
    since: dt.date | None = None
    until: dt.date | None = None
    order: str | None = None
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    lifted: frozenset[str] = frozenset()  # "dates", "categories", "authors", "order"

    @property
    def any(self) -> bool:
        """Whether any filter is named or lifted."""
        return bool(
            self.since or self.until or self.order or self.categories or self.authors or self.lifted
        )


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
        lifted = set(_LIFTS) - {"all"}
    categories, places = find_categories(plain(text))
    text = _without(text, places)
    authors = find_authors(plain(text), known_authors)
    text = _without(text, authors.places)
    dated = read_dates(text, today)
    rest, names = tidy(dated.text), authors.authors
    if not names and (by := _BY.search(rest)) and not _BY_NO_ONE.match(by["by"]):
        rest, names = tidy(cut(rest, *by.span("by"))), (by["name"],)
    return Named(rest, dated.since, dated.until, dated.order, categories, names, frozenset(lifted))


def narrows(named: Named, *, led: bool) -> bool:
    """Whether words ask for fewer or other papers of the same topic, and for nothing else.

    "Papers from this month" is a question of its own; "only papers from this month", "and
    papers from this month?" (`led`) and "this month" are not.
    """
    if not named.any or _DENIES.search(named.rest):
        return False
    if re.search(r"[\u4e00-\u9fff]", named.rest):
        noun = _CHINESE_NOUN.search(named.rest)
        said = bool(led or _CHINESE_NARROWING.search(named.rest) or named.lifted)
        return _CHINESE_FILLING.fullmatch(named.rest) is not None and (said or not noun)
    words = [word.lower() for word in _WORD.findall(named.rest)]
    if any(word not in _NARROWING | _FILLING | _NOUNS for word in words):
        return False
    said = bool(led or named.lifted or any(word in _NARROWING for word in words))
    return said or not any(word in _NOUNS for word in words)


def narrowed_topic(rest: str) -> str:
    """The words that a narrowing adds to the topic: "only the ones on video"; or none."""
    for pattern in _TOPICS:
        if (match := pattern.fullmatch(tidy(rest))) and not _DENIES.search(match["topic"]):
            return match["topic"].strip()
    return ""


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(places, reverse=True):
        text = cut(text, start, end)
    return text
