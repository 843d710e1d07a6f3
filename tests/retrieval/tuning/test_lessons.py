from __future__ import annotations

import re
from random import Random

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


PAIRS = [pair(PAPER, Random(seed)) for seed in range(300)]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def test_what_asks_is_never_part_of_what_answers():
    for found in PAIRS:
        assert found.answers
        assert found.asks not in found.answers
        assert found.asks.lower() not in found.answers.lower()


def test_what_answers_is_of_the_paper_word_for_word():
    for found in PAIRS:
        rest = found.answers.removeprefix(TITLE).strip()
        whole = " ".join(SENTENCES)
        assert all(part in whole for part in re.split(r"(?<=[.]) ", rest))


def test_titles_and_every_sentence_ask():
    asked = {found.asks for found in PAIRS}
    assert asked >= {TITLE, *SENTENCES}


def test_some_look_for_the_title_alone_and_some_for_the_abstract_alone():
    assert any(found.answers == TITLE for found in PAIRS)
    by_sentence = [found for found in PAIRS if not words(found.asks) <= words(TITLE)]
    assert any(TITLE not in found.answers for found in by_sentence)


def test_the_end_of_an_abstract_is_read_first_at_times():
    assert any(
        SENTENCES[0] not in found.answers and SENTENCES[2] in found.answers for found in PAIRS
    )


def test_an_examination_asks_for_all_the_rest():
    found = exam(PAPER, Random(1))
    rest = [text for text in SENTENCES if text != found.asks]
    assert found.answers == f"{TITLE}\n{' '.join(rest)}"
