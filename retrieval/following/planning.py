"""What one digest holds: the papers of its days, each once, under the topic it matches best."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.following.calendar import why_none
from retrieval.following.news import first_stored
from retrieval.following.taste import taste_of
from retrieval.following.values import Delivery, Item, News, State
from retrieval.identity import normalised_title
from retrieval.ids import new_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from retrieval.following import Following
    from retrieval.following.matching import Announced, Match, Matching
    from retrieval.following.taste import Taste
    from retrieval.following.values import Follower, Topic
    from retrieval.members import Members

_URGENT = {News.WITHDRAWN: 0, News.REVISED: 1}
_LOOKED_BACK = 20  # deliveries, for one that looked at papers


class Planner:
    """Plans deliveries. Safe to use from several threads.

    Papers must be in the indexes before they are planned: one that is not yet is judged by
    its words alone, and again at the next planning.
    """

    def __init__(self, matching: Matching, following: Following, members: Members) -> None:
        self._matching = matching
        self._following = following
        self._members = members
        self._lock = threading.Lock()
        self._warmed: dict[dt.date, int] = {}

    def plan(self, follower: Follower, days: Collection[dt.date], now: dt.datetime) -> Delivery:
        """The follower's delivery for these announcements; see `plan_for`.

        The first of a day judges its papers for everybody's topics at once, which takes about
        as long as indexing them; the others find that done.
        """
        last = self._following.last_day(follower.id)
        self._warm([day for day in days if last is None or day > last])
        taste = taste_of(
            follower,
            members=self._members,
            following=self._following,
            vectors_of=self._matching.vectors,
        )
        return plan_for(
            follower,
            self._following.topics(follower.id),
            days,
            matching=self._matching,
            following=self._following,
            taste=taste,
            now=now,
        )

    def _warm(self, days: Sequence[dt.date]) -> None:
        revision = self._matching.revision
        with self._lock:
            cold = [day for day in days if self._warmed.get(day) != revision]
            if cold:
                self._matching.warm(self._following.all_topics(), cold)
                self._warmed |= dict.fromkeys(cold, revision)


def plan_for(  # noqa: PLR0913 - what a digest depends on
    follower: Follower,
    topics: Sequence[Topic],
    days: Collection[dt.date],
    *,
    matching: Matching,
    following: Following,
    taste: Taste | None,
    now: dt.datetime,
) -> Delivery:
    """What a follower is due of some announcements, not stored yet.

    Each paper stands once, under the topic that it matches best; of papers with one title
    the best. Topics come in the order given, papers by score with the taste's part in it.
    Nothing is in it that the follower had. A day that was delivered before brings what was
    stored since, marked late.

    Args:
        follower: days before its `since` are left out.
        topics: the follower's.
        days: announcements, at least one; missed ones and such as were filled in later may
            be among them.
        matching: what matches, with its memory.
        following: what was delivered.
        taste: changes the order within a topic; None: it stays.
        now: the time of planning.

    Raises:
        ValueError: no day is left.
    """
    wanted = sorted(day for day in days if day >= follower.since)
    if not wanted:
        raise ValueError("a delivery covers one announcement at least")
    last = following.last_day(follower.id)
    fresh = [day for day in wanted if last is None or day > last]
    found = matching.matches(topics, matching.announced(fresh))
    if len(fresh) < len(wanted):
        found += _filled_in(follower, topics, set(wanted) - set(fresh), matching, following)
    found += matching.news_of(topics, wanted)
    best = _different(_each_once(_tasted(found, taste, matching), topics))
    items = following.unheard(follower.id, [_item(match, last) for match in best])
    places = {topic.id: at for at, topic in enumerate(topics)}
    items = sorted(items, key=lambda item: (places[item.topic_id], -item.score, item.paper_id))
    covered = fresh or wanted
    return Delivery(
        id=new_id(),
        follower=follower.id,
        day=covered[-1],
        first_day=covered[0],
        planned=now,
        items=tuple(items),
    )


def _filled_in(
    follower: Follower,
    topics: Sequence[Topic],
    days: Collection[dt.date],
    matching: Matching,
    following: Following,
) -> list[Match]:
    """Of days that were delivered: what was stored since, for topics that were there then.

    A topic of today does not bring last week's papers, and they need not be read again.
    """
    planned = _looked(follower, following)
    if planned is None:
        return []
    late = [one for one in matching.announced(days) if _stored_since(one, planned.date())]
    old = [topic for topic in topics if topic.made is None or topic.made <= planned]
    return matching.matches(old, late)


def _looked(follower: Follower, following: Following) -> dt.datetime | None:
    """When papers were last looked at for the follower.

    A note that nothing is announced today looks at none, and what a delivery found that was
    given up is to be found again.
    """
    before = following.history(follower.id, _LOOKED_BACK)
    looked = (one for one in before if one.state is not State.FAILED and not why_none(one.day))
    return next((one.planned for one in looked), None)


def _stored_since(one: Announced, day: dt.date) -> bool:
    stored = first_stored(one.known)
    return stored is None or stored >= day


def _tasted(found: Sequence[Match], taste: Taste | None, matching: Matching) -> list[Match]:
    if taste is None or not found:
        return list(found)
    leans = taste.leans(matching.vectors([match.known.paper.id for match in found]))
    return [
        replace(match, score=taste.adjusted(match.score, leans.get(match.known.paper.id, 0.0)))
        for match in found
    ]


def _each_once(found: Iterable[Match], topics: Sequence[Topic]) -> list[Match]:
    """Each paper under its best topic, the first of equal ones; news before the mere match."""
    places = {topic.id: at for at, topic in enumerate(topics)}
    kept: dict[str, Match] = {}
    for match in sorted(found, key=lambda one: (*_rank(one), places[one.topic.id])):
        kept.setdefault(match.known.paper.id, match)
    return list(kept.values())


def _different(found: Iterable[Match]) -> list[Match]:
    """Of papers with one title the first; those of news all, they tell different things."""
    kept: list[Match] = []
    titles: set[str] = set()
    for match in found:
        title = normalised_title(match.known.paper.title)
        if match.news in _URGENT or title not in titles:
            kept.append(match)
        titles.add(title)
    return kept


def _rank(match: Match) -> tuple[int, float]:
    return _URGENT.get(match.news, len(_URGENT)), -match.score


def _item(match: Match, last: dt.date | None) -> Item:
    return Item(
        paper_id=match.known.paper.id,
        topic_id=match.topic.id,
        day=match.day,
        score=match.score,
        news=match.news,
        late=last is not None and match.day <= last,
        version=match.version,
    )
