"""What of a topic a paper meets by its words, categories and authors.

A day's papers meet the topics of all followers, so what is compared is worked out once for each
paper and once for each topic, and what is quickly told apart is looked at first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.catalogue.authors import last_name, normalised_name, same_author
from retrieval.catalogue.rows import category_key, category_keys
from retrieval.following import phrases

if TYPE_CHECKING:
    from retrieval.following.values import Topic
    from retrieval.papers import Paper

_BETWEEN = "\0"  # two texts: no phrase reaches over it
_FACES = 4_096  # a week of 600 papers a day, and their cross-lists


@dataclass(frozen=True, slots=True)
class Face:
    """A paper as topics look at it."""

    titles: str  # folded; of translations too
    texts: str  # same, and abstracts
    categories: frozenset[str]  # keys, of their archives too
    authors: tuple[tuple[str, str], ...]  # last names and whole names, normalised


@dataclass(frozen=True, slots=True)
class Met:
    """The parts of a topic that a paper meets, as the topic says them."""

    keywords: tuple[str, ...]
    in_title: bool  # one of the keywords stands in the title
    categories: tuple[str, ...]
    authors: tuple[str, ...]


def face_of(paper: Paper) -> Face:
    """The paper's face; those of the last few thousand are remembered."""
    titles = (paper.title, *(other.title for other in paper.translations))
    abstracts = (paper.abstract, *(other.abstract for other in paper.translations))
    return Face(
        _folded(titles),
        _folded((*titles, *abstracts)),
        category_keys(paper),
        _names(paper.authors),
    )


class Look:
    """What a topic looks for.

    Args:
        topic: its keywords, categories and authors.
    """

    def __init__(self, topic: Topic) -> None:
        self._keywords = topic.keywords
        self._categories = tuple((one, category_key(one)) for one in topic.categories)
        self._authors = tuple((one, normalised_name(one)) for one in topic.authors)

    def met(self, face: Face, *, likely: bool, about: bool) -> Met | None:
        """What of it the paper meets; None if that is not enough.

        Args:
            face: the paper's.
            likely: the paper answers the topic's text.
            about: the topic has a text or keywords: one of them has to hold.
        """
        categories = tuple(one for one, key in self._categories if key in face.categories)
        if self._categories and not categories:
            return None
        words = tuple(one for one in self._keywords if phrases.stands_in(one, face.texts))
        if about and not words and not likely:
            return None
        authors = tuple(one for one, name in self._authors if _is_by(name, face.authors))
        if self._authors and not authors:
            return None
        in_title = any(phrases.stands_in(one, face.titles) for one in words)
        return Met(words, in_title, categories, authors)


def _is_by(name: str, authors: tuple[tuple[str, str], ...]) -> bool:
    """Whether one of the authors has that name; whoever has it has its last name."""
    last = last_name(name)
    return any(last == family and same_author(name, whole) for family, whole in authors)


@lru_cache(maxsize=2 * _FACES)
def _folded(texts: tuple[str, ...]) -> str:
    return _BETWEEN.join(phrases.folded(text) for text in texts)


@lru_cache(maxsize=_FACES)
def _names(authors: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    names = map(normalised_name, authors)
    return tuple((last_name(name), name) for name in names)
