from __future__ import annotations

import numpy as np
import pytest

from retrieval.answering.coverage import question_words
from retrieval.indexes.words import TantivyWords, WordsOf
from tests.fakes import DIMENSION, HashedWords


@pytest.fixture
def words(tmp_path):
    index = TantivyWords(tmp_path / "words")
    index.upsert(
        [
            WordsOf("a", "Prompting an LLM", "SynJudge grades images with an LLM", ""),
            WordsOf("b", "Tuning an LLM", "reaches 52.8% of accuracy", ""),
            WordsOf("c", "An LLM that plans", "plans for an LLM", "唇读与无声视频"),
        ]
    )
    return index


def read(words, text: str):
    return question_words(text, words=words, encoder=HashedWords(), indexed=3)


def tokens(text: str) -> np.ndarray:
    return HashedWords().read_documents([text])[1][0].rows


def near(question, *texts: np.ndarray):
    """How near each text comes to the question's words."""
    columns = np.concatenate([np.empty((0, DIMENSION)), *(word.tokens for word in question.read)])
    return question.closeness([columns @ text.T for text in texts])


def share(question, text: np.ndarray) -> float:
    return float(near(question, text).share[0])


def terms(words, text: str) -> set[str]:
    return {term for _, term in words.terms(text)}


def test_a_text_that_holds_every_word_has_the_whole_share(words):
    assert share(read(words, "grades images"), tokens("it grades images")) > 0.99


def test_a_text_that_holds_none_has_nearly_no_share(words):
    assert share(read(words, "grades images"), tokens("carpets")) < 0.3


def test_rare_words_weigh_more_than_common_ones(words):
    question = read(words, "SynJudge LLM")
    rare, common = (share(question, tokens(word)) for word in ("SynJudge", "LLM"))
    assert rare > common


def test_a_text_without_tokens_has_no_share(words):
    assert share(read(words, "images"), np.empty((0, DIMENSION), dtype=np.float32)) == 0.0


def test_texts_that_are_read_together_have_the_shares_they_have_alone(words):
    question = read(words, "SynJudge grades images")
    texts = [
        tokens("it grades images"),
        tokens("SynJudge")[:0],
        tokens("SynJudge"),
        tokens("carpets"),
    ]
    alone = [share(question, text) for text in texts]
    assert near(question, *texts).share.tolist() == pytest.approx(alone)
    assert near(read(words, ""), *texts).share.tolist() == [0.0] * len(texts)


def test_parts_of_a_text_have_the_shares_they_have_alone(words):
    question = read(words, "SynJudge grades images")
    parts = [tokens("it grades images"), tokens("x")[:0], tokens("carpets"), tokens("SynJudge")]
    rows = np.concatenate([word.tokens for word in question.read])
    counts = [len(part) for part in parts]
    within = question.soft_shares_within(rows @ np.concatenate(parts).T, counts)
    assert within.tolist() == pytest.approx(near(question, *parts).share.tolist())
    assert question.soft_shares_within(rows @ parts[1].T, [0, 0]).tolist() == [0.0, 0.0]
    nothing = rows[:0] @ parts[0].T
    assert read(words, "").soft_shares_within(nothing, [len(parts[0])]).tolist() == [0.0]


def test_chinese_words_are_matched_to_the_letter(words):
    question = read(words, "无声视频的唇读")
    assert question.read == ()
    assert question.exact_share(terms(words, "唇读与无声视频")) == pytest.approx(1.0)
    assert question.exact_share(terms(words, "红烧肉")) == 0.0


@pytest.mark.parametrize("name", ["SynJudge", "52.8"])
def test_a_name_that_one_paper_has_tells_all_and_one_that_all_have_tells_nothing(words, name):
    question = read(words, f"{name} LLM")
    assert question.rarest_name(terms(words, f"with {name} and an LLM")) == pytest.approx(1.0)
    assert question.rarest_name(terms(words, "an LLM")) < 0.1
    assert question.rarest_name(terms(words, "nothing of it")) == 0.0


def test_plain_words_and_small_numbers_are_no_names(words):
    assert read(words, "grades 5 images of accuracy").names == {}


@pytest.mark.parametrize("text", ["", "the of", "？！", "字"])
def test_a_question_without_content_words_has_none(words, text):
    question = read(words, text)
    assert (question.read, question.names) == ((), {})
    assert question.exact_share({"anything"}) == 0.0


def test_one_word_without_a_counterpart_lowers_the_least_more_than_the_mean(words):
    question = read(words, "SynJudge grades images")
    all_of_it = near(question, tokens("SynJudge grades images"))
    without_one = near(question, tokens("it grades images"))
    fall = {
        name: float(getattr(all_of_it, name)[0] - getattr(without_one, name)[0])
        for name in ("share", "least")
    }
    assert fall["least"] > 1.5 * fall["share"]


def test_the_least_lies_between_the_nearest_word_and_the_farthest(words):
    whole = near(read(words, "SynJudge grades images"), tokens("it grades images"))
    farthest = near(read(words, "SynJudge"), tokens("it grades images"))
    assert farthest.share[0] <= whole.least[0] <= whole.share[0]
