from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.markup import escaped, fitted, size
from bot.render.stressing import shown, stressed

ROOMY = 4_000
AWKWARD = (
    "T$^2$Agent: 44\\% of $\\alpha_{i}$",
    "\\\\",
    "**bold** __under__ `code` [a](https://b.example)",
    "see https://github.com/a_b/c_d.",
    "@everyone",
    "面向透明物体抓取的深度补全：方法，实验。",
    "👩‍👩‍👧‍👦🏽",
    "x" * 90,
    "\U0001fffe",
    "line\nline\r\n\x00",
    "\ud800",
)
texts = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=30)), max_size=6).map(
    " ".join
)


@st.composite
def marked_texts(draw):
    text = draw(texts)
    ends = st.lists(st.integers(0, len(text)), max_size=12, unique=True).map(sorted)
    cuts = draw(ends)
    return text, tuple(zip(cuts[::2], cuts[1::2], strict=False))


def without_bold(text):
    return re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", text)


def bold(text):
    return re.findall(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", text)


def marks_of(text, *words):
    return tuple((text.index(word), text.index(word) + len(word)) for word in words)


@given(marked_texts())
@settings(max_examples=300)
def test_marks_change_no_word_of_the_text(marked):
    text, marks = marked
    plain = escaped(shown(text.replace("\U0001fffe", "\ufffd")))
    line = without_bold(stressed(text, marks, ROOMY))
    assert line.replace("\u200b", "").replace("\\", "") == plain.replace("\u200b", "").replace(
        "\\", ""
    )


@given(marked_texts(), st.integers(4, 300))
@settings(max_examples=300)
def test_bold_is_always_closed_and_the_limit_kept(marked, limit):
    line = stressed(*marked, limit)
    assert size(line) <= limit
    assert not re.search("[\U0001fffe\U0001ffff]", line)
    rest = re.sub(r"\\.", "e", line, flags=re.DOTALL)
    assert rest.count("**") % 2 == 0
    assert "****" not in rest


def test_the_words_that_match_are_bold():
    text = "Legged robots sink into sand by 44\\% of their height."
    line = stressed(text, marks_of(text, "robots", "sand"), ROOMY)
    assert line == "Legged **robots** sink into **sand** by 44% of their height."


def test_words_beside_each_other_are_bold_together():
    text = "on legged robots, legged"
    assert (
        stressed(text, marks_of(text, "legged", "robots"), ROOMY) == "on **legged robots**, legged"
    )


def test_latex_before_a_word_does_not_displace_its_mark():
    text = "With $\\alpha$-T$^2$ models, \\textbf{sand} is 44\\% sand_box."
    line = stressed(text, marks_of(text, "models", "sand", "sand_box"), ROOMY)
    assert line == "With α-T² **models**, **sand** is 44% **sand\\_box**."


def test_a_mark_within_a_macro_is_left_out_and_the_others_stay():
    text = "the $\\alpha$ of models"
    assert stressed(text, ((6, 9), (16, 22)), ROOMY) == "the α of **models**"


def test_an_address_stays_whole():
    text = "code at https://github.com/robots/sand now, robots"
    at = text.index("sand"), text.index("sand") + 4
    end = text.rindex("robots"), text.rindex("robots") + 6
    line = stressed(text, (at, end), ROOMY)
    assert line == "code at https://github.com/robots/sand now, **robots**"


def test_chinese_words_are_bold_without_spaces():
    text = "面向透明物体抓取的深度补全"
    assert stressed(text, ((2, 6),), ROOMY) == "面向**透明物体**抓取的深度补全"


def test_a_text_that_is_cut_within_a_mark_ends_its_bold():
    text = "a very long sentence about legged robots"
    line = stressed(text, ((2, 40),), 24)
    assert bold(line)
    assert line.endswith("**…")


@pytest.mark.parametrize("limit", range(6, 40))
def test_no_limit_leaves_an_empty_bold(limit):
    text = "aa bb cc dd ee"
    line = stressed(text, ((0, 2), (6, 8), (12, 14)), limit)
    assert "****" not in line
    assert size(line) <= limit


def test_without_marks_it_is_the_text_as_before():
    text = "Two Timescales [for] Legged Robots " * 5
    assert stressed(text, (), 60) == fitted(shown(text), 60)
