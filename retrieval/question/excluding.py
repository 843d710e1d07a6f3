"""Topics that a question does not want: "not about medicine", "no medical papers", 不要医学的."""

from __future__ import annotations

import re

from retrieval.question.cutting import cut, plain, tidy

_PAPERS = (
    r"(?:papers?|ones?|those|works?|articles?|studies|results|anything|everything|stuff|things)"
)
_ABOUT = (
    r"(?:about|related to|relating to|concerning|regarding|dealing with|focus(?:ed|ing|es)? on"
    r"|that (?:are|is|deal|deals|focus|focuses)(?: (?:about|on|with|related to))?)"
)
_LEAVE_OUT = (
    r"(?:exclud(?:e|ing)|leav(?:e|ing) out|skip(?:ping)?|ignor(?:e|ing)|hide|except(?: for)?)"
)
_WITHOUT = rf"(?:{_LEAVE_OUT}|without|no|not|minus|other than|apart from|besides|remove|drop)"
# not what could be a place in a list, a filter, or a sentence's own word
_TOPIC = (
    r"(?P<topic>(?!(?:the |any |all )*(?:it|that|this|them|these|those|first|second|third|last|one"
    r"|two|more|other|idea|thanks?|problem|way|longer|only|just|yet|sure|topics?|subject|question|query|task|\d+)\b)"
    r"[^\s,;.?!]+(?: (?!and not\b|but\b)[^\s,;.?!]+){0,4}?)"
)
_END = r"(?:,? please)?(?= *[?.!]*$)"
_START = r"(?:^|[\s,;:(]+)(?:(?:but|and|please|just|only) )*"
_JOINTS = re.compile(r" (?:and|or|nor|but)(?: |$)|/|[和或与、]", re.IGNORECASE)
_NOT_WANTED = r"(?:不要|不含|不包括|不看|排除|去掉|除去)"
_CHINESE = r"[^\s，。？、的]"
_CHINESE_END = r"(?=[。！!？?吧 ]*$)"
_TAIL = 200  # characters at the end, where it stands: elsewhere rules would take long
_MOST = 4  # times that one rule is followed
_SURE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "not about medicine", "that are not related to vision", "nothing about robots"
        (
            rf"(?:{_START}(?:that|which) (?:are|is|do|does|were) ?(?:not|n't)"
            rf"|(?<!\bis)(?<!\bare)(?<!\bwere){_START}(?:not|nothing))"
            rf"(?: (?:{_PAPERS}|the|any|all))* {_ABOUT} (?:the )?{_TOPIC}\)?{_END}"
        ),
        # "without papers about medicine", "leaving out those on medical images"
        (
            rf"{_START}{_WITHOUT} (?:(?:the|any|all) )*{_PAPERS} (?:{_ABOUT}|on|in|for|of|using)"
            rf" (?:the )?{_TOPIC}\)?{_END}"
        ),
        # "no medical papers", "but not the medical ones"
        (
            r"(?:^|[,;:(] *|\s(?=but |and |exc))(?:(?:but|and|please) )*"
            r"(?:no|not|without|excluding|except(?: for)?)"
            rf" (?:(?:the|any) )*{_TOPIC} (?:papers|ones|works|articles|stuff)\)?{_END}"
        ),
        # ", excluding medicine", "please exclude robotics"
        (
            r"(?:[,;:(]+ *(?:but |and |please )*|\s(?:but|please) )"
            rf"{_LEAVE_OUT} (?:(?:the|any|all) )*{_TOPIC}\)?{_END}"
        ),
        # 不要医学的, 不包括机器人方面的论文, 排除医学
        (
            rf"[，, ]*(?:但是?|请)?{_NOT_WANTED}(?:任何|所有)?(?:关于|有关|涉及)?"
            rf"(?P<topic>{_CHINESE}{{1,12}}?)(?:相关|方面|领域|方向)?(?:的(?:论文|文章|文献|内容|研究|工作)?"
            rf"|论文|文章|文献|方面|领域){_CHINESE_END}"
        ),
        rf"[，,] *(?:但是?|请)?{_NOT_WANTED}(?P<topic>{_CHINESE}{{1,12}}){_CHINESE_END}",
        # 除了医学以外的
        (
            rf"除了?(?:关于|有关)?(?P<topic>{_CHINESE}{{1,12}}?)(?:的|方面的?|相关的?)?(?:以外|之外)"
            r"的?[，,]?"
        ),
    )
)
_SAID = (
    re.compile(
        rf"(?:(?:but|and|please|ok|okay|now),? )*{_LEAVE_OUT} (?:(?:the|any|all) )*{_TOPIC}"
        rf"(?: {_PAPERS})?{_END}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:那就?|但是?|请)?{_NOT_WANTED}(?P<topic>{_CHINESE}{{2,8}}){_CHINESE_END}"),
)


def read_excluded(text: str, *, follows: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text without what it does not want, and the topics of that.

    What may be part of a topic stays: "learning without labels", "fluent but not faithful",
    "languages other than English".

    Args:
        text: a question without its filters.
        follows: it was said after an answer, where "exclude medicine" may stand alone.
    """
    found: list[str] = []
    for pattern in _SURE:
        for _ in range(_MOST):
            match = pattern.search(plain(text), max(0, len(text) - _TAIL))
            rest = cut(text, *match.span()) if match else ""
            if match is None or not (tidy(rest) or follows):  # nothing else is asked for
                break
            found[:0] = _topics(match)
            text = rest
    if follows and not found and (topics := _whole(text)):
        return "", topics
    return text, tuple(dict.fromkeys(found))


def _whole(text: str) -> tuple[str, ...]:
    matches = (pattern.fullmatch(plain(text).strip()) for pattern in _SAID)
    return next((tuple(_topics(match)) for match in matches if match), ())


def _topics(match: re.Match[str]) -> list[str]:
    return [topic for part in _JOINTS.split(match["topic"]) if (topic := tidy(part))]
