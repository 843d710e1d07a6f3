"""How two accounts of one paper become one: pure rules, no I/O.

`join` keeps, field by field, the value with the greater claim, so the order in which
sources arrive does not matter and repeating one changes nothing. What decides:

    text, links, comment    the newer version; of one version arXiv's own before a copy
    authors, categories     arXiv's own; then the newer version; then the longer list
    published               arXiv's own; then the earliest
    updated                 as the text; then the latest
    listed                  a day that a source states, of several the earliest; then one worked
                            out from the submission, the latest; then that of a cross-list, the
                            earliest: see `ListedBy`
    withdrawn               as the newest version says
    machine translations    of the text as it stands; then the fuller one; then the latest

An empty value never beats another one. Between equal claims the first stays. A record
without a version counts as older than version 1, one without an id as older still.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from retrieval.catalogue.machine import joined_machine
from retrieval.catalogue.sightings import key_of, merge_sightings
from retrieval.identity import is_title_id
from retrieval.papers import KnownPaper, ListedBy, Paper, Sighting, Translation, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retrieval.papers import Record

Claim = tuple[int, ...]
UNNUMBERED = 0  # version number of a text whose source does not say
TITLE_ONLY = -1  # of a text whose source does not even know the id
_WORKED_OUT = {ListedBy.SUBMISSION: -3, ListedBy.CROSS_LIST: -4}  # origins of a listing day


@dataclass(frozen=True, slots=True)
class Text:
    """A text that stood before, or beside, the current one."""

    title: str
    abstract: str
    origin: int
    updated: dt.date | None = None
    seen: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """All that is held of one paper.

    `origins` says for each field that is not empty where its value came from, as
    `2 * version number + (1 if arXiv's own)`, or for a listing day that no source states,
    how it was worked out; a translation's fields are "zh.title" and "zh.abstract". `texts` are
    by version number and never hold the current one.
    """

    paper: Paper
    origins: Mapping[str, int]
    texts: Mapping[int, Text]
    sightings: Mapping[str, Sighting]
    seen: dt.date | None = None  # the day the current text was first stored

    @property
    def number(self) -> int:
        """The version number of the current text, UNNUMBERED or TITLE_ONLY included."""
        return self.origins.get("title", 2 * TITLE_ONLY) >> 1


def held_from_record(record: Record, *, today: dt.date) -> Held:
    """What one record alone tells."""
    paper = record.paper
    number = TITLE_ONLY if is_title_id(paper.id) else paper.version or UNNUMBERED
    origin = 2 * number + record.from_arxiv
    values = told(paper)
    origins = dict.fromkeys(values, origin)
    if "listed" in origins:
        origins["listed"] = _WORKED_OUT.get(record.listed_by, origin)
    sighting = record.sighting
    return Held(
        paper=replace(_paper(paper.id, paper.version, values), machine=paper.machine),
        origins=origins,
        texts={},
        sightings={key_of(sighting): sighting},
        seen=today,
    )


def join(held: Held, other: Held) -> Held:
    """Both accounts as one, under the id of the first unless only the second has an id."""
    values, origins = _joined_fields(held, other)
    swap = is_title_id(held.paper.id) and not is_title_id(other.paper.id)
    numbers = [v for v in (held.paper.version, other.paper.version) if v is not None]
    sightings = dict(held.sightings)
    for key, sighting in other.sightings.items():
        known = sightings.get(key)
        sightings[key] = merge_sightings(known, sighting) if known else sighting
    paper = _paper((other if swap else held).paper.id, max(numbers, default=None), values)
    joined = Held(
        paper=replace(paper, machine=joined_machine(held.paper, other.paper, paper)),
        origins=origins,
        texts={},
        sightings=sightings,
        seen=_first_seen(held, other),
    )
    return replace(joined, texts=_joined_texts(held, other, joined))


def renamed(held: Held, paper_id: str) -> Held:
    """The same account under another id."""
    return replace(held, paper=replace(held.paper, id=paper_id))


def known_paper(held: Held) -> KnownPaper:
    """The account as readers see it: sightings by day, versions oldest first."""
    return KnownPaper(held.paper, _by_day(held.sightings), _versions(held))


def visibly_differ(before: Held, after: Held) -> bool:
    """Whether a reader could tell the two apart; a mere further sighting tells nothing."""
    return _visible(before) != _visible(after)


def _visible(held: Held) -> tuple[object, ...]:
    sightings = _by_day(held.sightings)
    codes = {held.paper.code_url, *(s.code_url for s in sightings)} - {None, ""}
    return (
        held.paper,
        {n: (t.title, t.abstract) for n, t in held.texts.items() if n > UNNUMBERED},
        {place for s in sightings for place in s.affiliations},
        codes,
        KnownPaper(held.paper, sightings).notes,
        max((s.upvotes for s in sightings if s.upvotes is not None), default=None),
        max((s.comments for s in sightings if s.comments is not None), default=None),
    )


def _by_day(sightings: Mapping[str, Sighting]) -> tuple[Sighting, ...]:
    return tuple(sorted(sightings.values(), key=lambda s: s.day or dt.date.min))


def _versions(held: Held) -> tuple[Version, ...]:
    paper = held.paper
    found = [
        Version(number if number > UNNUMBERED else None, t.title, t.abstract, t.updated, t.seen)
        for number, t in sorted(held.texts.items())
    ]
    number = held.number if held.number > UNNUMBERED else None
    return (*found, Version(number, paper.title, paper.abstract, paper.updated, held.seen))


# ---------------------------------------------------------------- fields


def _as_text(_value: object, origin: int) -> Claim:
    return (origin,)


def _as_list(value: tuple[str, ...], origin: int) -> Claim:
    return (origin & 1, origin >> 1, len(value))


def _as_published(value: dt.date, origin: int) -> Claim:
    return (origin >= 0, origin & 1, -value.toordinal())


def _as_updated(value: dt.date, origin: int) -> Claim:
    return (origin, value.toordinal())


def _as_listed(value: dt.date, origin: int) -> Claim:
    day = value.toordinal()
    if origin == _WORKED_OUT[ListedBy.SUBMISSION]:
        return (ListedBy.SUBMISSION, day)
    cross = origin == _WORKED_OUT[ListedBy.CROSS_LIST]
    return (ListedBy.CROSS_LIST if cross else ListedBy.STATED, -day)


def _as_withdrawn(value: bool, origin: int) -> Claim:  # noqa: FBT001 - one of the claim rules
    return (origin >> 1, value)


_CLAIMS: dict[str, Callable[[Any, int], Claim]] = {
    "authors": _as_list,
    "categories": _as_list,
    "primary_category": lambda _value, origin: (origin & 1, origin >> 1),
    "published": _as_published,
    "updated": _as_updated,
    "listed": _as_listed,
    "withdrawn": _as_withdrawn,
}
_PLAIN = tuple(
    f.name
    for f in fields(Paper)
    if f.name not in {"id", "version", "withdrawn", "translations", "machine"}
)


def told(paper: Paper) -> dict[str, Any]:
    """The fields that say something, by the names in `Held.origins`; "not withdrawn" does."""
    values: dict[str, Any] = {"withdrawn": paper.withdrawn}
    for name in _PLAIN:
        value = getattr(paper, name)
        if value:
            values[name] = value
    for translation in paper.translations:
        if translation.title:
            values.setdefault(f"{translation.language}.title", translation.title)
        if translation.abstract:
            values.setdefault(f"{translation.language}.abstract", translation.abstract)
    return values


def _paper(paper_id: str, version: int | None, values: Mapping[str, Any]) -> Paper:
    """The inverse of `told`, translations in the order of their languages."""
    plain = {name: value for name, value in values.items() if "." not in name}
    languages = sorted({name.rpartition(".")[0] for name in values if "." in name})
    translations = tuple(
        Translation(
            language, values.get(f"{language}.title", ""), values.get(f"{language}.abstract", "")
        )
        for language in languages
    )
    plain.setdefault("title", "")
    return Paper(id=paper_id, version=version, translations=translations, **plain)


def _joined_fields(held: Held, other: Held) -> tuple[dict[str, Any], dict[str, int]]:
    values, origins = told(held.paper), dict(held.origins)
    for name, value in told(other.paper).items():
        origin = other.origins[name]
        claim = _CLAIMS.get(name, _as_text)
        if name in values and claim(value, origin) <= claim(values[name], origins[name]):
            continue
        values[name], origins[name] = value, origin
    return values, origins


# ---------------------------------------------------------------- texts


def _joined_texts(held: Held, other: Held, joined: Held) -> dict[int, Text]:
    """Every other version's text; an unnumbered one only if no version says the same."""
    texts: dict[int, Text] = {}
    for side in (held, other):
        found = dict(side.texts)
        if UNNUMBERED <= side.number < joined.number:
            found[side.number] = _current(side)
        for number, text in found.items():
            known = texts.get(number)
            if known is None or text.origin > known.origin:
                texts[number] = text
    loose = texts.pop(UNNUMBERED, None)
    if loose is not None:
        said = {(t.title, t.abstract) for t in texts.values()}
        said.add((joined.paper.title, joined.paper.abstract))
        if (loose.title, loose.abstract) not in said:
            texts[UNNUMBERED] = loose
    return dict(sorted(texts.items()))


def _current(held: Held) -> Text:
    paper = held.paper
    return Text(paper.title, paper.abstract, held.origins["title"], paper.updated, held.seen)


def _first_seen(held: Held, other: Held) -> dt.date | None:
    if held.number != other.number:
        return (held if held.number > other.number else other).seen
    return min(filter(None, (held.seen, other.seen)), default=None)
