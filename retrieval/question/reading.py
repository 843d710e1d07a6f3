"""From the words a person typed to a Query."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.errors import BadQuestion
from retrieval.queries import MAX_QUESTION_CHARACTERS, Query
from retrieval.question.authors import find_authors
from retrieval.question.categories import find_categories
from retrieval.question.counting import count_asked
from retrieval.question.cutting import cut, cut_all, plain, readable, tidy
from retrieval.question.dates.reading import read_dates
from retrieval.question.excluding import read_excluded
from retrieval.question.links import find_paper
from retrieval.question.negated import read_negated
from retrieval.question.qualities import read_qualities
from retrieval.question.smalltalk import is_smalltalk, names_nothing
from retrieval.question.wrapping import unwrap
from retrieval.text.language import language_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable


# What is left of "Vaswani et al. (2017)": elsewhere a year alone may be a model's.
_YEAR = re.compile(r"^[\s,(]*((?:19|20)\d\d)[\s).?!]*$")


def read_question(
    question: str, *, today: dt.date, known_authors: Callable[[str], bool] | None = None
) -> Query:
    """Read the period, order, categories, authors, qualities and paper that a question names.

    And the topics that it does not want. What is left of it, without the wrapping of a request, is
    the topic. The text is empty
    only where the question names nothing else but such filters ("today's papers in
    cs.CV"): that asks to browse. Small talk, and what names no
    topic at all, keeps its words and has no filters.

    Args:
        question: as typed, in English, Chinese or both.
        today: the day, in UTC, that "last week" and its like count from.
        known_authors: whether a name is the name of an author that is known. It settles
            what the words leave open; without it only clear cases are authors.

    Raises:
        BadQuestion: the question is empty or too long, or names a day or category that
            does not exist.
    """
    typed, question = question, readable(question).strip() or question
    _check(question)
    language = language_of(question)
    if is_smalltalk(question) or names_nothing(question):
        return Query(question.strip(), typed, language=language, smalltalk=True)
    paper_id, text = _take_paper(_settled(question))
    text, without = read_negated(text, today, known_authors)
    categories, places = find_categories(plain(text))
    text = cut_all(text, places)
    authored = find_authors(plain(text), known_authors)
    text = cut_all(text, authored.places)
    if authored.authors:
        text = _YEAR.sub(r"in \1", text)
    asked = read_qualities(text)
    wanted = asked.qualities
    dated = read_dates(asked.text if wanted.any else text, today)
    text, excluded = read_excluded(dated.text)
    named = paper_id or categories or authored.authors or wanted.any
    browses = bool(named or without or excluded or dated.since or dated.until or dated.order)
    return Query(
        text=unwrap(text) or ("" if browses else tidy(question) or question.strip()),
        question=typed,
        since=dated.since,
        until=dated.until,
        order=dated.order,
        categories=categories,
        authors=authored.authors,
        language=language,
        paper_id=paper_id,
        code=wanted.code,
        surveys_first=wanted.survey,
        no_survey=wanted.no_survey,
        venues=wanted.venues,
        affiliations=wanted.affiliations,
        without=without,
        excluded=excluded,
        wanted=count_asked(question),
    )


def _check(question: str) -> None:
    if not question.strip():
        raise BadQuestion("The question is empty.")
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise BadQuestion(
            f"The question has {len(question):,} characters; "
            f"at most {MAX_QUESTION_CHARACTERS:,} can be read."
        )


def _settled(question: str) -> str:
    """The question with single spaces, and no mark repeated more than three times.

    Rules that look around a word would take long over thousands of the same character.
    """
    return re.sub(r"([^\w\s])\1{3,}", r"\1\1\1", " ".join(question.split()))


def _take_paper(question: str) -> tuple[str | None, str]:
    found = find_paper(plain(question))
    if found is None:
        return None, question
    paper_id, start, end = found
    return paper_id, cut(question, start, end)
