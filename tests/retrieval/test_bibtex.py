from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from retrieval.bibtex import bibtex, bibtex_file
from retrieval.identity import title_id
from retrieval.papers import Paper

FANG = Paper(
    "2601.00001",
    "Robots that grasp & pour",
    authors=("Hao-Shu Fang", "Łukasz Kaiser"),
    categories=("cs.RO", "cs.CV"),
    primary_category="cs.RO",
    published=dt.date(2026, 1, 2),
)
PIECES = st.sampled_from(
    ["{", "}", "\\", "$", "%", "&", "#", "@", '"', ",", "=", " and ", "\x00", "$x_1$", "中文", "é"]
)
TEXTS = st.text(max_size=30) | st.lists(PIECES, max_size=8).map("".join)
OPTIONAL = st.none() | TEXTS
PAPERS = st.builds(
    Paper,
    st.sampled_from(["2601.00001", "hep-th/9901001", "dump-7"]) | TEXTS.map(title_id),
    TEXTS,
    authors=st.lists(TEXTS, max_size=4).map(tuple),
    categories=st.lists(TEXTS | st.just("cs.CL"), max_size=2).map(tuple),
    primary_category=OPTIONAL,
    published=st.none() | st.dates(),
    journal_ref=OPTIONAL,
    doi=OPTIONAL | st.just("10.1103/PhysRevD.76.013009"),
    project_url=OPTIONAL,
    withdrawn=st.booleans(),
)


def read(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


def only(text: str):
    (entry,) = read(text).entries.values()
    return entry


def test_an_arxiv_paper_has_the_fields_that_arxiv_itself_exports():
    assert bibtex(FANG) == (
        "@misc{fang2026robots,\n"
        "  title={Robots that grasp \\& pour},\n"
        "  author={Fang, Hao-Shu and Kaiser, {\\L}ukasz},\n"
        "  year={2026},\n"
        "  eprint={2601.00001},\n"
        "  archivePrefix={arXiv},\n"
        "  primaryClass={cs.RO},\n"
        "  url={https://arxiv.org/abs/2601.00001}\n"
        "}"
    )


def test_a_paper_with_a_journal_is_an_article_that_names_its_preprint():
    paper = Paper(
        "hep-th/9901001",
        "Branes",
        journal_ref="Phys. Rev. D 76, 013009 (2007)",
        doi="10.1103/PhysRevD.76_01 10.1103/other",
    )
    entry = only(bibtex(paper))
    assert entry.type == "article"
    assert entry.fields["journal"] == "Phys. Rev. D 76, 013009 (2007)"
    assert entry.fields["doi"] == "10.1103/PhysRevD.76_01"
    assert entry.fields["note"] == "arXiv:hep-th/9901001"
    assert entry.fields["year"] == "1999"  # from the id


def test_a_doi_without_a_journal_does_not_make_an_article():
    entry = only(bibtex(Paper("2601.00001", "Robots", doi="https://doi.org/10.1145/1.2")))
    assert (entry.type, entry.fields["doi"]) == ("misc", "10.1145/1.2")


def test_a_paper_that_is_known_by_its_title_has_a_title():
    paper = Paper("title:robots", "The robots")
    assert bibtex(paper) == "@misc{robots,\n  title={The robots}\n}"


def test_a_withdrawn_paper_says_so():
    paper = Paper("2601.00001", "Robots", withdrawn=True)
    assert only(bibtex(paper)).fields["note"] == "Withdrawn"


def test_three_hundred_authors_are_all_there():
    paper = Paper("2601.00001", "Robots", authors=tuple(f"Ada Writer{n}" for n in range(300)))
    persons = only(bibtex(paper)).persons["author"]
    assert [str(person) for person in persons] == [f"Writer{n}, Ada" for n in range(300)]


@pytest.mark.parametrize(
    ("title", "authors", "key"),
    [
        ("The GPT-4 report", ("Josh Achiam",), "achiam2026gpt"),
        ("On the in of", ("Josh Achiam",), "achiam2026on"),
        ("$\\alpha$-NeuS", ("Yi Mu",), "mu2026neus"),
        ("面向透明物体", ("何恺明",), "2026"),
        ("Naïve Bayes", ("Jörg Müller",), "muller2026naive"),
    ],
)
def test_the_key_is_last_name_year_and_first_word(title, authors, key):
    paper = Paper("2601.00001", title, authors=authors)
    assert list(read(bibtex(paper)).entries) == [key]


@given(PAPERS)
def test_every_entry_is_read_back_with_its_fields(paper):
    text = bibtex(paper)
    entry = only(text)
    assert re.fullmatch(r"@(misc|article)\{[a-z0-9]+,", text.splitlines()[0])
    assert entry.fields.get("eprint") == (paper.id if paper.url else None)
    if paper.published:
        assert entry.fields["year"] == f"{paper.published.year:04d}"
    named = [name for name in paper.authors if any(c.isalnum() for c in name)]
    assert len(entry.persons.get("author", [])) <= len(named)
    letters = [c for c in paper.title if c.isascii() and c.isalnum()]
    if "\\" not in paper.title and "$" not in paper.title:
        assert letters == [
            c for c in _without_macros(entry.fields.get("title", "")) if c in letters
        ]


def _without_macros(latex: str) -> str:
    return "".join(c for c in re.sub(r"\{\\[^{}]*(?:\{[^{}]*\})?\}|\\.", "", latex) if c.isascii())


@given(st.lists(PAPERS, max_size=12))
def test_a_file_has_each_paper_once_under_a_key_of_its_own(papers):
    entries = read(bibtex_file(papers)).entries
    assert len(entries) == len({paper.id for paper in papers})


def test_papers_with_one_key_are_told_apart_by_letters():
    papers = [Paper(f"2601.0000{n}", "Robots", authors=("Hao Fang",)) for n in range(1, 5)]
    papers.insert(1, Paper("2601.00009", "Robotsb", authors=("Hao Fang",)))
    assert list(read(bibtex_file(papers)).entries) == [
        "fang2026robots",
        "fang2026robotsb",
        "fang2026robotsc",
        "fang2026robotsd",
        "fang2026robotse",
    ]


def test_no_papers_make_an_empty_file():
    assert bibtex_file([]) == ""
