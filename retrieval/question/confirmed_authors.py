"""Authors in words that are names only because somebody here has them: "kaiming he", 张伟的论文."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.question.person import never_begins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NOUN = r"(?:papers?|works?|publications?|preprints?|articles?|research)"
_WORD = r"[^\W\d_\u4e00-\u9fff][^\W\d_\u4e00-\u9fff.'’-]*(?:[.'’-][^\W\d_\u4e00-\u9fff]+)*\.?"
_NAME = rf"(?P<name>{_WORD}(?:[ ,]+{_WORD}){{0,3}}?)"  # as short as what follows allows
_ENDS = (
    r"(?=\s*(?:$|[;:.?!)]|,? ?(?:on|about|in|from|since|after|before|until|between|during|with|for"
    r"|and|published|this|last|please|papers?|works?)\b))"
)
_WHOLE = re.compile(rf"{_NAME}[\s.?!]*")
_PLACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?:^|{_NOUN} )(?P<all>(?:(?:written|authored|published) )?(?:by|from|of) {_NAME})"
            rf"{_ENDS}"
        ),
        rf"(?<![\w-])(?P<all>{_NAME}['’]s?) (?=(?:\w+ ){{0,2}}{_NOUN}\b)",
        (
            rf"(?P<all>(?:what|which \w+) (?:did|has|have) {_NAME} "
            r"(?:publish(?:ed)?|writ(?:e|ten)|released?))(?!\w)"
        ),
        rf"{_NOUN} (?P<all>(?:that )?{_NAME} (?:wrote|published|authored|has written))(?!\w)",
        # "Kaplan et al. on scaling laws"; the year of a citation stays, see `reading`
        (
            rf"^(?P<all>{_NAME},? et al\b\.?)"
            r"(?=[,\s]*(?:$|[?!:(]|(?:on|about|in|since|(?:19|20)\d\d)\b))"
        ),
        # 张伟的论文, lecun 最近的论文, He Kaiming 发表的关于视觉的论文
        (
            rf"(?:^|(?<=[\s，,找有看]))(?P<all>由?\s?"
            rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?|{_WORD}(?: {_WORD}){{0,3}})"
            r"(?:\s?(?:等人?)?(?:发表|写|撰写|合著)?的)?)"
            r"(?=\s?(?:(?<=的)|最近|最新|近期|今年|去年|关于|有关)"
            r"[^。？?!！]{0,20}(?:论文|文章|工作|研究|发表))"
        ),
    )
)
_WITH_YEAR = re.compile(r"(?P<names>.*\D),? \(?(?:19|20)\d\d\)?\W*")
_NO_NAME = re.compile(
    rf"(?<![\w-])(?:by|of|from|in|on|for|with|and|the|{_NOUN})(?![\w-])", re.IGNORECASE
)
_JOINT = re.compile(r"\s*(?:&|\band\b|、|和|与|;)\s*", re.IGNORECASE)
_FEWEST_LETTERS = 4  # of a surname alone: shorter ones are words, too


def find_confirmed(text: str, known: Callable[[str], bool]) -> Iterator[tuple[list[str], int, int]]:
    """Names that are an author's here, and the places `[start, end)` of the words that say so.

    Case, accents and order do not matter: "K. He", "He, Kaiming", "kaiming he". A surname alone
    needs four letters, and words that say that it wrote something.
    """
    dated = _WITH_YEAR.fullmatch(text)  # "Geoffrey Hinton 2025"
    whole = dated["names"].rstrip(" ,") if dated else text
    names = _JOINT.split(whole.strip(" \t.?!"))
    if all(_is_full(name, known) for name in names):
        yield names, 0, len(whole)
        return
    for pattern in _PLACES:
        for match in pattern.finditer(text):
            words = match["name"].split()
            for first in range(len(words)):  # "recent Kaiming He's papers"
                name = " ".join(words[first:])
                if _confirmed(name, known):
                    start = match.start("name") + match["name"].rindex(words[first])
                    yield [name], match.start("all") if not first else start, match.end("all")
                    break


def _is_full(name: str, known: Callable[[str], bool]) -> bool:
    whole = _WHOLE.fullmatch(name)
    return whole is not None and " " in name and _confirmed(name, known)


def _confirmed(name: str, known: Callable[[str], bool]) -> bool:
    """Whether the words are somebody's name."""
    chinese = "\u4e00" <= name[0] <= "\u9fff"
    if never_begins(name) or _NO_NAME.search(name):
        return False
    return (chinese or " " in name or len(name) >= _FEWEST_LETTERS) and known(name)
