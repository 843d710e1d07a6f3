"""What everybody has to be told: worked out from the world and the topics, without a delivery.

The matcher is Paperwire's own, run over the true days at the end, when both indexes hold
everything. How rare a word is changes while papers come in, so a text's probability is not the
same to the last digit on the day itself: pairs near the threshold are nobody's due; whoever
gets one should get it on its day, and once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from retrieval.following.matching import Announced, query_of
from retrieval.identity import normalised_title
from retrieval.papers import KnownPaper, Paper

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.wiring import App
    from retrieval.following.values import Topic
    from tests.soak.world import Listed, World

    Feeds = set[tuple[str, dt.date]]

NEAR = 0.12  # beside the threshold of a text


@dataclass(frozen=True, slots=True)
class Due:
    """One paper that one follower has to be told of."""

    follower: str
    paper: str
    news: str  # "new" or "revised"
    day: dt.date  # its announcement


@dataclass(slots=True)
class Duty:
    """All that is due, by follower, paper and news."""

    dues: dict[tuple[str, str, str], Due] = field(default_factory=dict)
    near: dict[tuple[str, str, str], dt.date] = field(default_factory=dict)  # may come, on its day
    untold: set[tuple[str, str, str]] = field(default_factory=set)  # arXiv never got to say it
    titles: dict[str, str] = field(default_factory=dict)  # paper to normalised title


def duty(world: World, topics: Sequence[Topic], app: App, feeds: Feeds) -> Duty:
    """What everybody has to be told.

    Args:
        world: what was announced.
        topics: everybody's.
        app: the store at the end.
        feeds: category and day of those that could be read while they stood.
    """
    found = Duty()
    lower = [
        replace(topic, threshold=max(0.01, topic.threshold - NEAR))
        if query_of(topic) is not None
        else topic
        for topic in topics
    ]
    strict = {topic.id: topic.threshold + NEAR for topic in topics if query_of(topic) is not None}
    for day in sorted(world.days):
        papers = [_known(paper) for paper in world.days[day]]
        found.titles |= {p.paper.id: normalised_title(p.paper.title) for p in papers}
        for match in app.matching.matches(lower, [Announced(known, day) for known in papers]):
            paper = world.papers[match.known.paper.id]
            key = (match.topic.follower, paper.id, "new")
            likely = match.why.probability
            sure = (
                match.topic.id not in strict
                or match.why.keywords
                or (likely is not None and likely >= strict[match.topic.id])
            )
            if not sure:
                found.near[key] = day
                continue
            found.dues[key] = Due(match.topic.follower, paper.id, "new", day)
            if paper.kind == "cross" and not _could_be_read(feeds, paper):
                found.untold.add(key)
    followed = {topic.paper_id: topic for topic in topics if topic.paper_id}
    for day in sorted(world.revisions):
        for paper in world.revisions[day]:
            for topic in (t for t in topics if t.paper_id == paper.id and paper.id in followed):
                key = (topic.follower, paper.id, "revised")
                found.dues[key] = Due(topic.follower, paper.id, "revised", day)
                if not _could_be_read(feeds, paper):
                    found.untold.add(key)
    found.near = {key: day for key, day in found.near.items() if key not in found.dues}
    return found


def _could_be_read(feeds: Feeds, paper: Listed) -> bool:
    """Whether a feed that had it was handed out whole while it stood."""
    return any((code, paper.day) in feeds for code in paper.categories)


def _known(paper: Listed) -> KnownPaper:
    return KnownPaper(
        Paper(
            paper.id,
            paper.title,
            paper.abstract,
            version=1,
            authors=paper.authors,
            categories=paper.categories,
            primary_category=paper.categories[0],
            listed=paper.day,
        )
    )
