from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.plain import folded, words


def shown(text: str) -> list[str]:
    return [word for word, _, _ in words(text)]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Naïve", "naive"),
        ("ＧＰＴ－４", "gpt-4"),
        ("Straße", "strasse"),
        ("MT³", "mt3"),
        ("が", "が"),
    ],
)
def test_case_width_and_accents_make_no_difference(text: str, same: str) -> None:
    assert folded(text) == same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3DGS, GPT-4o and LLaVA-1.5-7B.", ["3dgs", "gpt-4o", "and", "llava-1.5-7b"]),
        ("chain-of-thought chain–of–thought", ["chain-of-thought", "chain-of-thought"]),
        ("+31% (from 0.84 to 1,024)", ["31%", "from", "0.84", "to", "1,024"]),
        ("a 44\\% gain", ["a", "44%", "gain"]),
        ("end.Next user's C++ a/b --", ["end", "next", "user", "s", "c++", "a", "b"]),
        ("透明物体3D抓取", ["透明", "明物", "物体", "3d", "抓取"]),
        ("用 CLIP 做", ["用", "clip", "做"]),
        ("cafe\u0301 bar", ["cafe", "bar"]),
        ("", []),
    ],
)
def test_words_are_what_a_reader_would_call_words(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@given(st.text(max_size=100))
def test_words_stand_where_they_say(text: str) -> None:
    starts = [start for _, start, _ in words(text)]
    assert starts == sorted(set(starts))
    for word, start, end in words(text):
        assert word
        assert shown(text[start:end]) == [word]


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
