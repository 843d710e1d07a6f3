"""Choose the weights of the ranking: `python bench/quality/ranking.py CORPUS QUERIES [STORE]`.

Both files are as `paperwire evaluate` takes them. STORE is a data folder that holds the
corpus already, or is to hold it; without one a scratch folder is filled. For each question
the parts of the ranking are taken from the product's own indexes, and weights are chosen by
five-fold cross-validation over questions: what is printed for a fold was chosen on the others.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from judged import holding, with_files

from bot.cli.evaluating import read_judged
from retrieval.answering.asking import POOL
from retrieval.answering.search import READ, SOFT, WEIGHTS, scaled
from retrieval.indexes.vectors import Kind
from retrieval.indexes.words import ABOUT, TantivyWords
from retrieval.measuring.metrics import figures
from retrieval.queries import Question
from retrieval.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.cli.evaluating import Judged
    from bot.wiring import App
    from retrieval.indexes.words import WordIndex
    from retrieval.measuring.metrics import Figures

FOLDS = 5
DEEP = 100  # papers whose tokens are looked at
FUSIONS = [
    (whole, title, round(1 - whole - title, 2))
    for whole in (0.35, 0.4, 0.45, 0.5, 0.55)
    for title in (0.1, 0.15, 0.2, 0.25, 0.3)
]
SOFTS = (1.0, 1.5, 2.0, 2.5, 3.0)
SENTENCES = (0.0, 0.3)
DEPTHS = (25, 50)
ABOUTS = (0.0, 0.3, 0.6, 1.0, 1.5)  # weights of the field of what a paper is about
BY_MEANING = 2  # the first two rankings are; the others are by words
Choice = tuple[tuple[float, float, float], float, float, int, float]


@dataclass(frozen=True)
class Parts:
    """What is known of one question's candidates."""

    relevant: tuple[str, ...]
    ids: tuple[str, ...]
    scaled: np.ndarray  # whole, title, words by each of ABOUTS, 0 to 1, (candidates, 2 + ABOUTS)
    share: np.ndarray  # soft share of the question's words; NaN beyond the first DEEP
    sentence: np.ndarray  # best sentence's cosine; NaN beyond

    def ranking(self, choice: Choice) -> list[str]:
        """The first twenty by these weights."""
        fusion, soft, sentence, depth, about = choice
        fused = self.scaled[:, [0, 1, 2 + ABOUTS.index(about)]] @ np.array(fusion)
        order = np.argsort(-fused, kind="stable")
        top = order[:depth]
        top = top[~np.isnan(self.share[top])]
        close = fused[top] + soft * self.share[top] + sentence * self.sentence[top]
        first = top[np.argsort(-close, kind="stable")]
        rest = [i for i in order if i not in set(first)]
        return [self.ids[i] for i in [*first, *rest][:20]]


def parts(app: App, words: Sequence[WordIndex], judged: Judged) -> Parts:
    """The parts of one question, from the product's own indexes."""
    query = understand(Question(text=judged.question), app.catalogue, today=app.today)
    asked = app.search.asking.ask(query)
    vector = asked.vector if asked.vector is not None else np.zeros(1, dtype=np.float32)
    rankings = [
        app.vectors.nearest(Kind.WHOLE, vector, POOL),
        app.vectors.nearest(Kind.TITLE, vector, POOL),
        *(index.search(query.text, POOL) for index in words),
    ]
    ids = tuple(dict.fromkeys(itertools.chain(*rankings)))
    columns = []
    for place, ranking in enumerate(rankings):
        short = place >= BY_MEANING and len(ranking) < POOL
        part = scaled(ranking, 0.0 if short else min(ranking.values(), default=0.0))
        columns.append([part.get(i, 0.0) for i in ids])
    table = np.array(columns).T
    middle = 0.4 * table[:, 0] + 0.2 * table[:, 1] + 0.4 * table[:, 2:].mean(axis=1)
    deep = np.argsort(-middle, kind="stable")[:DEEP]
    papers = app.catalogue.papers([ids[i] for i in deep])
    share, sentence = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    met = app.search.met(asked, [papers[ids[i]] for i in deep])
    share[deep] = asked.words.closeness([one.words for one in met]).share
    sentence[deep] = [max(0.0, float(one.sentences.max(initial=0.0))) for one in met]
    return Parts(judged.relevant, ids, table, share, sentence)


def measured(found: Sequence[Parts], choice: Choice) -> Figures:
    """The figures of one choice."""
    return figures([(one.ranking(choice), one.relevant) for one in found])


def worth(of: Figures) -> float:
    """What a choice is chosen by."""
    return of.recall_at_5 + of.recall_at_20 + of.ndcg_at_10


def line(name: object, of: Figures) -> None:
    """Print one row of a table."""
    print(
        f"{name!s:52} R@5 {of.recall_at_5:.3f}  R@20 {of.recall_at_20:.3f}  "
        f"nDCG@10 {of.ndcg_at_10:.3f}  MRR {of.mrr:.3f}"
    )


def main(corpus: str, queries: str, store: Path) -> None:
    """Gather the parts, choose, print."""
    with holding(corpus, store) as app:
        words = [TantivyWords(store / "words", about=about) for about in ABOUTS]
        found = [parts(app, words, judged) for judged in read_judged(queries)]
    one_vector = fusion_of(1.0, 0.0, 0.0)
    line("one vector of title and abstract", measured(found, one_vector))
    line("one vector of the title", measured(found, fusion_of(0.0, 1.0, 0.0)))
    used = (WEIGHTS["whole"], WEIGHTS["title"], WEIGHTS["words"])
    for about in (0.0, ABOUT):
        print(f"what a paper is about weighs {about}")
        line("words", measured(found, fusion_of(0.0, 0.0, 1.0, about)))
        line(f"fused {used}", measured(found, fusion_of(*used, about)))
        late = (used, SOFT, 0.0, READ, about)
        line(f"+ late interaction, weight {SOFT}, first {READ}", measured(found, late))
    choices: list[Choice] = list(itertools.product(FUSIONS, SOFTS, SENTENCES, DEPTHS, ABOUTS))
    rankings = {c: [one.ranking(c) for one in found] for c in choices}
    folds = [np.arange(len(found)) % FOLDS == fold for fold in range(FOLDS)]
    held: list[tuple[list[str], tuple[str, ...]]] = []
    for fold in folds:
        best = max(choices, key=lambda c: worth(_of(rankings[c], found, ~fold)))
        print("chosen on the other folds:", best)
        held += [(rankings[best][i], found[i].relevant) for i in np.flatnonzero(fold).tolist()]
    line("five-fold cross-validated", figures(held))
    everything = np.ones(len(found), dtype=bool)
    best = max(choices, key=lambda c: worth(_of(rankings[c], found, everything)))
    line(f"best of all {best}", measured(found, best))


def _of(rankings: Sequence[list[str]], found: Sequence[Parts], mask: np.ndarray) -> Figures:
    return figures([(rankings[i], found[i].relevant) for i in np.flatnonzero(mask).tolist()])


def fusion_of(whole: float, title: float, words: float, about: float = 0.0) -> Choice:
    """A fusion alone."""
    return ((whole, title, words), 0.0, 0.0, 0, about)


if __name__ == "__main__":
    with_files(main, __doc__)
