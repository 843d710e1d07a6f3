"""What people type about following, read: times, addresses, topics. Pure, no I/O.

Every reader raises BadQuestion with a sentence for the person who typed.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

from retrieval.categories import CATEGORIES, category_code
from retrieval.errors import BadQuestion
from retrieval.following.addresses import read_email
from retrieval.following.checking import checked_topic
from retrieval.following.values import DEFAULT_THRESHOLD, Topic
from retrieval.following.zones import read_zone
from retrieval.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_categories", "read_email", "read_list", "read_time", "read_topic", "read_zone"]

_QUOTED = 60  # characters of what was typed that a sentence repeats
_TIME = re.compile(
    r"(?P<day_part>凌晨|早上|早晨|上午|中午|下午|晚上|傍晚)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:.h时點点]\s*(?P<minute>\d{2}|半)?(?:\s*分)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?(?:\s*(?:uhr|o'clock|整))?",
    re.IGNORECASE,
)
_FOUR = re.compile(r"(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)")
_NAMED = {"noon": dt.time(12), "midnight": dt.time(0), "中午": dt.time(12), "午夜": dt.time(0)}
_AFTERNOON = {"下午", "晚上", "傍晚"}
_COMMAS = re.compile(r"[,;，；、\n]")
_NOON = 12
_LAST_HOUR, _LAST_MINUTE = 23, 59


def read_time(text: str) -> dt.time:
    """A wall-clock time: "8", "8:30", "08.30", "0830", "8h30", "8.30pm", "noon", "晚上8点半".

    Raises:
        BadQuestion: it is none.
    """
    said = " ".join(unicodedata.normalize("NFKC", text).split())
    if said.casefold() in _NAMED:
        return _NAMED[said.casefold()]
    match = _FOUR.fullmatch(said) or _TIME.fullmatch(said)
    if match is None:
        raise BadQuestion(f"{_quoted(said)}: a time is needed, such as 8:30 or 8.30pm.")
    told = match.groupdict()
    hour = _hour(int(told["hour"]), told.get("half"), told.get("day_part"))
    minute = 30 if told["minute"] == "半" else int(told["minute"] or 0)
    if hour is None or hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise BadQuestion(f"{_quoted(said)}: no clock shows that; times go from 0:00 to 23:59.")
    return dt.time(hour, minute)


def _hour(hour: int, half: str | None, day_part: str | None) -> int | None:
    """The hour of 24; None if a clock of 12 hours has no such hour."""
    if half:
        if not 1 <= hour <= _NOON:
            return None
        return hour % _NOON + (_NOON if half[0] in "pP" else 0)
    if day_part in _AFTERNOON and 1 <= hour < _NOON:
        return hour + _NOON
    if day_part == "中午" and 1 <= hour <= 2:  # noqa: PLR2004 - an hour after noon
        return hour + _NOON
    return hour


def read_list(text: str) -> tuple[str, ...]:
    """What stands between commas or semicolons, Chinese ones too, each once."""
    parts = (" ".join(part.split()) for part in _COMMAS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def read_categories(text: str) -> tuple[str, ...]:
    """The categories of arXiv in "cs.CV, cs.RO", "cs.cv cs.ro" or "math.*", each once.

    Raises:
        BadQuestion: arXiv has no such category; the sentence offers the nearest ones.
    """
    names = [name for part in read_list(text) for name in _codes_in(part)]
    return tuple(dict.fromkeys(_code(name) for name in names))


def _codes_in(part: str) -> Sequence[str]:
    """The words of a part if they are codes; else the part, which may be a category's title."""
    words = part.split()
    codes = all("." in word or "-" in word or _known(word) for word in words)
    return words if codes else [part]


def _known(name: str) -> str | None:
    return category_code(name.removesuffix(".*"))


def _code(name: str) -> str:
    code = _known(name) or _by_title().get(name.casefold())
    if code is not None:
        return code
    spelled = {code.casefold(): code for code in CATEGORIES} | _by_title()
    said = name.casefold()
    sure = [one for one in spelled if sorted(one) == sorted(said) or (said in one and " " in one)]
    near = sure or difflib.get_close_matches(said, spelled, n=5, cutoff=0.6)
    nearest = list(dict.fromkeys(spelled[one] for one in near))[:3]
    offered = ", ".join(f"{code} ({CATEGORIES[code]})" for code in nearest)
    ending = (
        f"; the nearest are {offered}." if offered else ", see https://arxiv.org/category_taxonomy."
    )
    raise BadQuestion(f"{_quoted(name)}: arXiv has no such category{ending}")


def _by_title() -> dict[str, str]:
    """Codes by English title; of two categories with one title the first."""
    return {title.casefold(): code for code, title in reversed(CATEGORIES.items())}


def read_topic(  # noqa: PLR0913 - one parameter for each thing that can be followed
    follower: str,
    text: str = "",
    *,
    keywords: str = "",
    categories: str = "",
    authors: str = "",
    paper_id: str | None = None,
    threshold: float = DEFAULT_THRESHOLD,
    made: dt.datetime | None = None,
    topic_id: str | None = None,
) -> Topic:
    """A topic out of what was typed in each field.

    Args:
        follower: who follows it.
        text: free text.
        keywords: between commas, as `read_list` reads them.
        categories: as `read_categories` reads them.
        authors: between commas.
        paper_id: the id of a paper, found by the caller.
        threshold: probability from which a paper matches.
        made: the time of it.
        topic_id: of the topic that is changed; None: a new one.

    Raises:
        BadQuestion: a field cannot be used, or all are empty.
    """
    return checked_topic(
        Topic(
            id=topic_id or new_id(),
            follower=follower,
            text=text,
            keywords=read_list(keywords),
            categories=read_categories(categories),
            authors=read_list(authors),
            paper_id=paper_id,
            threshold=threshold,
            made=made,
        )
    )


def _quoted(said: str) -> str:
    return said if len(said) <= _QUOTED else f"{said[:_QUOTED]}..."
