"""When two works of the same title are the same work."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from retrieval.catalogue.authors import last_name, normalised_name
from retrieval.identity import normalised_title

if TYPE_CHECKING:
    from retrieval.papers import Paper

_ENOUGH = 12  # letters and digits of a title that hardly two works share
_ENOUGH_HAN = 5  # the same, of a title in Chinese, Japanese or Korean
_SHARED_WORDS = 0.5  # of all words in two copies of one abstract, cut or retyped as they may be


def says_enough(title: str) -> bool:
    """Whether the title is long enough to name a work by itself: "Introduction" is not."""
    text = normalised_title(title)
    if len(text) >= _ENOUGH:
        return True
    return len(text) >= _ENOUGH_HAN and any(unicodedata.east_asian_width(c) == "W" for c in text)


def same_work(one: Paper, other: Paper) -> bool:
    """Whether authors or abstracts of two papers of one title agree; unknown is no."""
    authors = _last_names(one) & _last_names(other)
    words, others = _words(one.abstract), _words(other.abstract)
    if words and others:
        return len(words & others) / len(words | others) >= _SHARED_WORDS
    return bool(authors)


def _last_names(paper: Paper) -> set[str]:
    return {last_name(normalised_name(author)) for author in paper.authors}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
