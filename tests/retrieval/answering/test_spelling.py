"""Misspelt words are put right where papers have the right one; other words stay as they are."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.answering.spelling import Spelling, put_right
from retrieval.catalogue import open_catalogue
from retrieval.indexes.words import TantivyWords, WordsOf
from retrieval.papers import Paper, Record, Sighting
from retrieval.queries import Answer, Query

TEXTS = (
    ("Pruning transformers", "A transformer is pruned for efficient translation."),
    ("Transformer translation", "We translate efficiently, with language models and transformers."),
    ("Language models", "Efficient language models with PostgreSQL, and SYNTHIA beside them."),
    ("Modelling language", "PostgreSQL and SYNTHIA recognize efficient transformers."),
    ("Agents", "An agent, many agents: models recognize language with PostgreSQL and SYNTHIA."),
    ("More agents", "Agents recognize what is translated by models of adajepa."),
)


PAPERS = [Paper(f"2506.0000{n}", *texts) for n, texts in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def spelling(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    words = TantivyWords(folder / "words")
    with open_catalogue(f"sqlite:///{folder / 'c.db'}") as catalogue:
        records = [Record(paper, Sighting("test"), paper.id) for paper in PAPERS]
        catalogue.store(records, today=dt.date(2026, 6, 10))
        words.upsert([WordsOf(one.id, one.title, one.abstract, "") for one in PAPERS])
        yield Spelling(words, catalogue)


def spelt(spelling: Spelling, text: str) -> Query:
    return spelling.corrected(Query(text, text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trasnformer pruning", "transformer pruning"),
        ("langauge modles", "language models"),
        ("efficeint agents", "efficient agents"),
        ("eficient transfomers", "efficient transformers"),
        ("Langauge of agents", "language of agents"),
        ("langauge, langauge!", "language, language!"),
    ],
)
def test_a_slip_is_put_right(spelling, typed, meant):
    assert spelt(spelling, typed).text == meant


def test_the_query_says_what_was_typed_and_what_is_meant(spelling):
    query = spelt(spelling, "langauge modles of agents")
    assert query.corrected == (("langauge", "language"), ("modles", "models"))
    assert query.question == "langauge modles of agents"


@pytest.mark.parametrize(
    "typed",
    [
        "language models",
        "bread recipes",  # English, though no paper here has it
        "arent agents models",  # one letter for another, in a short word
        "synthid",  # the same, and SYNTHIA is a name
        "postgres",  # begins PostgreSQL
        "LangAuge",  # a name
        "lang-auge",
        "langauge-2",
        "modles2",
        "www.langauge.com",
        "zzzzzz",
        "adajepb",  # one paper is not enough to go by
        "",
        "翻译",
    ],
)
def test_other_words_stay_as_they_are(spelling, typed):
    query = spelt(spelling, typed)
    assert (query.text, query.corrected) == (typed, ())


def test_an_empty_library_puts_nothing_right(shelf):
    empty = Spelling(shelf.words, shelf.catalogue)
    assert spelt(empty, "langauge modles").corrected == ()


def test_an_answer_is_to_the_words_as_they_are_meant(shelf):
    shelf.add(*PAPERS)
    answer = shelf.answers.answer(Query("trasnformer trasnlation", "trasnformer trasnlation"))
    assert isinstance(answer, Answer)
    assert answer.query.text == "transformer translation"
    assert answer.evidence[0].paper.id == "2506.00001"


def test_a_papers_own_words_are_not_put_right(spelling):
    query = Query("langauge modles", "langauge modles", paper_id="2506.00001")
    assert spelling.corrected(query) is query


def test_words_are_replaced_whole():
    pairs = [("langauge", "language")]
    assert put_right("langauge langauges xlangauge", pairs) == "language langauges xlangauge"


def test_a_long_text_is_looked_at_only_at_its_beginning(spelling):
    text = " ".join([f"{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}zzz" for n in range(99)])
    assert spelt(spelling, f"{text} langauge").corrected == ()
