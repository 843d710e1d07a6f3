from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.sources.arxiv_html import MOST_CHARACTERS, parse_full_text
from retrieval.explaining.full_text import FullText, TextSection


def page(body, kind="ltx_document"):
    return (
        "<!DOCTYPE html><html><head><title>A page</title><style>p{}</style></head><body>"
        f'<header>A bar</header><article class="{kind}">{body}</article></body></html>'
    ).encode()


def paragraph(text):
    return f'<div class="ltx_para"><p class="ltx_p">{text}</p></div>'


@pytest.fixture(scope="module")
def sample(repository):
    return (repository / "tests" / "data" / "sandstep.html").read_bytes()


def test_a_page_as_arxiv_has_them_gives_its_running_text_by_section(sample):
    text = parse_full_text(sample)
    assert [one.heading for one in text.sections] == [
        "1 Introduction",
        "2 Related Work",
        "3 Method",
        "3.1 Slow and fast",
        "4 Experiments",
        "5 Conclusion",
    ]
    method = text.sections[2].paragraphs
    assert method[0] == (
        "SandStep keeps two timescales. A slow planner chooses footholds every $\\tau=0.4$ seconds "
        "from a height map, following Ode and Ruiz (2023)."
    )


def test_what_is_no_running_text_is_left_out(sample):
    told = " ".join(p for one in parse_full_text(sample).sections for p in one.paragraphs)
    for left_out in (
        *("abstract of this page", "Table 1", "Figure 1", "Ada One", "We thank", "References"),
        *("Proof of the bound", "footnote", "[3, 17]", "var page", "fall rate", "ignore all"),
    ):
        assert left_out not in told


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe",
        b"<html><body><h1>No HTML for this paper</h1><p>Sorry.</p></body></html>",
        page("<p>Not one of LaTeXML's paragraphs.</p>"),
        page(paragraph("A paragraph of some other page."), kind="story"),
        page(paragraph(" ")),
    ],
    ids=["empty", "binary", "sorry", "unclassed", "another page", "blank"],
)
def test_a_page_without_a_papers_text_is_none(body):
    assert parse_full_text(body) is None


@pytest.mark.parametrize(
    "attributes", ["hidden", 'style="display: none"', 'style="font-size:0"', 'aria-hidden="true"']
)
def test_what_a_reader_of_the_page_would_not_see_is_not_read(attributes):
    body = paragraph(f"Seen words. <span {attributes}>Unseen words.</span>")
    assert parse_full_text(page(body)) == FullText((TextSection("", ("Seen words.",)),))


def test_a_page_that_is_cut_off_gives_what_came(sample):
    whole = parse_full_text(sample)
    half = parse_full_text(sample[: len(sample) // 2])
    assert half.sections[0] == whole.sections[0]
    assert len(half.sections) < len(whole.sections)


def test_elements_that_are_never_closed_do_not_swallow_the_rest():
    body = paragraph("One <b>bold") + paragraph("two") + "</section>" + paragraph("three")
    assert parse_full_text(page(body)).sections[0].paragraphs == ("One bold", "two", "three")


def test_a_page_nested_beyond_reason_is_read_in_time():
    deep = "<div>" * 200_000 + "</span>" * 200_000
    assert parse_full_text(page(paragraph("Before.") + deep)).sections[0].paragraphs == ("Before.",)


def test_a_page_of_many_words_is_read_up_to_a_limit():
    body = "".join(paragraph("word " * 2_000) for _ in range(80))
    text = parse_full_text(page(body))
    total = sum(len(p) for one in text.sections for p in one.paragraphs)
    assert MOST_CHARACTERS - 10_000 < total <= MOST_CHARACTERS


@example("<![if !x]>")
@example("<![")
@given(st.text(alphabet='<>/="ps claltx_dociumen&#;!-[]', max_size=300))
def test_no_markup_is_too_broken(text):
    parse_full_text(page(paragraph("Words.") + text))
