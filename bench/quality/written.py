"""How well written answers are checked: `python bench/quality/written.py [--fit]`.

Two hundred scripted answers of each set, with planted faults, are split and checked as a real
model's would be; what is printed is which share of the faulty sentences was dropped, and of
the sound ones. "kept" is the figure that counts: its papers took no part in tuning. `--fit`
prints the weights for `retrieval/written/checking.py`, fitted over the tuned set.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from retrieval.encoding.encoder import SentenceEncoder
from retrieval.written.support import beside, read_papers, read_sentence, support
from retrieval.written.values import Source

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.checked import Remembering, outcomes
from tests.support.planting import Kind, answers, claims, mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoding.encoder import Encoder
    from retrieval.written.values import Checked
    from tests.support.planting import Line

ANSWERS = 200
SEEDS = {"tuned": 1, "kept": 2}
SCALE = np.array(
    [5.0, 5.0, 3.0, 5.0, 0.5, 0.5, 0.3, 1.0, 1.0, 1.0, 1.0]
)  # brings the signals to one size
# What a pair of a claim and another paper counts in the fit, and a claim with half of another.
ELSEWHERE, HALF = 0.05, 0.2


def report(name: str, found: Sequence[tuple[Line, Checked]]) -> None:
    """Print what was dropped of each kind, and why."""
    for sound in (False, True):
        of = [(line, one) for line, one in found if line.kind.sound == sound]
        dropped = sum(not one.sound for _, one in of)
        what = "sound" if sound else "faulty"
        print(f"{name}: dropped {dropped} of {len(of)} {what} sentences: {dropped / len(of):.1%}")
        for kind in Kind:
            these = [one for line, one in of if line.kind is kind]
            if these:
                out = sum(not one.sound for one in these)
                why = Counter(str(one.reasons[0].flaw) for one in these if one.reasons)
                told = ", ".join(f"{flaw} {n}" for flaw, n in why.most_common(4))
                print(f"   {kind}: {out} of {len(these)} = {out / len(these):.1%} ({told})")


def fit(encoder: Encoder) -> None:
    """Print the weights: sound against invented, half of it another's, and other papers'."""
    rows, labels, weights = [], [], []
    every = claims("tuned")
    chance = random.Random(SEEDS["tuned"])  # noqa: S311 - a repeatable choice
    said = [text for one in every for text in one.sound]
    for group in sorted({one.group for one in every}):
        about = [one for one in every if one.group == group]
        papers = read_papers(
            [Source(n, one.paper["title"], one.paper["abstract"]) for n, one in enumerate(about)],
            encoder,
        )
        for at, one in enumerate(about):
            for text in (*one.sound, *one.invented):
                read = read_sentence(text, encoder)
                sound = text in one.sound
                for other, paper in enumerate(papers if sound else papers[at : at + 1]):
                    rows.append(support(read, [beside(read, paper)]).row())
                    own = not sound or other == at
                    labels.append(sound and own)
                    weights.append(1.0 if own else ELSEWHERE)
                for half in chance.sample(said, 2) if sound else ():
                    read = read_sentence(mixed(text, half), encoder)
                    rows.append(support(read, [beside(read, papers[at])]).row())
                    labels.append(False)
                    weights.append(HALF if half not in one.sound else 0.0)
    model = LogisticRegression(C=1.0, max_iter=5_000)
    model.fit(np.asarray(rows) * SCALE, labels, weights)
    told = ", ".join(f"{weight:.2f}" for weight in model.coef_[0] * SCALE)
    print(f"BIAS = {model.intercept_[0]:.2f}\nWEIGHTS = ({told})")


def main(arguments: Sequence[str]) -> None:
    """Measure, or fit."""
    encoder = Remembering(SentenceEncoder())
    if "--fit" in arguments:
        fit(encoder)
        return
    for name, seed in SEEDS.items():
        found = outcomes(answers(name, ANSWERS, seed), encoder)
        report(name, found)
        if "--wrong" in arguments:
            for line, one in found:
                if line.kind.sound != one.sound:
                    print("  ", line.kind, f"{one.likely:.2f}", line.text, one.reasons[:2])


if __name__ == "__main__":
    main(sys.argv[1:])
