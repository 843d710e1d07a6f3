"""A follow-up and the query before it, merged into the next query."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.qualities import Qualities
from retrieval.question.follow_ups.follow_up import Act, FollowUp
from retrieval.question.follow_ups.named_filters import Named, name_filters
from retrieval.question.follow_ups.narrowing import narrowed_topic, narrows
from retrieval.question.follow_ups.shifting import extended, shifted
from retrieval.question.person import has_form_of_a_person
from retrieval.question.reading import read_question
from retrieval.text.language import language_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from retrieval.queries import Query

    Pairs = tuple[tuple[str, str], ...]


def follow(
    earlier: Query,
    said: FollowUp,
    *,
    today: dt.date,
    known_authors: Callable[[str], bool] | None = None,
) -> Query:
    """The query that a follow-up means after an earlier one.

    NARROW keeps the topic, SHIFT carries it over to the new words (`shifted`); both keep
    the paper that results should be like, and every filter that they neither name nor lift.
    A period replaces a period, categories categories, authors authors. The other acts ask
    nothing new: the earlier query comes back. The new query's `question` is its topic,
    where it has one.

    Raises:
        BadQuestion: a day or category is named that does not exist.
    """
    if said.act not in {Act.NARROW, Act.SHIFT}:
        return earlier
    if earlier.smalltalk:
        return read_question(said.text, today=today, known_authors=known_authors)
    named = name_filters(said.text, today, known_authors)
    if said.act is Act.SHIFT and earlier.authors and has_form_of_a_person(named.rest):
        named = replace(named, authors=(named.rest,), rest="")
    topic = _topic(earlier, said, named)
    return replace(
        _filtered(earlier, named),
        text=topic,
        question=topic or (earlier.question if earlier.paper_id else said.text),
        language=language_of(topic) if said.act is Act.SHIFT and topic else earlier.language,
        corrected=(),
        in_english=False,
    )


def _topic(earlier: Query, said: FollowUp, named: Named) -> str:
    if said.act is Act.SHIFT:
        words = named.rest
        return words if earlier.paper_id and not earlier.text else shifted(earlier.text, words)
    added = "" if narrows(named, led=True) else narrowed_topic(named.rest)
    return extended(earlier.text, added)


def _filtered(earlier: Query, named: Named) -> Query:
    dated = named.since or named.until or "dates" in named.lifted
    lifted = "qualities" in named.lifted
    wanted, had = named.qualities, Qualities() if lifted else earlier.qualities
    had_without = () if "without" in named.lifted else earlier.without
    had_excluded = () if "excluded" in named.lifted else earlier.excluded
    return replace(
        earlier,
        since=named.since if dated else earlier.since,
        until=named.until if dated else earlier.until,
        order=None if "order" in named.lifted else named.order or earlier.order,
        categories=_kept(earlier.categories, named.categories, lifted="categories" in named.lifted),
        authors=_kept(earlier.authors, named.authors, lifted="authors" in named.lifted),
        code=wanted.code or had.code,
        survey=(wanted.survey or had.survey) and not wanted.no_survey,
        no_survey=(wanted.no_survey or had.no_survey) and not wanted.survey,
        surveys_first=earlier.surveys_first and not wanted.no_survey,
        venues=wanted.venues or had.venues,
        affiliations=wanted.affiliations or had.affiliations,
        without=_turned_round(had_without, named),
        excluded=tuple(dict.fromkeys([*had_excluded, *named.excluded])),
        ignored=(),
    )


def _turned_round(earlier: Pairs, named: Named) -> Pairs:
    """What papers must not pass: what was said before, unless the opposite is said now."""
    said = {
        "days": named.since or named.until or "dates" in named.lifted,
        "categories": named.categories or "categories" in named.lifted,
        "authors": named.authors or "authors" in named.lifted,
        "venues": named.qualities.venues,
        "affiliations": named.qualities.affiliations,
        "code": named.qualities.code,
    }
    kept = [(kind, name) for kind, name in earlier if not said[kind]]
    return tuple(dict.fromkeys([*kept, *named.without]))


def _kept(earlier: tuple[str, ...], named: tuple[str, ...], *, lifted: bool) -> tuple[str, ...]:
    """What is named now; else what was, unless it is lifted."""
    return named or (() if lifted else earlier)
