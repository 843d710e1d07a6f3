"""Authors that a question names: "papers by Kaiming He", "author: Li Fei-Fei"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.question.confirmed_authors import find_confirmed
from retrieval.question.person import NAME_WORD, PLAIN_CHINESE, has_form_of_a_person, never_begins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NOUN = (
    r"(?:papers?|works?|publications?|preprints?|articles?|stud(?:y|ies)|research|results?|those"
    r"|ones|anything|something|everything|stuff|surveys?)"
)
_TITLE = r"\s*(?:the\s+)?(?:prof(?:essor|\.)?\s+|dr\.?\s+)?"
_INTRODUCTIONS = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<label>(?:(?:with|by) (?:the )?)?(?:(?:first|last|senior) )?(?:co-?)?authors?"
    r"(?:\s*[:=]|\s+(?:is|are)\b)|with (?:(?:first|last|senior) )?authors?\b)"
    r"|(?P<firm>(?:(?:that|which) (?:was|were|is|are) )?(?:co-?)?(?:authored|written|published)"
    r"(?: or (?:co-?)?authored)? by\b)"
    rf"|{_NOUN} (?:(?P<noun_by>by)|(?P<noun_from>from))\b"
    r"|(?:papers|works?|publications|articles) (?P<noun_of>of)\b"
    r"|(?P<by>by)\b|(?P<from>from)\b"
    rf"){_TITLE}[\"'“]?",
    re.IGNORECASE,
)
_OWNER = re.compile(rf"(?P<mark>'s?)\s+(?=(?:\w+\s+){{0,2}}{_NOUN}\b)", re.IGNORECASE)
_DID = re.compile(
    r"(?<![\w-])(?:what|which \w+) (?:did|has|have) (?P<name>[^,?]{4,60}?) "
    r"(?:publish(?:ed)?|post(?:ed)?|write|written|wrote|released?|authored?|put out)(?!\w)",
    re.IGNORECASE,
)
_LAST_WORDS = re.compile(r"(?:[\w.-]+ ){0,3}[\w.-]+$")
_ET_AL = re.compile(r",?\s*et\s+al\b\.?", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|&|\band\b|\bor\b|、|，|和|与)\s*(?:by\s+)?", re.IGNORECASE)
# What may follow a name that only "by" introduces: anything else makes it part of a topic.
_CLOSES = re.compile(
    r"\s*(?:$|[,;:.?!)]|(?:on|about|in|from|since|after|before|until|between|during|published"
    r"|released|posted|with|for|regarding|and|or|that|which|this|last|today|yesterday|please|pls"
    r"|papers?|works?|over|within|et|at|related|concerning|only|also|latest|sorted)\b)",
    re.IGNORECASE,
)
_LABELLED_CHINESE = re.compile(
    r"(?:(?:第一)?作者(?:是|为|[:：])\s*|由\s*(?=[^，。？]{2,30}(?:撰写|所写|写的|发表)))"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?(?:·[\u4e00-\u9fff]+)?|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3})"
    r"(?:撰写|发表|所写|写)?的?(?=$|[\s，,。？?、；;]|论文|文章|工作|研究)"
)
_CHINESE_OWNER = re.compile(
    r"(?:^|(?<=[\s，,找有看]))"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3})\s?"
    r"(?:等人?)?(?:发表|写|撰写)?的(?:最新)?(?=(?:论文|文章|工作|研究))"
)
_CONTENT_WORD = re.compile(r"[^\W\d_][\w-]{3,}")
_LONGEST_NAME = 5
_MOST_NAMES = 10
_SHORTEST_SURNAME = 3

# The groups of _INTRODUCTIONS, by how surely they say that a person follows; "from" alone
# hardly says so at all.
_FIRM = {"firm", "noun_by"}
_LIKELY = {"noun_from", "noun_of", "by"}


@dataclass(frozen=True, slots=True)
class Authored:
    """The authors that a text names, and the places `[start, end)` of the words that did."""

    authors: tuple[str, ...] = ()
    places: tuple[tuple[int, int], ...] = ()


def find_authors(text: str, known: Callable[[str], bool] | None = None) -> Authored:
    """Read authors after "author:", "authored by", "papers by", "by", "from", or before "'s".

    A name is two to four capitalised words, initials and particles (van, de) among them.
    After "author:" one word will do. "By" and "from" may introduce anything: what follows
    them alone must be confirmed by `known`, or, without it, end the phrase after "by".
    Surnames alone and names in small letters count only where `known` confirms them.
    """
    authors: dict[str, None] = {}
    places: list[tuple[int, int]] = []
    confirmed = () if known is None else find_confirmed(text, known)
    for names, start, end in (*_introduced(text, known), *confirmed, *_owning(text, known)):
        if all(end <= begun or start >= ended for begun, ended in places):
            authors |= dict.fromkeys(names)
            places.append((start, end))
    return Authored(tuple(authors), tuple(places))


def _introduced(
    text: str, known: Callable[[str], bool] | None
) -> Iterator[tuple[list[str], int, int]]:
    place = 0
    while match := _INTRODUCTIONS.search(text, place):
        sureness = match.lastgroup or ""
        names, end = _names_at(text, match.end(), sureness, known)
        if names:
            # "Papers" before "by" stays, for whoever takes the request's wrapping off.
            yield names, match.start(sureness), end
        place = max(end, match.start(sureness) + 1)
    for match in _DID.finditer(text):
        if has_form_of_a_person(match["name"]):
            yield [match["name"]], match.start(), match.end()
    for match in _LABELLED_CHINESE.finditer(text):
        yield [match["name"]], match.start(), match.end()


def _owning(text: str, known: Callable[[str], bool] | None) -> Iterator[tuple[list[str], int, int]]:
    """Read "Kaiming He's latest papers" and 何恺明的论文."""
    for match in _OWNER.finditer(text):
        before = _LAST_WORDS.search(text[max(0, match.start() - 80) : match.start()])
        words = before[0].split() if before else []
        for count in range(len(words), 1, -1):
            name = " ".join(words[-count:])
            if has_form_of_a_person(name):
                yield [name], match.start() - len(name), match.end("mark")
                break
    for match in _CHINESE_OWNER.finditer(text):
        name = match["name"]
        sure = PLAIN_CHINESE.fullmatch(name) is None and has_form_of_a_person(name)
        if sure or (known is not None and known(name)):
            yield [name], match.start(), match.end()


def _names_at(
    text: str, place: int, sureness: str, known: Callable[[str], bool] | None
) -> tuple[list[str], int]:
    """The names that follow each other from a place on, and where the last one ends."""
    names: list[str] = []
    end = place
    while len(names) < _MOST_NAMES and (found := _name_at(text, place, sureness, known)):
        name, end = found
        names.append(name)
        et_al = _ET_AL.match(text, end)
        end = et_al.end() if et_al else end
        joint = _JOINT.match(text, end)
        if joint is None:
            break
        place = joint.end()
    return names, end


def _name_at(
    text: str, place: int, sureness: str, known: Callable[[str], bool] | None
) -> tuple[str, int] | None:
    """The longest run of words from a place on that is accepted as a name, and its end."""
    ends: list[int] = []
    while len(ends) < _LONGEST_NAME and (
        word := NAME_WORD.match(text, ends[-1] if ends else place)
    ):
        ends.append(word.end())
    for end in reversed(ends):
        name = " ".join(text[place:end].split())
        if _accepted(name, text, end, sureness, known):
            return name, end
    return None


def _accepted(
    name: str, text: str, end: int, sureness: str, known: Callable[[str], bool] | None
) -> bool:
    confirmed = known is not None and not never_begins(name) and known(name)
    if " " not in name:
        return _accepted_alone(name, text, end, sureness, confirmed=confirmed)
    if not has_form_of_a_person(name):
        return sureness in _FIRM and confirmed
    if sureness == "label":
        return True
    closes = _CLOSES.match(text, end) is not None
    if sureness in _FIRM or confirmed:
        return closes or not text[end:].lstrip()[:1].islower()
    return known is None and sureness in _LIKELY and closes and not _is_headline(text, name)


def _is_headline(text: str, name: str) -> bool:
    """Whether most words beside the name are capitalised: a pasted title has no author in it."""
    words: list[str] = _CONTENT_WORD.findall(text.replace(name, " "))
    capitals = sum(word[0].isupper() for word in words)
    return capitals > len(words) - capitals


def _accepted_alone(name: str, text: str, end: int, sureness: str, *, confirmed: bool) -> bool:
    """Whether a single word is a surname, or a Chinese name, here."""
    if PLAIN_CHINESE.fullmatch(name):
        short = 2 <= len(name) <= 4  # noqa: PLR2004 - characters of a Chinese name
        return confirmed or (short and sureness in {*_FIRM, "label"})
    if not name[0].isupper() or never_begins(name):
        return False
    if sureness == "label":
        return True
    cited = _ET_AL.match(text, end) is not None
    return sureness in _FIRM and (
        cited or (len(name) >= _SHORTEST_SURNAME and (confirmed or _is_surname(name, text, end)))
    )


def _is_surname(name: str, text: str, end: int) -> bool:
    """Whether a name that nobody here has can only be a person's: "papers by Hinton on"."""
    person = has_form_of_a_person(f"A. {name}") and name[1:].islower()
    return person and _CLOSES.match(text, end) is not None and not _is_headline(text, name)
