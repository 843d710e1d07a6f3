"""Words that ask for the newest papers first: latest, newest, recent; 最新, 最近, 近期."""

from __future__ import annotations

import re

_SORTED = (
    r",?\s*(?:(?:and )?(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?)(?: them)? by (?:the )?"
    r"(?:date|newest|recency|time|latest|most recent|publication date|submission date)(?: first)?"
    r"|(?:newest|latest|most recent) first|in (?:reverse )?chronological order|by recency)(?![\w-])"
)
_RECENT_TIMES = (
    r"(?:in |over |during |within |from )?(?:the |these )?(?:most |more )?(?:recent|last|past)"
    r" (?:years|months|weeks|days|times)(?![\w-])"
)
_TOPIC = (
    r"(?!\s+(?:used|viewed|seen|watched|played|visited|purchased|bought|learned|learnt|encountered"
    r"|active|common|history|context|tokens?|frames?|memory|memories|past|messages?|observations?"
    r"|turns?|items?|interactions?|clicks?|neighbou?rs?)\b)"
)
_WORD = (
    r"(?<!least )(?<!least-)(?<![\w-])(?:the )?(?:very )?(?:most[ -]recent(?:ly)?|lat?test|lastest"
    r"|newest|more recent(?!\s+than)|recent(?:ly)?)(?![\w-])"
    + _TOPIC
    + r"(?:\s+(?:published|released|posted|submitted|announced|uploaded)(?![\w-]))?"
)
_ENGLISH = re.compile(f"{_SORTED}|{_RECENT_TIMES}|{_WORD}", re.IGNORECASE)
_CHINESE = re.compile(
    r"(?:请?按(?:照)?(?:发表|发布|提交)?(?:时间|日期)(?:倒序|降序)?(?:排序|排列)?|最新的?(?:在前|优先)"
    r"|(?:在)?(?:最)?近(?:些|几)?年来?(?:来)?"
    r"|(?:最新(?![鲜])|最近(?![邻点公共距似质隣])|近期(?![记效])|近来|新近)"
    r"(?: ?(?:新|刚|才)?(?:发表|发布(?![会系平])|公开(?!数)|提交|出现|出炉|推出|上线|新出|上传"
    r"|出来|出(?=的|了))(?:过|了)?)?的?)"
)


def order_spans(text: str) -> list[tuple[int, int]]:
    """The places `[start, end)` of a plain text's words that ask for the newest first."""
    found = [*_ENGLISH.finditer(text), *_CHINESE.finditer(text)]
    return sorted(match.span() for match in found if match.end() > match.start())
