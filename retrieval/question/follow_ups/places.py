"""Places in a list as people say them: "the second one", "2 and 4", "the last two", 前两篇."""

from __future__ import annotations

import re

from retrieval.question.dates.chinese_readers import number_of

MOST = 50
"""No list that is shown is longer."""

_CARDINALS = {
    word: number
    for number, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve"),
        ),
        start=1,
    )
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
            *("ninth", "tenth", "eleventh", "twelfth"),
        ),
        start=1,
    )
} | {"last": -1, "final": -1, "top": 1, "fith": 5, "eigth": 8, "forth": 4}
_NOUN = (
    r"(?:ones?|papers?|results?|articles?|entr(?:y|ies)|hits?|items?|matche?s?|preprints?|works?)"
)
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_CARDINALS)})"
_BARE = "|".join(word for word in _CARDINALS if word != "one")
_TAIL = (
    rf"(?: {_NOUN})?(?: (?:(?:of|in|on|from) )(?:the |your |this |that |these |those )?"
    rf"(?:list|above|results?|papers?|answers?|page|ones|them|these|those|search))?"
    r"(?: (?:that )?you(?:'ve)?(?: just)? (?:showed|shown|listed|mentioned|sent|gave|found|posted)"
    r"(?: me)?)?(?: above| there| here)?"
)
_MARK = r"(?:#|№|n(?:o|r|um|umber)s?\.?|numbers?|the number)"
_ONE = re.compile(
    rf"(?:the |that |this |your |my )?(?:"
    rf"(?P<nth>{_ORDINAL})"
    rf"|(?:{_NOUN} ?)?{_MARK} ?(?P<number>{_COUNT})|{_NOUN} (?P<named>{_COUNT})"
    rf"|(?:(?P<digits>\d{{1,2}})|(?P<word>{_BARE}))(?! {_NOUN})"  # "two papers" counts them
    rf"){_TAIL}",
    re.IGNORECASE,
)
_BACKWARDS = re.compile(
    r"(?:the )?(?:(?P<nth>second|third|fourth|2nd|3rd|4th)[ -](?:to[ -](?:the[ -])?)?last"
    rf"|last but (?P<but>one|two|three)){_TAIL}",
    re.IGNORECASE,
)
_RUN = re.compile(
    rf"(?:the |your )?(?P<side>first|top|last|final) (?P<count>{_COUNT}){_TAIL}", re.IGNORECASE
)
_RANGE = re.compile(
    rf"(?:the )?(?:{_NOUN} |{_MARK} ?)?(?P<first>{_ORDINAL}|\d{{1,2}})"
    r" ?(?:-| to | through | thru | until )"
    rf" ?(?:the )?#?(?P<last>{_ORDINAL}|\d{{1,2}}){_TAIL}",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"|(?:(?:all|each|both|every one)(?: of)? ?)?(?:it|this|that|them|these|those|all|everything)?"
    rf"(?: (?:all|{_COUNT}))?(?: {_NOUN})?"
    rf"|(?:all|every|each)(?: of)?(?: the| your| these| those)?(?: {_COUNT})?(?: {_NOUN})?",
    re.IGNORECASE,
)
_POINTS = re.compile(r"|.*\b(?:it|this|that|them|these|those|all|everything|every|each)\b.*")
_AND = re.compile(
    r"\s*(?:,|;|&|\+|/)\s*(?:and |or )?|\s+(?:and|or|then|plus|as well as)\s+|(?<=\d)\s+(?=[#\d])",
    re.IGNORECASE,
)

_CHINESE_NUMBER = (
    r"(?:\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
)
_PIECE = r"(?:篇|个|条|项|则|份|号|名)"
_CHINESE_NOUN = r"(?:的)?(?:论文|文章|文献|工作|研究|结果|paper)?"
_CHINESE_ONE = re.compile(
    rf"(?:这|那|上面)?(?:第 ?(?P<nth>{_CHINESE_NUMBER}) ?{_PIECE}?|(?P<number>\d{{1,2}}) ?(?:号|#)"
    rf"|(?:编号|序号|论文|文章) ?(?P<named>{_CHINESE_NUMBER})"
    rf"|倒数第 ?(?P<back>{_CHINESE_NUMBER}) ?{_PIECE}?"
    rf"|#? ?(?P<digits>\d{{1,2}}) ?(?:篇(?=$))?|(?P<head>首)篇|(?P<end>最后(?:那?一?)?|末)[篇个条])"
    rf" ?{_CHINESE_NOUN}"
)
_CHINESE_RUN = re.compile(
    rf"(?:(?P<head>前面?|头)"
    rf"|(?P<end>最?后面?)) ?(?P<count>{_CHINESE_NUMBER}) ?{_PIECE}{_CHINESE_NOUN}"
)
_CHINESE_RANGE = re.compile(
    rf"第? ?(?P<first>{_CHINESE_NUMBER}) ?{_PIECE}? ?(?:到|至|-"
    rf"|~) ?第? ?(?P<last>{_CHINESE_NUMBER})"
    rf" ?{_PIECE}{_CHINESE_NOUN}"
)
_CHINESE_UNSAID = re.compile(
    r"|(?:以上|上面|这里)?(?:它们?|这个|那个|这篇|那篇|该篇|此篇|这些|那些|全部|所有|全都?|都"
    r"|每[一]?篇|上述"
    rf"|这几篇|那几篇){_CHINESE_NOUN}"
)
_CHINESE_AND = re.compile(r"\s*(?:、|，|,|和|与|跟|及|以及|还有|&)\s*")


def read_places(words: str) -> tuple[int, ...] | None:
    """The places that the words name; empty for "it", "all of them" and no words at all.

    None: the words are anything else, or a number that no list reaches (0, 51).
    """
    words = words.strip(" ,.:;")
    if _POINTS.fullmatch(words.lower()) and _UNSAID.fullmatch(words):
        return ()
    if _CHINESE_UNSAID.fullmatch(words):
        return ()
    for separator, one in ((_AND, _english), (_CHINESE_AND, _chinese)):
        parts = [part for part in separator.split(words) if part]
        found = [one(part) for part in parts]
        places = [place for part in found if part for place in part]
        if parts and all(found) and all(0 < abs(place) <= MOST for place in places):
            return tuple(dict.fromkeys(places))
    return None


def _english(part: str) -> tuple[int, ...]:
    """The places that one part of an English list names; none where it is no place."""
    if match := _BACKWARDS.fullmatch(part):
        return (-_number(match["nth"]) if match["nth"] else -_number(match["but"]) - 1,)
    if match := _RUN.fullmatch(part):
        return _run(_number(match["count"]), last=match["side"].lower() in {"last", "final"})
    if match := _RANGE.fullmatch(part):
        return _range(_number(match["first"]), _number(match["last"]))
    if match := _ONE.fullmatch(part):
        said = match["nth"] or match["number"] or match["named"] or match["digits"] or match["word"]
        return (_number(said),)
    return ()


def _chinese(part: str) -> tuple[int, ...]:
    """The same for a part of a Chinese list."""
    if match := _CHINESE_RUN.fullmatch(part):
        return _run(number_of(match["count"]), last=match["head"] is None)
    if match := _CHINESE_RANGE.fullmatch(part):
        return _range(number_of(match["first"]), number_of(match["last"]))
    if match := _CHINESE_ONE.fullmatch(part):
        if match["head"] or match["end"]:
            return (1,) if match["head"] else (-1,)
        if match["back"]:
            return (-number_of(match["back"]),)
        return (number_of(match["nth"] or match["number"] or match["named"] or match["digits"]),)
    return ()


def _number(word: str) -> int:
    word = word.lower()
    known = _ORDINALS | _CARDINALS
    return known[word] if word in known else int(word.rstrip("stndrh"))


def _run(count: int, *, last: bool) -> tuple[int, ...]:
    if not 0 < count <= MOST:
        return ()
    return tuple(range(-count, 0)) if last else tuple(range(1, count + 1))


def _range(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1)) if 0 < first <= last <= MOST else ()
