from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.render.markup import size
from bot.views.answer import CONTENT, abstention_text, answer_view, pages, sentence
from bot.words import CHINESE, ENGLISH
from retrieval.members import Kind, Turn
from retrieval.papers import KnownPaper, Paper, Translation
from retrieval.queries import Abstained, Answer, Evidence, Excerpt, Query, Reason

ABSTRACT = "Legged robots sink into sand by 44\\% of their height. Ours do not."
PAPER = Paper(
    "2606.09002",
    "T$^2$Walker: Two Timescales for Legged Robots",
    ABSTRACT,
    authors=("Fatima Primer", "Karl Holm", "Ana Sol", "Bo Li"),
    categories=("cs.RO", "cs.LG"),
    listed=dt.date(2026, 6, 8),
    code_url="https://github.com/example/t2walker",
)
EXCERPT = Excerpt("abstract", "en", 0, 53, ABSTRACT[:53], ((7, 13), (24, 28)))
EVIDENCE = Evidence(KnownPaper(PAPER), 0.9, (EXCERPT,))
QUERY = Query("sand", "How about sand?")
ASKED = dt.datetime(2026, 6, 15, tzinfo=dt.UTC)


def turn(query=QUERY, evidence=(EVIDENCE,), kind=Kind.ASK):
    return Turn("abcdefghijkl", "1", "2", ASKED, Answer(query, tuple(evidence)), kind)


def many(count):
    return [
        replace(EVIDENCE, known=KnownPaper(replace(PAPER, title=f"Paper {i}")))
        for i in range(1, count + 1)
    ]


def shown(view):
    return [one["content"] for one in view.to_components() if one["type"] == 10]


def rows(view):
    return [
        [(b.get("label") or b["emoji"]["name"], b["custom_id"]) for b in one["components"]]
        for one in view.to_components()
        if one["type"] == 1
    ]


def test_a_paper_shows_title_people_day_excerpt_and_links():
    (text,) = shown(answer_view(turn(), 0, ENGLISH, quoting=False))
    assert text == (
        "### 1. [T²Walker: Two Timescales for Legged Robots](https://arxiv.org/abs/2606.09002)\n"
        "-# F. Primer, K. Holm and 2 more · announced 2026-06-08 · cs.RO, cs.LG\n"
        "> “Legged **robots** sink into **sand** by 44% of their height.”\n"
        "[Abstract](https://arxiv.org/abs/2606.09002) · [PDF](https://arxiv.org/pdf/2606.09002)"
        " · [Code](https://github.com/example/t2walker)"
    )


def test_each_paper_has_its_buttons_and_the_answer_its_own():
    assert rows(answer_view(turn(evidence=many(2)), 0, ENGLISH, quoting=False)) == [
        [
            ("Similar", "pw:similar:abcdefghijkl:0"),
            ("BibTeX", "pw:bibtex:abcdefghijkl:0"),
            ("Save", "pw:save:abcdefghijkl:0"),
            ("Explain more", "pw:explain:abcdefghijkl:0"),
        ],
        [
            ("Similar", "pw:similar:abcdefghijkl:1"),
            ("BibTeX", "pw:bibtex:abcdefghijkl:1"),
            ("Save", "pw:save:abcdefghijkl:1"),
            ("Explain more", "pw:explain:abcdefghijkl:1"),
        ],
        [("👍", "pw:up:abcdefghijkl:-1"), ("👎", "pw:down:abcdefghijkl:-1")],
    ]


@pytest.mark.parametrize(("papers", "count"), [(1, 1), (5, 1), (6, 2), (15, 3), (50, 10)])
def test_a_page_holds_five_papers(papers, count):
    assert pages(turn(evidence=many(papers))) == count


def test_the_second_page_goes_on_with_the_sixth_paper():
    view = answer_view(turn(evidence=many(12)), 1, ENGLISH, quoting=False)
    first, *others = shown(view)
    assert first.startswith("-# Page 2 of 3\n### 6. [Paper 6](")
    assert [text.partition(" [")[0] for text in others] == [f"### {i}." for i in (7, 8, 9, 10)]
    assert rows(view)[0][0] == ("Similar", "pw:similar:abcdefghijkl:5")


@pytest.mark.parametrize(
    ("page", "steps"),
    [
        (0, [("Next", "pw:page:abcdefghijkl:1")]),
        (1, [("Previous", "pw:page:abcdefghijkl:0"), ("Next", "pw:page:abcdefghijkl:2")]),
        (2, [("Previous", "pw:page:abcdefghijkl:1")]),
    ],
)
def test_one_can_go_to_the_pages_that_there_are(page, steps):
    last = rows(answer_view(turn(evidence=many(12)), page, ENGLISH, quoting=False))[-1]
    assert last[:-2] == steps


@pytest.mark.parametrize(("page", "nearest"), [(-1, 1), (3, 3), (99, 3)])
def test_a_page_that_does_not_exist_is_the_nearest_that_does(page, nearest):
    text = shown(answer_view(turn(evidence=many(12)), page, ENGLISH, quoting=False))[0]
    assert text.startswith(f"-# Page {nearest} of 3\n")


def test_the_question_is_quoted_where_others_do_not_see_it():
    view = answer_view(turn(), 0, ENGLISH, quoting=True)
    assert shown(view)[0].startswith("> How about sand?\n### 1. ")
    view = answer_view(turn(), 0, ENGLISH, quoting=False)
    assert shown(view)[0].startswith("### 1. ")


def test_what_was_understood_stands_above_the_papers():
    query = replace(QUERY, since=dt.date(2026, 6, 8), categories=("cs.RO",))
    view = answer_view(turn(query, many(12)), 0, ENGLISH, quoting=True)
    assert shown(view)[0].startswith(
        "> How about sand?\n-# Announced since 2026-06-08, in cs.RO · page 1 of 3\n### 1. "
    )


@pytest.mark.parametrize(
    ("kind", "query", "above"),
    [
        (Kind.SIMILAR, Query("", "A $T^2$ paper", paper_id="2606.1"), "## Similar to “A T² paper”"),
        (Kind.SIMILAR, Query("", "", paper_id="2606.00001"), "## Similar to “2606\\.00001”"),
        (
            Kind.SIMILAR,
            Query("", "like https://arxiv.org/abs/2606.00001", paper_id="2606.00001"),
            "## Similar to “2606\\.00001”",
        ),
        (
            Kind.RECENT,
            Query("", "", since=dt.date(2026, 6, 8), order="latest"),
            "## Newest papers\n-# Announced since 2026-06-08, newest first",
        ),
        (Kind.RECENT, Query("sand", "sand"), "> sand\n## Newest papers"),
        (Kind.TRENDING, Query("", ""), "## Trending papers"),
        (Kind.SAVED, Query("", ""), "## Your saved papers"),
    ],
)
def test_a_list_says_what_it_is(kind, query, above):
    text = shown(answer_view(turn(query, kind=kind), 0, ENGLISH, quoting=False))[0]
    assert text.startswith(f"{above}\n### 1. ")


def test_a_saved_paper_can_be_removed_where_it_is_listed():
    row, _ = rows(answer_view(turn(kind=Kind.SAVED), 0, ENGLISH, quoting=False))
    assert row[2] == ("Remove", "pw:save:abcdefghijkl:0")


def test_a_chinese_reader_sees_the_title_in_chinese_too():
    paper = replace(PAPER, translations=(Translation("zh", "足式机器人"),))
    found = turn(replace(QUERY, language="zh"), [Evidence(KnownPaper(paper), 0.9, ())])
    (text,) = shown(answer_view(found, 0, CHINESE, quoting=False))
    title, translated, about, _ = text.splitlines()
    assert title.startswith("### 1. [T²Walker")
    assert translated == "足式机器人"
    assert about == "-# F. Primer、K. Holm 及另外 2 人 · 2026年6月8日公布 · cs.RO, cs.LG"


def test_papers_that_say_little_leave_their_room_to_those_that_say_much():
    long = "A sentence of words. " * 60
    talkative = replace(
        EVIDENCE,
        known=KnownPaper(replace(PAPER, abstract=long)),
        excerpts=(Excerpt("abstract", "en", 0, 560, long[:560]),),
    )
    texts = shown(answer_view(turn(evidence=[talkative, *many(4)]), 0, ENGLISH, quoting=False))
    assert long[:560].strip() in texts[0]


def test_short_excerpts_are_shown_whole():
    second = Excerpt("abstract", "en", 54, 66, ABSTRACT[54:])
    found = turn(evidence=[replace(EVIDENCE, excerpts=(EXCERPT, second))])
    (text,) = shown(answer_view(found, 0, ENGLISH, quoting=False))
    assert "of their height.”\n> “Ours do not.”\n" in text


def test_an_abstention_says_what_was_searched_and_escapes_it():
    query = Query("x", "x", authors=("*Kaiming* He",))
    outcome = Abstained(query, Reason.NOTHING_IN_RANGE)
    said = abstention_text(replace(turn(), outcome=outcome), ENGLISH)
    assert said == "There is no paper here by \\*Kaiming\\* He."


def test_what_is_trending_was_noticed_in_those_days_and_may_be_older():
    query = Query("", "", since=dt.date(2026, 6, 1), categories=("cs.RO",))
    trending = replace(turn(query), kind=Kind.TRENDING)
    (text,) = shown(answer_view(trending, 0, ENGLISH, quoting=False))
    assert "-# Upvoted or mentioned since 2026-06-01, in cs.RO" in text
    nothing = replace(trending, outcome=Abstained(query, Reason.NOTHING_IN_RANGE))
    assert abstention_text(nothing, ENGLISH) == (
        "There is no paper here upvoted or mentioned since 2026-06-01 in cs.RO."
    )


def test_the_command_in_our_own_words_is_code():
    outcome = Abstained(Query("x", "x"), Reason.SMALLTALK)
    assert "`/help`" in abstention_text(replace(turn(), outcome=outcome), ENGLISH)


def test_an_abstention_offers_the_nearest_papers_marked_as_such():
    nothing = replace(
        turn(), outcome=Abstained(QUERY, Reason.NOTHING_RELEVANT, (EVIDENCE.known,) * 2)
    )
    first, above, *papers = abstention_text(nothing, ENGLISH).split("\n")
    assert first == "None of the papers here answers that."
    assert above == "-# Nearest to it, though no answer:"
    assert len(papers) == 2
    assert papers[0].startswith("- [") or EVIDENCE.paper.url is None
    elsewhere = replace(nothing.outcome, reason=Reason.NOTHING_IN_RANGE)
    said = abstention_text(replace(nothing, outcome=elsewhere), CHINESE)
    assert "\n-# 条件之外的论文：\n- " in said


def test_offered_papers_fit_into_the_message():
    long = replace(EVIDENCE.known, paper=replace(EVIDENCE.paper, title="wide " * 60))
    query = Query("x", "why " * 200)
    nothing = replace(turn(), outcome=Abstained(query, Reason.NOTHING_RELEVANT, (long,) * 30))
    assert size(abstention_text(nothing, ENGLISH, quoting=True)) <= CONTENT


def test_an_abstention_quotes_the_question_and_has_no_pages():
    nothing = replace(turn(), outcome=Abstained(QUERY, Reason.NOTHING_RELEVANT))
    said = "> How about sand?\nNone of the papers here answers that."
    assert abstention_text(nothing, ENGLISH, quoting=True) == said
    assert pages(nothing) == 0
    with pytest.raises(ValueError, match="no pages"):
        answer_view(nothing, 0, ENGLISH, quoting=True)
    with pytest.raises(ValueError, match="no abstention"):
        abstention_text(turn(), ENGLISH)


def test_a_sentence_begins_with_a_capital_letter():
    assert sentence("the question is empty.") == "The question is empty."
