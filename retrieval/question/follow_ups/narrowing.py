"""Whether a follow-up asks for fewer papers of the same topic, and of which sort."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.question.cutting import tidy

if TYPE_CHECKING:
    from retrieval.question.follow_ups.named_filters import Named

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
_THAT_ARE = re.compile(r"^(?:that|which)? ?(?:(?:are|is|do|deal) )?", re.IGNORECASE)
_HAVING = re.compile(
    r"^(?:have|has|having|uses?|using|come with|include|provide|release)\s", re.IGNORECASE
)
_JOINT = re.compile(
    r"(?:(?:and|but|ok|okay|so|now|(?:of|from|among|out of) (?:these|those|them)(?: papers| ones)?)"
    r"[ ,]+)+|那就?|但",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(
    r"\b(?:not|except|excluding|other than|older)\b|n't\b|除了|排除", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_CHINESE_FILLING = re.compile(
    r"(?:哪些|哪[一几]?篇"
    r"|[只仅限筛选换改那么就看要按排找在从是呢吧吗啊行好请内]|显示|保留|缩小|范围|其中|这些"
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
    r"(?:(?:that |which )?(?:are |is |deal |do |use |uses |using |about |on |for |with "
    r"|without |in |of "
    r"|from "
    r"|have |has |cover |discuss |mention |where |concerning |related to |working on )+|(?:that"
    r"|which) )"
)
_SORT = r"(?:open|public|available|published|theoretical|surveys?|benchmarks?)\S*(?: source)?"
_SOME = (
    r"(?:ones? )?(?:(?:are|is|do|does|have|has|come|deal)(?: any)? )?(?P<topic>(?:about|on|for"
    r"|with|use|using|having|cover|discuss|release|provide|include|that) \S+(?: \S+){0,5}"
    rf"|{_SORT})"
)
_NOT_BEST = (
    r"(?!(?:(?:is|are|would|should|do|was) )?(?:the )?(?:best|better|most|more|worth|you|i)\b)"
)
_NOT_A_SORT = (
    r"(?!(?:older|other|better|best|good|these|those|which|what|how|why|all|no|show|find|zeros?|the"
    r"|more|similar|related|loved|every|and|or|on|in|for)\b|\w+ (?:and|or|are|is|the|other)\b)"
)
_TOPICS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "only those that use transformers", "the ones on video"
        (
            rf"(?:{_LIMIT} {_THE_ONES}|(?:only|just)? ?(?:the ones?|those|ones(?= with)))"
            rf" (?P<topic>{_ABOUT}\S.*)"
        ),
        (
            r"(?:limit|restrict|narrow)(?: (?:it|them|that|this|these|those|the results))?"
            r"(?: down)? to (?P<topic>\S.*)"
        ),
        # "only with code", "with code only", "only open-source ones", "just surveys"
        r"(?:only|just) (?P<topic>(?:with|without|using|about|on|for) \S+(?: \S+){0,4})",
        r"only (?P<topic>in (?!time)\S+(?: \S+){0,2})",
        r"(?P<topic>(?:with|using|about|on|for|in) \S+(?: \S+){0,3}) only",
        rf"(?:only|just)(?: the)? (?P<topic>\S+(?: \S+){{0,2}}) {_THE_ONES}",
        (
            r"(?:only|just)(?: the)? (?!kidding|joking|testing|checking|asking|curious|wondering"
            r"|because|saying|looking|more|less|once|them|these|those|this|that|some|ones|papers)"
            r"(?P<topic>[^\W\d_][\w-]{3,})"
        ),
        # "which of these are about robots?", "which ones have code?", "is there one on video?"
        (
            r"(?:which(?: ones?)?|are any|are there any|is any|do any|does any|have any|has any"
            r"|any|is one) of (?:them|these|those)(?: papers| ones| results)? "
            rf"(?P<topic>{_NOT_BEST}\S+(?: \S+){{0,7}})"
        ),
        rf"which ones? (?P<topic>{_NOT_BEST}\S+(?: \S+){{0,7}})",
        # "training-free ones", "that use transformers", "in particular for robots"
        rf"(?:the |any |some )?(?P<topic>{_NOT_A_SORT}[^\W\d_][\w-]*(?: [\w-]+)?) ones",
        (
            r"that (?P<topic>(?:also )?(?:are|use|have|need|handle|support|run"
            r"|release) \S+(?: \S+){0,4})"
        ),
        (
            r"(?:specifically|especially|in particular|particularly|mainly|preferably|ideally),? "
            r"(?P<topic>(?:(?:for|on|about|with|in|using) )?\S+(?: \S+){0,3})"
        ),
        rf"(?:(?:are|is) there (?:any )?ones?|any(?: ones)?|do any|are any) {_SOME}",
        (
            r"(?:which|do any|does any) (?P<topic>(?:have|has|use|release|provide"
            r"|include) \S+(?: \S+)?)"
        ),
        (
            r"[只仅](?:要|看|显示|保留|找|限|想看|需要|留)(?:其中)?(?:关于|有关|涉及|讲|带|有|用"
            r"|使用|针对|和)?(?P<topic>[^，。？]+?)(?:方面|领域|相关|有关)?的(?:论文|文章|工作|就行"
            r"|就好)?"
        ),
        r"(?:特别是|尤其是?|具体到|最好是?)(?P<topic>[^，。？]{2,8}?)(?:方面|领域)?的?",
        r"有没有(?:关于|用|带)?(?P<topic>[^\s的，。？]{2,6})的",
        r"[只仅](?:要|看|显示|保留|留)(?P<topic>[^\s的，。？]{2,6})",
        r"(?:带|有(?![没关]))(?P<topic>[^\s的，。？]{2,4})的(?:论文|文章)?(?:有吗)?",
        (
            r"(?:有)?(?:哪些|哪篇|哪几篇)(?:是|有|带|用了?|使用了?"
            r"|关于)(?P<topic>[^\s的，。？]{2,6})的?"
        ),
        (
            r"(?:其中|这些(?:论文|里面?)?(?:中|里)?)(?:有)?(?:哪些|哪篇|有没有)(?:是)?(?:关于|有关"
            r"|讲|用了?|使用)?(?P<topic>[^，。？]+?)的?(?:论文|文章)?[吗呢]?"
        ),
    )
)


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
    rest = tidy(rest)
    rest = rest[joint.end() :] if (joint := _JOINT.match(rest)) else rest
    for pattern in _TOPICS:
        if (match := pattern.fullmatch(rest)) and not _EXCLUDES.search(match["topic"]):
            return _HAVING.sub("with ", _THAT_ARE.sub("", match["topic"])).strip()
    return ""
