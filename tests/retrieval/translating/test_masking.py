"""What must not change is hidden from the model, and comes back to the letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.translating.kept import kept_spans
from retrieval.translating.masking import PLACEHOLDER, masked, restored
from retrieval.translating.names import names_in
from retrieval.translating.translator import LONGEST

if TYPE_CHECKING:
    from random import Random

pieces = st.sampled_from(
    [
        *("We ", "train ", "models", " ", ", ", ". ", "(", ")", "-", "的", "方法"),
        *("GPT-4o", "LoRA", "3.5%", "10 million ", "$x_i$", "$5 ", "\\alpha", "\\textbf{a b}"),
        *("{", "}", "{{1}}", "{1}", "｛2｝", "⟦", "\\", "$", "https://a.b/c_d?e=1", "@everyone"),
        *("<@123>", "arXiv:2401.00001", "10.1/x", "[12]", "Smith et al.", "`code`", "\n"),
    ]
)
texts = st.lists(pieces | st.text(max_size=3), max_size=15).map("".join)


@given(texts, texts, st.integers(1, 50))
def test_every_text_comes_back_to_the_letter(text: str, abstract: str, first: int) -> None:
    names = names_in(text, abstract)
    source = masked(text, names, first=first)
    assert restored(source, source.text) == text
    assert source.original == text


@given(texts, st.randoms())
def test_placeholders_may_come_back_in_any_order(text: str, random: Random) -> None:
    source = masked(text)
    tokens = [f"{{{{{source.first + i}}}}}" for i in range(len(source.kept))]
    random.shuffle(tokens)
    back = restored(source, "方".join(tokens))
    assert back is not None
    assert sorted(back.split("方")) == sorted("方".join(source.kept).split("方"))


@given(texts.filter(kept_spans), st.data())
def test_one_that_is_lost_repeated_or_invented_is_noticed(text: str, data: st.DataObject) -> None:
    source = masked(text)
    number = source.first + data.draw(st.integers(0, len(source.kept) - 1))
    piece = f"{{{{{number}}}}}"
    assert restored(source, source.text.replace(piece, "")) is None
    assert restored(source, f"{source.text} {piece}") is None
    assert restored(source, f"{source.text} {{{{{source.first + len(source.kept)}}}}}") is None


@given(texts)
def test_no_figure_and_no_formula_is_left_to_the_model(text: str) -> None:
    source = masked(text)
    left = PLACEHOLDER.sub("", source.text)
    assert not re.search(r"[0-9{}｛｝]", left)
    assert not re.search(r"https?://\S", left)


@pytest.mark.parametrize("written", ["{{ 1 }}", "{1}", "｛｛1｝｝", "{{１}}"])
def test_a_placeholder_may_be_written_a_little_differently(written: str) -> None:
    assert restored(masked("with 92.4% accuracy"), f"准确率为{written}") == "准确率为92.4%"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("gains of 3.5% to 44\\% on CIFAR-10", ["3.5%", "44\\%", "CIFAR-10"]),
        (
            "an error of $O(n^2)$ and \\emph{not} $\\alpha$",
            ["$O(n^2)$", "\\emph{not}", "$\\alpha$"],
        ),
        ("costs $5 and 10 million tokens", ["$5", "10 million"]),
        ("runs at 30 fps with 12 ms latency", ["30 fps", "12 ms"]),
        ("GPT-4o-mini and Qwen2.5-7B-Instruct", ["GPT-4o-mini", "Qwen2.5-7B-Instruct"]),
        ("LLM-based agents, 10-fold and zero-shot", ["LLM", "10"]),
        ("by Smith et al. and J. R. Smith", ["Smith et al.", "J. R. Smith"]),
        ("see https://a.org/x_1, a@b.org or this https URL", ["https://a.org/x_1,", "a@b.org"]),
        ("code: github.com/a/b (arXiv:2401.00001v2)", ["github.com/a/b", "arXiv:2401.00001v2"]),
        ("Large Language Models as Chain-of-Thought Agents", []),
        ("ATTENTION IS ALL YOU NEED", []),
        ("as shown in [12, 13] for α-helices", ["[12, 13]", "α"]),
        ("准确率提高了3.5%，达到10万个样本", ["3.5%", "10万"]),
    ],
)
def test_what_is_the_same_in_every_language_is_kept(text: str, kept: list[str]) -> None:
    found = [text[start:end] for start, end in kept_spans(text)]
    assert found[: len(kept)] == kept
    assert len(found) - len(kept) in {0, 1 if "this https URL" in text else 0}


def test_a_single_word_with_a_capital_within_a_sentence_is_a_name() -> None:
    abstract = "We present Voyager, an agent. It plays Minecraft with Large Language Models."
    names = names_in("Voyager: An Agent", abstract)
    assert names == {"Voyager", "Minecraft"}
    assert masked("Voyager: An Agent", names).text == "{{1}}: An Agent"


def test_a_word_that_also_stands_there_in_small_letters_is_none() -> None:
    assert (
        names_in("Tasks", "We solve the Task at hand; each task is Bayesian or English.") == set()
    )


def test_hostile_texts_take_no_time() -> None:
    for piece in ("{", "\\a {", "A-", "1.", "a@", "a.", "$", "[1", "A. ", "GPT "):
        text = (piece * LONGEST)[:LONGEST]
        source = masked(text)
        assert restored(source, source.text) == text
