from __future__ import annotations

import pytest

from retrieval.answering.reranking import CrossEncoderReranker, reranked
from retrieval.answering.search import Candidate
from retrieval.errors import ModelError
from retrieval.papers import KnownPaper, Paper
from tests.support.crossing import tiny_cross_encoder


@pytest.fixture(scope="module")
def reranker(tmp_path_factory):
    return CrossEncoderReranker(str(tiny_cross_encoder(tmp_path_factory.mktemp("cross") / "model")))


def test_each_text_has_a_score_in_the_order_of_the_texts(reranker):
    texts = ["speech of robots", "robots grasp", "the paper of vision"]
    scores = reranker.rerank("question", texts)
    assert len({round(score, 3) for score in scores}) == len(texts)
    back = reranker.rerank("question", texts[::-1])
    assert back == pytest.approx(scores[::-1], abs=1e-5)
    assert reranker.rerank("speech", texts) != pytest.approx(scores, abs=1e-3)


def test_no_texts_have_no_scores(reranker):
    assert reranker.rerank("question", []) == []


def test_a_text_beyond_the_window_is_cut(reranker):
    (score,) = reranker.rerank("question", ["grasp " * 500])
    assert 0.0 <= score <= 1.0


class Counting:
    """Prefers texts by how often "grasp" stands in them."""

    def rerank(self, question, texts):
        return [float(text.count(question)) for text in texts]


def candidate(number, abstract, score):
    return Candidate(KnownPaper(Paper(f"2506.0000{number}", "Robots", abstract)), score, 0.5)


def test_papers_are_put_in_the_order_of_the_reranker_and_scores_still_fall():
    top = [
        candidate(1, "They grasp.", 0.9),
        candidate(2, "They walk.", 0.8),
        candidate(3, "A grasp of grasp.", 0.7),
        candidate(4, "I grasp.", 0.6),
    ]
    found = reranked(Counting(), "grasp", top)
    assert [one.paper_id[-1] for one in found] == ["3", "1", "4", "2"]
    assert [one.score for one in found] == [0.9, 0.8, 0.7, 0.6]
    assert reranked(Counting(), "grasp", []) == []


def test_nothing_is_loaded_before_it_is_used(tmp_path):
    missing = CrossEncoderReranker(str(tmp_path / "none"))
    with pytest.raises(ModelError, match="neither a folder"):
        missing.rerank("question", ["text"])


def test_a_folder_without_a_model_is_one_sentence(tmp_path):
    with pytest.raises(ModelError, match="cannot be loaded"):
        CrossEncoderReranker(str(tmp_path)).rerank("question", ["text"])


def test_a_classifier_of_several_classes_is_no_reranker(tmp_path):
    model = CrossEncoderReranker(str(tiny_cross_encoder(tmp_path / "model", labels=3)))
    with pytest.raises(ModelError, match="gives 3 scores"):
        model.rerank("question", ["text"])


def test_an_encoder_without_a_scoring_layer_is_no_reranker(tmp_path):
    model = CrossEncoderReranker(str(tiny_cross_encoder(tmp_path / "model", head=False)))
    with pytest.raises(ModelError, match="no layer that scores"):
        model.rerank("question", ["text"])
