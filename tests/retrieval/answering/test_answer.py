from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.answering.answer import Answers
from retrieval.answering.search import Search
from retrieval.errors import BadQuestion, UnknownPaper
from retrieval.papers import Paper, Translation
from retrieval.queries import Abstained, Answer, Query, Reason

LIPS = Paper(
    "2506.00002",
    "Lip reading with large models",
    "Lip reading is hard. We read lips in silent video of talking people. It works well.",
    authors=("Ada Lovelace",),
    categories=("cs.CV",),
    published=dt.date(2025, 6, 2),
)
SPEECH = Paper(
    "2505.00003",
    "Speech translation",
    "Speech is rich. We translate speech from French to German.",
    categories=("cs.CL",),
    published=dt.date(2025, 5, 3),
)
ASKED = "read lips in silent video of talking people"


def query(text: str, **more) -> Query:
    return Query(text=text, question=text, **more)


@pytest.fixture
def two(shelf):
    shelf.add(LIPS, SPEECH)
    return shelf.answers


def stored(paper: Paper, field: str, language: str) -> str:
    translation = paper.translation(language)
    if translation is not None and field == "abstract":
        return translation.abstract
    return {"abstract": paper.abstract, "title": paper.title}[field]


def test_an_answer_holds_the_sentence_that_answers(two):
    answer = two.answer(query(ASKED))
    assert isinstance(answer, Answer)
    assert answer.evidence[0].paper == LIPS
    assert "silent video" in answer.evidence[0].excerpts[0].text


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60) | st.sampled_from([ASKED, "speech from French", "lips German"]))
def test_every_excerpt_is_a_slice_of_the_stored_text(two, text):
    answer = two.answer(query(text)) if text.strip() else None
    for evidence in answer.evidence if isinstance(answer, Answer) else ():
        for excerpt in evidence.excerpts:
            whole = stored(evidence.paper, excerpt.field, excerpt.language)
            assert excerpt.text == whole[excerpt.start : excerpt.end] != ""


def test_a_question_that_no_paper_treats_is_not_answered(two):
    assert two.answer(query("red wine stains on carpets")) == Abstained(
        query("red wine stains on carpets"), Reason.NOTHING_RELEVANT
    )


def test_small_talk_is_told_from_a_question(two):
    asked = query("hello", smalltalk=True)
    assert two.answer(asked) == Abstained(asked, Reason.SMALLTALK)


def test_an_empty_store_says_so(shelf):
    assert shelf.answers.answer(query(ASKED)) == Abstained(query(ASKED), Reason.NOTHING_INDEXED)


def test_filters_that_no_paper_passes_are_named_as_the_reason(two):
    asked = query(ASKED, since=dt.date(2030, 1, 1))
    assert two.answer(asked) == Abstained(asked, Reason.NOTHING_IN_RANGE)


def test_an_answer_outside_the_range_is_named_as_the_reason_and_offered(two):
    asked = query(ASKED, until=dt.date(2025, 5, 31))
    found = two.answer(asked)
    assert (found.reason, [one.paper for one in found.nearest]) == (Reason.NOTHING_IN_RANGE, [LIPS])


def test_an_abstention_offers_what_lies_near_and_nothing_absurd(two):
    near = two.answer(query("speech from dolphins under water"))
    assert near.reason is Reason.NOTHING_RELEVANT
    assert [one.paper for one in near.nearest] == [SPEECH]


@pytest.mark.parametrize(
    "filters",
    [
        {"since": dt.date(2025, 6, 1)},
        {"until": dt.date(2025, 6, 30), "since": dt.date(2025, 6, 1)},
        {"categories": ("cs.CV",)},
        {"authors": ("Lovelace",)},
    ],
)
def test_filters_let_the_right_paper_through(two, filters):
    answer = two.answer(query(ASKED, **filters))
    assert isinstance(answer, Answer)
    assert [one.paper.id for one in answer.evidence] == [LIPS.id]


def test_only_filters_bring_the_newest_papers(two):
    answer = two.answer(Query(text="", question="since May", since=dt.date(2025, 5, 1)))
    assert isinstance(answer, Answer)
    assert [one.paper.id for one in answer.evidence] == [LIPS.id, SPEECH.id]


def test_latest_orders_the_relevant_ones_by_date(shelf):
    older = Paper(
        "2501.00001", LIPS.title + " revisited", LIPS.abstract, published=dt.date(2025, 1, 2)
    )
    shelf.add(older, LIPS, SPEECH)
    answer = shelf.answers.answer(query(ASKED, order="latest"))
    assert isinstance(answer, Answer)
    assert [one.paper.id for one in answer.evidence] == [LIPS.id, older.id]


def test_similar_leaves_out_the_paper_itself(two):
    answer = two.similar(LIPS.id)
    assert isinstance(answer, Answer)
    assert [one.paper.id for one in answer.evidence] == [SPEECH.id]


def test_a_pasted_link_asks_for_similar_papers(two):
    answer = two.answer(Query(text="", question="arxiv.org/abs/2506.00002", paper_id=LIPS.id))
    assert isinstance(answer, Answer)
    assert LIPS.id not in [one.paper.id for one in answer.evidence]


def test_similar_to_an_unknown_paper_says_what_to_do(two):
    with pytest.raises(UnknownPaper, match="ingest it first"):
        two.similar("2401.00001")


@pytest.mark.parametrize("count", [0, -1, 51])
def test_an_impossible_number_of_papers_is_refused(two, count):
    with pytest.raises(BadQuestion, match="between 1 and 50"):
        two.answer(query(ASKED), count)


def test_a_chinese_question_is_answered_from_the_stored_chinese(shelf):
    abstract = "本文研究唇读。我们在无声视频中读取嘴唇的动作。效果很好。"
    paper = Paper(
        "2506.00009",
        "Lip reading",
        "We read lips.",
        translations=(Translation("zh", "大模型唇读", abstract),),
    )
    shelf.add(paper, SPEECH)
    answer = shelf.answers.answer(query("无声视频中读取嘴唇", language="zh"))
    assert isinstance(answer, Answer)
    excerpt = answer.evidence[0].excerpts[0]
    assert (excerpt.field, excerpt.language) == ("abstract", "zh")
    assert excerpt.text == abstract[excerpt.start : excerpt.end]
    assert "无声视频" in excerpt.text


def test_words_beside_a_pasted_link_do_not_hide_the_link(two):
    asked = Query(text="but for speech", question="2506.00002 but for speech", paper_id=LIPS.id)
    answer = two.answer(asked)
    assert isinstance(answer, Answer)
    assert [one.paper.id for one in answer.evidence] == [SPEECH.id]


def test_similar_within_filters_that_nothing_passes_says_so(two):
    asked = Query(text="", question="x", paper_id=LIPS.id, since=dt.date(2030, 1, 1))
    assert two.answer(asked) == Abstained(asked, Reason.NOTHING_IN_RANGE)


def test_many_who_ask_at_once_get_what_each_gets_alone_and_are_encoded_together(two, shelf):
    asked = [query(f"{ASKED} number {n}") for n in range(24)] + [query("speech from French")] * 2
    alone = [two.answer(one) for one in asked]
    calls: list[int] = []
    encode = shelf.encoder.read_questions

    def slow(texts):
        calls.append(len(texts))
        time.sleep(0.01)
        return encode(texts)

    shelf.encoder.read_questions = slow
    search = Search(shelf.vectors, shelf.words, shelf.reader, shelf.catalogue)
    fresh = Answers(shelf.catalogue, search, shelf.words)
    with ThreadPoolExecutor(13) as threads:
        assert list(threads.map(fresh.answer, asked)) == alone
    assert sum(calls) >= 25
    assert len(calls) < 20


@pytest.fixture
def english_only(shelf):
    """Papers of which nothing is stored in Chinese."""
    shelf.add(
        Paper("2506.00001", "Diffusion model", "A diffusion model for text generation."),
        Paper("2506.00002", "Lip reading", "We read lips in silent video."),
    )
    return shelf


def test_a_chinese_question_that_nothing_answers_is_asked_in_english(english_only):
    answer = english_only.answers.answer(query("扩散模型的文本生成", language="zh"))
    assert isinstance(answer, Answer)
    assert [one.paper.id for one in answer.evidence] == ["2506.00001"]
    assert (answer.query.text, answer.query.in_english) == ("diffusion model text generation", True)
    assert answer.query.question == "扩散模型的文本生成"


@pytest.mark.parametrize("text", ["扩散模型红烧肉", "量子计算"])
def test_a_chinese_question_that_nothing_answers_in_english_either_is_met_with_silence(
    english_only, text
):
    outcome = english_only.answers.answer(query(text, language="zh"))
    assert isinstance(outcome, Abstained)
    assert outcome.query.text == text


def test_a_chinese_question_is_not_asked_in_english_where_chinese_papers_answer(english_only):
    chinese = Translation("zh", "扩散模型", "用扩散模型生成文本。")
    english_only.add(Paper("2506.00003", "Ein Titel", "", translations=(chinese,)))
    answer = english_only.answers.answer(query("扩散模型", language="zh"))
    assert isinstance(answer, Answer)
    assert not answer.query.in_english
    assert answer.evidence[0].paper.id == "2506.00003"


def test_a_mixed_question_is_asked_in_english_first(english_only):
    english_only.add(Paper("2506.00003", "GPT-4 and red wine", "GPT-4 tells red wines apart."))
    answer = english_only.answers.answer(query("GPT-4 扩散模型", language="zh"))
    assert answer.query.text == "GPT-4 diffusion model"
    as_it_is = english_only.answers.answer(query("GPT-4 红烧肉", language="zh"))
    assert isinstance(as_it_is, Answer)
    assert not as_it_is.query.in_english
