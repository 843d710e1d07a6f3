"""How many papers a question asks for: "show me 3 papers about", 推荐三篇."""

from __future__ import annotations

import re

from retrieval.question.request_words import PLEASE, YOU_SHOW

_NUMBERS = (
    *("two 两 二", "three 三", "four 四", "five 五", "six 六", "seven 七", "eight 八", "nine 九"),
    "ten 十",
)
_WORDS = {word: n for n, words in enumerate(_NUMBERS, 2) for word in words.split()}
_NUMBER = r"(?P<number>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
_KIND = (
    r"(?:(?:the|top|best|good|great|most|latest|newest|recent|relevant|new|key|important|other|more"
    r"|different|seminal|short|research|arxiv|interesting) )*"
)
_ENGLISH = re.compile(
    rf"{PLEASE}(?:(?:{YOU_SHOW}|(?:show|give|list|find|get|send|name|tell|recommend|suggest|fetch)"
    rf"(?: (?:me|us))?|(?:i|we) (?:want|need)|i'?d like) )?{_KIND}{_NUMBER} {_KIND}"
    r"(?:papers?|articles?|stud(?:y|ies)|works|preprints?|publications?)(?![\w-])",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?:请|帮我|给我|麻烦|能不能|可以)*(?:推荐|找|搜|搜索|列出|列|来|看|给我|介绍|查找?)?(?:一下)?(?:出)?(?:最新的?|最近的?)?"
    r" ?(?P<number>\d{1,2}|[两二三四五六七八九十]) ?篇"
)
_MOST = 50  # papers that an answer may have


def count_asked(question: str) -> int | None:
    """How many papers a request begins with; None where it names no number from 1 to 50."""
    text = " ".join(question.split())
    match = _ENGLISH.match(text) or _CHINESE.match(text)
    if match is None:
        return None
    said = match["number"].lower()
    number = _WORDS.get(said) or int(said)
    return number if 1 <= number <= _MOST else None
