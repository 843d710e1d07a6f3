from __future__ import annotations

import gzip
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from retrieval.explaining.roles import ROLES, WEIGHTS, Role, Weights, clues, roles, stored_weights

ABSTRACT = (
    "Large language models forget what was said a hundred turns ago.",
    "However, existing memories grow with the conversation and slow every answer down.",
    "In this paper, we propose a memory of fixed size that is rewritten after each turn.",
    "A small network decides which entries to merge, trained with reinforcement learning.",
    "Experiments on three benchmarks show that our method improves recall by 12.4%.",
    "We also find that answers take 3.1 times less time than the strongest baseline.",
)


def test_an_abstract_falls_into_background_method_and_result() -> None:
    assert roles(ABSTRACT) == (
        Role.BACKGROUND,
        Role.BACKGROUND,
        Role.METHOD,
        Role.METHOD,
        Role.RESULT,
        Role.RESULT,
    )


def test_no_sentence_has_no_role() -> None:
    assert roles([]) == ()


@given(st.lists(st.text(max_size=80), max_size=12))
def test_every_sentence_gets_one_role_whatever_it_says(sentences: list[str]) -> None:
    assert len(roles(sentences)) == len(sentences)


def test_a_number_is_read_as_any_number() -> None:
    assert clues("We gain 3.1% over 12 runs.") == clues("We gain 47% over 300 runs.")


def test_the_word_abstract_before_the_first_sentence_is_not_read() -> None:
    assert clues("AbstractWe propose a memory.") == clues("We propose a memory.")
    assert "abstraction" in clues("Abstraction is hard.")


def test_the_order_of_roles_counts_where_words_say_nothing() -> None:
    nothing = [0.0, 0.0, 0.0]
    stay = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    weights = Weights({"here": [0, 0, 2.0]}, {}, {}, {}, nothing, nothing, stay)
    assert roles(["here", "there", "there"], weights) == (Role.RESULT,) * 3


def test_the_neighbours_words_count() -> None:
    nothing = [0.0, 0.0, 0.0]
    weights = Weights(
        {}, {"a": [0, 1.0, 0]}, {"c": [0, 0, 1.0]}, {}, nothing, nothing, [nothing] * 3
    )
    assert roles(["a", "b"], weights)[1] is Role.METHOD
    assert roles(["b", "c"], weights)[0] is Role.RESULT


def test_the_weights_hold_short_frequent_runs_of_words_and_no_sentence() -> None:
    for clue in stored_weights().own:
        assert re.fullmatch(r"(\^ )?[a-z0%()]+( [a-z0%()]+){0,2}", clue)
    assert WEIGHTS.stat().st_size < 150_000


def test_labelled_abstracts_are_sorted_as_measured(shared_data) -> None:
    """The weights were fitted on these; what they give on unseen papers prints the benchmark."""
    same = {"objective": "method"}
    with gzip.open(shared_data / "eval/csfcube/roles.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line)["sentences"] for line in file][:600]
    right = dict.fromkeys(ROLES, 0)
    said, labelled = dict(right), dict(right)
    for row in rows:
        for (label, _), role in zip(row, roles([text for _, text in row]), strict=True):
            truth = same.get(label, label)
            if truth in labelled:
                said[role] += 1
                labelled[Role(truth)] += 1
                right[role] += role == truth
    f1 = [2 * right[role] / (said[role] + labelled[role]) for role in ROLES]
    assert sum(f1) / len(f1) >= 0.85
