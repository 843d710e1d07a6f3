"""What a digest says, before it is written in any format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from bot.render.sentences import day as written_day
from bot.words import ENGLISH
from retrieval.following.values import DEFAULT_MOST, News, Style

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.words import Words
    from retrieval.following.values import Delivery, Item, Topic
    from retrieval.papers import KnownPaper, Paper
    from retrieval.queries import Excerpt


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of a digest, and why it is in there."""

    known: KnownPaper
    excerpts: tuple[Excerpt, ...] = ()  # the sentences that match
    news: News = News.NEW
    late: bool = False
    score: float = 0.0  # 0 to 1
    day: dt.date | None = None  # of its announcement

    @property
    def paper(self) -> Paper:
        """The paper itself."""
        return self.known.paper


@dataclass(frozen=True, slots=True)
class Group:
    """The papers of one topic, best first."""

    name: str  # of the topic, as its follower wrote it; not escaped
    entries: tuple[Entry, ...]
    count: int  # of papers in the whole digest; more than `entries` on one page of it
    topic_id: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What one follower is told of one announcement, or of several."""

    first_day: dt.date
    day: dt.date  # the newest announcement; the same as `first_day` for one
    groups: tuple[Group, ...] = ()  # none of them empty; no paper stands in two
    words: Words = ENGLISH
    style: Style = Style.EXCERPT
    most: int = DEFAULT_MOST  # papers on one page
    skipped: int = 0  # announcements before `first_day` that no digest tells of

    @property
    def title(self) -> str:
        """Its days, in a few words, and how many before them were left out."""
        said = self.words.digests
        left_out = said.skipped_one if self.skipped == 1 else said.skipped
        return self._of_days(said.day, said.days) + (
            left_out.format(count=self.skipped) if self.skipped else ""
        )

    @property
    def nothing(self) -> str:
        """The sentence for a digest without papers."""
        said = self.words.digests
        return self._of_days(said.none_day, said.none_days)

    @property
    def entries(self) -> Iterator[Entry]:
        """Every paper, group by group."""
        return chain.from_iterable(group.entries for group in self.groups)

    @property
    def count(self) -> int:
        """How many papers there are, on all pages."""
        return sum(group.count for group in self.groups)

    @property
    def pages(self) -> int:
        """How many pages of `most` papers there are; 0 without papers."""
        return -(-self.count // self.most)

    def page(self, number: int) -> Digest:
        """The papers of one page, counted from 0, each still in its group.

        The first page holds the best of every topic, in turn, so that a topic with many papers
        crowds out none; the next page goes on from there.
        """
        turns = zip_longest(*(group.entries for group in self.groups))
        order = [entry for entry in chain.from_iterable(turns) if entry is not None]
        chosen = {entry.paper.id for entry in order[number * self.most : (number + 1) * self.most]}
        groups = (
            replace(group, entries=tuple(e for e in group.entries if e.paper.id in chosen))
            for group in self.groups
        )
        return replace(self, groups=tuple(group for group in groups if group.entries))

    def after(self, number: int) -> int:
        """How many papers come after a page, counted from 0."""
        return max(self.count - (number + 1) * self.most, 0)

    def _of_days(self, one: str, several: str) -> str:
        last = written_day(self.day, self.words)
        if self.first_day == self.day:
            return one.format(day=last)
        return several.format(first=written_day(self.first_day, self.words), last=last)


def digest_of(  # noqa: PLR0913 - what a delivery says, and how its follower wants it told
    delivery: Delivery,
    topics: Iterable[Topic],
    known: Mapping[str, KnownPaper],
    *,
    excerpts: Mapping[str, Sequence[Excerpt]] | None = None,
    words: Words = ENGLISH,
    style: Style = Style.EXCERPT,
    most: int = DEFAULT_MOST,
) -> Digest:
    """The digest that a planned delivery is.

    Args:
        delivery: Its items are by topic, best first.
        topics: The follower's topics, in the order in which they stand in the digest.
        known: By the items' paper ids, as `Catalogue.papers` gives them, and by the ids of
            papers that are followed, for their titles. Items whose paper is gone are left out.
        excerpts: By the same ids, the sentences that match.
        words: The follower's language.
        style: How much is said of each paper.
        most: Papers on one page.
    """
    names = {topic.id: _name(topic, known) for topic in topics}
    held: dict[str, list[Entry]] = {topic_id: [] for topic_id in names}
    seen: set[str] = set()
    for item in delivery.items:
        paper = known.get(item.paper_id)
        if paper is None or paper.paper.id in seen:
            continue
        seen.add(paper.paper.id)
        quoted = tuple((excerpts or {}).get(item.paper_id, ()))
        held.setdefault(item.topic_id, []).append(_entry(item, paper, quoted))
    groups = (
        Group(names.get(topic_id, words.digests.everything), tuple(entries), len(entries), topic_id)
        for topic_id, entries in held.items()
        if entries
    )
    return Digest(delivery.first_day, delivery.day, tuple(groups), words, style, most)


def reason(entry: Entry, words: Words) -> str:
    """Why a paper stands in a digest, where that is not simply that it is new; else empty."""
    said = words.digests
    news = {News.REVISED: said.revised, News.WITHDRAWN: said.withdrawn, News.CLOSE: said.close}
    parts = [news.get(entry.news, "")]
    if entry.late:
        known_day = entry.day or entry.paper.listed
        parts.append(
            said.late.format(day=written_day(known_day, words)) if known_day else said.late_once
        )
    return words.searching.comma.join(part for part in parts if part)


def _entry(item: Item, known: KnownPaper, excerpts: tuple[Excerpt, ...]) -> Entry:
    return Entry(known, excerpts, item.news, item.late, item.score, item.day)


def _name(topic: Topic, known: Mapping[str, KnownPaper]) -> str:
    """What the topic is called; a paper that is followed, by its title."""
    followed = known.get(topic.paper_id) if topic.paper_id else None
    return followed.paper.title if followed else topic.name
