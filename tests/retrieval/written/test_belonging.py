from __future__ import annotations

import pytest

from retrieval.written.belonging import exchanged
from retrieval.written.figures import figures

PAPER = (
    "RULE reaches 95.7\\% accuracy on RULER at 77.0\\% compression. It has 64K lines of code over "
    "12 architectures, and answers in 847 ms where others take 1271 ms."
)


def found(claim: str) -> list[str]:
    return exchanged(claim, figures(claim), PAPER, figures(PAPER))


@pytest.mark.parametrize(
    "claim",
    [
        "On RULER, the accuracy is 95.7% when compression is 77.0%.",
        "The code has 64K lines for 12 architectures.",
        "It needs 847 ms for an answer.",
        "It takes two or three steps.",
    ],
)
def test_a_number_beside_the_words_that_it_has_in_the_paper_is_its_own(claim):
    assert found(claim) == []


@pytest.mark.parametrize(
    ("claim", "number"),
    [
        ("It reaches 77.0% accuracy on RULER.", "77.0%"),
        ("The compression on RULER is 95.7%.", "95.7%"),
        ("The code works on 64K architectures.", "64K"),
    ],
)
def test_a_number_beside_the_words_of_another_was_exchanged(claim, number):
    assert found(claim) == [number]
