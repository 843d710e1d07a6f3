from __future__ import annotations

from random import Random

from retrieval.tuning.rewording import as_typed, telling, without_its_words

SENTENCE = "We propose LipNet, which reads the lips of people in 40 silent videos without sound."
PAPER = "Reading lips\nPeople move their lips in videos."


def chances() -> list[Random]:
    return [Random(seed) for seed in range(200)]


def test_telling_words_are_few_and_in_their_order():
    for chance in chances():
        found = telling(SENTENCE, chance).split()
        assert 3 <= len(found) <= 8
        places = [SENTENCE.index(word) for word in found]
        assert places == sorted(places)
        assert not {"We", "the", "of", "propose"} & set(found)


def test_a_text_without_telling_words_stays():
    assert telling("We show that it is so.", Random(1)) == "We show that it is so."


def test_a_text_of_few_telling_words_gives_them_all():
    assert telling("We show lips.", Random(1)) == "lips"


def test_names_are_left_out():
    found = without_its_words(SENTENCE, PAPER, Random(1), names=True, shared=0.0)
    assert found == "We propose which reads the lips of people in silent videos without sound."


def test_words_of_the_paper_are_left_out_and_no_others():
    found = without_its_words(SENTENCE, PAPER, Random(1), names=False, shared=1.0)
    assert found == "We propose LipNet, which reads the of in 40 silent without sound."


def test_a_share_of_them_is_left_out():
    many = [without_its_words(SENTENCE, PAPER, c, names=False, shared=0.5) for c in chances()]
    lips = sum("lips" in text for text in many)
    assert 60 < lips < 140


def test_a_text_that_would_say_nothing_any_more_stays():
    assert without_its_words("People move lips.", PAPER, Random(1), names=True, shared=1.0) == (
        "People move lips."
    )


def test_a_text_is_typed_in_several_ways():
    typed = {as_typed("Reading LIPS.", chance) for chance in chances()}
    assert "Reading LIPS." in typed
    assert "reading lips." in typed
    assert len({text for text in typed if text.endswith(" reading LIPS")}) > 5  # requests
    assert all("lips" in text.lower() for text in typed)
