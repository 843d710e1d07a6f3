from __future__ import annotations

from functools import cache

import pytest

from retrieval.text.sentences import sentences
from retrieval.written.aligned import exchanged_words, line
from tests.support.rewording import reworded

PAPER = [
    line(one)
    for one in (
        "SandWalk suppresses high-frequency jitter while preserving low-frequency motion.",
        "It reduces the error of StepNet by 34% on three beaches, and the model was not retrained.",
        "SandWalk achieves 71% lower MSE than TreadNet and 34% lower MSE than GripNet on dunes.",
    )
]


def found(claim):
    return list(exchanged_words(line(claim), PAPER))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("SandWalk suppresses low-frequency jitter while preserving motion.", "low"),
        ("It increases the error of StepNet by 34% on three beaches.", "increases"),
        ("It reduces the error of StepNet by 34% on five beaches.", "five"),
        ("The error on three beaches fell, and the model was retrained.", "not"),
        ("It has 71% lower MSE than GripNet and 34% lower MSE than TreadNet on dunes.", "TreadNet"),
    ],
)
def test_a_word_in_the_place_of_its_opposite_is_found(claim, words):
    assert words in found(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "SandWalk suppresses high frequency jitter while preserving low-frequency motion.",
        "It preserves low-frequency motion and removes high-frequency jitter.",
        "It lowers the error of StepNet by 34 percent on 3 beaches, without retraining.",
        "SandWalk has a lower MSE than GripNet and TreadNet on dunes.",
        "It reduces the error of StepNet by 34% on three beaches, and the model was small.",
        "Robots on sand are harder to steer than robots on rock.",
    ],
)
def test_other_words_for_the_same_are_not(claim):
    assert found(claim) == []


@pytest.mark.parametrize("denied", ["don't", "don’t"])
def test_a_denial_is_found_however_its_apostrophe_is_printed(denied):
    claim = line(f"Robots on sand {denied} need maps of the beach.")
    assert list(exchanged_words(claim, [line("Robots on sand need maps of the beach.")]))


def test_few_words_beside_a_gap_prove_nothing():
    assert list(exchanged_words(line("A low score."), [line("A high score.")])) == []


@pytest.fixture(scope="module")
def outcomes():
    """Of every reworded sentence whether a word of it is exchanged; no encoder is needed."""
    read = cache(lines_of)
    changed = list(reworded(60, seed=3))
    return [(one, any(exchanged_words(line(one.text), read(one.sources[0])))) for one in changed]


def lines_of(source):
    texts = [source.title, *(source.abstract[a:b] for a, b in sentences(source.abstract))]
    return [line(text) for text in texts]


def share(outcomes, *kinds):
    found = [exchanged for one, exchanged in outcomes if one.kind.name in kinds]
    assert len(found) >= 20, kinds
    return sum(found) / len(found)


@pytest.mark.parametrize("kind", ["turned round", "denied"])
def test_nearly_all_sentences_of_real_papers_that_are_turned_round_are_found(outcomes, kind):
    assert share(outcomes, kind) >= 0.95


def test_hardly_any_honest_rewording_is_taken_for_one(outcomes):
    sound = {one.kind.name for one, _ in outcomes if one.kind.sound}
    assert len(sound) == 5
    assert share(outcomes, *sound) <= 0.01
