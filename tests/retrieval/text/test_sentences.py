from __future__ import annotations

import gzip
import itertools
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.sentences import LONG_SENTENCE, sentences

if TYPE_CHECKING:
    from pathlib import Path

MARKS = st.text(alphabet="aA1 .!?。！？；()[]$\\\n\t\"'“”:;,-–*étT方法", max_size=200)


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "We use tools, e.g. GPT-4.1 and LLaVA-1.5, i.e. Strong ones.",
        "The method of Smith et al. (2020) is shown in Fig. 2 and Sec. 3.1.",
        "It is compared vs. BERT w.r.t. Accuracy and reaches 3.5%.",
        "Version v1.5 costs $0.08 approx. 20 times less.",
        "We follow J. K. Rowling and No. 5 of the series.",
        "The set $a. B$ is closed.",
        "This holds (see above. It is known) in general.",
        "The deadline was Dec. 28 to Feb. 6, 2026.",
        "Our data come from Yahoo! Answers and others.",
        "The work of Zhuang et al. Transformer models is known.",
        "It has three parts: (1) The encoder, (2) The decoder, (3) The head.",
    ],
)
def test_stop_that_belongs_to_a_word_ends_nothing(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Code is at https://github.com/x/y.", "GPT-4.1 is good."],
        ["Does it work!?", "Yes.", '"Quoted sentence."', "Then another."],
        ["Legacy languages such as COBOL, PL/1, etc.", "In many cases, nothing is left."],
        ["It was proposed by Zhuang et al.", "We evaluate it."],
        ["We use the users' logs.", "Although rare, the user's words matter."],
        ["It holds for standardized I/O.", "We present it as in testbed D.", "It runs."],
        ["It gains 3.5 \\%.", "\\textbf{Ours} wins."],
        ["It converges in $O(n)$.", "$k$ is small."],
        ["We sort the features.", "mRMR is one such method."],
        ["(Some were left out.)", "Others were not."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_sentences_without_a_space_between_them_are_told_apart() -> None:
    assert split("It attains 49.6% accuracy.This empirical evidence is new.") == [
        "It attains 49.6% accuracy.",
        "This empirical evidence is new.",
    ]
    assert split("We use www.example.Com and a/path.Then words.") == [
        "We use www.example.Com and a/path.Then words.",
    ]


def test_chinese_sentences_end_at_chinese_marks() -> None:
    assert split("我们提出一个方法。效果很好！真的吗？是的；代码已开源。", "zh") == [
        "我们提出一个方法。",
        "效果很好！",
        "真的吗？",
        "是的；",
        "代码已开源。",
    ]
    assert split("“他说好。”然后（图。二）结束", "zh") == ["“他说好。”", "然后（图。二）结束"]


def test_lines_of_a_chinese_note_are_apart_and_numbers_stay_with_their_line() -> None:
    assert split("方法有两步：\n1. 提取特征\n2. 融合", "zh") == [
        "方法有两步：",
        "1. 提取特征",
        "2. 融合",
    ]


def test_wrapped_lines_are_one_sentence_and_paragraphs_are_two() -> None:
    assert split("One line\nand its rest. Two\n\nThree") == [
        "One line\nand its rest.",
        "Two",
        "Three",
    ]


def test_long_enumeration_is_divided_at_its_items() -> None:
    item = "a module that " + "really " * 20 + "helps"
    text = f"It has three parts: (1) {item}; (2) {item}; and (3) {item}."
    assert len(text) > LONG_SENTENCE
    assert [part[:7] for part in split(text)] == ["It has ", "(2) a m", "(3) a m"]


def test_nothing_but_white_space_has_no_sentence() -> None:
    assert sentences("") == sentences(" \n\t ") == ()


@given(st.one_of(st.text(max_size=200), MARKS), st.sampled_from(["en", "zh"]))
def test_sentences_are_trimmed_in_order_and_cover_every_character(text: str, language: str) -> None:
    covered = [False] * len(text)
    last = 0
    for start, end in sentences(text, language):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered[start:end] = [True] * (end - start)
        last = end
    assert all(seen or text[i].isspace() for i, seen in enumerate(covered))


@pytest.mark.parametrize(
    "unit", ["(", "$", ".", ". A", " \n", "\n", "; ", ".'", "[", "1. ", "\\(", "。"]
)
def test_repeated_marks_take_no_more_than_linear_time(unit: str) -> None:
    assert sentences(unit * 30_000) is not None  # quadratic would exceed the suite's time limit


def test_real_abstracts_have_sentences_of_ordinary_length(shared_data: Path) -> None:
    with gzip.open(shared_data / "corpus" / "arxiv-112k.jsonl.gz", "rt", encoding="utf-8") as lines:
        abstracts = [json.loads(line)["abstract"] for line in itertools.islice(lines, 2_000)]
    found = [end - start for text in abstracts for start, end in sentences(text)]
    assert sum(length < 20 for length in found) < len(found) / 1_000
    assert sum(length > 600 for length in found) < len(found) / 1_000
