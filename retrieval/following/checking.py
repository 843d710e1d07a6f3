"""What a follower and a topic must be before they are kept. Pure, no I/O."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.categories import category_code
from retrieval.errors import BadQuestion
from retrieval.following.addresses import read_email
from retrieval.following.values import MAX_MOST, MAX_TOPICS, Follower, Topic, Way, follower_id
from retrieval.following.zones import is_zone

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TEXT = 500  # characters of a topic's text
MAX_WORDS = 100  # characters of a keyword or a name
MAX_LIST = 20  # keywords, names or categories of one topic
_NOT_KEPT = ("Cc", "Cs", "Cn")  # control characters, halves of pairs, what Unicode does not have


def checked_follower(follower: Follower) -> Follower:
    """The follower, if it can be kept.

    Raises:
        BadQuestion: the time zone, the number of papers or the e-mail address cannot be used.
        ValueError: the id is not the one of its address, the address is not as `read_email`
            writes it, or the time has a zone: a bug.
    """
    known = follower.way is not Way.EMAIL or read_email(follower.address) == follower.address
    right = known and follower.id == follower_id(follower.way, follower.address)
    if not right or follower.at.tzinfo:
        raise ValueError(f"no follower can be kept as {follower.id!r} at {follower.at}")
    if not is_zone(follower.timezone):
        raise BadQuestion(
            f"{follower.timezone}: there is no such time zone; write one as Europe/Berlin or UTC+2."
        )
    checked_most(follower.most)
    return follower


def checked_most(most: int) -> int:
    """How many papers of a digest are shown at once, if it can be used.

    Raises:
        BadQuestion: it is out of range.
    """
    if not 1 <= most <= MAX_MOST:
        raise BadQuestion(f"the number of papers must be between 1 and {MAX_MOST}, not {most}")
    return most


def checked_topic(topic: Topic) -> Topic:
    """The topic with each text on one line, if it can be kept.

    Raises:
        BadQuestion: a field cannot be used, or all are empty.
    """
    topic = replace(
        topic,
        text=_line(topic.text),
        keywords=_lines(topic.keywords),
        authors=_lines(topic.authors),
    )
    if not (topic.text or topic.keywords or topic.categories or topic.authors or topic.paper_id):
        raise BadQuestion(
            "Say what to follow: a topic, keywords, a category, an author or a paper."
        )
    if topic.text:
        _check_words(topic.text, "a topic", MAX_TEXT)
    for name, words in (("a keyword", topic.keywords), ("a name", topic.authors)):
        for one in words:
            _check_words(one, name, MAX_WORDS)
    for several in (topic.keywords, topic.authors, topic.categories):
        if len(several) > MAX_LIST:
            raise BadQuestion(f"One topic holds at most {MAX_LIST} of a kind, not {len(several)}.")
    for code in topic.categories:
        if category_code(code) != code:
            raise BadQuestion(f"{code}: arXiv has no such category.")
    if not 0 < topic.threshold < 1:
        raise BadQuestion(f"a threshold lies between 0 and 1, {topic.threshold:g} does not")
    return topic


def checked_topics(follower: Follower | None, topics: Sequence[Topic]) -> None:
    """Nothing, if a follower may have these topics; the last is the one that is new.

    Raises:
        BadQuestion: they are too many, the new one says what another one says, or there is
            no such follower.
    """
    if follower is None:
        raise BadQuestion("Nobody follows anything here yet, so there is nothing to add to.")
    if len(topics) > MAX_TOPICS:
        raise BadQuestion(
            f"At most {MAX_TOPICS} topics can be followed in one place; unfollow one first."
        )
    *others, new = topics
    if _said(new) in map(_said, others):
        raise BadQuestion(f"{new.name}: that is followed here already.")


def _said(topic: Topic) -> tuple[object, ...]:
    """What a topic says, however it is written and whatever its threshold."""
    lists = (topic.keywords, topic.categories, topic.authors)
    return (
        topic.text.casefold(),
        *(frozenset(map(str.casefold, one)) for one in lists),
        topic.paper_id,
    )


def _check_words(words: str, what: str, most: int) -> None:
    if len(words) > most:
        raise BadQuestion(f"{what} has at most {most} characters, this one has {len(words):,}")
    if len(words.replace(" ", "")) < 2 or not any(map(str.isalnum, words)):  # noqa: PLR2004 - one
        raise BadQuestion(f"{words}: {what} needs two letters or more.")


def _line(text: str) -> str:
    """The text on one line, without what no database or message can hold."""
    clean = (" " if unicodedata.category(one) in _NOT_KEPT else one for one in text)
    return " ".join("".join(clean).split())


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for text in texts if (line := _line(text))))
