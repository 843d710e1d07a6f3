"""What is remembered of papers and filters changes no answer: it is held to an engine without."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from retrieval.answering.answer import Answers
from retrieval.answering.search import Search
from retrieval.catalogue import open_catalogue
from retrieval.encoding.passages import PaperReader
from retrieval.indexes.words import TantivyWords
from retrieval.papers import Paper, Record, Sighting
from retrieval.queries import Query
from tests.fakes import HashedWords

DAY = dt.date(2026, 5, 1)
SUBJECTS = ("speech recognition", "robots that fold clothes", "graphs of proteins")
PAPERS = [
    Paper(
        f"2605.{n:05}",
        f"{SUBJECTS[n % 3].capitalize()}, part {n}",
        f"We study {SUBJECTS[n % 3]} with $\\alpha_{{{n}}}$ steps. It needs {n} hours, e.g. in "
        f"cars.Then SynJudge looks at {SUBJECTS[(n + 1) % 3]}. Results improve by {n}.5 %.",
        categories=("cs.CL", "NLP") if n % 2 else ("cs.RO",),
        listed=DAY + dt.timedelta(days=n),
    )
    for n in range(12)
]
FILTERS = (
    {},
    {"since": DAY + dt.timedelta(days=4)},
    {"categories": ("NLP",)},
    {"until": DAY + dt.timedelta(days=8), "categories": ("cs.CL", "cs.RO")},
    {"categories": ("math.OC",)},
)


def fresh(shelf, tmp_path):
    """An engine over the same store that has answered nothing yet."""
    catalogue = open_catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite3'}")
    words = TantivyWords(tmp_path / "words")
    search = Search(shelf.vectors, words, PaperReader(HashedWords()), catalogue)
    return catalogue, Answers(catalogue, search, words)


def held_to_another(shelf, tmp_path):
    catalogue, answers = fresh(shelf, tmp_path)
    questions = [*SUBJECTS, "SynJudge in cars", "alpha steps of proteins"]
    for text in questions:
        for some in FILTERS:
            query = Query(text=text, question=text, **some)
            assert shelf.answers.answer(query) == answers.answer(query)
    catalogue.close()


def test_answers_are_those_of_an_engine_that_has_answered_nothing_before(shelf, tmp_path):
    shelf.add(*PAPERS)
    for _ in range(2):  # the second time from what is remembered
        held_to_another(shelf, tmp_path)


def test_answers_follow_what_changes(shelf, tmp_path):
    shelf.add(*PAPERS)
    held_to_another(shelf, tmp_path)
    changed = [
        replace(
            paper,
            version=2,
            abstract=f"Now it is about SynJudge. {paper.abstract}",
            listed=DAY,
            categories=("NLP",),
            withdrawn=n == 1,
        )
        for n, paper in enumerate(PAPERS[:4])
    ]
    shelf.add(*changed, Paper("2605.00099", "SynJudge in cars", "A new one.", listed=DAY))
    held_to_another(shelf, tmp_path)


def test_answers_follow_a_further_sighting_which_changes_nothing_else(shelf, tmp_path):
    shelf.add(*PAPERS)
    held_to_another(shelf, tmp_path)
    with open_catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite3'}") as other:
        other.store([Record(PAPERS[0], Sighting("another", topic="cars"), "x:1")], today=DAY)
    held_to_another(shelf, tmp_path)
