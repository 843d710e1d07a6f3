from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.answering.answer import Answer
from retrieval.answering.coverage import question_words
from retrieval.answering.marks import marks
from retrieval.indexes.words import TantivyWords
from retrieval.papers import Paper
from retrieval.queries import Query
from tests.fakes import HashedWords

WORDS = [
    "lip",
    "lips",
    "reading",
    "the",
    "of",
    "52.8",
    "GPT",
    "无声",
    "声视",
    "视频",
    "的",
    "Naïve",
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=12).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    return TantivyWords(tmp_path_factory.mktemp("words"))


def marked(words, question: str, text: str) -> list[str]:
    read = question_words(question, words=words, encoder=HashedWords(), indexed=3)
    return [text[start:end] for start, end in marks(text, read, words)]


def test_a_word_is_marked_in_any_inflection(words):
    assert marked(words, "reading lips", "Lip-readers read LIPS.") == ["Lip", "read", "LIPS"]


def test_stopwords_are_not_marked(words):
    assert marked(words, "what is the use of lips", "The use of lips is in speech") == [
        "use",
        "lips",
    ]


def test_decimals_are_marked_whole(words):
    assert marked(words, "52.8 on Qwen2.5", "Qwen2.5-VL has 52.8%, not 52 or 8") == [
        "Qwen2.5",
        "52.8",
    ]


def test_chinese_pairs_that_follow_each_other_are_one_mark(words):
    assert marked(words, "无声视频的唇读", "我们在无声视频中唇读") == ["无声视频", "唇读"]


def test_a_latin_word_that_touches_chinese_is_one_mark_with_it(words):
    assert marked(words, "GPT模型", "用GPT模型和GPT") == ["GPT模型", "GPT"]


def test_accents_and_case_do_not_matter(words):
    assert marked(words, "naive bayes", "Naïve BAYES") == ["Naïve", "BAYES"]


@pytest.mark.parametrize("question", ["", "the of", "？！", "的"])
def test_a_question_without_content_words_marks_nothing(words, question):
    assert marked(words, question, "the lips of 的 talking people") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=TEXTS, text=TEXTS)
def test_marks_are_in_order_apart_and_each_holds_a_word_of_the_question(words, question, text):
    read = question_words(question, words=words, encoder=HashedWords(), indexed=3)
    last = -1
    for start, end in marks(text, read, words):
        assert last < start < end <= len(text)
        last = end
        piece = text[start:end]
        pairs = {piece[i : i + 2] for i in range(len(piece) - 1)}
        assert ({term for _, term in words.terms(piece)} | pairs) & set(read.weights)


LIPS = Paper("2506.00002", "Lip reading", "We read the lips of talking people in silent video.")
OTHER = Paper("2506.00003", "Silent films", "Silent video of talking people is old.")


def answered(answer) -> list[str]:
    assert isinstance(answer, Answer)
    excerpt = answer.evidence[0].excerpts[0]
    return [excerpt.text[start:end] for start, end in excerpt.marks]


def test_an_excerpt_of_an_answer_has_the_words_of_the_question_marked(shelf):
    shelf.add(LIPS)
    asked = "reading lips in silent video of talking people"
    answer = shelf.answers.answer(Query(asked, asked))
    assert answered(answer) == ["read", "lips", "talking", "people", "silent", "video"]


def test_papers_like_one_have_the_words_of_its_title_marked(shelf):
    shelf.add(LIPS, OTHER)
    assert answered(shelf.answers.similar(OTHER.id)) == ["silent"]


def test_the_newest_papers_of_a_range_have_nothing_marked(shelf):
    shelf.add(LIPS)
    answer = shelf.answers.answer(Query("", "x"))
    assert answered(answer) == []
