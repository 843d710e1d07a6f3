from __future__ import annotations

import pytest

from retrieval.written.contrary import (
    negations_turned,
    numbers_turned,
    ways_missing,
    ways_turned,
)
from retrieval.written.reading import read


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("It increases computational costs.", "It significantly reduces computational costs."),
        ("PCA hurts retrieval performance.", "PCA improves retrieval performance."),
        ("Images become less realistic.", "It greatly increases realistic images."),
    ],
)
def test_more_for_less_is_the_contrary(claim, source):
    assert ways_turned(read(claim), [read(source)])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("It lowers computational costs.", "It significantly reduces computational costs."),
        ("It has better retrieval performance.", "PCA improves retrieval performance."),
        ("It does not reduce computational costs.", "It does not reduce computational costs."),
    ],
)
def test_the_same_way_in_other_words_is_not(claim, source):
    assert not ways_turned(read(claim), [read(source)])


def test_a_way_in_which_nothing_points_is_missing():
    assert ways_missing(read("It is slower."), read("It scores tokens.")) == ["slower"]
    assert ways_missing(read("It is faster."), read("It accelerates inference.")) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("It requires retraining.", "It works without retraining."),
        ("It needs hyperparameter tuning.", "It is a hyperparameter-free scheme."),
        ("It works without labels.", "It learns from labels."),
    ],
)
def test_with_for_without_is_the_contrary(claim, source):
    assert negations_turned(read(claim), read(source))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("It needs no retraining.", "It works without retraining."),
        ("It is hyperparameter-free.", "It is a hyperparameter-free scheme."),
        (
            "It needs no priors or retraining.",
            "It requires no retrievers, long priors, or retraining.",
        ),
    ],
)
def test_denying_what_the_paper_denies_is_not(claim, source):
    assert not negations_turned(read(claim), read(source))


def test_more_than_a_number_is_not_the_contrary_of_less():
    claim = read("It cuts the prediction error by more than 66%.")
    assert not ways_turned(claim, [read("It reduces prediction error by over 66%.")])


def test_a_paraphrase_with_its_reasons_from_elsewhere_is_not_surely_the_contrary():
    claim = read("The hybrid model has worse grammar.")
    source = [read("The hybrid model improves grammar."), read("Its grammar is poor in Finnish.")]
    assert ways_turned(claim, source[:1])
    assert not ways_turned(claim, source, surely=True)


def test_a_flipped_negation_is_certain_when_two_more_words_are_shared():
    source = read("The scheme prunes visual tokens without retraining the encoder.")
    flipped = read("The scheme prunes visual tokens and requires retraining the encoder.")
    elsewhere = read("Retraining the encoder on more images would be a natural next thing to do.")
    assert negations_turned(flipped, source, surely=True)
    assert negations_turned(elsewhere, source)
    assert not negations_turned(elsewhere, source, surely=True)


def test_what_is_only_limited_is_neither_denied_nor_affirmed():
    source = read("We identify the limitations of automatic metrics to capture preferences.")
    claim = read("Automatic metrics did not capture preferences well.")
    assert not negations_turned(claim, source)


def test_a_number_that_goes_up_and_not_down_is_the_contrary():
    source = [read("It needs 44% less memory.")]
    assert numbers_turned(read("It needs 44% more memory."), source) == ["more"]
    assert not numbers_turned(read("Memory falls by 44%."), source)
    assert not numbers_turned(read("Speed increases by 30%."), source)
