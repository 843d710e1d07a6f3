from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.markup import addresses, encoded, escaped, fitted, safe_address, size
from bot.render.sentences import printable

AWKWARD = (
    "@everyone",
    "<@123456789012345678>",
    "[free tokens](https://evil.example)",
    "**bold** __under__ ~~gone~~ ||hidden|| `code`",
    "# heading",
    "1. item",
    "面向透明物体抓取的深度补全：方法，实验。",
    "👩‍👩‍👧‍👦🏽",
    "e\u0301" * 20,
    "x" * 700,
    "word " * 2_000,
    "https://github.com/a_b/c_d).",
    ":star: 10:30:45",
)
texts = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40)), max_size=8).map(
    " ".join
)


def unescaped(text):
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


@given(st.text(max_size=200))
def test_escaped_text_is_shown_to_the_letter(text):
    text = printable(text)
    shown = unescaped(escaped(text)).replace("\u200b", "")
    if "http" not in text.casefold():
        assert shown == text.replace("\u200b", "")


@given(texts.map(printable), st.integers(8, 300))
def test_a_cut_text_keeps_its_limit_and_the_first_words(text, limit):
    cut = fitted(text, limit)
    assert size(cut) <= limit
    if cut != escaped(text):
        assert cut.endswith("…") or not cut


def test_a_text_is_cut_between_two_words():
    assert fitted("retrieval augmented generation", 22) == "retrieval augmented…"


def test_chinese_is_cut_between_characters_and_never_within_a_latin_word():
    assert fitted("面向透明物体的Transformer方法", 7) == "面向透明物体…"
    assert fitted("面向透明物体的Transformer方法", 12) == "面向透明物体的…"


def test_one_endless_word_is_cut_within():
    assert fitted("x" * 700, 10) == "x" * 9 + "…"


def test_an_emoji_of_several_parts_is_not_taken_apart():
    assert fitted("👩‍👩‍👧‍👦" * 3, 14) == "👩‍👩‍👧‍👦…"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# title", "\\# title"),
        ("> said", "\\> said"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("a # b - c", "a # b - c"),
        ("**x**", "\\*\\*x\\*\\*"),
        ("<@1>", "\\<@1>"),
        ("@everyone", "@\u200beveryone"),
        ("[a](https://b.example)", "\\[a\\](https://b.example)"),
        ("a :star: b", "a \\:star: b"),
        ("ratio 1:2, at 10:30", "ratio 1:2, at 10:30"),
        ("see https://github.com/a_b/c_d.", "see https://github.com/a_b/c_d."),
    ],
)
def test_markdown_is_shown_and_not_obeyed(text, shown):
    assert escaped(text) == shown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://discord.com@evil.example/",
        "https://[::1",
        "https://nohost",
        "ftp://a.example/",
        "https://a.example:x/",
        "https://例子.example/",
        "https://a.example/" + "x" * 400,
        "",
        None,
    ],
)
def test_an_address_that_is_not_plain_is_left_out(address):
    assert safe_address(address) is None


def test_a_link_target_cannot_end_early():
    assert encoded("https://a.example/x) [y](z") == "https://a.example/x%29%20%5By%5D%28z"


def test_the_addresses_in_a_text_end_where_discord_ends_them():
    text = "(see https://a.example/b_c). http://d.example/?e=1, f"
    assert addresses(text) == [(5, "https://a.example/b_c"), (29, "http://d.example/?e=1")]
