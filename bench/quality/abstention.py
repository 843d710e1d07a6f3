"""Fit the weights by which Paperwire decides to say nothing: `python bench/quality/abstention.py`.

Answers the questions of `dev/` over the papers of `dev/`, one collection after the other, with
the product's own ranking, takes the signals of each judged candidate, fits a logistic
regression, and prints the constants for `retrieval/answering/relevance.py`. What the decision is
worth is told by five-fold cross-validation over questions: what each threshold gives, and the
curve of `docs/reliability.png`. The questions were written by hand over these papers, for this; no
question of another set takes part.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from reliability import draw
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.wiring import App, open_app
from config.settings import Settings
from ingest.detect import read_path
from ingest.pipeline import ingest
from retrieval.question import read_question

if TYPE_CHECKING:
    from retrieval.answering.answer import Judged

DEV = Path(__file__).parent / "dev"
COLLECTIONS = (
    ("papers.jsonl.gz", "questions.jsonl"),
    ("more_papers.jsonl.gz", "more_questions.jsonl"),
)
PICTURE = Path(__file__).parents[2] / "docs" / "reliability.png"
TODAY = dt.date(2026, 9, 1)
SHOWN = 5
FOLDS = 5
SIGNALS = ("least", "whole", "sentence", "names", "length")
LENGTHS = (3, 5, 7, 9)  # words of a question: between these, answerable or not weighs alike
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
BY_WORDS = (0.2, 0.24, 0.28, 0.32, 0.36)  # exact shares, for questions that cannot be read


@dataclass(frozen=True)
class Case:
    """One question with the candidates that were judged for it."""

    expected: frozenset[str]
    judged: tuple[Judged, ...]
    readable: bool
    words: int  # that the encoder reads

    def rows(self) -> np.ndarray:
        """Signals, shape (candidates, signals)."""
        return np.array([[getattr(j.signals, name) for name in SIGNALS] for j in self.judged])

    @property
    def group(self) -> tuple[int, bool]:
        """About how long it is, and whether it has an answer."""
        return int(np.digitize(self.words, LENGTHS)), bool(self.expected)

    def labels(self) -> np.ndarray:
        """Whether each candidate is an expected paper."""
        return np.array([j.candidate.paper_id in self.expected for j in self.judged])


@dataclass(frozen=True)
class Outcome:
    """What a model that never saw the question makes of it."""

    case: Case
    probabilities: np.ndarray  # of its candidates

    @property
    def best(self) -> float:
        """The probability that decides."""
        return float(self.probabilities.max())

    @property
    def right(self) -> bool:
        """Whether the paper that decides is an expected one."""
        return bool(self.case.labels()[self.probabilities.argmax()])


def all_cases() -> list[Case]:
    """Every question of every collection, each collection in a scratch store of its own."""
    found = []
    for papers, questions in COLLECTIONS:
        rows = [json.loads(line) for line in (DEV / questions).open(encoding="utf-8")]
        with (
            tempfile.TemporaryDirectory() as folder,
            open_app(Settings(data_dir=Path(folder))) as app,
        ):
            ingest(read_path(str(DEV / papers)), app.catalogue, today=TODAY)
            app.indexer.run()
            found += cases(app, rows)
    return found


def cases(app: App, questions: list[dict[str, Any]]) -> list[Case]:
    """Answer the questions as `ask` does, without abstaining."""
    found = []
    for row in questions:
        query = read_question(str(row["question"]), today=TODAY)
        if query.smalltalk or not query.text:
            continue
        asked = app.search.asking.ask(query)
        judged = app.answers.judge(asked, app.search.rank(asked, SHOWN))
        expected = frozenset(str(i) for i in row["expected"])
        found.append(Case(expected, tuple(judged), asked.vector is not None, len(asked.words.read)))
    return found


def by_length(chosen: list[Case]) -> dict[tuple[int, bool], float]:
    """What a question of each group weighs: both sides of a length half of its questions."""
    groups = Counter(case.group for case in chosen)
    return {
        (length, answered): (groups[length, True] + groups[length, False]) / 2 / count
        for (length, answered), count in groups.items()
    }


def fit(chosen: list[Case]) -> LogisticRegression:
    """Candidates of unanswerable questions against expected ones.

    Questions of about the same length weigh alike on both sides: those that were written with
    an answer happen to be longer, and nothing is to be learned from that.
    """
    rows, labels, weights = [], [], []
    alike = by_length(chosen)
    for case in chosen:
        right = case.labels()
        take = right if case.expected else np.ones(len(right), dtype=bool)
        if not take.any():
            continue
        rows.append(case.rows()[take])
        labels.append(right[take])
        weights.append(np.full(take.sum(), alike[case.group] / take.sum()))
    model = LogisticRegression(C=30.0, max_iter=10_000)
    return model.fit(np.concatenate(rows), np.concatenate(labels), np.concatenate(weights))


def held_out(chosen: list[Case]) -> list[Outcome]:
    """Each question judged by a model that was fitted without its fold."""
    outcomes = []
    for fold in range(FOLDS):
        model = fit([case for n, case in enumerate(chosen) if n % FOLDS != fold])
        outcomes += [
            Outcome(case, model.predict_proba(case.rows())[:, 1]) for case in chosen[fold::FOLDS]
        ]
    return outcomes


def print_constants(model: LogisticRegression) -> None:
    """The line for `retrieval/answering/relevance.py`."""
    pairs = zip(SIGNALS, model.coef_[0], strict=True)
    weights = ", ".join(f"{name}={weight:.2f}" for name, weight in pairs)
    print(f"BY_MEANING = Weights(bias={model.intercept_[0]:.2f}, {weights}, exact=0.0)")


def print_thresholds(outcomes: list[Outcome]) -> None:
    """What each threshold lets through and holds back."""
    told = [o for o in outcomes if o.case.expected and o.case.labels().any()]
    quiet = [o for o in outcomes if not o.case.expected]
    area = roc_auc_score(
        [1] * len(told) + [0] * len(quiet), [o.best for o in told] + [o.best for o in quiet]
    )
    print(f"area under the ROC curve {area:.3f}")
    answerable = sum(bool(o.case.expected) for o in outcomes)
    for threshold in THRESHOLDS:
        right = sum(o.best >= threshold for o in told)
        silent = sum(o.best < threshold for o in quiet)
        print(
            f"at {threshold:.2f}: answered rightly {right} of {answerable}, "
            f"silent {silent} of {len(quiet)}"
        )


def print_by_words(chosen: list[Case]) -> None:
    """The same for questions that the encoder cannot read."""
    print(f"{len(chosen)} questions that the encoder cannot read")
    for least in BY_WORDS:
        best = [(case, max((j.signals.exact for j in case.judged), default=0.0)) for case in chosen]
        right = sum(x >= least and bool(c.labels().any()) for c, x in best if c.expected)
        silent = sum(x < least for c, x in best if not c.expected)
        asked = sum(bool(c.expected) for c in chosen)
        print(
            f"exact share {least:.2f}: answered rightly {right} of {asked}, "
            f"silent {silent} of {len(chosen) - asked}"
        )


def main() -> None:
    """Fill scratch stores, answer, fit, print, draw."""
    every = all_cases()
    readable = [case for case in every if case.readable and case.judged]
    print(f"{len(readable)} questions that the encoder can read")
    print_constants(fit(readable))
    outcomes = held_out(readable)
    print_thresholds(outcomes)
    print_by_words([case for case in every if not case.readable])
    draw(PICTURE, [o.best for o in outcomes], [o.right for o in outcomes])
    print(f"drawn: docs/{PICTURE.name}")


if __name__ == "__main__":
    main()
