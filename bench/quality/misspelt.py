"""What putting words right is worth: `python bench/quality/misspelt.py CORPUS QUERIES [STORE]`.

Both files are as `paperwire evaluate` takes them. STORE is a data folder that holds the corpus
already, or is to hold it; without one a scratch folder is filled. In each question up to two words
of at least five letters are misspelt as fingers slip: a letter is left out, doubled, or changes
places with the next one; which ones is drawn, the same in each run. Each question is asked as it
is, misspelt, and misspelt with its words put right.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

from judged import holding, with_files

from bot.cli.evaluating import read_judged
from retrieval.answering.spelling import Spelling
from retrieval.measuring.metrics import figures
from retrieval.queries import Query, Question
from retrieval.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.wiring import App

SLIPS, DEPTH = 2, 20
_WORD = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")


def misspelt(text: str, chance: random.Random) -> tuple[str, dict[str, str]]:
    """The text with SLIPS of its words misspelt, and what each of those was."""
    places = list(_WORD.finditer(text))
    slips: dict[str, str] = {}
    for match in sorted(chance.sample(places, min(SLIPS, len(places))), key=lambda m: -m.start()):
        word, at = match[0], chance.randrange(1, len(match[0]) - 1)
        wrong = chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
        text, slips[wrong] = text[: match.start()] + wrong + text[match.end() :], word
    return text, slips


class AsTyped(Spelling):
    """Leaves words as they are: the partner."""

    def corrected(self, query: Query) -> Query:
        """As it is."""
        return query


def main(corpus: str, queries: str, store: Path) -> None:
    """Ask three times, print."""
    with holding(corpus, store) as app:
        judged, chance = list(read_judged(queries)), random.Random(1)  # noqa: S311 - no secret
        wrong = [misspelt(one.question, chance) for one in judged]
        relevant = [one.relevant for one in judged]
        put_right = app.search.asking.spelling.corrected
        app.search.asking.spelling = AsTyped(app.words, app.catalogue)

        def told(name: str, texts: list[str], spelt: Callable[[Query], Query]) -> None:
            asked = [understand(Question(text=t), app.catalogue, today=app.today) for t in texts]
            rankings = [ranked(app, spelt(query)) for query in asked]
            found = figures(list(zip(rankings, relevant, strict=True)))
            print(
                f"{name:24} R@5 {found.recall_at_5:.3f}  R@20 {found.recall_at_20:.3f}  "
                f"nDCG@10 {found.ndcg_at_10:.3f}"
            )

        told("as it is", [one.question for one in judged], lambda query: query)
        told("misspelt", [text for text, _ in wrong], lambda query: query)
        told("misspelt and put right", [text for text, _ in wrong], put_right)
        counts: Counter[str] = Counter()
        for text, slips in wrong:
            done = dict(put_right(Query(text, text)).corrected)
            counts.update(_verdict(done.get(typed), word) for typed, word in slips.items())
            counts["right words changed"] += len(done.keys() - slips)
        print(dict(counts))


def _verdict(done: str | None, word: str) -> str:
    if done is None:
        return "left"
    return "put right" if done == word else "put into another word"


def ranked(app: App, query: Query) -> list[str]:
    """The first ids by the ranking of `ask`, with the words as they stand."""
    asked = app.search.asking.ask(query)
    return [candidate.paper_id for candidate in app.search.rank(asked, DEPTH)]


if __name__ == "__main__":
    with_files(main, __doc__)
