from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.latex import readable

MARKS = st.text(alphabet="\\{}$^_~%&-`'\"[]() \nabkx25é方", max_size=120)
WITHOUT_LATEX = st.text(
    alphabet=st.characters(exclude_characters="\\$`~{}-", exclude_categories=["Cs"]),
    max_size=120,
)


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        ("T^2Agent: A Tool", "T^2Agent: A Tool"),
        (r"T\textasciicircum{}2Agent", "T^2Agent"),
        ("MT$^{3}$: Scaling", "MT³: Scaling"),
        ("MT$^3$-7B", "MT³-7B"),
        (r"MT\textsuperscript{3}", "MT³"),
        (r"a $44\%$ improvement", "a 44% improvement"),
        (r"by 44\% and 3\%.", "by 44% and 3%."),
        (r"H\&E and safe\&effective \# \_ \$5", "H&E and safe&effective # _ $5"),
        (r"up to $2\times$.", "up to 2×."),
        (r"Spatial$\times$Temporal 10$\times$", "Spatial×Temporal 10×"),
        (r"HF$^2$-VAD$_{AD}$", "HF²-VAD_AD"),
        (r"such as $\pi_0$-FAST", "such as π₀-FAST"),
        (r"($+7.2\%$ vs. $-0.55\%$)", "(+7.2% vs. -0.55%)"),
        (r"$25.53$~GB and 33$--$180", "25.53 GB and 33–180"),
        ("limited ($9$k) data", "limited (9k) data"),
        (r"tokens\textemdash discrete", "tokens—discrete"),
        (r"{\sc Turbo} and {\em much} more", "Turbo and much more"),
        (r"\textbf{COVER} (\textbf{\underline{CO}}unter)", "COVER (COunter)"),
        (r"($\textbf{S}patially$ $\textbf{A}nchored$)", "(Spatially Anchored)"),
        (r"$\textbf{multi-modal reward models}$, which", "multi-modal reward models, which"),
        (r"$\mathcal{O}(n \log n)$", "O(n log n)"),
        (r"$O(n\log n)$ in $\mathbb{R}^{d}$", "O(n log n) in ℝ^d"),
        (r"$\sim$9% and $\alpha$", "~9% and α"),
        (r"M\"o\"{o}bius, Erd\H{o}s, fran\c{c}ais, na{\"\i}ve", "Mööbius, Erdős, français, naïve"),
        (r"\emph{Ours}: \url{https://x.org/a_b}", "Ours: https://x.org/a_b"),
        (r"\href{https://x.org}{our code} and \texttt{a\_b}", "our code and a_b"),
        (r"as shown~\cite{a,b}. And \citep[p.~2]{c} more", "as shown. And more"),
        (r"$x_{i}$, $x_{i,j}$, $10^{-3}$, $e^{x+y}$", "xᵢ, x_(i,j), 10⁻³, e^(x+y)"),
        (r"$\frac{a}{b}$ and $\frac{a+b}{2}$, $\sqrt{n}$", "a/b and (a+b)/2, √n"),
        ("encoder--decoder, 60--73% -- and", "encoder–decoder, 60–73% – and"),
        ("so --- it is---really", "so—it is—really"),
        ("``quotes'' and ``mixed\" ones", "“quotes” and “mixed” ones"),
        ("Figure~3 and Qwen~2.5", "Figure 3 and Qwen 2.5"),
        (r"Fleiss' \k{appa} = 0.81, \r{ho}, \b{eta}-VAE", "Fleiss' κ = 0.81, ρ, β-VAE"),
        (r"\(x^2\) and \[y\]", "x² and y"),
        (r"text\footnote{Code online}.", "text (Code online)."),
        ("49{,}375 {P}aper and {B}ERT", "49,375 Paper and BERT"),
        (r"20$^\circ$C, 3$^{rd}$, $A^\top$, $x'$", "20°C, 3ʳᵈ, Aᵀ, x'"),
        (r"\unicode{x2013} \verb|a b|", "– a b"),
        (r"$\hat{x}$, $\bar y$ and $a \neq b$, $\not\in$", "x̂, ȳ and a ≠ b, ∉"),
        (r"$C^{(\ell)}$, $1/\sqrt{N}$, $\frac{1}{\sqrt N}$", "C^(ℓ), 1/√N, 1/√N"),
        (r"data\footnote[1]{See x.} $D^3${ETOR}", "data (See x.) D³ETOR"),
        (r"\LaTeX{} is \TeX", "LaTeX is TeX"),
        (r"标记\<SEG\>的 $2\times$。", "标记<SEG>的 2×。"),
        (r"$\left(\frac{1}{n}\right)$", "(1/n)"),
        (r"$\textbf{R}e\textbf{I}nforcement$", "ReInforcement"),
    ],
)
def test_latex_is_shown_as_people_read_it(latex: str, shown: str) -> None:
    assert readable(latex) == shown
    assert readable(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10 a month",
        "a cost of $0.08 per instance, $15.4M/yr in savings",
        "from $500-$1000 or $2B-$10B or $5–$10 to nothing",
        "costs of only $1.7, $1.7, $0.3, and $0.1, at sizes 14M~350M",
        "low cost (3$ for 8B models, 20$ for 72B models)",
        "between $1.5 million and $2 million USD.",
        "snake_case, x^2, a_i, 44% of <b>HTML</b> &amp; {a set}",
        "run it with --flag or -v; ~40% of ~/home, 5~10 times",
        "https://x.org/~a/b--c_d",
        "[a] | [b] # c * d",
        '{"key": 1}',
    ],
)
def test_text_that_is_no_latex_stays(text: str) -> None:
    assert readable(text) == text


def test_unknown_macro_stays_and_its_argument_is_shown() -> None:
    assert readable(r"\method achieves \ours{} and \role{user} \SI{5}{\meter}") == (
        r"\method achieves \ours and user 5 \meter"
    )


def test_what_is_not_closed_stays() -> None:
    assert readable(r"an open \textbf{brace and $math") == r"an open \textbf{brace and $math"
    assert readable("a trailing \\") == "a trailing \\"


@given(WITHOUT_LATEX)
def test_text_without_latex_comes_back_unchanged(text: str) -> None:
    assert readable(text) == text


@given(st.one_of(MARKS, st.text(max_size=120)))
def test_anything_is_read_and_nothing_grows_much(text: str) -> None:
    assert len(readable(text)) <= 8 * len(text) + 8


@given(st.text(alphabet=string.ascii_letters + " .,", max_size=60))
def test_no_word_is_lost_inside_a_style(text: str) -> None:
    assert readable(rf"\textbf{{{text}}}") == (text.strip() or r"")


@pytest.mark.parametrize(
    "unit",
    [
        "{",
        "}",
        "$",
        "\\",
        "\\(",
        "\\[",
        "^",
        "^{",
        "\\a{",
        "$a",
        "{\\a",
        "``",
        "--",
        "~",
        " ",
        "\\frac",
        "$1 aa",
        "\\cite ",
    ],
)
def test_repeated_marks_take_no_more_than_linear_time(unit: str) -> None:
    opened = unit * 100_000
    assert readable(opened) is not None  # quadratic would exceed the suite's time limit
    assert readable(opened + "}" * 100_000) is not None
