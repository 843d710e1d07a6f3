from __future__ import annotations

import datetime as dt

import pytest

from bot.render.sentences import (
    abstention,
    authors_line,
    filters_line,
    listed,
    printable,
    remarks,
    short_name,
    when,
)
from bot.words import CHINESE, ENGLISH
from retrieval.papers import Paper
from retrieval.queries import Query, Reason

DAY, NEXT = dt.date(2026, 6, 8), dt.date(2026, 6, 14)


def query(**filters):
    return Query(text="sand", question="sand", **filters)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Irving Fang", "I. Fang"),
        ("Jean-Luc Picard", "J.-L. Picard"),
        ("Mary Ann Evans", "M. A. Evans"),
        ("Celeste De Schamphelaere", "C. D. Schamphelaere"),
        ("Ludwig van der Berg", "L. van der Berg"),
        ("Plato", "Plato"),
        ("张三", "张三"),
        ("Fang, Irving", "Fang, Irving"),
        ("The ATLAS Collaboration", "The ATLAS Collaboration"),
        ("Gemini Team", "Gemini Team"),
        ("", ""),
    ],
)
def test_given_names_become_initials_and_groups_stay_whole(name, short):
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("count", "line"),
    [
        (0, ""),
        (1, "A. B"),
        (2, "A. B and A. B"),
        (3, "A. B, A. B and A. B"),
        (4, "A. B, A. B and 2 more"),
        (14, "A. B, A. B and 12 more"),
    ],
)
def test_of_many_authors_two_are_named_and_the_others_counted(count, line):
    assert authors_line(["Ann B"] * count) == line


def test_the_announcement_is_told_before_the_submission():
    assert when(Paper("2606.09001", "T", listed=NEXT, published=DAY)) == "announced 2026-06-14"
    assert when(Paper("2606.09001", "T", published=DAY)) == "submitted 2026-06-08"


def test_where_only_the_id_tells_the_month_is_shown():
    assert when(Paper("2506.09930", "T", updated=DAY)) == "June 2025"
    assert when(Paper("hep-th/9901001", "T")) == "January 1999"


def test_of_a_paper_without_any_date_nothing_is_said():
    assert when(Paper("title:t", "T", updated=DAY)) == "updated 2026-06-08"
    assert when(Paper("title:t", "T")) == ""


@pytest.mark.parametrize(
    ("filters", "line"),
    [
        ({}, ""),
        ({"since": DAY, "until": NEXT}, "announced 2026-06-08 to 2026-06-14"),
        ({"since": DAY, "until": DAY}, "announced on 2026-06-08"),
        ({"since": DAY}, "announced since 2026-06-08"),
        ({"until": DAY, "order": "latest"}, "announced until 2026-06-08, newest first"),
        (
            {"categories": ("cs.CL", "cs.LG"), "authors": ("Ada Example",)},
            "in cs.CL or cs.LG, by Ada Example",
        ),
        (
            {"venues": ("CVPR 2025",), "affiliations": ("MIT", "Meta"), "code": True},
            "accepted at CVPR 2025, from MIT or Meta, with code",
        ),
        ({"survey": True}, "that are surveys"),
        ({"no_survey": True}, "other than surveys"),
        (
            {
                "without": (
                    *(("categories", c) for c in ("cs.CV", "cs.LG")),
                    ("authors", "Ada"),
                    ("authors", "Li"),
                    ("days", "2024-01-01/2024-12-31"),
                    ("code", ""),
                )
            },
            (
                "not in cs.CV or cs.LG, not by Ada or Li, "
                "not announced 2024-01-01 to 2024-12-31, not with code"
            ),
        ),
        (
            {"since": DAY, "excluded": ("medicine", "law")},
            ("announced since 2026-06-08, not about medicine or law"),
        ),
        ({"surveys_first": True}, "surveys first"),
    ],
)
def test_what_was_understood_is_told_in_words(filters, line):
    assert filters_line(query(**filters)) == line


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_for_no_answer_is_one_sentence(reason):
    sentence = abstention(query(since=DAY), reason)
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_an_abstention_says_which_filters_were_in_force():
    narrow = query(since=DAY, until=NEXT, categories=("cs.CL",), authors=("Ada Example",))
    assert abstention(narrow, Reason.NOTHING_IN_RANGE) == (
        "There is no paper here announced 2026-06-08 to 2026-06-14 in cs.CL by Ada Example."
    )
    assert abstention(narrow, Reason.NOTHING_RELEVANT) == (
        "None of the papers announced 2026-06-08 to 2026-06-14 in cs.CL by Ada Example "
        "answers that."
    )
    assert abstention(query(), Reason.NOTHING_RELEVANT) == "None of the papers here answers that."


def test_where_papers_pass_the_filters_and_others_answer_no_sentence_denies_the_papers():
    assert abstention(query(since=DAY), Reason.NOTHING_IN_RANGE, offered=True) == (
        "None of the papers announced since 2026-06-08 answers that."
    )


def test_names_are_joined_as_in_a_sentence():
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_no_source_can_steer_the_screen_of_the_reader():
    assert printable("\x1b[31mred\x1b[0m \u202eback\x07\x9b1m\r\n next\tline") == (
        "[31mred[0m back1m next line"
    )
    assert printable("a\ud800b 中文 é 👩‍🔬") == "ab 中文 é 👩‍🔬"


def test_chinese_dates_are_written_in_chinese():
    assert when(Paper("2606.09001", "T", listed=NEXT), CHINESE) == "2026年6月14日公布"
    assert when(Paper("2506.09930", "T"), CHINESE) == "2025年6月"


def test_chinese_filters_are_told_in_chinese():
    asked = query(
        since=DAY, until=NEXT, categories=("cs.RO", "cs.AI"), authors=("Li",), order="latest"
    )
    assert filters_line(asked, CHINESE) == (
        "2026年6月8日至2026年6月14日公布，类别为 cs.RO 或 cs.AI，作者为 Li，最新的在前"
    )


def test_chinese_filters_that_are_turned_round_are_told_in_chinese():
    asked = query(without=(("categories", "cs.RO"), ("days", "2024-01-01/..")), excluded=("医学",))
    assert filters_line(asked, CHINESE) == (
        "不含“类别为 cs.RO”，不含“2024年1月1日起公布”，与医学无关"
    )


def test_a_chinese_abstention_says_what_was_searched():
    asked = query(since=DAY, until=DAY, categories=("cs.RO",))
    assert abstention(asked, Reason.NOTHING_IN_RANGE, CHINESE) == (
        "没有找到符合条件的论文（2026年6月8日公布，类别为 cs.RO）。"
    )
    assert abstention(query(), Reason.NOTHING_RELEVANT, CHINESE) == "这里的论文都没有回答这个问题。"


def test_of_many_chinese_authors_two_are_named():
    assert authors_line(["Ann B"] * 14, CHINESE) == "A. B、A. B 及另外 12 人"


@pytest.mark.parametrize("words", [ENGLISH, CHINESE])
@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("filters", [{}, {"since": DAY}, {"until": DAY, "authors": ("Li",)}])
def test_every_abstention_is_a_whole_sentence_in_every_language(words, reason, filters):
    sentence = abstention(query(**filters), reason, words)
    assert sentence.endswith((".", "。"))
    assert "{" not in sentence


IGNORED = (("venues", "CVPR"), ("affiliations", "DeepMind"), ("code", ""), ("survey", ""))


def test_what_was_left_out_is_told_in_both_languages():
    asked = query(ignored=IGNORED)
    assert remarks(query()) == ""
    assert remarks(asked) == (
        "Nothing here tells of papers accepted at CVPR, from DeepMind, with code, that are "
        "surveys, so that was left out."
    )
    assert remarks(asked, CHINESE) == (
        "未按以下条件筛选，因为这里没有相应的记录：被 CVPR 录用，来自DeepMind，附有代码，属于综述。"
    )


def test_an_abstention_says_what_was_left_out():
    asked = query(ignored=(("venues", "CVPR"),))
    assert abstention(asked, Reason.NOTHING_RELEVANT) == (
        "None of the papers here answers that. "
        "Nothing here tells of papers accepted at CVPR, so that was left out."
    )
    only = Query(text="", question="at CVPR", ignored=(("venues", "CVPR"),))
    assert abstention(only, Reason.NOTHING_IN_RANGE) == (
        "Nothing here tells of papers accepted at CVPR."
    )
    assert abstention(only, Reason.NOTHING_IN_RANGE, CHINESE) == (
        "这里没有相应的记录：被 CVPR 录用。"
    )


def test_what_was_put_right_is_told_in_both_languages():
    asked = query(corrected=(("langauge", "language"), ("modles", "models")))
    assert remarks(asked) == "Read “langauge” as “language”, “modles” as “models”."
    assert remarks(asked, CHINESE) == "已按以下拼写检索：“langauge”→“language”，“modles”→“models”。"


def test_that_a_chinese_question_was_asked_in_english_is_told():
    asked = Query(text="diffusion model", question="扩散模型", in_english=True)
    assert remarks(asked) == "Asked in English: “diffusion model”."
    assert remarks(asked, CHINESE) == "已用英文检索：“diffusion model”。"


def test_several_remarks_are_as_many_sentences():
    asked = query(corrected=(("modles", "models"),), ignored=(("code", ""),))
    assert remarks(asked) == (
        "Read “modles” as “models”. Nothing here tells of papers with code, so that was left out."
    )
