from __future__ import annotations

import pytest

from retrieval.written.contrary import (
    comparison_turned,
    negations_turned,
    own,
    read,
    ways_missing,
    ways_turned,
)


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


def test_what_others_lack_is_not_this_papers():
    assert not own(read("Existing methods typically need no labels."))
    assert own(read("We need no labels."))


def test_winner_and_loser_exchanged_are_the_contrary():
    source = read("FedProx consistently out-performing standard FedAvg.")
    assert comparison_turned(read("FedAvg outperformed the tuned FedProx."), source)
    assert not comparison_turned(read("FedProx is better than FedAvg."), source)
