from __future__ import annotations

import pytest

from retrieval.answering.search import Search, scaled
from retrieval.indexes.words import TantivyWords
from retrieval.papers import Paper, Translation
from retrieval.queries import Query

ZH = Translation("zh", "无声视频", "读无声视频里的唇语。")


def query(text: str, **more) -> Query:
    return Query(text=text, question=text, **more)


def ranked(shelf, text: str, count: int = 5, **more) -> list[str]:
    found = shelf.search.rank(shelf.search.asking.ask(query(text)), count, **more)
    return [candidate.paper_id for candidate in found]


@pytest.fixture
def three(shelf):
    shelf.add(
        Paper("2506.00001", "Pruning visual tokens", "We prune tokens of images."),
        Paper("2506.00002", "Lip reading", "We read lips in silent video."),
        Paper("2506.00003", "Speech translation", "We translate speech."),
    )
    return shelf


def test_the_paper_that_answers_comes_first(three):
    assert ranked(three, "silent lips")[0] == "2506.00002"


def test_scores_lie_between_0_and_1_and_fall(three):
    found = three.search.rank(three.search.asking.ask(query("silent lips")), 5)
    scores = [candidate.score for candidate in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_only_allowed_papers_are_ranked(three):
    assert ranked(three, "silent lips", allowed={"2506.00003"}) == ["2506.00003"]


def test_a_filtered_ranking_is_the_ranking_of_a_store_with_those_papers_only(three):
    allowed = {"2506.00001", "2506.00003"}
    assert ranked(three, "tokens", allowed=allowed)[0] == "2506.00001"
    assert set(ranked(three, "tokens", allowed=allowed)) == allowed


def test_withdrawn_papers_are_not_offered(three):
    three.add(Paper("2506.00004", "Lip reading again", "Lips, silent video.", withdrawn=True))
    assert "2506.00004" not in ranked(three, "silent lips video")


def test_a_paper_that_left_the_catalogue_is_not_offered_by_an_index_that_lags(three):
    three.words.upsert([_orphan()])
    assert "2506.99999" not in ranked(three, "silent lips")


class Backwards:
    """Likes the worst paper best."""

    def rerank(self, question, texts):
        self.asked = question
        return [float(place) for place in range(len(texts))]


@pytest.mark.parametrize("text", ["silent lips", "无声视频"])
def test_a_reranker_orders_the_first_papers(three, text):
    other = Backwards()
    search = Search(three.vectors, three.words, three.reader, three.catalogue, reranker=other)
    for paper in ("2506.00005", "2506.00006"):
        three.add(Paper(paper, "Lips", "Silent lips.", translations=(ZH,)))
    plain = three.search.rank(three.search.asking.ask(query(text)), 5)
    found = search.rank(search.asking.ask(query(text)), 5)
    assert [one.paper_id for one in found] == [one.paper_id for one in plain][::-1]
    assert [one.score for one in found] == [one.score for one in plain]
    assert other.asked == text


def test_an_empty_store_ranks_nothing(shelf):
    assert ranked(shelf, "anything") == []


def test_a_question_in_chinese_without_latin_words_has_no_vector(shelf):
    asked = shelf.search.asking.ask(query("透明物体抓取", language="zh"))
    assert asked.vector is None
    assert shelf.search.asking.ask(query("用 Mamba 做检测", language="zh")).vector is not None


def test_the_first_page_does_not_depend_on_how_many_more_are_asked_for(three):
    assert ranked(three, "video", 1) == ranked(three, "video", 3)[:1]


def test_scaling_gives_the_best_1_and_the_floor_0():
    assert scaled({"a": 3.0, "b": 2.0, "c": 1.0}, 1.0) == {"a": 1.0, "b": 0.5, "c": 0.0}
    assert scaled({"a": 2.0}, 2.0) == {"a": 1.0}
    assert scaled({}, 0.0) == {}


def _orphan():
    from retrieval.indexes.words import WordsOf  # noqa: PLC0415 - used once

    return WordsOf("2506.99999", "silent lips", "silent lips", "")


def test_a_filter_that_many_papers_pass_ranks_as_one_that_is_checked_paper_by_paper(three):
    allowed = {"2506.00001", "2506.00003"}
    words = TantivyWords(three.note.parent, named=1)
    cutting = Search(three.vectors, words, three.reader, three.catalogue)
    found = cutting.rank(cutting.asking.ask(query("tokens")), 5, allowed=allowed)
    assert [one.paper_id for one in found] == ranked(three, "tokens", allowed=allowed)


def test_all_papers_of_a_long_answer_are_read_and_scores_still_fall(shelf):
    shelf.add(*(Paper(f"2506.{n:05}", f"Silent video {n}", "We read lips.") for n in range(30)))
    asked = shelf.search.asking.ask(query("lips in silent video"))
    found = shelf.search.rank(asked, 25, read=25)
    scores = [candidate.score for candidate in found]
    assert all(candidate.met is not None for candidate in found)
    assert scores == sorted(scores, reverse=True)
    first_page = shelf.search.rank(asked, 5)
    assert [one.paper_id for one in first_page] == [one.paper_id for one in found[:5]]


def test_many_questions_asked_together_are_as_each_alone(shelf):
    shelf.add(Paper("2506.00001", "Reading lips", "We read lips in silent video."))
    queries = [Query(text, text, language=code) for text, code in MANY]
    for one, query in zip(shelf.search.asking.ask_all(queries), queries, strict=True):
        alone = shelf.search.asking.ask(query)
        assert (one.query, one.indexed) == (query, 1)
        assert (one.vector is None) == (alone.vector is None)
        assert one.words.weights == alone.words.weights
    assert shelf.search.asking.ask_all([]) == []


MANY = (("reading lips", "en"), ("唇读", "zh"), ("GPT-4 唇读", "zh"), ("the of", "en"))
