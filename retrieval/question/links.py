"""arXiv papers that a question points at: links, ids, DOIs."""

from __future__ import annotations

import re

from retrieval.identity import parse_arxiv_id

_END = r"(?:v\d{1,3})?(?:\.pdf)?"
_ID = r"(?:\d{4}\.\d{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{7})"
_LINK = re.compile(
    r"<?(?:https?://)?(?:www\.|export\.|browse\.)?(?:(?:alpha|ar)xiv\.org/(?:abs|pdf|html|src"
    r"|overview)/|huggingface\.co/papers/|hf\.co/papers/|(?:dx\.)?doi\.org/10\.48550/arxiv\."
    r"|10\.48550/arxiv\.)"
    rf"{_ID}{_END}(?:[/?#][^\s>)\]，。、]*)?>?"
    rf"|arxiv\s*[:：]\s*{_ID}{_END}",
    re.IGNORECASE,
)
# Five digits after the point and a month before it are hardly ever anything but an id.
_BARE = re.compile(
    r"(?<![\w./$-])\d{2}(?:0[1-9]|1[0-2])\.\d{5}(?:v\d{1,3})?(?![\w%-]|\.\d)", re.ASCII
)
_SHORT = re.compile(
    (
        rf"(?<![\w./-])(?:\d{{2}}(?:0[1-9]|1[0-2])\.\d{{4}}"
        rf"|[a-z-]+(?:\.[A-Z]{{2}})?/\d{{7}}){_END}(?![\w%-])"
    ),
    re.ASCII,
)
_LIKE = re.compile(
    r"(?:(?:(?:papers?|work|works|something|anything|ones|studies|research|articles)\s+)?"
    r"(?:(?:that|which) (?:is|are)\s+)?(?:(?:most |very |closely )?(?:similar|related|close"
    r"|comparable)\s+to"
    r"|(?:just |more )?like|resembling|akin to|in the (?:style|spirit) of|building on|based on)"
    r"(?:\s+(?:this|the)(?:\s+(?:paper|one|work|article))?)?|(?:和|与|跟|像"
    r"|类似于?)(?:这篇)?(?:论文)?)[\s:：]*$",
    re.IGNORECASE,
)
# "What is <link> about?" asks for the paper itself.
_ASKS = re.compile(
    r"(?:what(?:'s| is| was| does| do)|tell me)(?: (?:the|this|about|paper))*\s*$", re.IGNORECASE
)
_TOLD = re.compile(r"\s*(?:(?:all )?about|say|propose|do|show)?\s*(?:[?.!]|$)", re.IGNORECASE)
_LIKE_AFTER = re.compile(
    r"\s*(?:这篇)?(?:论文)?(?:类似|相似|相近|相关|差不多|一样)(?:的(?=论文|工作|文章|研究|$|\s))?"
)


# What is said around an id (here: #) by somebody who asks for the paper itself, not for its like.
_TELLING = (
    r"(?:summari[sz]e|sum up|explain|describe|tl;?dr|show|open|details?|info(?:rmation)?"
    r"|(?:the )?(?:abstract|summary|authors?|title|gist)|tell|give|what(?:'s| is| are| does| do)"
    r"|who (?:wrote|are the authors of))"
)
_THIS = "(?:这篇)?(?:论文|文章)?"
_ITSELF = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"(?:(?:please|pls|hi|hey|can|could|would|you|u) )*"
            rf"{_TELLING}(?: (?:me|us|a|an|the|this|more|of|on|for|about|in|paper|article|preprint"
            r"|abstract|summary|details?|gist|short|one|say|propose|do))*:? #"
            r"(?:,? (?:to me|for me|please|all|about"
            r"|say|says|propose|do|show|find|in short|briefly|in simple (?:words|terms)|for a"
            r" beginner|like i'?m (?:five|5)))*"
        ),
        r"#:? (?:abstract|summary|tl;?dr|details?|authors?|explained|in short)(?: please)?",
        (
            r"(?:请|麻烦|能不能|可以|帮我|给我|你)*"
            r"(?:总结|概括|介绍|解释|讲解|讲讲|说说|看看|打开|详细说说)"
            rf"(?:一下)?{_THIS}:? ?#(?: ?{_THIS}的?(?:摘要|内容|作者))?(?:吧|吗)?"
        ),
        (
            rf"# ?{_THIS}(?:主要)?"
            r"(?:是?(?:讲|说|做|写|研究)了?(?:的)?(?:是)?(?:什么|啥)的?"
            r"|的?(?:摘要|内容|作者)(?:是什么|是谁)?)"
        ),
    )
)


def asked_about(text: str) -> str | None:
    """The base id of the arXiv paper that a message asks to be told about: "summarize <link>"."""
    match = _LINK.search(text) or _BARE.search(text)
    if match is None:
        return None
    said = f"{text[: match.start()]}#{text[match.end() :]}".strip(" \t\r\n.?!。？！")
    if not any(pattern.fullmatch(" ".join(said.split())) for pattern in _ITSELF):
        return None
    found = parse_arxiv_id(_bare_id(match[0])) or parse_arxiv_id(match[0])
    return found[0] if found else None


def find_paper(text: str) -> tuple[str, int, int] | None:
    """The base id of the first arXiv paper that the text points at, and the words' place.

    The place takes in "similar to" or 与…类似 around the link. A bare id counts with five
    digits after the point; with four, or in the old form, only where the whole text is
    the id or "similar to" stands before it.
    """
    match = _LINK.search(text) or _BARE.search(text)
    if match is None:
        match = _SHORT.search(text)
        if match is None or not (
            _like_before(text, match) is not None or match[0] == text.strip(" ?.")
        ):
            return None
    found = parse_arxiv_id(_bare_id(match[0])) or parse_arxiv_id(match[0])
    if found is None:
        return None
    before, after = _like_before(text, match), _LIKE_AFTER.match(text, match.end())
    start = match.start() if before is None else before
    end = after.end() if after else match.end()
    asks = _ASKS.search(text, 0, start)
    told = _TOLD.match(text, end) if asks else None
    return (found[0], asks.start(), told.end()) if asks and told else (found[0], start, end)


def _like_before(text: str, match: re.Match[str]) -> int | None:
    like = _LIKE.search(text, 0, match.start())
    return like.start() if like else None


def _bare_id(words: str) -> str:
    found = re.search(rf"{_ID}(?:v\d{{1,3}})?", words)
    return found[0] if found else words
