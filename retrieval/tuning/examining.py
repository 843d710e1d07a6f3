"""How well an encoder finds held-back papers by one of their sentences."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.tuning.lessons import exam

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoding.encoder import Encoder
    from retrieval.tuning.lessons import Lesson

SHARE, MOST = 0.05, 1_000  # of the papers that are held back


@dataclass(frozen=True, slots=True)
class Marks:
    """How well the papers were found, each 0 to 1."""

    papers: int
    first: float  # share of the papers that came first
    mrr: float  # mean of 1 / place


def hold_back(lessons: Sequence[Lesson], seed: int) -> tuple[list[Lesson], list[Lesson]]:
    """The papers to learn from, and those for the examination; always the same ones."""
    order = list(lessons)
    random.Random(seed).shuffle(order)
    held = min(MOST, round(SHARE * len(order)))
    return order[held:], order[:held]


def examine(encoder: Encoder, held: Sequence[Lesson], seed: int) -> Marks:
    """Look for each paper, by one sentence that was taken out of it, among all of them.

    Raises:
        ModelError: the encoder cannot be loaded.
    """
    chance = random.Random(seed)
    pairs = [exam(one, chance) for one in held]
    asks, _ = encoder.read_questions([one.asks for one in pairs])
    answers = encoder.encode_documents([one.answers for one in pairs])
    scores = asks @ answers.T
    places = (scores >= np.diag(scores)[:, None]).sum(axis=1)
    return Marks(len(pairs), float((places == 1).mean()), float((1.0 / places).mean()))
