"""Filters that a question turns round: "not in cs.CV", "not by Hinton", "not from 2024"."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from retrieval.errors import BadQuestion
from retrieval.question.authors import find_authors
from retrieval.question.categories import find_categories
from retrieval.question.cutting import cut, cut_all, plain
from retrieval.question.dates.reading import read_dates
from retrieval.question.qualities import read_qualities

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    Pairs = tuple[tuple[str, str], ...]

_PAPERS = r"(?:papers?|preprints?|articles?|works?|ones?|those|that|anything|everything|stuff)"
_NEGATES = re.compile(
    r"(?:^|[\s,;:(]+)(?:(?:but|and|please|just) ){0,3}"
    r"(?:(?:(?:that|which) )?(?:are|were|is|was|have|has|do|did|does) ?(?:not|n't)"
    r"|not|no|nothing|excluding|exclude|except(?: for)?|other than|without|leav(?:e|ing) out"
    r"|skip|hide|ignor(?:e|ing))"
    rf" (?:(?:any|all|the|arxiv|were|are) )*(?:{_PAPERS} )?(?:that (?:are|were) )?(?=\S)"
    r"|[，, ]*(?:但是?|请)?(?:不要|不含|不包括|不看|排除|去掉|除了|而?不是|并非"
    r"|不(?=来自|在))",
    re.IGNORECASE,
)
_STEPS = re.compile(r"[\u4e00-\u9fff]|[^\s\u4e00-\u9fff]+")  # a word, or an ideograph
_LONGEST = 10  # of them, that a filter takes
_MOST = 6  # words that turn something round are looked behind
_NOTHING = re.compile(
    r"(?:papers?|preprints?|articles?|works?|ones?|those|from|in|on|by|published|released|announced"
    r"|posted|please|and|or|的|那些|论文|文章|文献|发表|公布|[\W_])*",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:but|[^\w\s].*)", re.IGNORECASE)  # something else
_OPEN = re.compile(r"(?:from|in|on|by|and|or)", re.IGNORECASE)  # what is still to come
_BESIDE = re.compile(r"(?:以外|之外)的?$")
_HAVING = re.compile(r"(?:have|has|with|come|provide|release|include|带|有|附)", re.IGNORECASE)


def read_negated(
    text: str, today: dt.date, known_authors: Callable[[str], bool] | None = None
) -> tuple[str, Pairs]:
    """The text without the filters that papers must not pass, and these.

    Each is its kind and its name, as `Query.without` has them. Only what stands right behind
    the word that turns it round is one: "not about robots in cs.CV" is in cs.CV.
    """
    found: list[tuple[str, str]] = []
    place = 0
    for _ in range(_MOST):
        match = _NEGATES.search(plain(text), place)
        if match is None:
            break
        end, pairs = _longest(text, match.end(), today, known_authors)
        if pairs:
            found += pairs
            text, place = cut(text, match.start(), end), match.start()
        else:
            place = match.end()
    return text, tuple(dict.fromkeys(found))


def _longest(
    text: str, start: int, today: dt.date, known_authors: Callable[[str], bool] | None
) -> tuple[int, Pairs]:
    """Where the longest filter that begins here ends, and what it is; nothing if none does."""
    steps = []
    for step in islice(_STEPS.finditer(text, start), _LONGEST):
        if _BEGINS.fullmatch(step[0]):
            break
        if not _OPEN.fullmatch(step[0]):
            steps.append(step.end())
        if step[0].endswith((":", ";")):
            break
    for end in reversed(steps):
        said = _BESIDE.sub("", text[start:end])
        pairs = tuple(_filters(said, today, known_authors))
        if len({kind for kind, _ in pairs}) == 1:
            return end, pairs
    return start, ()


def _filters(
    text: str, today: dt.date, known_authors: Callable[[str], bool] | None
) -> Iterator[tuple[str, str]]:
    """The filters that a text is made of, and of nothing else."""
    try:
        categories, places = find_categories(plain(text))
        rest = cut_all(text, places)
        named = f"papers {rest}"  # "by" alone may say how something is done
        authored = find_authors(plain(named), known_authors)
        asked = read_qualities(cut_all(named, authored.places))
        dated = read_dates(asked.rest, today)
    except BadQuestion:
        return  # read as it stands, it is refused in a sentence
    if dated.order or asked.qualities.survey or not _NOTHING.fullmatch(dated.text):
        return
    if asked.qualities.code and not _HAVING.match(text):
        return  # "without code" may be how something is done
    yield from (("categories", name) for name in categories)
    yield from (("authors", name) for name in authored.authors)
    yield from (("venues", name) for name in asked.qualities.venues)
    yield from (("affiliations", name) for name in asked.qualities.affiliations)
    if asked.qualities.code:
        yield "code", ""
    if dated.since or dated.until:
        yield "days", f"{_day(dated.since)}/{_day(dated.until)}"


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ".."
