"""Who follows what: drawn from a seed, with topics out of the words of the world's own titles."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.following.values import Follower, Topic, Way
from tests.support.loopback.world import GUILD

if TYPE_CHECKING:
    from tests.soak.world import World

ZONES = (
    "America/Los_Angeles",
    "America/New_York",
    "America/St_Johns",  # half an hour beside its neighbours
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Kathmandu",  # a quarter of an hour
    "Asia/Shanghai",
    "Australia/Lord_Howe",  # changes by half an hour
    "Pacific/Auckland",
)
# the hours at which clocks are changed are among them: 02:30 is missing once a year
_HOURS = ((7, 0), (8, 0), (8, 30), (9, 0), (12, 0), (18, 30), (21, 0), (2, 30), (1, 30), (0, 0))
_SHARES = ((Way.CHANNEL, 45), (Way.MEMBER, 30), (Way.EMAIL, 20), (Way.TERMINAL, 5))
_MOST = (5, 10, 25)
_THRESHOLD = 0.85  # the small encoder finds most things near to each other
_FIRST_CHANNEL = 910_000_000_000_000_000
_FIRST_MEMBER = 920_000_000_000_000_000
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "based",
        "beyond",
        "by",
        "can",
        "do",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "it",
        "large",
        "language",
        "learning",
        "model",
        "models",
        "neural",
        "not",
        "of",
        "on",
        "or",
        "the",
        "to",
        "towards",
        "toward",
        "under",
        "using",
        "via",
        "what",
        "when",
        "with",
    ]
)


def crowd(
    world: World, number: int, seed: int, *, since: dt.date
) -> tuple[list[Follower], list[Topic]]:
    """So many followers and their topics, the same for the same seed."""
    chance = random.Random(f"followers {seed}")
    subjects = _Subjects(world, chance)
    followers, topics = [], []
    for n in range(number):
        follower = _follower(n, since, chance)
        followers.append(follower)
        topics += [
            subjects.topic(f"topic{n:04d}{place:03d}", follower.id)
            for place in range(chance.choice((1, 1, 2, 3)))
        ]
    return followers, topics


def _follower(number: int, since: dt.date, chance: random.Random) -> Follower:
    ways, shares = zip(*_SHARES, strict=True)
    # the first of each way are certain, so that a small crowd has all of them
    way = ways[number] if number < len(ways) else chance.choices(ways, shares)[0]
    address = {
        Way.CHANNEL: str(_FIRST_CHANNEL + number),
        Way.MEMBER: str(_FIRST_MEMBER + number),
        Way.EMAIL: f"reader{number}@example.org",
        Way.TERMINAL: f"desk{number}",
    }[way]
    hour, minute = chance.choice(_HOURS)
    return Follower(
        id=f"{way}:{address}",
        way=way,
        address=address,
        at=dt.time(hour, minute),
        timezone=ZONES[number % len(ZONES)],
        since=since,
        language=chance.choice(("en", "en", "zh")),
        most=chance.choice(_MOST),
        quiet_days=chance.random() < 0.2,
        server=GUILD if way is Way.CHANNEL else None,
    )


class _Subjects:
    """What can be followed, and is neither everything nor nothing."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self._chance = chance
        pairs: Counter[str] = Counter()
        authors: Counter[str] = Counter()
        for paper in world.papers.values():
            words = re.findall(r"[a-z]{3,}", paper.title.casefold())
            pairs.update(
                {
                    f"{one} {two}"
                    for one, two in pairwise(words)
                    if one not in _COMMON
                    and two not in _COMMON
                    and f"{one} {two}" in paper.title.casefold()
                }
            )
            authors.update(set(paper.authors))
        days = len(world.days)
        # between one paper in ten days and two a day
        self._pairs = [p for p, n in sorted(pairs.items()) if max(2, days / 10) <= n <= 2 * days]
        self._authors = [a for a, n in sorted(authors.items()) if n >= max(2, days / 10)]
        revised = {p.id for day in world.revisions.values() for p in day}
        # a paper that is followed has to be known: one of the first day, revised later if any is
        first = [paper.id for paper in world.days[world.first] if paper.kind == "new"]
        self._papers = [one for one in first if one in revised] or first

    def topic(self, name: str, follower: str) -> Topic:
        chance = self._chance
        match chance.randrange(10):
            case 0 | 1 | 2 | 3 | 4:
                keywords = tuple(chance.sample(self._pairs, chance.randint(1, 3)))
                return Topic(name, follower, keywords=keywords)
            case 5 | 6:
                keywords = tuple(chance.sample(self._pairs, chance.randint(1, 3)))
                return Topic(name, follower, keywords=keywords, categories=(chance.choice(_CODES),))
            case 7:
                text = " ".join(chance.sample(self._pairs, 2))
                return Topic(name, follower, text=text, categories=("cs.IR",), threshold=_THRESHOLD)
            case 8:
                some = tuple(chance.sample(self._authors, min(3, len(self._authors))))
                return Topic(name, follower, authors=some)
        # to the small encoder much is close to it: the keywords narrow that
        keywords = tuple(chance.sample(self._pairs, 3))
        return Topic(name, follower, paper_id=chance.choice(self._papers), keywords=keywords)


_CODES = ("cs.AI", "cs.CL", "cs.IR")
