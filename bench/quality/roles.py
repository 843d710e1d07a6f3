"""Fit and measure what sorts the sentences of an abstract: `python bench/quality/roles.py`.

Needs `../shared`: the labels of `eval/csfcube/roles.jsonl.gz` (CC BY-NC, so none of its text is
kept here) and, to see which words are frequent in abstracts at large, arXiv's own.
Prints macro F1 over background, method and result by five-fold cross-validation over papers,
for the model that Paperwire uses, for rules, and with `--vectors` for the same model over
vectors of the packaged encoder (minutes). `--write` fits on all papers and writes
`retrieval/explaining/role_weights.json`.

The label "objective" counts as method, see `Role`; "other" (1.5 %: captions, licences) takes
its place among the sentences and is not scored.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from retrieval.explaining.roles import (
    ROLES,
    SCALE,
    WEIGHTS,
    Role,
    Weights,
    clues,
    places,
    read_weights,
    roles,
)
from retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Rows = Any  # a sparse matrix: scipy ships no types
    Abstract = list[tuple[int, str]]  # (index of the role, or -1; the sentence)
    Predict = Callable[[list[str]], Sequence[Role]]

SHARED = Path(__file__).parents[3] / "shared" / "data"
FOLDS = 5
SEED = 7
WORDS = 1_500  # clues that count
EVERY = 8  # paper of arXiv's that is looked through for them
STRENGTH = 0.1  # sklearn's C
CHAIN = 0.3  # how much the order of roles counts; 0.5 and 0 are a little worse
NEIGHBOUR = 0.5  # of the strength of a sentence's own words

_OF_LABEL = {"background": 0, "objective": 1, "method": 1, "result": 2, "other": -1}
_OWN = r"\b(we|our|this (paper|work|article|study)|is (proposed|presented)|in this)\b"
_FINDINGS = (
    r"\b(results?|outperform\w*|achiev\w+|improv\w+ (over|of|by)|state.of.the.art|experiments?|"
    r"we (show|find|found|demonstrate|conclude)|significantly|findings|accuracy|evaluat\w+)\b"
)


def labelled() -> list[Abstract]:
    """The abstracts with their labels."""
    with gzip.open(SHARED / "eval/csfcube/roles.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [[(_OF_LABEL[label], text) for label, text in row["sentences"]] for row in rows]


def vocabulary() -> list[str]:
    """The clues that most sentences of arXiv's abstracts hold."""
    counted: Counter[str] = Counter()
    with gzip.open(SHARED / "corpus/arxiv-112k.jsonl.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % EVERY == 0:
                text = json.loads(line)["abstract"]
                for start, end in sentences(text):
                    counted.update(clues(text[start:end]))
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [clue for clue, _ in ordered[:WORDS]]


class Table:
    """Sentences of all abstracts as rows, for one choice of columns."""

    def __init__(
        self, papers: list[Abstract], words: list[str], vectors: Rows | None = None
    ) -> None:
        self.papers = papers
        self.paper = np.array([i for i, p in enumerate(papers) for _ in p])
        self.labels = np.array([label for p in papers for label, _ in p])
        texts = [text for p in papers for _, text in p]
        where = [(i, len(p)) for p in papers for i in range(len(p))]
        stands = [set(places(i, count, len(t))) for (i, count), t in zip(where, texts, strict=True)]
        self.words, self.places = words, sorted(set().union(*stands))
        own = _columns([clues(text) for text in texts], words) if vectors is None else vectors
        near = [NEIGHBOUR * self._shifted(own, by) for by in (-1, 1)]
        self.rows = sparse.hstack([own, *near, _columns(stands, self.places)]).tocsr()

    def _shifted(self, rows: Rows, by: int) -> Rows:
        """In each row what the sentence so many places on has, if it is of the same paper."""
        here = np.arange(len(self.paper))
        there = here + by
        kept = (there >= 0) & (there < len(here))
        kept[kept] &= self.paper[there[kept]] == self.paper[here[kept]]
        ones = np.ones(kept.sum())
        shape = (len(here), len(here))
        return sparse.csr_matrix((ones, (here[kept], there[kept])), shape=shape) @ rows

    def fit(self, papers: np.ndarray) -> tuple[LogisticRegression, np.ndarray, np.ndarray]:
        """The model, and how roles begin and follow each other in the chosen papers."""
        chosen = np.isin(self.paper, papers) & (self.labels >= 0)
        model = LogisticRegression(C=STRENGTH, max_iter=300)
        model.fit(self.rows[chosen], self.labels[chosen])
        first, then = np.ones(len(ROLES)), np.ones((len(ROLES), len(ROLES)))
        for n in papers:
            known = [label for label, _ in self.papers[n] if label >= 0]
            if known:
                first[known[0]] += 1
            for a, b in pairwise(known):
                then[a, b] += 1
        share = np.log(np.bincount(self.labels[chosen]) / chosen.sum())
        first = np.log(first / first.sum()) - share
        return model, CHAIN * first, CHAIN * (np.log(then / then.sum(1, keepdims=True)) - share)

    def weights(self, papers: np.ndarray) -> dict[str, Any]:
        """What `fit` finds, in the form that the product reads."""
        model, first, then = self.fit(papers)
        coefficients = iter(np.asarray(model.coef_).T)
        own, before, after = (
            {word: _whole(next(coefficients) * factor) for word in self.words}
            for factor in (1.0, NEIGHBOUR, NEIGHBOUR)
        )
        place = {name: _whole(next(coefficients)) for name in self.places}
        tables = {"own": own, "before": before, "after": after, "place": place}
        return {
            "bias": _whole(model.intercept_),
            "first": _whole(first),
            "then": [_whole(row) for row in then],
            **{
                name: {key: row for key, row in table.items() if any(row)}
                for name, table in tables.items()
            },
        }


def _columns(found: Iterable[Iterable[str]], names: list[str]) -> Rows:
    at = {name: i for i, name in enumerate(names)}
    indices, starts = [], [0]
    for one in found:
        indices += sorted(at[name] for name in one if name in at)
        starts.append(len(indices))
    shape = (len(starts) - 1, len(names))
    return sparse.csr_matrix((np.ones(len(indices)), indices, starts), shape=shape)


def _whole(row: np.ndarray) -> list[int]:
    return [round(float(value) * SCALE) for value in row]


def folds(count: int) -> np.ndarray:
    """The fold of each paper."""
    return np.random.default_rng(SEED).integers(0, FOLDS, count)


def measured(papers: list[Abstract], predictors: list[Predict]) -> tuple[float, list[float]]:
    """Macro F1 and F1 of each role; paper n is read by the predictor of its fold."""
    truth, said = [], []
    for fold, paper in zip(folds(len(papers)), papers, strict=True):
        found = predictors[fold]([text for _, text in paper])
        for (label, _), role in zip(paper, found, strict=True):
            if label >= 0:
                truth.append(label)
                said.append(ROLES.index(role))
    each = [float(one) for one in f1_score(truth, said, average=None)]
    return float(np.mean(each)), each


def cross_validated(papers: list[Abstract], words: list[str]) -> tuple[float, list[float]]:
    """The product's own code, with weights fitted without the papers that it is tried on."""
    table, fold = Table(papers, words), folds(len(papers))
    stored = [table.weights(np.flatnonzero(fold != n)) for n in range(FOLDS)]
    fitted = [read_weights(json.dumps(one)) for one in stored]
    return measured(papers, [_reading_with(one) for one in fitted])


def _reading_with(weights: Weights) -> Predict:
    return lambda texts: roles(texts, weights)


def by_rules(texts: list[str]) -> list[Role]:
    """The rules that a person would write first: background, until the paper speaks of itself."""
    found, role = [], Role.BACKGROUND
    for text in texts:
        if role is Role.BACKGROUND and re.search(_OWN, text, re.IGNORECASE):
            role = Role.METHOD
        elif role is Role.METHOD and re.search(_FINDINGS, text, re.IGNORECASE):
            role = Role.RESULT
        found.append(role)
    return found


def by_vectors(papers: list[Abstract]) -> tuple[float, list[float]]:
    """The same model over vectors of the sentence and its neighbours; each sentence by itself."""
    from retrieval.encoding.encoder import SentenceEncoder  # noqa: PLC0415 - imports torch: seconds

    texts = [text for paper in papers for _, text in paper]
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    vectors = np.empty((len(texts), 384))
    vectors[order] = SentenceEncoder().encode_documents([texts[n] for n in order])
    # unit vectors have small components: scaled so that the same penalty fits them
    table, fold = Table(papers, [], sparse.csr_matrix(vectors * 10)), folds(len(papers))
    truth, said = [], []
    for n in range(FOLDS):
        model, first, then = table.fit(np.flatnonzero(fold != n))
        for paper in np.flatnonzero(fold == n):
            rows = np.flatnonzero(table.paper == paper)
            path = _likeliest(model.predict_log_proba(table.rows[rows]), first, then)
            truth += [table.labels[row] for row in rows]
            said += path
    kept = np.array(truth) >= 0
    each = [float(f) for f in f1_score(np.array(truth)[kept], np.array(said)[kept], average=None)]
    return float(np.mean(each)), each


def _likeliest(rows: np.ndarray, first: np.ndarray, then: np.ndarray) -> list[int]:
    best, came_from = first + rows[0], []
    for row in rows[1:]:
        sums = best[:, None] + then
        came_from.append(sums.argmax(0))
        best = sums.max(0) + row
    path = [int(best.argmax())]
    for chosen in reversed(came_from):
        path.append(int(chosen[path[-1]]))
    return path[::-1]


def _print(name: str, figures: tuple[float, list[float]]) -> None:
    macro, each = figures
    parts = ", ".join(f"{role} {value:.3f}" for role, value in zip(ROLES, each, strict=True))
    print(f"{name:24} macro F1 {macro:.3f} ({parts})")


def main() -> None:
    """Measure; with `--write`, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the weights")
    parser.add_argument("--vectors", action="store_true", help="measure sentence vectors too")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("NOT MEASURED: the labelled abstracts (../shared/data) are not on this machine")
        return
    papers, words = labelled(), vocabulary()
    count = sum(label >= 0 for paper in papers for label, _ in paper)
    print(f"{len(papers)} abstracts, {count} sentences, {FOLDS} folds over papers")
    _print("words and places", cross_validated(papers, words))
    _print("rules", measured(papers, [by_rules] * FOLDS))
    if arguments.vectors:
        _print("sentence vectors", by_vectors(papers))
    if arguments.write:
        found = Table(papers, words).weights(np.arange(len(papers)))
        WEIGHTS.write_text(_lines(found), encoding="utf-8")
    _print("as shipped, on the same", measured(papers, [roles] * FOLDS))


def _lines(weights: dict[str, Any]) -> str:
    """JSON with a line for each clue, so that a change can be read."""
    parts = []
    for name, value in weights.items():
        if isinstance(value, dict):
            rows = [f"  {json.dumps(key)}: {json.dumps(row)}" for key, row in value.items()]
            parts.append(f"{json.dumps(name)}: {{\n" + ",\n".join(rows) + "\n}")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
