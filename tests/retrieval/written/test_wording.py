from __future__ import annotations

import pytest

from retrieval.written.wording import Vocabulary, content_words, names, quotations, stem

PAPER = Vocabulary(
    "KG-RAR for Large Language Models. We classify with retrieval-augmented generation, and "
    "optimize on GSM8K/Math500; Fed-tSNE needs no labelled data in the European Court's LLMs."
)


def test_names_are_figures_capitals_and_not_the_first_word():
    found = names("Models such as KG-RAR beat gpt-4o, F1, and the European Court on 4.5x GSM8K.")
    assert [one.text for one in found] == ["KG-RAR", "gpt-4o", "F1", "European", "Court", "GSM8K"]


@pytest.mark.parametrize(
    "name", ["KG-RAR", "RAG", "LLM", "LLMs", "Math500", "Fed-tSNE", "European"]
)
def test_a_name_is_known_by_its_parts_and_its_abbreviation(name):
    assert PAPER.names(name)


@pytest.mark.parametrize("name", ["KG-RAG2", "GPT-4", "Math50", "Fed-UMAP", "Qwen"])
def test_a_name_that_the_paper_does_not_have_is_not_known(name):
    assert not PAPER.names(name)


@pytest.mark.parametrize("word", ["classification", "optimised", "labeled", "models", "retrieve"])
def test_a_word_is_held_in_any_form_and_spelling(word):
    assert PAPER.holds(word)


def test_another_word_is_not_held():
    assert not PAPER.holds("classical")
    assert not PAPER.holds("court-martial")


def test_speaking_of_a_paper_tells_nothing():
    assert [one.text for one in content_words("The authors show that their method walks")] == [
        "walks"
    ]


def test_british_and_american_spelling_have_one_stem():
    assert stem("generalisation") == stem("generalization")
    assert stem("behaviour") == stem("behavior")


@pytest.mark.parametrize(
    "text", ['He wrote "no data".', "He wrote “no data”.", "He wrote «no data»."]
)
def test_quotations_stand_between_any_marks(text):
    assert quotations(text) == ["no data"]
