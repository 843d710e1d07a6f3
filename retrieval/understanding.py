"""From what a person typed, in words and in options, to the Query that is meant.

Both front ends come through here: the terminal's options and a slash command's are the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.categories import category_code
from retrieval.errors import BadQuestion
from retrieval.question import parse_since, parse_until, read_question
from retrieval.settling import settled

if TYPE_CHECKING:
    import datetime as dt

    from retrieval.catalogue import Catalogue
    from retrieval.queries import Query, Question


def understand(question: Question, catalogue: Catalogue, *, today: dt.date) -> Query:
    """The question's own words, read, and the options, which override them.

    Args:
        question: as typed.
        catalogue: whose authors and subjects count as known.
        today: what "last week" is counted from.

    Raises:
        BadQuestion: the question or an option cannot be used.
    """
    read = read_question(question.text, today=today, known_authors=catalogue.knows_author)
    query = settled(read, catalogue.knows)
    since, until = question.since, question.until
    first = None if since is None else parse_since(since, today=today)
    last = None if until is None else parse_until(until, today=today)
    if first is not None and last is not None and first > last:
        raise BadQuestion(f"nothing lies between {first.isoformat()} and {last.isoformat()}")
    query = _narrowed(query, first, last)
    if question.categories:
        codes = dict.fromkeys(_category(text, catalogue) for text in question.categories)
        query = replace(_not_turned_round(query, "categories"), categories=tuple(codes))
    if question.authors:
        names = tuple(_name(text) for text in question.authors)
        query = replace(_not_turned_round(query, "authors"), authors=names)
    return query


def _not_turned_round(query: Query, kind: str) -> Query:
    """The query without what its words say of such filters: an option says it."""
    return replace(query, without=tuple(pair for pair in query.without if pair[0] != kind))


def _narrowed(query: Query, first: dt.date | None, last: dt.date | None) -> Query:
    """The query with these days; a day from its words that contradicts them is given up."""
    since, until = first or query.since, last or query.until
    if since is not None and until is not None and since > until:
        since, until = first, last
    return replace(query, since=since, until=until)


def _category(text: str, catalogue: Catalogue) -> str:
    code = category_code(text.strip().removesuffix(".*"))
    if code is not None:
        return code
    if text.strip() and catalogue.knows_subject(text.strip()):
        return text.strip()
    raise BadQuestion(
        f"{text!r} is no category of arXiv, see https://arxiv.org/category_taxonomy, "
        "and no paper here has it as a subject"
    )


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not any(c.isalpha() for c in name):
        raise BadQuestion(f"{text!r} is no author's name")
    return name
