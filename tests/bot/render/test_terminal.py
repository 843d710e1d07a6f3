from __future__ import annotations

import datetime as dt
import io

from rich.console import Console

from bot.render.terminal import answer_view, paper_view
from retrieval.papers import KnownPaper, Paper, Sighting, Translation, Version
from retrieval.queries import Abstained, Answer, Evidence, Excerpt, Query, Reason

PAPER = Paper(
    "2606.09002",
    "T$^2$Walker: Two Timescales [for] Legged Robots",
    "Legged robots sink into sand by 44\\% of their height.",
    version=2,
    authors=("Fatima Primer",),
    categories=("cs.RO", "cs.LG", "cs.AI", "cs.CV"),
    listed=dt.date(2026, 6, 8),
    code_url="https://github.com/example/a-rather-long-name-of-a-repository-that-nobody-would-want"
    "-to-type-by-hand-in-a-terminal",
    translations=(Translation("zh", "沙地足式机器人", "足式机器人会陷入沙中。"),),
)
EXCERPT = Excerpt("abstract", "en", 0, len(PAPER.abstract), PAPER.abstract)


def screen(view, *, colour=False, width=80):
    file = io.StringIO()
    Console(
        file=file, width=width, force_terminal=colour, color_system="standard" if colour else None
    ).print(view, crop=False)
    return file.getvalue()


def answer(text="robots on sand", **filters):
    query = Query(text=text, question=text, **filters)
    return Answer(
        query, tuple(Evidence(KnownPaper(PAPER), *rest) for rest in ((0.9, (EXCERPT,)), (0.8, ())))
    )


def test_an_answer_shows_title_authors_day_link_and_excerpt_readably():
    lines = screen(answer_view(answer())).splitlines()
    assert lines[0].startswith("1. T²Walker: Two Timescales [for] Legged Robots")
    assert lines[1].strip() == "F. Primer · announced 2026-06-08 · cs.RO, cs.LG, cs.AI"
    assert lines[2].strip() == "https://arxiv.org/abs/2606.09002"
    assert lines[3].strip() == "“Legged robots sink into sand by 44% of their height.”"
    assert any(line.startswith("2. ") for line in lines)


def test_a_link_is_never_broken_over_two_lines():
    assert PAPER.code_url in screen(answer_view(answer()), width=40)


def test_no_line_ends_in_spaces():
    for width in range(30, 50):
        views = answer_view(answer(since=dt.date(2026, 6, 8))), paper_view(KnownPaper(PAPER))
        for line in "".join(screen(view, width=width) for view in views).splitlines():
            assert line == line.rstrip()


def test_what_was_understood_stands_above_the_answers():
    text = screen(answer_view(answer(since=dt.date(2026, 6, 8), order="latest")))
    assert text.splitlines()[0].strip() == "Announced since 2026-06-08, newest first:"


def test_words_of_the_question_are_stressed_only_on_a_terminal():
    assert "\x1b[1mrobots\x1b[0m" in screen(answer_view(answer()), colour=True)
    assert "\x1b" not in screen(answer_view(answer()))


def test_chinese_words_of_the_question_are_stressed_too():
    text = "足式机器人会陷入沙中。"
    evidence = Evidence(KnownPaper(PAPER), 0.9, (Excerpt("abstract", "zh", 0, len(text), text),))
    shown = screen(answer_view(Answer(Query("机器人", "机器人"), (evidence,))), colour=True)
    assert "\x1b[1m机器\x1b[0m" in shown or "\x1b[1m机器人\x1b[0m" in shown


def test_a_question_of_signs_alone_stresses_nothing():
    assert "“Legged" in screen(answer_view(answer("??? (")))


def test_an_abstention_is_its_sentence():
    query = Query(text="sand", question="sand")
    text = screen(answer_view(Abstained(query, Reason.NOTHING_RELEVANT)))
    assert text == "None of the papers here answers that.\n"


def test_an_abstention_names_the_papers_that_lie_nearest():
    query = Query(text="sand", question="sand")
    outcome = Abstained(query, Reason.NOTHING_RELEVANT, (KnownPaper(PAPER),))
    lines = screen(answer_view(outcome)).splitlines()
    assert lines[2] == "Nearest to it, though no answer:"
    assert lines[3].split(maxsplit=1)[0] == "-"
    assert "Walker: Two Timescales" in lines[3]


def test_a_paper_is_shown_with_everything_that_is_known_of_it():
    known = KnownPaper(
        PAPER,
        (
            Sighting(
                "hf:daily",
                dt.date(2026, 6, 9),
                topic="Robots",
                upvotes=7,
                affiliations=("Dune Lab", "Sand University"),
                notes=(("概述", "本文研究沙地行走。"),),
            ),
        ),
        (Version(1, "Old", ""), Version(2, PAPER.title, PAPER.abstract)),
    )
    text = screen(paper_view(known), width=100)
    for part in (
        "T²Walker",
        "沙地足式机器人",
        "2606.09002 (version 2)",
        "Dune Lab; Sand University",
        "2026-06-08",
        PAPER.code_url,
        "44% of their height",
        "Abstract (zh)",
        "概述",
        "本文研究沙地行走",
        "hf:daily · 2026-06-09 · Robots · 7 upvotes",
        "1 and 2",
    ):
        assert part in text


def test_a_paper_known_by_its_title_only_is_shown_without_empty_lines_of_facts():
    text = screen(paper_view(KnownPaper(Paper("title:sand", "Sand"))))
    assert "title:sand" in text
    assert "None" not in text


def test_a_withdrawn_paper_says_so():
    known = KnownPaper(Paper("2606.09001", "Gone", withdrawn=True))
    assert "never offered" in screen(paper_view(known), width=100)
