from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.lines import (
    doi_address,
    facts,
    heading,
    links,
    notes,
    quoted,
    shares,
    translated_title,
)
from bot.words import CHINESE, ENGLISH
from retrieval.papers import KnownPaper, Paper, Sighting, Translation, Version

ROOM = 700
PAPER = Paper(
    "2606.09002",
    "T$^2$Walker: Two Timescales for Legged Robots",
    "Legged robots sink into sand by 44\\% of their height.",
    authors=("Fatima Primer", "Karl Holm", "Ana Sol", "Bo Li"),
    categories=("cs.RO", "cs.LG", "cs.AI", "cs.CV"),
    listed=dt.date(2026, 6, 8),
    code_url="https://github.com/example/t2walker",
)


def test_the_title_is_a_numbered_link_and_its_latex_is_readable():
    assert heading(PAPER, 3, ROOM) == (
        "### 3. [T²Walker: Two Timescales for Legged Robots](https://arxiv.org/abs/2606.09002)"
    )


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("[Re] Walking", "### \\[Re\\] Walking"),
        ("a](https://evil.example) [b", "### a\\](https:\u200b//evil.example) \\[b"),
    ],
)
def test_a_title_that_would_break_a_link_is_none(title, line):
    assert heading(replace(PAPER, title=title), None, ROOM) == line


def test_markdown_in_a_linked_title_is_shown():
    line = heading(replace(PAPER, title="**A** `b` <@1> @everyone"), None, ROOM)
    assert line == (
        "### [\\*\\*A\\*\\* \\`b\\` \\<@1> @\u200beveryone](https://arxiv.org/abs/2606.09002)"
    )


def test_a_paper_that_is_nowhere_has_a_plain_title():
    assert heading(Paper("title:a-title", "A title"), 1, ROOM) == "### 1. A title"


def test_a_paper_that_arxiv_does_not_have_is_linked_by_its_doi():
    paper = Paper("title:a-title", "A title", doi="10.1234/abc(1)")
    assert heading(paper, None, ROOM) == "### [A title](https://doi.org/10.1234/abc%281%29)"


def test_a_paper_without_a_title_goes_by_its_id():
    assert heading(Paper("x-1", ""), 1, ROOM) == "### 1. x-1"


def test_a_long_title_is_cut_within_the_room_that_its_link_leaves():
    line = heading(replace(PAPER, title="walking " * 80), 1, 150)
    assert len(line) <= 150
    assert line.endswith("walking…](https://arxiv.org/abs/2606.09002)")


def test_people_day_and_categories_stand_in_one_small_line():
    assert facts(KnownPaper(PAPER), ENGLISH, ROOM) == (
        "-# F. Primer, K. Holm and 2 more · announced 2026-06-08 · cs.RO, cs.LG, cs.AI"
    )


@pytest.mark.parametrize(
    ("paper", "versions", "said"),
    [
        (PAPER, (), []),
        (replace(PAPER, version=1), (Version(1, "", ""),), []),
        (replace(PAPER, version=3), (), ["revised (v3)"]),
        (
            replace(PAPER, version=3, updated=dt.date(2026, 6, 12)),
            (),
            ["revised 2026-06-12 (v3)"],
        ),
        (
            replace(PAPER, updated=dt.date(2026, 6, 12)),
            (Version(None, "", ""), Version(None, "x", "")),
            ["revised 2026-06-12"],
        ),
        (replace(PAPER, withdrawn=True, version=2), (), ["revised (v2)", "withdrawn"]),
    ],
)
def test_a_paper_that_changed_since_says_so(paper, versions, said):
    assert notes(KnownPaper(paper, versions=versions), ENGLISH) == said


def test_a_revision_is_said_in_chinese_too():
    paper = replace(PAPER, version=3, updated=dt.date(2026, 6, 12))
    assert notes(KnownPaper(paper), CHINESE) == ["2026年6月12日修订（v3）"]


def test_a_title_in_the_readers_language_is_shown_where_one_is_stored():
    paper = replace(PAPER, translations=(Translation("zh", "双时间尺度"),))
    assert translated_title(paper, "zh", ROOM, ENGLISH) == "双时间尺度"
    assert translated_title(paper, "en", ROOM, ENGLISH) == ""
    assert translated_title(replace(PAPER, title="双时间尺度"), "zh", ROOM, ENGLISH) == ""


def test_an_address_in_a_title_leads_nowhere():
    paper = replace(PAPER, title="Code at https://a.example/b")
    assert heading(paper, None, ROOM) == (
        "### [Code at https:\u200b//a.example/b](https://arxiv.org/abs/2606.09002)"
    )


def test_a_quotation_has_its_words_in_bold():
    assert quoted("Legged robots sink into 44\\% sand.", ((7, 13),), ROOM) == (
        "> “Legged **robots** sink into 44% sand.”"
    )


def test_a_quotation_that_would_say_nothing_is_left_out():
    assert quoted("Legged robots sink into sand.", (), 20) == ""


def test_links_that_are_known_stand_in_one_line():
    paper = replace(
        PAPER, id="2606.09002", project_url="https://walker.example/", doi="10.1234/abc"
    )
    known = KnownPaper(paper, (Sighting("hf:daily"),))
    assert links(known, ENGLISH, ROOM) == (
        "[Abstract](https://arxiv.org/abs/2606.09002) · [PDF](https://arxiv.org/pdf/2606.09002)"
        " · [Code](https://github.com/example/t2walker)"
        " · [Hugging Face](https://huggingface.co/papers/2606.09002)"
        " · [Project](https://walker.example/) · [DOI](https://doi.org/10.1234/abc)"
    )


def test_where_room_is_short_the_title_has_to_do_for_the_abstract():
    assert links(KnownPaper(PAPER), ENGLISH, 100) == (
        "[PDF](https://arxiv.org/pdf/2606.09002) · [Code](https://github.com/example/t2walker)"
    )


def test_a_paper_known_by_title_only_has_no_links():
    known = KnownPaper(Paper("title:a-title", "A title"), (Sighting("hf:daily"),))
    assert links(known, ENGLISH, ROOM) == ""


@pytest.mark.parametrize("doi", [None, "", "10.1234", "abc", "10.1234/a b", "10.1234/" + "x" * 400])
def test_what_is_no_doi_leads_nowhere(doi):
    assert doi_address(replace(PAPER, doi=doi)) is None


@given(st.lists(st.integers(0, 3_000), max_size=8), st.integers(0, 4_000))
def test_room_is_shared_so_that_the_short_leave_theirs_to_the_long(needs, room):
    given_room = shares(needs, room)
    assert sum(given_room) <= max(room, 0)
    assert all(got <= need for got, need in zip(given_room, needs, strict=True))
    if sum(needs) <= room:
        assert given_room == needs
    else:  # nobody who got less than needed got less than an equal part
        cut = [got for got, need in zip(given_room, needs, strict=True) if got < need]
        assert min(cut) >= room // len(needs)
