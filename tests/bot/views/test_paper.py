from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.views.paper import details_view, more_view
from bot.words import CHINESE, ENGLISH
from retrieval.members import Kind, Turn
from retrieval.papers import KnownPaper, Paper, Sighting, Translation, Version
from retrieval.queries import Abstained, Answer, Evidence, Excerpt, Query, Reason

ABSTRACT = "Legged robots sink into sand by 44\\% of their height. Ours do not."
PAPER = Paper(
    "2606.09002",
    "T$^2$Walker: Two Timescales for Legged Robots",
    ABSTRACT,
    version=3,
    authors=("Fatima Primer", "Karl Holm"),
    categories=("cs.RO", "Machines"),
    published=dt.date(2026, 6, 5),
    listed=dt.date(2026, 6, 8),
    updated=dt.date(2026, 6, 12),
    comment="12 pages, *appendix*",
    journal_ref="J. Sand 4",
    doi="10.1234/abc",
    licence="CC BY 4.0",
    code_url="https://github.com/example/t2walker",
    translations=(Translation("zh", "足式机器人", "足式机器人会陷入沙中。"),),
)
KNOWN = KnownPaper(
    PAPER,
    (
        Sighting(
            "digest:bilingual",
            dt.date(2026, 6, 9),
            affiliations=("Sand Institute",),
            notes=(("概述", "会陷入沙中。"), ("方法", "两个时间尺度。")),
        ),
        Sighting("hf:daily", dt.date(2026, 6, 10), "Robots", 42),
    ),
    (Version(1, "", "", dt.date(2026, 6, 5)), Version(3, "", "", dt.date(2026, 6, 12))),
)
EXCERPT = Excerpt("abstract", "en", 54, 66, ABSTRACT[54:])
ASKED = dt.datetime(2026, 6, 15, tzinfo=dt.UTC)


def turn(known=KNOWN, language="en", excerpts=(EXCERPT,), kind=Kind.ASK):
    query = Query("sand", "How about sand?", language=language)
    answer = Answer(
        query, (Evidence(KnownPaper(Paper("x", "X")), 1, ()), Evidence(known, 1, excerpts))
    )
    return Turn("abcdefghijkl", "1", "2", ASKED, answer, kind)


def shown(view):
    return [one["content"] for one in view.to_components() if one["type"] == 10]


def test_everything_that_is_known_of_a_paper_is_shown():
    head, abstract, below = shown(details_view(turn(), 1, ENGLISH))
    assert head.splitlines() == [
        "### [T²Walker: Two Timescales for Legged Robots](https://arxiv.org/abs/2606.09002)",
        "-# revised 2026-06-12 (v3)",
        "**Authors**: Fatima Primer and Karl Holm",
        "**Affiliations**: Sand Institute",
        "**Dates**: submitted 2026-06-05 · announced 2026-06-08 · updated 2026-06-12",
        "**Categories**: cs.RO (Robotics), Machines",
        "**Versions seen**: v1 2026-06-05, v3 2026-06-12",
        "**Comment**: 12 pages, \\*appendix\\*",
        "**Journal**: J. Sand 4",
        "**DOI**: 10\\.1234/abc",
        "**Licence**: CC BY 4.0",
        "**Digest**: 概述, 方法",
    ]
    assert abstract.startswith("**Abstract**\n> “Legged robots sink into sand by 44% of their")
    links, *seen = below.splitlines()
    assert links == (
        "[Abstract](https://arxiv.org/abs/2606.09002) · [PDF](https://arxiv.org/pdf/2606.09002)"
        " · [Code](https://github.com/example/t2walker)"
        " · [Hugging Face](https://huggingface.co/papers/2606.09002)"
        " · [DOI](https://doi.org/10.1234/abc)"
    )
    assert seen == [
        "-# Seen: Hugging Face (daily) · 2026-06-10 · Robots · 42 upvotes",
        "-# Seen: in a digest · 2026-06-09",
    ]


def test_a_withdrawn_paper_says_so_in_full_as_well():
    known = replace(KNOWN, paper=replace(PAPER, withdrawn=True))
    lines = shown(details_view(turn(known), 1, ENGLISH))[0].splitlines()
    assert lines[1] == "-# revised 2026-06-12 (v3) · withdrawn"


@pytest.mark.parametrize("make", [details_view, more_view])
def test_one_paper_has_buttons_for_itself(make):
    (row,) = [one for one in make(turn(), 1, ENGLISH).to_components() if one["type"] == 1]
    assert [button["custom_id"] for button in row["components"]] == [
        f"pw:{verb}:abcdefghijkl:1" for verb in ("similar", "bibtex", "save", "up", "down")
    ]


def test_of_three_hundred_authors_the_first_are_named_and_the_others_counted():
    names = tuple(f"Author {i}" for i in range(1, 301))
    known = KnownPaper(replace(PAPER, authors=names))
    line = shown(details_view(turn(known), 1, ENGLISH))[0].splitlines()[2]
    assert line.startswith("**Authors**: Author 1, Author 2, ")
    named = line.count("Author ")
    assert line.endswith(f"Author {named} and {300 - named} more")
    assert len(line) < 600


def test_of_many_sightings_the_latest_are_shown_and_the_others_counted():
    seen = tuple(Sighting(f"hf:{i}", dt.date(2026, 6, i)) for i in range(1, 21))
    lines = shown(details_view(turn(KnownPaper(PAPER, seen)), 1, ENGLISH))[-1].splitlines()
    assert lines[1] == "-# Seen: Hugging Face (20) · 2026-06-20"
    assert lines[-1] == "-# and 15 more"


@pytest.mark.parametrize("make", [details_view, more_view])
def test_a_paper_of_which_only_the_title_is_known_says_so(make):
    head, said = shown(make(turn(), 0, ENGLISH))
    assert head.splitlines()[0] == "### X"
    assert said == "-# Only its title is known here."


def test_the_sentences_that_answer_are_bold_in_the_whole_abstract():
    texts = shown(more_view(turn(), 1, ENGLISH))
    title, about = texts[0].splitlines()
    assert title.startswith("### [T²Walker")
    assert about == (
        "-# F. Primer and K. Holm · announced 2026-06-08 · cs.RO, Machines"
        " · revised 2026-06-12 (v3)"
    )
    assert texts[1] == (
        "**Abstract**\n> “Legged robots sink into sand by 44% of their height. **Ours do not.**”"
    )
    assert texts[2:-1] == [
        "**Abstract (zh)**\n> “足式机器人会陷入沙中。”",
        "**概述**\n> “会陷入沙中。”",
        "**方法**\n> “两个时间尺度。”",
    ]


def test_a_chinese_reader_reads_the_chinese_texts_first():
    texts = shown(more_view(turn(language="zh"), 1, CHINESE))
    assert texts[0].splitlines()[1] == "足式机器人"
    assert [text.splitlines()[0] for text in texts[1:-1]] == [
        "**摘要**",
        "**概述**",
        "**方法**",
        "**摘要 (en)**",
    ]
    assert "足式机器人会陷入沙中。" in texts[1]


def test_an_excerpt_of_an_older_text_stresses_nothing():
    old = Excerpt("abstract", "en", 54, 66, "Theirs does.")
    assert "**Ours" not in shown(more_view(turn(excerpts=(old,)), 1, ENGLISH))[1]


def test_a_long_abstract_is_cut_with_the_links_still_there():
    known = KnownPaper(replace(PAPER, abstract="Some words. " * 900))
    for make in (details_view, more_view):
        texts = shown(make(turn(known), 1, ENGLISH))
        assert any(text.endswith("…”") for text in texts)
        assert "[PDF](" in texts[-1]


@pytest.mark.parametrize("make", [details_view, more_view])
@pytest.mark.parametrize("number", [-1, 2])
def test_a_paper_that_the_turn_does_not_have_is_an_error(make, number):
    with pytest.raises(IndexError):
        make(turn(), number, ENGLISH)


def test_a_turn_that_found_nothing_has_no_paper():
    nothing = replace(turn(), outcome=Abstained(Query("x", "x"), Reason.NOTHING_RELEVANT))
    with pytest.raises(IndexError):
        details_view(nothing, 0, ENGLISH)
