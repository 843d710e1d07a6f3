"""Filters that nothing stored can tell are given up, and the query says which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retrieval.queries import Query

_NAMED = ("authors", "categories", "venues", "affiliations")


def settled(query: Query, knows: Callable[[str, str], bool]) -> Query:
    """The query with only the filters that can be carried out; the others are `ignored`.

    "Accepted at CVPR" means something only where sources told of venues: over a catalogue
    without them it would leave no paper, and silence would be read as "there is none".

    Args:
        query: as read from words; what a person set by an option is not to be given up.
        knows: whether a filter can be carried out, by its field and the name in it.
    """
    kept: dict[str, tuple[str, ...]] = {}
    given_up: list[tuple[str, str]] = []
    for field in _NAMED:
        names: Iterable[str] = getattr(query, field)
        told = {name: knows(field, name) for name in names}
        kept[field] = tuple(name for name, can in told.items() if can)
        if not kept[field] or field == "authors":  # one venue of two is still a filter
            given_up += [(field, name) for name, can in told.items() if not can]
    without = []
    for kind, name in query.without:
        if kind == "days" or knows(kind, name):
            without.append((kind, name))
        else:
            given_up.append((kind, name))
    code = query.code and knows("code", "")
    survey = query.survey and knows("survey", "")
    if query.code != code:
        given_up.append(("code", ""))
    if query.survey != survey:
        given_up.append(("survey", ""))
    return replace(
        query,
        authors=kept["authors"],
        categories=kept["categories"],
        venues=kept["venues"],
        affiliations=kept["affiliations"],
        code=code,
        survey=survey,
        without=tuple(without),
        ignored=tuple(given_up),
    )
