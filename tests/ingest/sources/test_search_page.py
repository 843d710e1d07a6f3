from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources import search_page
from retrieval.identity import title_id
from retrieval.papers import Skipped

TOP = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
    "byAK and the research community\n\nJun 10\n\n"
)
PROSE = (
    "Recent years have seen remarkable progress in robots that see, hear and ask. Despite these"
    " successes, the questions have remained hard to answer in kitchens. We introduce a method"
    " that listens first and grasps later, and evaluate it on twelve kitchens and one garden."
    " It works in all of them, which we find surprising."
)
TITLES = [
    "Grasping Glass: Depth for Transparent Things",
    "NeXT-Hand: Any-to-Any Grasping",
    "Can Robots Ask? A Study",
    "On the effectiveness of grasping",
    "OneHand",
    "iHand: Integrating Hands",
    "Beyond Hands et al.",
    "A.I.R.: Asking In Rounds",
]
CHROME = [
    "Jun 10",
    "Jun 10, 2025",
    "Published on Jun 10",
    "10 Jun",
    "2025-06-10",
    "25",
    "1.2k",
    "+7",
    "·",
    "12 authors",
    "· 1 author",
    "3 comments",
    "Submitted by taesiri",
    "Submitted by",
    "taesiri",
    "Niels Rogge",
    "Tsinghua University",
    "Upvote",
    "Upvote 12",
    "#1 Paper of the day",
    "View arXiv page",
    "GitHub",
    "3 days ago",
    "about 5 hours ago",
    "Hugging Face",
    "Models",
    "Log In",
]


def read(text):
    return list(search_page.parse(enumerate(text.split("\n"), 1), "page.txt"))


def page(*blocks):
    return TOP + "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize("title", TITLES)
def test_title_and_abstract_make_a_paper_known_by_its_title(title):
    record, last = read(page(title, PROSE, "Second Paper on Hands", PROSE))
    assert record.paper.id == title_id(title)
    assert record.paper.title == title
    assert record.paper.abstract == last.paper.abstract == PROSE
    assert record.sighting.source == "hf:search"
    assert record.place == "page.txt:11"


@pytest.mark.parametrize("chrome", CHROME)
@pytest.mark.parametrize("where", [0, 1, 2, 3])
def test_words_of_the_page_are_neither_titles_nor_abstracts(chrome, where):
    blocks = [TITLES[0], PROSE, TITLES[1], PROSE]
    blocks.insert(where, chrome)
    assert [(r.paper.title, r.paper.abstract) for r in read(page(*blocks))] == [
        (TITLES[0], PROSE),
        (TITLES[1], PROSE),
    ]


@given(st.lists(st.tuples(st.sampled_from(TITLES[:4]), st.lists(st.sampled_from(CHROME)))))
def test_any_mixture_gives_its_papers_in_order(papers):
    blocks = [block for title, chrome in papers for block in (*chrome, title, PROSE)]
    assert [r.paper.title for r in read(page(*blocks))] == [title for title, _ in papers]


def test_paragraphs_belong_to_the_title_above():
    more = "Our code is available at https://github.com/ada/hand"
    records = read(page(TITLES[0], PROSE, "It also sings.", more, TITLES[1], "We ask briefly."))
    assert records[0].paper.abstract == f"{PROSE} It also sings. {more}"
    assert records[0].paper.code_url == "https://github.com/ada/hand"
    assert records[1].paper.abstract == "We ask briefly."


def test_missing_abstract_leaves_a_paper_with_a_title():
    records = read(page(TITLES[0], TITLES[1], PROSE, TITLES[2]))
    assert [(r.paper.title, bool(r.paper.abstract)) for r in records] == [
        (TITLES[0], False),
        (TITLES[1], True),
        (TITLES[2], False),
    ]


def test_abstract_without_a_title_is_skipped_with_its_place():
    skipped, record = read(page(PROSE, TITLES[0], PROSE))
    assert skipped == Skipped("page.txt:11", "an abstract without a title")
    assert record.paper.title == TITLES[0]


def test_title_directly_above_its_abstract_is_parted_and_wrapped_lines_are_joined():
    wrapped = PROSE.replace(", ", ",\n")
    records = read(page(f"{TITLES[0]}\n{PROSE}", TITLES[1], wrapped))
    assert [r.paper.abstract for r in records] == [PROSE, PROSE]


def test_page_without_blank_lines_gives_the_same():
    text = page(TITLES[0], PROSE, CHROME[0], TITLES[1], PROSE)
    assert [r.paper for r in read(text.replace("\n\n", "\n"))] == [r.paper for r in read(text)]


def test_page_is_recognised_by_its_words_or_by_its_shape():
    assert search_page.looks_like(page(TITLES[0], PROSE))
    shape = "\n\n".join(block for title in TITLES[:4] for block in (title, PROSE + " " + PROSE))
    assert search_page.looks_like(shape)
    assert not search_page.looks_like(TOP)
    assert not search_page.looks_like(PROSE)
    assert not search_page.looks_like("# Read me\n\n## Use\n\n" + shape)
