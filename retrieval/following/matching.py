"""Which papers of an announcement match what is followed, and why.

A topic with a text matches a paper whose probability of answering it, the one that `ask`
goes by, reaches the topic's threshold. Keywords are looked up as phrases. What a topic says
with a text or keywords is its subject, and one of them is enough; categories and authors
narrow it, and of each one is enough. A topic that follows a paper brings its new versions and
its withdrawal, and the papers very close to it; the topic's other parts narrow those.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.catalogue.authors import normalised_name, same_author
from retrieval.catalogue.rows import category_key, category_rows
from retrieval.following import calendar, news, phrases
from retrieval.following.values import News
from retrieval.queries import Query
from retrieval.question.wrapping import unwrap
from retrieval.text.language import language_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from retrieval.answer import Answers
    from retrieval.catalogue import Catalogue
    from retrieval.encoder import Vectors
    from retrieval.following.values import Topic
    from retrieval.papers import KnownPaper
    from retrieval.queries import Excerpt

    Likely = dict[str, dict[str, float]]  # topic id to paper id to probability

# Cosine of title and abstract from which a paper is very close to another: of all pairs of the
# papers that the repository ships, see docs/digests.md.
CLOSE = 0.7
IN_TITLE, IN_ABSTRACT = 0.95, 0.8  # scores of a keyword's place, beside probabilities
PLAIN = 0.5  # score of a paper of which only authors or categories were asked
_DAYS = 40  # announcements whose papers are held in memory


@dataclass(frozen=True, slots=True)
class Announced:
    """A paper with the announcement that it belongs to."""

    known: KnownPaper
    day: dt.date


@dataclass(frozen=True, slots=True)
class Why:
    """What of a topic a paper met."""

    probability: float | None = None  # that it answers the text; None: the topic has none
    keywords: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    closeness: float | None = None  # cosine with the paper that is followed


@dataclass(frozen=True, slots=True)
class Match:
    """A paper that a topic brings."""

    topic: Topic
    known: KnownPaper
    day: dt.date  # of the announcement
    score: float  # 0 to 1
    why: Why
    news: News = News.NEW
    version: int | None = None  # that REVISED and WITHDRAWN are about


class Matching:
    """Matches topics with papers. Safe to use from several threads.

    The papers of a day are read once for all topics and remembered, probabilities and all.
    Methods raise StoreError when an index or the catalogue fails.
    """

    def __init__(self, catalogue: Catalogue, answers: Answers) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._lock = threading.Lock()
        self._held: dict[dt.date, tuple[int, tuple[Announced, ...]]] = {}

    @property
    def revision(self) -> int:
        """Grows with every change of a paper that could change what matches."""
        return self._catalogue.latest_revision()

    # ------------------------------------------------------------ papers

    def announced(self, days: Collection[dt.date]) -> list[Announced]:
        """The papers of these announcements, each once, by day and id; withdrawn ones left out.

        A paper belongs to the announcement of the day on which it was listed; where that is
        not known, to the first one after its submission; where that is not known either, to
        that of the day on which a source first pointed at it. A cross-listed paper belongs to
        the day of that too.
        """
        revision = self.revision
        found: dict[str, Announced] = {}
        for day in sorted(days):
            for one in self._of(day, revision):
                found.setdefault(one.known.paper.id, one)
        return list(found.values())

    def _of(self, day: dt.date, revision: int) -> tuple[Announced, ...]:
        with self._lock:
            held = self._held.get(day)
        if held is not None and held[0] == revision:
            return held[1]
        before = calendar.previous_announcement(day)
        papers = self._catalogue.papers(self._catalogue.around(before, day)).values()
        found = tuple(
            Announced(known, day)
            for known in papers
            if not known.paper.withdrawn and day in news.announcements_of(known)
        )
        with self._lock:
            self._held[day] = (revision, found)
            while len(self._held) > _DAYS:
                del self._held[min(self._held)]
        return found

    # ------------------------------------------------------------ matching

    def warm(self, topics: Sequence[Topic], days: Collection[dt.date]) -> None:
        """Judge everything at once, so that what comes after finds it remembered."""
        self._likely(topics, self.announced(days))

    def matches(
        self, topics: Sequence[Topic], papers: Sequence[Announced], *, at_least: float | None = None
    ) -> list[Match]:
        """Every topic's papers, by topic and best first; a paper may match several topics.

        Args:
            topics: in the order wanted.
            papers: from `announced`.
            at_least: a probability that stands for every topic's threshold.
        """
        likely = self._likely(topics, papers)
        found = []
        for topic in topics:
            close = self._closeness(topic, papers)
            limit = topic.threshold if at_least is None else at_least
            for one in papers:
                paper_id = one.known.paper.id
                match = _match(topic, one, likely.get(topic.id, {}).get(paper_id), limit)
                if match is not None and topic.paper_id is not None:
                    match = _close(match, close.get(paper_id))
                if match is not None:
                    found.append(match)
        order = {topic.id: at for at, topic in enumerate(topics)}
        found.sort(key=lambda one: (order[one.topic.id], -one.score, one.known.paper.id))
        return found

    def news_of(self, topics: Sequence[Topic], days: Collection[dt.date]) -> list[Match]:
        """New versions and withdrawals of the papers that are followed.

        Those of these announcements, and earlier ones since the topic was made: a version
        that was found late is news too.
        """
        followed = {topic.paper_id for topic in topics if topic.paper_id is not None}
        if not followed or not days:
            return []
        papers = self._catalogue.papers(followed)
        found = []
        for topic in topics:
            known = papers.get(topic.paper_id or "")
            told = news.news_of(known) if known is not None else None
            if known is None or told is None:
                continue
            if told.day in days or _since_made(topic, told.day, max(days)):
                match = Match(topic, known, told.day, 1.0, Why(), told.news, told.version)
                found.append(match)
        return found

    def excerpts(self, matches: Sequence[Match]) -> dict[str, tuple[Excerpt, ...]]:
        """By paper id, the sentences that match; for what is shown, they cost some time."""
        by_topic: dict[str, list[Match]] = {}
        for match in matches:
            by_topic.setdefault(match.topic.id, []).append(match)
        found: dict[str, tuple[Excerpt, ...]] = {}
        for together in by_topic.values():
            query = quoting(together[0].topic)
            found |= self._answers.excerpts(query, [match.known for match in together])
        return found

    def vectors(self, paper_ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored unit vectors of title and abstract; papers not indexed left out."""
        return self._answers.vectors(paper_ids)

    def _likely(self, topics: Sequence[Topic], papers: Sequence[Announced]) -> Likely:
        asked = [(topic, query) for topic in topics if (query := query_of(topic)) is not None]
        if not asked or not papers:
            return {}
        known = [one.known for one in papers]
        rows = self._answers.probabilities([query for _, query in asked], known)
        ids = [one.paper.id for one in known]
        return {
            topic.id: dict(zip(ids, row.tolist(), strict=True))
            for (topic, _), row in zip(asked, rows, strict=True)
        }

    def _closeness(self, topic: Topic, papers: Sequence[Announced]) -> dict[str, float]:
        if topic.paper_id is None or not papers:
            return {}
        home = self._catalogue.known(topic.paper_id)
        own = home.paper.id if home is not None else topic.paper_id
        ids = [one.known.paper.id for one in papers]
        vectors = self._answers.vectors([*ids, own])
        if own not in vectors:
            return {}
        return {
            i: float(np.dot(vectors[i], vectors[own])) for i in ids if i in vectors and i != own
        }


def query_of(topic: Topic) -> Query | None:
    """What is searched for a topic's text; None if it has none.

    Dates and filters in it are words like others: "video since 2020" follows no past.
    """
    return _searched(topic.text.strip())


def quoting(topic: Topic) -> Query:
    """What chooses the sentences that are shown of a topic's papers, for `Answers.excerpts`."""
    said = topic.text.strip() or " ".join(topic.keywords)
    return _searched(said) or Query(text="", question=topic.name)


@lru_cache(maxsize=4_096)
def _searched(text: str) -> Query | None:
    if not text:
        return None
    return Query(text=unwrap(text) or text, question=text, language=language_of(text))


def _match(topic: Topic, one: Announced, likely: float | None, limit: float) -> Match | None:
    """What the topic says of subject, categories and authors; None if one does not hold."""
    known = one.known
    words = tuple(_keywords(topic, known))
    if (topic.text or topic.keywords) and not words and (likely is None or likely < limit):
        return None
    categories = tuple(_categories(topic, known))
    authors = tuple(_authors(topic, known))
    if (topic.categories and not categories) or (topic.authors and not authors):
        return None
    places = [_place_score(word, known) for word in words]
    score = max([*places, likely or 0.0]) if topic.text or topic.keywords else PLAIN
    return Match(topic, known, one.day, score, Why(likely, words, categories, authors))


def _close(match: Match, closeness: float | None) -> Match | None:
    if closeness is None or closeness < CLOSE:
        return None
    why = replace(match.why, closeness=closeness)
    return replace(match, why=why, news=News.CLOSE, score=closeness)


def _keywords(topic: Topic, known: KnownPaper) -> Iterator[str]:
    for word in topic.keywords:
        if any(phrases.stands_in(word, phrases.folded(text)) for text in _texts(known)):
            yield word


def _place_score(word: str, known: KnownPaper) -> float:
    titles = (known.paper.title, *(other.title for other in known.paper.translations))
    in_title = any(phrases.stands_in(word, phrases.folded(title)) for title in titles)
    return IN_TITLE if in_title else IN_ABSTRACT


def _texts(known: KnownPaper) -> Iterator[str]:
    paper = known.paper
    yield paper.title
    yield paper.abstract
    for other in paper.translations:
        yield other.title
        yield other.abstract


def _categories(topic: Topic, known: KnownPaper) -> Iterator[str]:
    if topic.categories:
        held = {row["category"] for row in category_rows(known.paper)}
        yield from (one for one in topic.categories if category_key(one) in held)


def _authors(topic: Topic, known: KnownPaper) -> Iterator[str]:
    if topic.authors:
        printed = [normalised_name(author) for author in known.paper.authors]
        for name in topic.authors:
            asked = normalised_name(name)
            if any(same_author(asked, one) for one in printed):
                yield name


def _since_made(topic: Topic, day: dt.date, latest: dt.date) -> bool:
    made = topic.made
    return made is not None and day <= latest and calendar.announced_at(day) > made
