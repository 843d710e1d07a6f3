"""How well written answers are checked: `python bench/quality/written.py [--fit]`.

Two hundred scripted answers of each set, with planted faults, are split and checked as a real
model's would be; what is printed is which share of the faulty sentences was dropped, and of
the sound ones. "kept" is the figure that counts: its papers took no part in tuning. `--fit`
prints the weights for `retrieval/written/checking.py`, fitted over the tuned set.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from retrieval.encoder import SentenceEncoder
from retrieval.written.checking import Checker
from retrieval.written.splitting import split
from retrieval.written.support import beside, read_papers, read_sentence, support
from retrieval.written.values import Source

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.planting import (
    Kind,
    answers,
    claims,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoder import Encoder, ModelIdentity, TokenVectors, Vectors
    from retrieval.written.values import Checked
    from tests.support.planting import Line, Scripted

ANSWERS = 200
SEEDS = {"tuned": 1, "kept": 2}
SCALE = np.array([5.0, 5.0, 3.0, 5.0, 0.5, 0.5])  # brings the signals to one size
ELSEWHERE = 0.05  # what a pair of a claim and another paper counts in the fit


@dataclass
class Remembering:
    """An encoder that reads each text once: answers repeat their papers."""

    encoder: Encoder

    def __post_init__(self) -> None:
        self._read: dict[str, tuple[Vectors, TokenVectors]] = {}

    @property
    def identity(self) -> ModelIdentity:
        """That of the encoder."""
        return self.encoder.identity

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """As the encoder does."""
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        if new:
            for text, vector, tokens in zip(new, *self.encoder.read_documents(new), strict=True):
                self._read[text] = (vector, tokens)
        found = [self._read[text] for text in texts]
        return np.stack([vector for vector, _ in found]), [tokens for _, tokens in found]


def outcomes(scripted: Sequence[Scripted], encoder: Encoder) -> list[tuple[Line, Checked]]:
    """Each planted line with what its check found."""
    found = []
    for one in scripted:
        checker = Checker(one.sources, encoder)
        for line in one.lines:
            parts = [checker.check(sentence) for sentence in split(line.text)]
            found += [(line, part) for part in parts]
    return found


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
    """Print the weights: sound against invented, and against what other papers say."""
    rows, labels, weights = [], [], []
    every = claims("tuned")
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
