from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.explaining.sorting import sorted_explanation
from retrieval.explaining.values import Heading
from retrieval.papers import KnownPaper, Paper, Sighting, Translation

ABSTRACT = (
    "Legged robots sink into sand, and existing controllers fall. "
    "In this paper, we propose a controller with two timescales. "
    "Experiments show that our method halves the number of falls."
)
CHINESE = (
    "足式机器人容易陷入沙中。本文提出一种双时间尺度的控制器。实验结果表明，跌倒次数减少了一半。"
)


def known(abstract=ABSTRACT, translations=(), notes=()):
    paper = Paper("2606.09002", "Walking on Sand", abstract, translations=translations)
    return KnownPaper(paper, (Sighting("digest:bilingual", notes=notes),))


def texts(explanation):
    return {
        section.heading.value: [claim.text for claim in section.claims]
        for section in explanation.sections
    }


def test_each_sentence_stands_under_what_it_is_for():
    assert texts(sorted_explanation(known(), "en")) == {
        "background": ["Legged robots sink into sand, and existing controllers fall."],
        "method": ["In this paper, we propose a controller with two timescales."],
        "result": ["Experiments show that our method halves the number of falls."],
    }


def test_the_reader_of_chinese_gets_the_chinese_abstract_where_one_is_stored():
    with_chinese = known(translations=(Translation("zh", "沙地行走", CHINESE),))
    assert texts(sorted_explanation(with_chinese, "zh")) == {
        "background": ["足式机器人容易陷入沙中。"],
        "method": ["本文提出一种双时间尺度的控制器。"],
        "result": ["实验结果表明，跌倒次数减少了一半。"],
    }
    assert "background" in texts(sorted_explanation(with_chinese, "en"))
    assert sorted_explanation(known(), "zh").passages[0].language == "en"


def test_a_paper_without_an_abstract_is_sorted_by_what_a_digest_says():
    found = sorted_explanation(known("", notes=(("概述", CHINESE),)), "en")
    assert found.passages[0].field == "概述"
    assert [section.heading for section in found.sections] == [
        Heading.BACKGROUND,
        Heading.METHOD,
        Heading.RESULT,
    ]


def test_where_only_the_title_is_known_there_is_nothing_to_sort():
    found = sorted_explanation(known(""), "en")
    assert (found.sections, found.passages) == ((), ())


@given(st.text(max_size=400))
def test_every_claim_is_a_slice_of_the_abstract_and_none_is_lost(abstract):
    found = sorted_explanation(known(abstract), "en")
    for passage in found.passages:
        assert passage.text == abstract[passage.start : passage.end]
    claims = [claim for section in found.sections for claim in section.claims]
    assert sorted(n for claim in claims for n in claim.passages) == [
        passage.number for passage in found.passages
    ]
    assert found.cited == tuple(passage.number for passage in found.passages)
