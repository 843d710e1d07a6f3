"""The words that both front ends share. Plain text, no markup."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from bot.words import ENGLISH
from retrieval.filters import days_of
from retrieval.queries import Reason

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from bot.words import Words
    from retrieval.papers import Paper
    from retrieval.queries import Query

_NAMED = 3  # authors that are all named; of more, the first two are
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NOT_PEOPLE = ("collaboration", "consortium", "team", "group", "institute", "project")


def printable(text: str) -> str:
    """The text on one line, without control characters: no source may steer the screen."""
    return " ".join("".join(c for c in text if c.isspace() or not _steers(c)).split())


def authors_line(authors: Sequence[str], words: Words = ENGLISH) -> str:
    """Like "A. Fang, J. Zhang and 12 more"; empty without authors."""
    if len(authors) <= _NAMED:
        return listed([short_name(name) for name in authors], words)
    named = words.lists.comma.join(short_name(name) for name in authors[: _NAMED - 1])
    return words.lists.shortened.format(names=named, more=len(authors) - _NAMED + 1)


def short_name(name: str) -> str:
    """Given names as initials: "Irving Fang" is "I. Fang". Other scripts and groups stay whole."""
    words = name.split()
    is_person = not any(word.casefold().strip(".,") in _NOT_PEOPLE for word in words)
    if len(words) < 2 or "," in name or not is_person or not words[0][:1].isupper():  # noqa: PLR2004 - a given name and a surname
        return name
    given, surname = words[:-1], words[-1:]
    while len(given) > 1 and given[-1].islower():  # "van der", "de": they belong to the surname
        surname.insert(0, given.pop())
    return " ".join([*("-".join(f"{p[0]}." for p in g.split("-") if p) for g in given), *surname])


def when(paper: Paper, words: Words = ENGLISH) -> str:
    """The best known day, and what happened on it; a month where only the id tells; or empty."""
    dates = words.dates
    if paper.listed is not None:
        return dates.announced.format(day=day(paper.listed, words))
    if paper.published is not None:
        return dates.submitted.format(day=day(paper.published, words))
    if paper.period is None:
        return ""
    first, last = paper.period
    if first != last:
        return dates.month.format(name=dates.months[first.month - 1], year=first.year)
    return dates.updated.format(day=day(first, words))


def day(date: dt.date, words: Words = ENGLISH) -> str:
    """The day as the language writes it."""
    return words.dates.day.format(year=date.year, month=date.month, day=date.day)


def filters_line(query: Query, words: Words = ENGLISH) -> str:
    """What narrows the search: "announced 2026-06-08 to 2026-06-14, newest first"; or empty."""
    parts = [_range(query.since, query.until, words)]
    parts += _named(query, words)
    if query.order == "latest":
        parts.append(words.searching.newest)
    if query.surveys_first:
        parts.append(words.searching.surveys_first)
    return words.searching.comma.join(part for part in parts if part)


def remarks(query: Query, words: Words = ENGLISH) -> str:
    """How the question was read where it was not read as typed, in sentences; or empty."""
    said = words.searching
    parts = [_ignored(query, words)]
    sentences = [said.ignored.format(parts=part) for part in parts if part]
    pairs = [said.meant.format(typed=typed, meant=meant) for typed, meant in query.corrected]
    if pairs:
        sentences.insert(0, said.corrected.format(pairs=said.comma.join(pairs)))
    if query.in_english:
        sentences.insert(0, said.in_english.format(text=query.text))
    return said.sentence_joint.join(sentences)


def _ignored(query: Query, words: Words) -> str:
    parts = [_one(kind, names, words) for kind, names in _by_kind(query.ignored).items()]
    return words.searching.comma.join(parts)


def _by_kind(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for kind, name in pairs:
        names.setdefault(kind, []).append(name)
    return names


def abstention(
    query: Query, reason: Reason, words: Words = ENGLISH, *, offered: bool = False
) -> str:
    """Why there is no answer, in a sentence that says what was searched.

    Args:
        query: what was asked.
        reason: why.
        words: of the reader's language.
        offered: whether papers are offered that the query's filters leave out: then some pass
            them, and none of those answers.
    """
    said = words.searching
    if reason is Reason.NOTHING_INDEXED:
        return said.nothing_indexed
    if reason is Reason.SMALLTALK:
        return said.smalltalk
    parts = [_range(query.since, query.until, words), *_named(query, words)]
    narrowed = said.joint.join(part for part in parts if part)
    if query.asks_for_ignored_only:
        return said.untold.format(parts=_ignored(query, words))
    if reason is Reason.NOTHING_IN_RANGE and not offered:
        why = said.none_in_range.format(narrowed=narrowed) if narrowed else said.none_anywhere
    else:
        why = said.irrelevant_in_range.format(narrowed=narrowed) if narrowed else said.irrelevant
    read = remarks(query, words)
    return said.sentence_joint.join([why, read] if read else [why])


def offering(reason: Reason, words: Words = ENGLISH) -> str:
    """The line above the papers that an abstention offers instead."""
    said = words.searching
    return said.elsewhere if reason is Reason.NOTHING_IN_RANGE else said.nearest


def owner_line(owner: Mapping[str, object] | None) -> str:
    """Which process owns the indexes: "`paperwire run` (process 4711)", or "nobody"."""
    if owner is None:
        return "nobody"
    return f"`paperwire {owner.get('doing', '')}` (process {owner.get('pid', 'unknown')})"


def listed(names: Sequence[str], words: Words = ENGLISH, *, one_is_enough: bool = False) -> str:
    """Names in a sentence: "a", "a and b", "a, b and c"; "or" where one is enough."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    joint = words.lists.disjunction if one_is_enough else words.lists.conjunction
    return f"{words.lists.comma.join(names[:-1])}{joint}{names[-1]}"


def _steers(character: str) -> bool:
    """Control characters, lone surrogates, and marks that turn the reading direction round."""
    return unicodedata.category(character) in ("Cc", "Cs") or character in _DIRECTION


def _named(query: Query, words: Words) -> list[str]:
    """What papers must be beside their days."""
    named = {
        "categories": query.categories,
        "authors": query.authors,
        "venues": query.venues,
        "affiliations": query.affiliations,
    }
    parts = [_one(kind, names, words) for kind, names in named.items() if names]
    parts += [words.searching.code] * query.code
    parts += [words.searching.survey] * query.survey
    parts += [words.searching.no_survey] * query.no_survey
    parts += [
        words.searching.without.format(part=_one(kind, names, words, negated=True))
        for kind, names in _by_kind(query.without).items()
    ]
    if query.excluded:
        topics = listed(query.excluded, words, one_is_enough=True)
        parts.append(words.searching.excluded.format(topics=topics))
    return parts


def _one(kind: str, names: Sequence[str], words: Words, *, negated: bool = False) -> str:
    said = words.searching
    any_of = listed(names, words, one_is_enough=True)
    match kind:
        case "days":
            ranges = [_range(*days_of(name), words) for name in names]
            return listed(ranges, words, one_is_enough=True)
        case "categories":
            return said.categories.format(categories=any_of)
        case "authors":
            return said.authors.format(authors=any_of if negated else listed(names, words))
        case "venues":
            return said.venues.format(venues=any_of)
        case "affiliations":
            return said.affiliations.format(affiliations=any_of)
        case _:
            return said.code if kind == "code" else said.survey


def _range(since: dt.date | None, until: dt.date | None, words: Words) -> str:
    said = words.searching
    if since is not None and until is not None:
        if since == until:
            return said.on.format(day=day(since, words))
        return said.between.format(since=day(since, words), until=day(until, words))
    if since is not None:
        return said.since.format(since=day(since, words))
    return said.until.format(until=day(until, words)) if until is not None else ""
