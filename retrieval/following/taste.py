"""What a follower likes, learnt from 👍, 👎 and Save: the order changes, nothing is hidden.

The papers that were liked and those that were not have a mean vector each, and the taste is the
difference (Rocchio 1971, with his usual weights: the disliked count a quarter of the liked). A
paper leans by its cosine with that, beside the other papers of its digest, and the lean is
added to the log-odds of its score; with few opinions only a part of it. Nothing of a taste is
stored: it is made of the opinions each time, so that it is gone with them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.following.values import Way

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.encoding.encoder import Vectors
    from retrieval.following import Following
    from retrieval.following.values import Follower
    from retrieval.members import Members

    VectorsOf = Callable[[Sequence[str]], Mapping[str, Vectors]]

FEWEST = 5  # papers with an opinion, before which nothing changes
DISLIKED = 0.25  # weight of the disliked papers' mean beside the liked ones'
SPREAD = 0.1  # the cosine's usual distance from the mean of a digest: a lean of 0.76
PULL = 1.5  # log-odds that a lean of 1 adds
DOUBT = 5  # opinions at which half of the pull is used
DELIVERIES = 100  # the latest of a channel's, whose ratings count
_EDGE = 1e-3  # scores of 0 and 1 have no log-odds


@dataclass(frozen=True, slots=True)
class Taste:
    """Which direction a follower leans to."""

    direction: Vectors  # unit vector, (dimension,)
    pull: float  # log-odds that a lean of 1 adds

    def leans(self, vectors: Mapping[str, Vectors]) -> dict[str, float]:
        """Each paper's lean among these papers, -1 to 1; by paper id."""
        if not vectors:
            return {}
        near = np.stack(list(vectors.values())) @ self.direction
        leans = np.tanh((near - near.mean()) / SPREAD)
        return dict(zip(vectors, leans.tolist(), strict=True))

    def adjusted(self, score: float, lean: float) -> float:
        """The score that orders, 0 to 1: the score's log-odds with the lean's added."""
        held = min(max(score, _EDGE), 1 - _EDGE)
        odds = math.log(held / (1 - held)) + self.pull * lean
        return 1 / (1 + math.exp(-odds))


def learn(opinions: Mapping[str, int], vectors_of: VectorsOf) -> Taste | None:
    """A taste from opinions, +1 or -1 by paper id; None if they are too few to tell one."""
    vectors = vectors_of(list(opinions))
    liked = [vectors[i] for i, value in opinions.items() if value > 0 and i in vectors]
    disliked = [vectors[i] for i, value in opinions.items() if value < 0 and i in vectors]
    count = len(liked) + len(disliked)
    if count < FEWEST:
        return None
    direction = np.zeros_like((liked or disliked)[0])
    if liked:
        direction = direction + np.mean(liked, axis=0)
    if disliked:
        direction = direction - DISLIKED * np.mean(disliked, axis=0)
    length = float(np.linalg.norm(direction))
    if length == 0.0:
        return None
    return Taste(direction / length, PULL * count / (count + DOUBT))


def opinions_of(follower: Follower, *, members: Members, following: Following) -> dict[str, int]:
    """What is known of a follower's likes: +1 or -1 by paper id.

    A member's own ratings and saved papers; a channel's are what anybody thought of papers that
    were delivered there, the more common opinion. Others are known by the member who made them.
    """
    if follower.way is Way.CHANNEL:
        sent = [one.id for one in following.history(follower.id, DELIVERIES)]
        votes: dict[str, int] = {}
        for rating in members.ratings_of_turns(sent):
            if rating.paper_id is not None:
                votes[rating.paper_id] = votes.get(rating.paper_id, 0) + rating.value
        return {paper_id: int(math.copysign(1, sum_)) for paper_id, sum_ in votes.items() if sum_}
    user = follower.address if follower.way is Way.MEMBER else follower.owner
    if user is None:
        return {}
    opinions = {saved.paper_id: 1 for saved in members.saved(user)}
    for rating in reversed(members.ratings(user)):  # the latest counts
        if rating.paper_id is not None:
            opinions[rating.paper_id] = rating.value
    return opinions


def taste_of(
    follower: Follower, *, members: Members, following: Following, vectors_of: VectorsOf
) -> Taste | None:
    """A follower's taste as it is now; None if too little is known of it."""
    return learn(opinions_of(follower, members=members, following=following), vectors_of)
