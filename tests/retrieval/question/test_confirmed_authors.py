"""Names that count because somebody here has them, however they are typed."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.catalogue import open_catalogue
from retrieval.filters import Filters
from retrieval.papers import Paper, Record, Sighting
from retrieval.question import read_question

TODAY = dt.date(2026, 6, 20)
PRINTED = (
    "Kaiming He",
    "Geoffrey E. Hinton",
    "Jürgen Schmidhuber",
    "Li Fei-Fei",
    "Yann LeCun",
    "张伟",
    "J. Graph",
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    records = [
        Record(Paper(f"2606.0900{n}", "Sand", authors=(name,)), Sighting("test"), f"test:{n}")
        for n, name in enumerate(PRINTED)
    ]
    with open_catalogue(f"sqlite:///{tmp_path_factory.mktemp('store') / 'c.db'}") as opened:
        opened.store(records, today=TODAY)
        yield opened


@pytest.mark.parametrize(
    ("question", "text", "printed"),
    [
        ("papers by Hinton", "", "Geoffrey E. Hinton"),
        ("papers by hinton on capsules", "capsules", "Geoffrey E. Hinton"),
        ("Hinton's papers on networks", "networks", "Geoffrey E. Hinton"),
        ("what did Hinton write about networks?", "networks", "Geoffrey E. Hinton"),
        ("papers that G. Hinton wrote", "", "Geoffrey E. Hinton"),
        ("由 Hinton 撰写的论文", "", "Geoffrey E. Hinton"),
        ("work by K. He on vision", "vision", "Kaiming He"),
        ("papers by He, Kaiming", "", "Kaiming He"),
        ("He, Kaiming", "", "Kaiming He"),
        ("kaiming he", "", "Kaiming He"),
        ("LeCun et al.", "", "Yann LeCun"),
        ("LeCun et al. on sand", "sand", "Yann LeCun"),
        ("Schmidhuber et al. since May 2025", "", "Jürgen Schmidhuber"),
        ("recent Kaiming He's papers on vision", "vision", "Kaiming He"),
        ("papers by kaiming he since May 2025", "", "Kaiming He"),
        ("papers authored by He Kaiming", "", "Kaiming He"),
        ("He Kaiming 的视觉论文", "视觉", "Kaiming He"),
        ("Kaiming He 发表的关于视觉的论文", "视觉", "Kaiming He"),
        ("kaiming he 的论文", "", "Kaiming He"),
        ("papers by Jurgen Schmidhuber", "", "Jürgen Schmidhuber"),
        ("papers by juergen schmidhuber", "", "Jürgen Schmidhuber"),
        ("by j. schmidhuber", "", "Jürgen Schmidhuber"),
        ("fei-fei li", "", "Li Fei-Fei"),
        ("LeCun 最近的论文", "", "Yann LeCun"),
        ("lecun的论文", "", "Yann LeCun"),
        ("张伟的论文", "", "张伟"),
        ("张伟 关于机器人的论文", "机器人", "张伟"),
    ],
)
def test_a_name_is_understood_however_it_is_typed(catalogue, question, text, printed):
    query = read_question(question, today=TODAY, known_authors=catalogue.knows_author)
    assert query.text == text
    assert len(query.authors) == 1
    assert catalogue.matching(Filters(authors=query.authors)) == {
        f"2606.0900{PRINTED.index(printed)}"
    }


@pytest.mark.parametrize(
    "question",
    [
        "graph papers",
        "papers by graph networks",
        "he initialisation",
        "kaiming initialisation",
        "deep learning of graph",
        "wei papers on vision",
        "what did he say",
    ],
)
def test_words_that_are_nobodys_name_stay_in_the_topic(catalogue, question):
    query = read_question(question, today=TODAY, known_authors=catalogue.knows_author)
    assert query.authors == ()
    assert query.text


def test_two_names_are_two_authors(catalogue):
    query = read_question(
        "Geoffrey Hinton and Yann LeCun", today=TODAY, known_authors=catalogue.knows_author
    )
    assert query.authors == ("Geoffrey Hinton", "Yann LeCun")


@pytest.mark.parametrize(
    "question",
    [
        "Geoffrey Hinton 2025",
        "geoffrey hinton (2025)",
        "Hinton et al., 2025",
        "Hinton et al. (2025)?",
    ],
)
def test_the_year_beside_a_name_alone_is_the_papers_year(catalogue, question):
    query = read_question(question, today=TODAY, known_authors=catalogue.knows_author)
    assert query.text == ""
    assert len(query.authors) == 1
    assert (query.since, query.until) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


@pytest.mark.parametrize(
    "question",
    ["extensions of Hinton et al. capsules", "Nobody et al. 2025", "GPT-4 2023", "Sand 2025"],
)
def test_a_citation_within_a_topic_is_no_author(catalogue, question):
    query = read_question(question, today=TODAY, known_authors=catalogue.knows_author)
    assert (query.authors, query.since, query.until) == ((), None, None)
    assert query.text == question
