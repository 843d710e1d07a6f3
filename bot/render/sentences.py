"""The words that both front ends share. Plain text, no markup."""

from __future__ import annotations

import calendar
import unicodedata
from typing import TYPE_CHECKING

from retrieval.queries import Reason

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from retrieval.papers import Paper
    from retrieval.queries import Query

_NAMED = 3  # authors that are all named; of more, the first two are
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NOT_PEOPLE = ("collaboration", "consortium", "team", "group", "institute", "project")


def printable(text: str) -> str:
    """The text on one line, without control characters: no source may steer the screen."""
    return " ".join("".join(c for c in text if c.isspace() or not _steers(c)).split())


def authors_line(authors: Sequence[str]) -> str:
    """Like "A. Fang, J. Zhang and 12 more"; empty without authors."""
    if len(authors) > _NAMED:
        named, more = authors[: _NAMED - 1], len(authors) - _NAMED + 1
        return f"{', '.join(short_name(name) for name in named)} and {more} more"
    return listed([short_name(name) for name in authors])


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


def when(paper: Paper) -> str:
    """The best known day, and what happened on it; a month where only the id tells."""
    if paper.listed is not None:
        return f"announced {paper.listed.isoformat()}"
    if paper.published is not None:
        return f"submitted {paper.published.isoformat()}"
    if paper.period is None:
        return "undated"
    first, last = paper.period
    if first != last:
        return f"{calendar.month_name[first.month]} {first.year}"
    return f"updated {first.isoformat()}"


def filters_line(query: Query) -> str:
    """What narrows the search: "announced 2026-06-08 to 2026-06-14, newest first"; or empty."""
    parts = [_range(query.since, query.until)]
    if query.categories:
        parts.append(f"in {listed(query.categories, 'or')}")
    if query.authors:
        parts.append(f"by {listed(query.authors)}")
    if query.order == "latest":
        parts.append("newest first")
    return ", ".join(part for part in parts if part)


def abstention(query: Query, reason: Reason) -> str:
    """Why there is no answer, in a sentence that says what was searched."""
    narrowed = " ".join(
        part
        for part in (
            _range(query.since, query.until),
            f"in {listed(query.categories, 'or')}" if query.categories else "",
            f"by {listed(query.authors)}" if query.authors else "",
        )
        if part
    )
    if reason is Reason.NOTHING_INDEXED:
        return "No paper is indexed yet: `paperwire ingest SOURCE` brings some in."
    if reason is Reason.SMALLTALK:
        return "Ask about a topic, a method or a paper, and the papers that treat it are shown."
    if reason is Reason.NOTHING_IN_RANGE:
        return f"Nothing found {narrowed}.".replace(" .", ".")
    subject = f"None of the papers {narrowed}" if narrowed else "None of the papers here"
    return f"{subject} answers that."


def owner_line(owner: Mapping[str, object] | None) -> str:
    """Which process owns the indexes: "`paperwire run` (process 4711)", or "nobody"."""
    if owner is None:
        return "nobody"
    return f"`paperwire {owner.get('doing', '')}` (process {owner.get('pid', 'unknown')})"


def listed(names: Sequence[str], conjunction: str = "and") -> str:
    """Names in a sentence: "a", "a and b", "a, b and c"."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def _steers(character: str) -> bool:
    """Control characters, lone surrogates, and marks that turn the reading direction round."""
    return unicodedata.category(character) in ("Cc", "Cs") or character in _DIRECTION


def _range(since: dt.date | None, until: dt.date | None) -> str:
    if since is not None and since == until:
        return f"announced on {since.isoformat()}"
    if since is not None and until is not None:
        return f"announced {since.isoformat()} to {until.isoformat()}"
    if since is not None:
        return f"announced since {since.isoformat()}"
    return f"announced until {until.isoformat()}" if until is not None else ""
