from __future__ import annotations

from random import Random

import pytest

from retrieval.tuning.lessons import exam, lesson, pair

TITLE = "Reading lips"
SENTENCES = (
    "We read the lips of people in silent videos without any sound at all.",
    "A network sees the mouth and writes down what was said, word for word.",
    "It makes a third fewer errors than people who have learned to read lips.",
)
PAPER = lesson(TITLE, " ".join(SENTENCES))


def test_a_paper_that_says_too_little_teaches_nothing():
    assert lesson(TITLE, "Too short.") is None
    assert lesson(TITLE, "") is None
    assert lesson(TITLE, "One sentence that never ends " * 20) is None


def test_a_paper_is_its_title_and_its_sentences():
    assert PAPER is not None
    assert PAPER.title == TITLE
    assert PAPER.sentences == SENTENCES


@pytest.mark.parametrize("seed", range(40))
def test_what_asks_is_never_part_of_what_answers(seed):
    found = pair(PAPER, Random(seed))
    assert found.asks not in found.answers
    assert found.asks in (TITLE, *SENTENCES)
    assert found.answers


def test_titles_and_sentences_both_ask():
    asked = {pair(PAPER, Random(seed)).asks for seed in range(60)}
    assert asked == {TITLE, *SENTENCES}


def test_the_end_of_an_abstract_is_read_first_at_times():
    answers = [pair(PAPER, Random(seed)).answers for seed in range(60)]
    assert any(SENTENCES[0] not in text and SENTENCES[2] in text for text in answers)


def test_an_examination_asks_for_all_the_rest():
    found = exam(PAPER, Random(1))
    rest = [text for text in SENTENCES if text != found.asks]
    assert found.answers == f"{TITLE}\n{' '.join(rest)}"
