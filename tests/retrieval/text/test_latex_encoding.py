from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from retrieval.text.latex_encoding import encoded, encoded_title, plain

# Marks with a meaning in LaTeX; without them a text stands for itself.
PLAIN = st.text(st.characters(exclude_characters="\\$^_{}~`'\"-“”‘’–—", max_codepoint=0x17F))
ANY = st.text(max_size=60) | st.lists(
    st.sampled_from(["{", "}", "\\", "$", "$x_1$", "\\{", "\\alpha", "%", "&", "#", "`", "“", "ü"])
).map("".join)


def depth(latex: str) -> int:
    """Of braces as BibTeX counts them; fails when one closes that was not opened."""
    at = 0
    for c in latex:
        at += (c == "{") - (c == "}")
        assert at >= 0
    return at


@pytest.mark.parametrize("encoding", [encoded, encoded_title])
@given(text=ANY)
def test_braces_are_balanced_and_no_block_of_code_ends(encoding, text):
    latex = encoding(text)
    assert depth(latex) == 0
    assert "```" not in latex
    assert latex.isprintable()


@pytest.mark.parametrize("encoding", [encoded, encoded_title])
@given(text=ANY)
def test_no_mark_that_begins_a_comment_or_a_column_stands_bare(encoding, text):
    assert not re.search(r"(?<!\\)(?:\\\\)*[%&#]", encoding(text))


@pytest.mark.parametrize("encoding", [encoded, encoded_title])
@given(text=PLAIN)
def test_plain_text_comes_back(encoding, text):
    read = LatexNodes2Text().latex_to_text(encoding(text))
    assert "".join(read.split()) == "".join(plain(text).split())


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("GPT-4 sees 50% of 3D scenes", r"{GPT}-4 sees 50\% of {3D} scenes"),
        ("Deep Learning for Plan B", "Deep Learning for Plan {B}"),
        ("A mixture of Qwen2.5-VL", "A mixture of {Qwen2}.5-{VL}"),
        ("A {Bayesian} view of {Foo Bar}", "A {Bayesian} view of {Foo Bar}"),
        ("Sorting in $O(N \\log N)$", r"Sorting in {$O(N \log N)$}"),
        ("$β$-divergence of $n & m$", r"{${\beta}$}-divergence of {$n \& m$}"),
        ("From $5 to $10", r"From \$5 to \$10"),
        ("One { brace", r"One {\textbraceleft} brace"),
        ("Sets $\\{a$ and $\\}$", r"Sets {$\lbrace a$} and {$\rbrace$}"),
        ("Reads $\\input{secret}$", "Reads"),
        ("Gödel, 中文 and α", r"G{\"o}del, 中文 and {\ensuremath{\alpha}}"),
        ("Erd\\H{o}s", r"Erd{\H{o}}s"),
        ("snake_case & more #1", r"snake\_case \& more \#1"),
        ("Журнал №5", r"Журнал {\textnumero}5"),
        ("“So” – a\x00b\nc", "``So'' -- a b c"),
    ],
)
def test_titles_are_written_as_a_careful_author_would(title, latex):
    assert encoded_title(title) == latex


def test_a_text_that_is_no_title_has_no_capitals_protected():
    assert encoded("Phys. Rev. D & LNCS") == r"Phys. Rev. D \& LNCS"
