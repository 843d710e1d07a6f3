from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.written.splitting import LONGEST, Splitter, split
from retrieval.written.values import Clause, Sentence


@pytest.mark.parametrize(
    "written",
    [
        "FOCUS is linear [1][3].",
        "FOCUS is linear [1, 3].",
        "FOCUS is linear. [1][3]",
        "FOCUS is linear.[1] [3]",
        "FOCUS is linear [1] and [3].",
        "- **FOCUS** is linear【1】【3】.",
        "FOCUS is linear [1,\u200b3].\n",
        "1. FOCUS is linear [#1; #3].",
    ],
)
def test_marks_are_read_however_they_are_written(written):
    assert split(written) == [Sentence("FOCUS is linear.", (1, 3))]


def test_a_range_of_papers_is_each_of_them():
    assert split("They agree [2-4].")[0].cited == (2, 3, 4)


def test_a_range_without_end_is_not_written_out():
    assert len(split("They agree [1-999].")[0].cited) < 20


def test_a_sentence_with_marks_in_its_middle_has_clauses():
    found = split("A walks [1], whereas B swims [2].")
    assert found == [
        Sentence(
            "A walks, whereas B swims.",
            (1, 2),
            (Clause("A walks", (1,)), Clause("whereas B swims.", (2,))),
        )
    ]


def test_an_answer_that_breaks_off_loses_its_last_words():
    assert [one.text for one in split("A walks [1]. B does not swim [2], bu")] == ["A walks."]


def test_a_sentence_is_given_as_soon_as_the_next_begins():
    splitter = Splitter()
    assert splitter.feed("A walks [1]") == []
    assert splitter.feed(". B") == [Sentence("A walks.", (1,))]


def test_a_mark_after_the_full_stop_is_waited_for():
    splitter = Splitter()
    assert splitter.feed("A walks. ") == []
    assert splitter.feed("[") == []
    assert splitter.feed("1] B swims") == [Sentence("A walks.", (1,))]


def test_a_sentence_without_end_is_given_up():
    splitter = Splitter()
    for _ in range(10):
        assert splitter.feed("never " * (LONGEST // 30)) == []
    assert splitter.feed("ends [1]. B swims [2]. C") == [Sentence("B swims.", (2,))]


@given(
    st.lists(
        st.sampled_from(
            [
                "A walks [1].",
                "B swims. [2]",
                "Is C red? [1][2]",
                "- D flies【3】.",
                "\n",
                "E. g",
                " ",
            ]
        ),
        max_size=8,
    ),
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
)
def test_pieces_of_any_size_give_the_same_sentences(parts, sizes):
    text = " ".join(parts)
    splitter, found, at, n = Splitter(), [], 0, 0
    while at < len(text):
        size = sizes[n % len(sizes)]
        found += splitter.feed(text[at : at + size])
        at, n = at + size, n + 1
    assert [*found, *splitter.close()] == split(text)
