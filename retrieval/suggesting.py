"""What completes an option while it is typed: categories, authors, papers.

All of it takes a few milliseconds with 100,000 papers, and anything may be typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.categories import ARCHIVES, CATEGORIES, category_code
from retrieval.identity import parse_arxiv_id
from retrieval.text.latex_encoding import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.catalogue import Catalogue
    from retrieval.indexes.words import WordIndex

MOST = 25  # as many as Discord shows
_LONGEST = 300  # characters typed that are looked at
_NAMED = ARCHIVES | CATEGORIES
_WORD = re.compile(r"\w+")


def categories(catalogue: Catalogue, typed: str) -> list[tuple[str, str]]:
    """Codes and names of at most MOST categories, the best match first.

    arXiv's taxonomy, and the subjects that stored papers have (whose name is the code).
    The code as typed comes first, then those that begin so, then those with a word in
    their name that does; of equals those that stored papers have. Of several, separated by
    commas, the last is completed, and the code holds those before it as well.
    """
    before, last = _last_of(typed, ",")
    stored = catalogue.suggestions.subjects()
    names = {code.casefold(): (code, name) for code, name in _NAMED.items()}
    names |= {key: (key, key) for key in stored - names.keys()}
    chosen = {(category_code(one) or one).casefold() for one in before}
    asked = last.casefold().removesuffix(".*")
    ranked = sorted(
        (rank, key not in stored, key)
        for key, (_, name) in names.items()
        if key not in chosen and (rank := _rank(asked, key, name.casefold())) is not None
    )
    found = [key for *_, key in ranked[:MOST]]
    own = [key for key in found if names[key][0] not in _NAMED]
    printed = catalogue.suggestions.printed_subjects(own)
    return [_category(names[key], printed.get(key), before) for key in found]


def authors(catalogue: Catalogue, typed: str) -> list[str]:
    """At most MOST names of authors as printed, those with most papers first.

    The last name or the whole name begins as typed (see `Suggestions.authors`). Of several,
    separated by semicolons, the last is completed and those before it stay.
    """
    before, last = _last_of(typed, ";")
    found = catalogue.suggestions.authors(last, MOST + len(before))
    chosen = {name.casefold() for name in before}
    fresh = [name for name in found if name.casefold() not in chosen]
    return ["; ".join([*before, name]) for name in fresh[:MOST]]


def papers(
    catalogue: Catalogue, typed: str, words: WordIndex | None = None
) -> list[tuple[str, str]]:
    """Ids and titles of at most MOST papers; the newest when nothing is typed.

    A paper whose id or link was typed comes first, then those whose id or title begins as
    typed, then, with a word index, those that hold the typed words.
    """
    asked = plain(typed[:_LONGEST])
    named = parse_arxiv_id(asked)
    found = dict(_titles(catalogue, [named[0]])) if named else {}
    for paper_id, title in catalogue.suggestions.papers(asked, MOST):
        found.setdefault(paper_id, title)
    if words is not None and asked and len(found) < MOST:
        ids = [i for i in words.search(asked, MOST) if i not in found]
        found |= dict(_titles(catalogue, ids))
    return list(found.items())[:MOST]


def _titles(catalogue: Catalogue, ids: Iterable[str]) -> list[tuple[str, str]]:
    known = catalogue.papers(ids)
    return [(one.paper.id, one.paper.title) for one in known.values()]


def _last_of(typed: str, separator: str) -> tuple[list[str], str]:
    """The values before the last separator, and what is being typed after it."""
    *before, last = plain(typed[:_LONGEST]).split(separator)
    return list(dict.fromkeys(one.strip() for one in before if one.strip())), last.strip()


def _rank(asked: str, key: str, name: str) -> int | None:
    """How well a category fits, 0 best; None if it does not."""
    if key == asked:
        return 0
    if key.startswith(asked) or key.partition(".")[2].startswith(asked):
        return 1
    words = _WORD.findall(name)
    wanted = _WORD.findall(asked)
    if wanted and all(any(word.startswith(w) for word in words) for w in wanted):
        return 2 if name.startswith(asked) else 3
    return None


def _category(entry: tuple[str, str], printed: str | None, before: list[str]) -> tuple[str, str]:
    code, name = entry
    if printed is not None:
        code = name = printed
    value = ", ".join([*before, code])
    return value, value if name == code else name
