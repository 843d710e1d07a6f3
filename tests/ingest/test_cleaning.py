from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean, first_link, heading, iso_day, links_in, people, plain, urls


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("Benjamin Clavi√©", "Benjamin Clavié"),
        ("I√±aki Dellibarda", "Iñaki Dellibarda"),
        ("SchÃ¶n", "Schön"),
        ("Q&amp;A &lt;b&gt; &#39;x&#39;", "Q&A <b> 'x'"),
        ("R&D and AT&T", "R&D and AT&T"),
        ("  a \n\t b\u00a0c ", "a b c"),
        ("$T^2$Agent and MT$^{3}$, 44\\%", "$T^2$Agent and MT$^{3}$, 44\\%"),
        ("本文，提出：方法（新）", "本文，提出：方法（新）"),
        ("“quoted” – ﬁne", "“quoted” – ﬁne"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("a\x00b\x1bc", "abc"),
        ("found at this https URL", "found at this https URL"),
    ],
)
def test_text_is_mended_and_otherwise_left_as_published(printed, stored):
    assert clean(printed) == stored


@given(st.text())
def test_cleaned_text_can_be_stored_and_stays_the_same_when_cleaned_again(text):
    once = clean(text)
    once.encode("utf-8")
    assert once == " ".join(once.split())


@given(st.text("\\{}$^a'\"~ ", max_size=250))
def test_names_in_any_latex_are_read(text):
    assert all(people(text))


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("On Robots ", "On Robots"),
        ("**On Robots**", "On Robots"),
        ("⭐️⭐️ On Robots 🔥", "On Robots"),
        ("[On Robots](https://arxiv.org/abs/2501.00001)", "On Robots"),
        ("On Robots ![stars](https://img.shields.io/x.svg)", "On Robots"),
        ("12. On Robots", "On Robots"),
        ("3D Robots", "3D Robots"),
        ("C*: \\<SEG\\> & A#", "C*: <SEG> & A"),
        ("On $\\beta$-Robots", "On $\\beta$-Robots"),
        ("⭐️", ""),
        ("&#129302; On Robots &#42;", "🤖 On Robots *"),
        ("1&#46; On Robots&nbsp;", "1. On Robots"),
        ("⭐️&nbsp;On Robots", "On Robots"),
        ("On C\\#", "On C#"),
    ],
)
def test_heading_is_the_title_without_its_ornaments(printed, title):
    assert heading(printed) == title


def test_plain_words_have_no_markdown():
    assert (
        plain("1. **Bold (x)**：\\<SEG\\> ![](http://a/b.png) <u>y</u>") == "1. Bold (x)：<SEG> y"
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("A. B, C. D and E. F", ("A. B", "C. D", "E. F")),
        ("A. B, C. D, and E. F", ("A. B", "C. D", "E. F")),
        ("Ada Lovelace", ("Ada Lovelace",)),
        ("", ()),
        ("J. Doe (1 and 2), R. Roe (2) ((1) Univ (Paris), (2) MIT)", ("J. Doe", "R. Roe")),
        (r"Ch. Sch\"afer, \'Eric Moulines", ("Ch. Schäfer", "Éric Moulines")),
        ("Ada Lovelace et.al.", ("Ada Lovelace",)),
        ("张三，李四、王五", ("张三", "李四", "王五")),
        ("Brand Andersen", ("Brand Andersen",)),
        (
            "A. B &amp; C. D, E&#44; Jr., F &#40;G&#41; and&#32;H",
            ("A. B", "C. D", "E, Jr.", "F (G) and H"),
        ),
        ("Sean O&#39;Brien, Jo&#42;", ("Sean O'Brien", "Jo*")),
    ],
)
def test_names_are_parted_at_commas_and_the_last_and(line, names):
    assert people(line) == names


def test_links_are_code_or_project_pages():
    text = "Code (https://github.com/a/b.git). Page: https://c.github.io/d/, see https://e.org"
    assert links_in(text) == ("https://github.com/a/b", "https://c.github.io/d/")
    assert links_in("https://github.com/onlyowner", None) == (None, None)


def test_addresses_lose_what_follows_them():
    assert urls("(http://a.b/c_(d)). <u>https://e.f/g</u> 见https://h.i/j。") == [
        "http://a.b/c_(d)",
        "https://e.f/g",
        "https://h.i/j",
    ]


def test_first_link_may_have_brackets_inside():
    assert first_link("**[[A] b](http://x/y(1)z)** [c](d)") == ("[A] b", "http://x/y(1)z")
    assert first_link("none") is None


def test_day_that_cannot_be_is_none():
    assert iso_day("on 2025.6.9") == dt.date(2025, 6, 9)
    assert iso_day("2025-02-30") is None
    assert iso_day("12345-01-01") is None
