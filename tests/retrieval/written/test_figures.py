from __future__ import annotations

import pytest

from retrieval.written.figures import figures, missing

PAPER = (
    "It reaches 95.7\\% accuracy at 4K-16K contexts, 4.5x faster, with 1,671 problems in three "
    "data sets, using 252K samples, under 20GB of memory, half the time, at most "
    "16--36\\%, F1 0.843; OmniV-Med-1.5B."
)


@pytest.mark.parametrize(
    "said",
    [
        "95.7% accuracy",
        "95.7 percent",
        "about 96%",
        "over 95%",
        "4.5 times faster",
        "4.5×",
        "1671 problems",
        "3 data sets",
        "252,000 samples",
        "20 GB",
        "50% of the time",
        "16-36%",
        "an F1 of 0.843",
        "an F1 of 84.3%",
        "1.5B parameters",
        "one and 1,671 problems",
        "252 thousand samples",
        "Qwen3-4B and GPT-4 and RTX3090",
    ],
)
def test_a_number_that_says_the_same_is_carried(said):
    assert missing(figures(said), figures(PAPER, sizes=True)) == []


@pytest.mark.parametrize(
    "said",
    [
        "95.8% accuracy",
        "96% accuracy",
        "4.5% faster",
        "95.7 points",
        "1672 problems",
        "four data sets",
        "252M samples",
        "20 MB",
        "over 20GB",
        "twice the time",
        "a tenfold gain",
        "37%",
    ],
)
def test_a_number_that_says_something_else_is_missing(said):
    assert len(missing(figures(said), figures(PAPER, sizes=True))) == 1


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("seven million parameters", "7M parameters"),
        ("models of 8B parameters", "models of eight billion parameters"),
        ("twenty-five lakes", "25 lakes"),
        ("two hundred trials", "200 trials"),
        ("seventy languages", "70 languages"),
    ],
)
def test_numbers_in_words_are_read_with_what_they_count_in(said, held):
    assert missing(figures(said), figures(held)) == []
    assert missing(figures(said), figures("8 or 9 of 41")) != []
