"""Authors that a question names: "papers by Kaiming He", "author: Li Fei-Fei"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}(?:{_LETTER}|['\u2019-](?={_LETTER}))*"
_INITIALS = rf"(?:{_LETTER}\.[ -]?)+"
_TOKEN = rf"(?:{_INITIALS}(?![^\W\d_]{{2,}}\.)|{_WORD})"
_NAME_LIST = rf"{_TOKEN}(?:\s+{_TOKEN}){{0,4}}"
_PARTICLES = frozenset(
    "de da di do dos del della der den des du el la le ten ter van von bin ibn al".split()
)
_NOUN = (
    r"(?:papers?|works?|publications?|preprints?|articles?|stud(?:y|ies)|research|results?|those|ones"
    r"|anything|something|everything|stuff|survey|surveys)"
)
# `firm` says that a person follows; `by` and `from` may be followed by anything.
_LEAD = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<label>(?:first |last |senior )?(?:co-?)?authors?\s*(?:[:=]|is\b|are\b)|au\s*:)"
    rf"|(?P<firm>(?:{_NOUN}\s+)?(?:that (?:was|were) |which (?:was|were) )?(?:co-?)?(?:authored|written) by"
    r"|(?:with|by) (?:the )?(?:first |last |senior )?(?:co-?)?authors?"
    rf"|(?P<noun>{_NOUN})\s+(?:[a-z]+ )?(?P<nounby>by|from|of))"
    r"|(?P<loose>by|from))\s*(?:the\s+)?(?:prof(?:essor|\.)?\s+|dr\.?\s+)?",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    rf"(?<![\w-])(?P<names>{_TOKEN}(?:\s+{_TOKEN}){{1,3}})['\u2019]s?\s+(?:\w+\s+){{0,2}}(?={_NOUN}\b)"
)
_ET_AL = re.compile(r",?\s*et\s+al\b\.?", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|&|\band\b|\bor\b|、|，|和|与)\s*(?:by\s+)?", re.IGNORECASE)
# A word with one of these is an organisation, a place or a method, not a person.
_NOT_A_PERSON = frozenset(
    """ai academy alibaba allen amazon analysis anthropic apple art association attention autoencoder
    autoencoders baidu berkeley brain bytedance cambridge carlo carnegie center centre chain chinese
    city college company computing corporation council deepmind deepseek descent design diffusion
    distillation editing encoder engineering face facebook fair field fields flow foundation generation
    google gradient graph group hong huawei hugging human ibm inc inference institute intel intelligence
    kong lab laboratory labs language large learning llm llms low mellon meta method methods microsoft
    mining mit model modeling modelling models monte network networks neural new nvidia openai
    optimisation optimization oxford policy press princeton processing programming prompting
    pretraining reasoning recognition regression reinforcement research retrieval robotics samsung
    sampling san science sciences search self shanghai beijing society splatting stanford states
    strategy studies supervised system systems team technologies technology tencent thought training
    transfer transformer transformers translation tsinghua tuning united universität university video
    vision visual workshop world york zero""".split()
)
_MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_NEVER = re.compile(
    rf"(?:the|a|an|this|that|these|those|our|my|any|some|all|using|i|we|{_MONTHS})", re.IGNORECASE
)
# What may follow a name that only "by" introduces.
_CLOSES = re.compile(
    r"\s*(?:$|[,;:.?!)]|(?:on|about|in|from|since|after|before|until|between|during|published|released"
    r"|posted|with|for|regarding|and|or|that|which|this|last|today|yesterday|please|pls|papers?|works?"
    r"|over|within|et|at|related|concerning|only|also|latest|sorted)\b)",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?:(?:第一)?作者(?:是|为|[:：])\s*|由\s*)(?P<label>[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]+)?|[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){1,3})"
    r"(?:撰写|发表|所写|写)?的?(?=$|[\s，,。？?、；;]|论文|文章|工作|研究|撰写)"
    r"|(?:^|(?<=[\s，,找有看]))(?P<plain>[\u4e00-\u9fff]{2,4}|[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){1,3})\s*(?:等人?)?(?:发表|写|撰写)?"
    r"的(?:最新)?(?=(?:论文|文章|工作|研究))"
)

Known = "Callable[[str], bool] | None"


@dataclass(frozen=True, slots=True)
class Authored:
    """The authors that a text names, and the places `[start, end)` of the words that did."""

    authors: tuple[str, ...] = ()
    places: tuple[tuple[int, int], ...] = ()


def find_authors(text: str, known: Callable[[str], bool] | None = None) -> Authored:
    """Read authors after "author:", "authored by", "papers by", "by", "from", or before "'s papers".

    A name is two to four capitalised words, initials and particles (van, de) among them.
    After "author:" one word will do. "By" and "from" alone may introduce anything: what
    follows must be confirmed by `known`, or, without it, end the phrase after "by".
    Surnames alone and names in small letters count only where `known` confirms them.
    """
    authors: dict[str, None] = {}
    places: list[tuple[int, int]] = []
    for match in _LEAD.finditer(text):
        names, end = _names_after(text, match, known)
        if names:
            authors |= dict.fromkeys(names)
            noun_end = match.start("nounby") if match["nounby"] else match.start()
            places.append((noun_end, end))
    for match in _POSSESSIVE.finditer(text):
        if _is_person(name := match["names"]) and not _overlaps(match, places):
            authors[name] = None
            places.append((match.start(), match.end("names") + len(_apostrophe(text, match))))
    for match in _CHINESE.finditer(text):
        name = match["label"] or match["plain"]
        person = bool(match["label"]) or (known is not None and known(name)) or _is_person(name)
        if person and not _overlaps(match, places):
            authors[name] = None
            places.append(match.span())
    return Authored(tuple(authors), tuple(places))


def _apostrophe(text: str, match: re.Match[str]) -> str:
    found = re.match(r"['\u2019]s?", text[match.end("names") :])
    return found[0] if found else ""


def _overlaps(match: re.Match[str], places: list[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in places)


def _names_after(
    text: str, lead: re.Match[str], known: Callable[[str], bool] | None
) -> tuple[list[str], int]:
    """The names one after another from the end of the lead, and where they end."""
    names: list[str] = []
    place = end = lead.end()
    while name := _name_at(text, place, lead, known):
        names.append(name)
        end = place + len(name)
        if et_al := _ET_AL.match(text, end):
            end = et_al.end()
        joint = _JOINT.match(text, end)
        if joint is None:
            break
        place = joint.end()
    return names, end


def _name_at(
    text: str, place: int, lead: re.Match[str], known: Callable[[str], bool] | None
) -> str | None:
    match = re.compile(_NAME_LIST).match(text, place)
    if match is None:
        return None
    words = match[0].split()
    for count in range(min(len(words), 5), 0, -1):
        name = _cut_to(match[0], count)
        if _accepted(name, count, text, place + len(name), lead, known):
            return name
    return None


def _cut_to(words: str, count: int) -> str:
    found = re.match(r"\S+(?:\s+\S+){%d}" % (count - 1), words)
    return found[0] if found else words


def _accepted(  # noqa: PLR0913 - one question, asked about one candidate
    name: str,
    count: int,
    text: str,
    end: int,
    lead: re.Match[str],
    known: Callable[[str], bool] | None,
) -> bool:
    confirmed = known is not None and _NEVER.match(name) is None and known(name)
    nounby = (lead["nounby"] or "").lower()
    firm = bool(lead["firm"]) and nounby in {"", "by"}
    if count == 1:
        capital = name[0].isupper() and _NEVER.fullmatch(name) is None
        if lead["label"] and capital:
            return True
        return (firm and capital and _ET_AL.match(text, end) is not None) or (
            firm and confirmed and len(name) > 2  # noqa: PLR2004 - "Li" alone is no one
        )
    if not _is_person(name):
        return firm and confirmed and _NEVER.match(name.split()[0]) is None
    if lead["label"] or confirmed:
        return True
    following = text[end:].lstrip()[:1]
    if firm:
        return not following.islower() or _CLOSES.match(text, end) is not None
    loose_by = (lead["loose"] or "").lower() == "by"
    from_noun = nounby in {"from", "of"}
    return known is None and (loose_by or from_noun) and _CLOSES.match(text, end) is not None


def _is_person(name: str) -> bool:
    """Whether the words have the form of a person's name: capitals, initials, particles."""
    words = name.split()
    plain = [w for w in words if w.lower() not in _PARTICLES or w[0].isupper()]
    if (
        not 2 <= len(words) <= 5
        or len(plain) < 2
        or words[-1].lower() in _PARTICLES - {"le", "la", "do", "du", "di"}
    ):  # noqa: PLR2004 - a given name and a surname
        return False
    if any(w.lower().strip(".") in _NOT_A_PERSON or _NEVER.fullmatch(w) for w in words):
        return False
    return all(w[0].isupper() and not _is_acronym(w) for w in plain)


def _is_acronym(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return "." not in word and len(letters) > 2 and letters.isupper()  # noqa: PLR2004 - "KM He"
