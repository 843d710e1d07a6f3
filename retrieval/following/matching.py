"""Which papers of an announcement match what is followed, and why.

A topic with a text matches a paper whose probability of answering it, the one that `ask`
goes by, reaches the topic's threshold. Keywords are looked up as phrases. What a topic says
with a text or keywords is its subject, and one of them is enough; categories and authors
narrow it, and of each one is enough. A topic that follows a paper brings its new versions and
its withdrawal, and the papers very close to it; the topic's other parts narrow those.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.following import calendar, news
from retrieval.following.meeting import Face, Look, face_of
from retrieval.following.values import News
from retrieval.queries import Query
from retrieval.question.excluding import read_excluded
from retrieval.question.wrapping import unwrap
from retrieval.text.language import language_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from retrieval.answering.answer import Answers
    from retrieval.catalogue import Catalogue
    from retrieval.encoding.encoder import Vectors
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
    face: Face = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "face", face_of(self.known.paper))


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
        found: list[Match] = []
        for topic in topics:
            limit = topic.threshold if at_least is None else at_least
            matched = _matched(topic, papers, likely.get(topic.id, {}), limit)
            matched = self._wanted(topic, matched)
            if topic.paper_id is not None and matched:
                close = self._closeness(topic, [one.known.paper.id for one in matched])
                matched = _close(matched, close)
            found += sorted(matched, key=lambda one: (-one.score, one.known.paper.id))
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

    def _wanted(self, topic: Topic, matched: list[Match]) -> list[Match]:
        """Without papers about what the topic's text does not want."""
        query = query_of(topic)
        if query is None or not query.excluded:
            return matched
        left_out = self._answers.unwanted(query, [one.known for one in matched])
        return [one for one in matched if one.known.paper.id not in left_out]

    def _closeness(self, topic: Topic, ids: Sequence[str]) -> dict[str, float]:
        """The cosines of papers with the one that the topic follows; itself left out."""
        if topic.paper_id is None:
            return {}
        home = self._catalogue.known(topic.paper_id)
        own = home.paper.id if home is not None else topic.paper_id
        vectors = self._answers.vectors([*ids, own])
        if own not in vectors:
            return {}
        return {
            i: float(np.dot(vectors[i], vectors[own])) for i in ids if i in vectors and i != own
        }


def query_of(topic: Topic) -> Query | None:
    """What is searched for a topic's text; None if it has none.

    Dates and filters in it are words like others: "video since 2020" follows no past. What it does
    not want ("not about medicine") is told apart.
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
    wanted, excluded = read_excluded(text)
    return Query(
        text=unwrap(wanted) or text,
        question=text,
        language=language_of(text),
        excluded=excluded,
    )


def _matched(
    topic: Topic, papers: Sequence[Announced], likely: dict[str, float], limit: float
) -> list[Match]:
    """The papers for which everything that the topic says of subject, place and people holds."""
    look, about = Look(topic), bool(topic.text or topic.keywords)
    found = []
    for one in papers:
        probability = likely.get(one.known.paper.id)
        sure = probability is not None and probability >= limit
        met = look.met(one.face, likely=sure, about=about)
        if met is None:
            continue
        score = PLAIN
        if about:
            place = (IN_TITLE if met.in_title else IN_ABSTRACT) if met.keywords else 0.0
            score = max(place, probability or 0.0)
        why = Why(probability, met.keywords, met.categories, met.authors)
        found.append(Match(topic, one.known, one.day, score, why))
    return found


def _close(matched: Sequence[Match], closeness: dict[str, float]) -> list[Match]:
    """Those that are very close to the paper that is followed."""
    found = []
    for match in matched:
        cosine = closeness.get(match.known.paper.id, 0.0)
        if cosine >= CLOSE:
            why = replace(match.why, closeness=cosine)
            found.append(replace(match, why=why, news=News.CLOSE, score=cosine))
    return found


def _since_made(topic: Topic, day: dt.date, latest: dt.date) -> bool:
    made = topic.made
    return made is not None and day <= latest and calendar.announced_at(day) > made
