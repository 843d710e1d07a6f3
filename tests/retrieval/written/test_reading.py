from __future__ import annotations

import pytest

from retrieval.written.reading import own, read


def denied(text: str) -> dict[str, bool | None]:
    return {word.text: word.negated for word in read(text)}


@pytest.mark.parametrize("said", ["don't", "don’t", "never", "hardly", "avoids"])
def test_a_denial_reaches_the_next_words_and_may_reach_those_behind(said):
    found = denied(f"We {said} store long texts on two old disks.")
    assert (found["store"], found["long"], found["texts"], found["we"]) == (True, True, None, False)


def test_a_denial_ends_with_its_clause_and_goes_on_in_a_list():
    assert denied("It needs no labels, and it learns.")["learns"] is False
    assert denied("It needs no labels, prompts, or maps.")["prompts"] is True


def test_what_is_left_out_by_a_suffix_is_denied():
    assert denied("A training-free scheme.")["training"] is True
    assert denied("A scheme free of training.")["scheme"] is True


def test_small_models_are_not_less_of_anything():
    assert not any(word.ways for word in read("Small language models write."))
    assert any(word.ways for word in read("Small errors remain."))


def test_what_others_lack_is_not_this_papers():
    assert not own(read("Existing methods typically need no labels."))
    assert own(read("We need no labels."))
