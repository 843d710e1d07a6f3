"""Judging many at once gives the figures of judging one by one."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np
import pytest

from retrieval.answering.judging import Judging
from retrieval.answering.search import Candidate
from retrieval.indexes.vectors import Kind
from retrieval.papers import Paper, Translation
from retrieval.queries import Query

PAPERS = (
    Paper("2506.00001", "Reading lips", "Lip reading is hard. We read lips in silent video."),
    Paper("2506.00002", "Speech translation with GPT-4", "We translate speech from French."),
    Paper("2506.00003", "A title alone"),
    Paper(
        "2506.00004",
        "Silent video",
        "We read lips in silent video. It works.",
        translations=(Translation("zh", "无声视频", "我们在无声视频中读取嘴唇的动作。"),),
    ),
    Paper(
        "2506.00005", "Ein Titel", "", translations=(Translation("zh", "唇读", "读取 GPT-4 嘴唇"),)
    ),
)
QUESTIONS = (
    Query("reading lips in silent video", "papers about reading lips in silent video"),
    Query("speech translation GPT-4", "speech translation GPT-4"),
    Query("red wine", "red wine"),
    Query("无声视频", "无声视频", language="zh"),
    Query("GPT-4 嘴唇", "GPT-4 嘴唇", language="zh"),
    Query("the of", "the of"),
)


@pytest.fixture
def known(shelf):
    shelf.add(*PAPERS)
    held = shelf.catalogue.papers([paper.id for paper in PAPERS])
    return [held[paper.id] for paper in PAPERS]


def one_by_one(shelf, query, known):
    """What `Answers.judge` gives when every paper is read closely."""
    asked = shelf.search.asking.ask(query)
    ids = [one.paper.id for one in known]
    near = {}
    if asked.vector is not None:
        near = shelf.vectors.similarities(Kind.WHOLE, asked.vector, ids)
    met = shelf.search.met(asked, known) if asked.words.read or asked.vector is not None else []
    leasts = [float(asked.words.closeness([one.words]).least[0]) for one in met]
    candidates = [
        Candidate(one, 0.0, near.get(one.paper.id, 0.0), least=least or 0.0, met=beside)
        for one, least, beside in zip_longest(known, leasts, met)
    ]
    return [judged.probability for judged in shelf.answers.judge(asked, candidates)]


def test_many_at_once_are_judged_as_one_by_one(shelf, known):
    found = shelf.answers.probabilities(QUESTIONS, known)
    expected = [one_by_one(shelf, query, known) for query in QUESTIONS]
    assert found == pytest.approx(np.asarray(expected), abs=1e-4)
    assert found[0, 0] > 0.6 > found[2, 0]


def test_what_was_judged_is_remembered(shelf, known):
    judging = Judging(shelf.search, shelf.words)
    first = judging.probabilities(QUESTIONS[:2], known[:2])
    shelf.vectors.delete([one.paper.id for one in known])
    again = judging.probabilities(QUESTIONS[:1], known[:2])
    assert again[0] == pytest.approx(first[0])


def test_only_the_gaps_of_what_is_remembered_are_judged(shelf, known):
    judging = Judging(shelf.search, shelf.words)
    judging.probabilities(QUESTIONS[:2], known[:3])
    judging.probabilities(QUESTIONS[2:4], known[2:])
    found = judging.probabilities(QUESTIONS, known)
    assert found == pytest.approx(shelf.answers.probabilities(QUESTIONS, known), abs=1e-6)


def test_a_new_version_is_judged_anew(shelf, known):
    before = shelf.answers.probabilities(QUESTIONS[:1], known[1:2])
    shelf.add(Paper("2506.00002", "Reading lips", PAPERS[0].abstract, version=2))
    held = shelf.catalogue.papers(["2506.00002"])["2506.00002"]
    after = shelf.answers.probabilities(QUESTIONS[:1], [held])
    assert before[0, 0] < 0.1
    assert after[0, 0] > 0.6


def test_a_paper_that_is_not_indexed_is_judged_again_later(shelf, known):
    judging = Judging(shelf.search, shelf.words)
    vectors = shelf.vectors.vectors(Kind.WHOLE, ["2506.00001"])["2506.00001"]
    shelf.vectors.delete(["2506.00001"])
    before = judging.probabilities(QUESTIONS[:1], known[:1])
    shelf.vectors.upsert(["2506.00001"], {Kind.WHOLE: vectors[np.newaxis]})
    after = judging.probabilities(QUESTIONS[:1], known[:1])
    assert before[0, 0] < after[0, 0]


def test_memory_has_a_limit(shelf, known):
    judging = Judging(shelf.search, shelf.words, remembered=4)
    expected = shelf.answers.probabilities(QUESTIONS, known)
    for _ in range(2):
        assert judging.probabilities(QUESTIONS, known) == pytest.approx(expected, abs=1e-6)
    assert not judging._rows


def test_nothing_is_judged_of_nothing(shelf, known):
    assert shelf.answers.probabilities([], known).shape == (0, len(known))
    assert shelf.answers.probabilities(QUESTIONS, []).shape == (len(QUESTIONS), 0)


def test_a_chinese_question_is_judged_in_english_too(shelf):
    paper = Paper("2506.00006", "Diffusion models", "A diffusion model for text generation.")
    shelf.add(*PAPERS, paper)
    known = [shelf.catalogue.papers([i])[i] for i in ("2506.00006", "2506.00001")]
    asked = [
        Query("扩散模型的文本生成", "扩散模型的文本生成", language="zh"),
        Query("diffusion model text generation", "扩散模型的文本生成"),
    ]
    found = shelf.answers.probabilities(asked[:1], known)
    assert found[0, 0] > 0.6 > found[0, 1]
    assert found.shape == (1, 2)
