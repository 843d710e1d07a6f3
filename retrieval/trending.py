"""Which papers are talked about just now.

A paper's score is

    log2((1 + upvotes + SAVED · savers) · witnesses) · (CODE if a repository is known)
        · 2^(-age / half-life)

`upvotes` are those of Hugging Face, `savers` the members here who saved it within the days
asked for, `witnesses` the sources and digests that saw it, so a second one counts as much as
twice the votes. A member's save counts as SAVED votes: a few people here tell more of what
people here want to read than as many strangers. The logarithm, because the tenth vote tells
more than the hundredth (as in Reddit's "hot" ranking); the exponential decay, because a
half-life is the one figure of it and has a meaning. The half-life is half of the days asked
for: what was seen on the first of them counts a quarter of what is seen today. The figures
are set, not fitted. A paper that nobody voted for and one source saw scores 0.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from typing import TYPE_CHECKING

from retrieval.errors import BadQuestion
from retrieval.queries import check_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.catalogue import Attention, Catalogue
    from retrieval.papers import KnownPaper

MAX_DAYS = 365
CODE = 1.1
SAVED = 5  # votes that one member's save counts as
_MOST_SAVED = 500  # papers whose savers are looked at, the most saved ones


def trending(  # noqa: PLR0913 - what is asked for, each with a name
    catalogue: Catalogue,
    *,
    today: dt.date,
    days: int = 7,
    count: int = 10,
    categories: Sequence[str] = (),
    savers: Mapping[str, int] | None = None,
) -> list[tuple[KnownPaper, float]]:
    """The papers that got most attention in the last days, best first, with their scores.

    Empty when nothing was seen in these days. Papers with equal scores stand newest first,
    then by id. Withdrawn papers are never among them.

    Args:
        catalogue: whose sightings count.
        today: the last of the days.
        days: how many, today included; 1 to MAX_DAYS.
        count: papers at most.
        categories: one of them is enough, as in `Catalogue.matching`; none means all.
        savers: how many members saved a paper within these days, by its present id; see
            `Members.savers`.

    Raises:
        BadQuestion: `days` or `count` is out of range.
    """
    check_count(count)
    if not 1 <= days <= MAX_DAYS:
        raise BadQuestion(f"the number of days must be between 1 and {MAX_DAYS}, not {days}")
    since = today - dt.timedelta(days=days - 1)
    saved = Counter(savers or {})
    also = [paper_id for paper_id, _ in saved.most_common(_MOST_SAVED)]
    found = catalogue.attention(since, today, categories=categories, unnoticed=count, also=also)
    half_life = days / 2
    scores = {
        one.paper_id: score(one, today=today, half_life=half_life, savers=saved[one.paper_id])
        for one in found
    }
    found.sort(key=lambda one: (-scores[one.paper_id], -one.day.toordinal(), one.paper_id))
    best = [one.paper_id for one in found[:count]]
    known = catalogue.papers(best)
    return [(known[i], scores[i]) for i in best if i in known]


def score(attention: Attention, *, today: dt.date, half_life: float, savers: int = 0) -> float:
    """What the module's formula gives; 0 or more.

    Args:
        attention: what the paper got.
        today: the age of a paper seen today is 0 days.
        half_life: days after which a score is half of what it was.
        savers: members who saved the paper.
    """
    votes = max(attention.upvotes, 0) + SAVED * savers
    noticed = math.log2((1 + votes) * max(attention.witnesses, 1))
    age = (today - attention.day).days
    return noticed * (CODE if attention.code else 1.0) * math.exp2(-age / half_life)
