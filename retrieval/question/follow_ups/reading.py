"""Whether a message only makes sense after what was shown before it, and what it wants."""

from __future__ import annotations

import datetime as dt
import re

from retrieval.errors import BadQuestion
from retrieval.question.cutting import plain, readable
from retrieval.question.follow_ups.chinese import read_chinese_act, unwrap_chinese_courtesy
from retrieval.question.follow_ups.english import read_english, unwrap_courtesy
from retrieval.question.follow_ups.follow_up import Act, FollowUp
from retrieval.question.follow_ups.named_filters import name_filters
from retrieval.question.follow_ups.narrowing import narrowed_topic, narrows
from retrieval.question.links import find_paper
from retrieval.question.smalltalk import is_smalltalk
from retrieval.question.wrapping import unwrap
from retrieval.text.language import language_of

_LONGEST = 200
"""Longer messages are questions of their own."""

# A day that every paper's year is before: which words are a date does not depend on today,
# only which days they mean.
_ANY_DAY = dt.date(2049, 12, 31)
_AROUND = " \t\r\n.,;:!?~…*_`>\"'“”，。；：！？、()（）[]【】-"
_EMOJI = re.compile(r"[\u2190-\u21ff\u2600-\u27bf\ufe0f\u20e3\U0001f000-\U0001faff]+")
_ABOUT = r"(?:what|wh?at|how|hows)(?:'s| is)? (?:about|abt|abut|bout)"
_CONJUNCTION = (
    r"(?:and|but|or|ok(?:ay)?|(?:now|also|then)(?= (?:what|how|for|in|on|with|about|using"
    r"|the same))"
    r"|(?<=and )(?:now|also|then))"
)
_SAME = (
    r"(?:(?:do|try|run|can you do|could you do) )?(?:the )?(?:same|that|it)(?: (?:thing"
    r"|question|search"
    r"|query|again|one))?[ ,]+(?:but )?(?=(?:for|in|on|with|about|of|using|from)\b)"
)
_LEADS = (  # and how many words may follow
    (re.compile(rf"(?:{_CONJUNCTION}[ ,]+)*{_ABOUT} (?:the same )?", re.IGNORECASE), 9),
    (re.compile(rf"(?:{_CONJUNCTION}[ ,]+)*{_SAME}", re.IGNORECASE), 9),
    (re.compile(rf"(?:{_CONJUNCTION}[ ,]+)+(?:just )?", re.IGNORECASE), 6),
    (re.compile(r"(?:what|how|any) (?=(?:for|in|with|using) )", re.IGNORECASE), 5),
    (re.compile(r"(?:try|instead,?|rather(?! than)|(?:no,? )?i mean(?:t)?) ", re.IGNORECASE), 4),
    (
        re.compile(
            r"(?:(?:switch|change)(?: (?:it|that|this|(?:the )?(?:topic|subject)))? to|make it) ",
            re.IGNORECASE,
        ),
        5,
    ),
    (re.compile(r"(?=(?:for|with|without) )", re.IGNORECASE), 4),
)
_ONLY = re.compile(r"\bonly$", re.IGNORECASE)
_INSTEAD = re.compile(r",? instead(?: of [^,]{1,40})?$", re.IGNORECASE)
_NO_SUBJECT = re.compile(
    r"(?:i|we|you|u|it|that|this|they|them|these|those|me|us|he|she|him|her|no|not|yes|why|what|how"
    r"|when|where|who|which|if|so|but|and|or|again|there|now|later|else|thanks|because)(?![\w-]).*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?<![\w-])(?:is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|might|let"
    r"|makes?|causes?|works?|helps?|happens?|leads?"
    r"|show|find|give|tell|list|please|explain|recommend|me|you|my|your)(?![\w-])",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[:;.!?，。；：！？] |[，。；：！？]")
_CHINESE_SHIFTS = (
    re.compile(r"那?有(?:关于)?(?P<words>[^的]{2,6})的吗"),
    re.compile(r"(?:那么?)?(?:关于)?(?P<words>[^的]{2,6})的(?:有吗|有没有)"),
    re.compile(r"那么?(?P<words>.+?)(?:方面|领域|方向)?(?:怎么样|如何)"),
    re.compile(
        r"(?:(?:那么?|那就|还有|以及|然后|同样的?问题|如果是?|要是|换成|改成)[，, ]*)*(?:关于|对于"
        r"|针对)?(?P<words>.+?)"
        r"(?:方面|领域|方向)?(?:的)?(?:论文|文章|工作|研究)?(?:呢|又如何|又怎样)"
    ),
    re.compile(
        r"(?:换成|改成|改为|换为|那换成|同样(?:的问题)?[，, ]*(?:用于|对于|针对"
        r"|换成))(?P<words>.+?)(?:方面)?(?:的)?(?:吧|试试|看看)?"
    ),
)
_CHINESE_QUESTION = re.compile(
    r"什么|啥|哪|怎|为何|如何|谁|多少|吗|是否|有没有|几|为啥|你|我|它|他|这|有人|是.|应该"
    r"|能不能|推荐|最近有|有关"
)
_LONGEST_CHINESE = 15


def read_follow_up(text: str) -> FollowUp | None:
    """What the message wants of the papers shown before it, in English or Chinese.

    None: a question of its own, which stands without what was said before. Where a message
    may be either ("papers from this month", "similar images"), it is a question.
    """
    words = " ".join(_EMOJI.sub(" ", readable(text[: 4 * _LONGEST])).split()).strip(_AROUND)
    if not words or len(words) > _LONGEST or len(text) > 4 * _LONGEST:
        return None
    if find_paper(plain(words)):
        return None
    chinese = language_of(words) == "zh"
    unwrapped = unwrap_chinese_courtesy(words) if chinese else unwrap_courtesy(words)
    forms = [form for form in dict.fromkeys((words, unwrapped)) if form]
    for read in (read_chinese_act, read_english) if chinese else (read_english,):
        for form in forms:
            if act := read(plain(form)):
                return act
    if is_smalltalk(words):
        return None
    found = (_narrow(form, led=False) or _shift(form, chinese=chinese) for form in forms[::-1])
    return next(filter(None, found), None)


def _narrow(said: str, *, led: bool) -> FollowUp | None:
    try:
        named = name_filters(said, _ANY_DAY)
    except BadQuestion:
        return None  # read as a question, it is refused in a sentence
    # the date's words take an "only" behind them along
    if narrows(named, led=led or _ONLY.search(said) is not None) or narrowed_topic(named.rest):
        return FollowUp(Act.NARROW, text=said)
    return None


def _shift(said: str, *, chinese: bool) -> FollowUp | None:
    if chinese:
        return _shift_chinese(said)
    led = _INSTEAD.sub("", said)
    for lead, most in _LEADS:
        if match := lead.match(led):
            return _shift_to(led[match.end() :], most)
    return _shift_to(led, 4) if led != said else None


def _shift_to(words: str, most: int) -> FollowUp | None:
    words = words.strip(_AROUND)
    if narrow := _narrow(words, led=True) if words else None:
        return narrow
    if not words or len(words.split()) > most or _NO_SUBJECT.fullmatch(words):
        return None
    if _SENTENCE.search(words) or _CLAUSE.search(words):
        return None
    return FollowUp(Act.SHIFT, text=_subject(words))


def _subject(words: str) -> str:
    """The words without "papers on" before them; prepositions alone stay."""
    return unwrap(words) if re.match(r"(?:some |any )?papers? ", words, re.IGNORECASE) else words


def _shift_chinese(said: str) -> FollowUp | None:
    for pattern in _CHINESE_SHIFTS:
        match = pattern.fullmatch(said.strip(_AROUND))
        if match is None or len(match["words"]) > _LONGEST_CHINESE:
            continue
        if narrow := _narrow(match["words"], led=True):
            return narrow
        if not _CHINESE_QUESTION.search(match["words"]):
            return FollowUp(Act.SHIFT, text=match["words"].strip())
    return None
