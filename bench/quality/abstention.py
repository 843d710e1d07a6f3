"""Fit the weights by which Paperwire decides to say nothing: `python bench/quality/abstention.py`.

Answers the questions of `dev/questions.jsonl` over the papers of `dev/papers.jsonl.gz`
with the product's own ranking, takes the signals of each judged candidate, fits a logistic
regression, and prints the constants for `retrieval/relevance.py` and what each threshold
gives by five-fold cross-validation over questions. The questions were written by hand over
these papers, for this; no question of another set takes part.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.wiring import App, open_app
from config.settings import Settings
from ingest.detect import read_path
from ingest.pipeline import ingest
from retrieval.question import read_question

if TYPE_CHECKING:
    from retrieval.answer import Judged

DEV = Path(__file__).parent / "dev"
TODAY = dt.date(2026, 9, 1)
SHOWN = 5
FOLDS = 5
SIGNALS = ("share", "whole", "sentence", "names")
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Case:
    """One question with the candidates that were judged for it."""

    expected: frozenset[str]
    judged: tuple[Judged, ...]
    readable: bool

    def rows(self) -> np.ndarray:
        """Signals, shape (candidates, signals)."""
        return np.array([[getattr(j.signals, name) for name in SIGNALS] for j in self.judged])

    def labels(self) -> np.ndarray:
        """Whether each candidate is an expected paper."""
        return np.array([j.candidate.paper_id in self.expected for j in self.judged])


def cases(app: App, questions: list[dict[str, Any]]) -> list[Case]:
    """Answer the questions as `ask` does, without abstaining."""
    found = []
    for row in questions:
        query = read_question(str(row["question"]), today=TODAY)
        if query.smalltalk or not query.text:
            continue
        asked = app.search.ask(query)
        judged = app.answers.judge(asked, app.search.rank(asked, SHOWN))
        expected = frozenset(str(i) for i in row["expected"])
        found.append(Case(expected, tuple(judged), asked.vector is not None))
    return found


def fit(chosen: list[Case]) -> LogisticRegression:
    """Candidates of unanswerable questions against expected ones, each question alike."""
    rows, labels, weights = [], [], []
    for case in chosen:
        right = case.labels()
        take = right if case.expected else np.ones(len(right), dtype=bool)
        if not take.any():
            continue
        rows.append(case.rows()[take])
        labels.append(right[take])
        weights.append(np.full(take.sum(), 1.0 / take.sum()))
    model = LogisticRegression(C=30.0, max_iter=10_000)
    return model.fit(np.concatenate(rows), np.concatenate(labels), np.concatenate(weights))


def main() -> None:
    """Fill a scratch store, answer, fit, print."""
    questions = [json.loads(line) for line in (DEV / "questions.jsonl").open(encoding="utf-8")]
    with (
        tempfile.TemporaryDirectory() as folder,
        open_app(Settings(data_dir=Path(folder))) as app,
    ):
        ingest(read_path(str(DEV / "papers.jsonl.gz")), app.catalogue, today=TODAY)
        app.indexer.run()
        readable = [case for case in cases(app, questions) if case.readable]
    print(f"{len(readable)} questions that the encoder can read")
    model = fit(readable)
    pairs = zip(SIGNALS, model.coef_[0], strict=True)
    weights = ", ".join(f"{name}={weight:.2f}" for name, weight in pairs)
    print(f"BY_MEANING = Weights(bias={model.intercept_[0]:.2f}, {weights}, exact=0.0)")
    held_out = [
        (case, fit([c for i, c in enumerate(readable) if i % FOLDS != n % FOLDS]))
        for n, case in enumerate(readable)
    ]
    best = [(case, m.predict_proba(case.rows())[:, 1].max()) for case, m in held_out]
    for threshold in THRESHOLDS:
        right = [p >= threshold and bool(c.labels().any()) for c, p in best if c.expected]
        silent = [p < threshold for c, p in best if not c.expected]
        print(
            f"at {threshold:.2f}: answered rightly {sum(right)} of {len(right)}, "
            f"silent {sum(silent)} of {len(silent)}"
        )


if __name__ == "__main__":
    main()
