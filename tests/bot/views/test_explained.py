from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simcord.components import validate_components, walk_components

from bot.desk.explained import Explained
from bot.render.markup import size
from bot.views.explained import explained_view
from bot.words import CHINESE, ENGLISH
from retrieval.explaining.sorting import sorted_explanation
from retrieval.members import Kind, Turn
from retrieval.papers import KnownPaper, Paper
from retrieval.queries import Answer, Evidence, Excerpt, Query

ASKED = dt.datetime(2026, 6, 15, tzinfo=dt.UTC)
ABSTRACT = (
    "Legged robots sink into sand, and existing controllers fall. "
    "In this paper, we propose a controller with two timescales. "
    "Experiments show that our method halves the number of falls."
)
PAPER = Paper("2606.09002", "Walking on Sand", ABSTRACT)
AWKWARD = (
    "@everyone",
    "<@123456789012345678>",
    "[free tokens](https://evil.example)",
    "https://evil.example/claim?x=[y](z) now.",
    "# heading\n- item",
    "**bold** ||hidden|| `code` ```block```",
    "x" * 700,
    "We propose a method. ",
    "Experiments show 3%. " * 60,
    "\u202eright to left",
)


def explained(paper=PAPER, excerpts=(), kind=Kind.ASK, language="en"):
    known = KnownPaper(paper)
    query = Query("sand", "How about sand?", language=language)
    turn = Turn(
        "abcdefghijkl", "1", "2", ASKED, Answer(query, (Evidence(known, 1, excerpts),)), kind
    )
    return Explained(turn, 0, sorted_explanation(known, language))


def shown(view):
    return [one["content"] for one in view.to_components() if one["type"] == 10]


def test_the_sentences_stand_under_their_headings():
    head, *sections, _links = shown(explained_view(explained(), ENGLISH))
    assert ENGLISH.explaining.sorted in head
    assert sections == [
        "**Background**\n> Legged robots sink into sand, and existing controllers fall.",
        "**Method**\n> In this paper, we propose a controller with two timescales.",
        "**Results**\n> Experiments show that our method halves the number of falls.",
    ]


def test_what_answered_the_question_is_bold():
    start = ABSTRACT.index("In this")
    end = ABSTRACT.index(" Experiments")
    excerpt = Excerpt("abstract", "en", start, end, ABSTRACT[start:end])
    texts = "\n".join(shown(explained_view(explained(excerpts=(excerpt,)), ENGLISH)))
    assert "> **In this paper, we propose a controller with two timescales.**" in texts
    assert texts.count("**In this") == 1
    alone = explained(excerpts=(excerpt,), kind=Kind.PAPER)
    assert "**In this" not in "\n".join(shown(explained_view(alone, ENGLISH)))


def test_headings_are_in_the_language_of_the_explanation_and_buttons_in_the_readers():
    view = explained_view(explained(language="zh"), ENGLISH)
    assert CHINESE.explaining.method in "\n".join(shown(view))
    labels = [one["label"] for one in view.to_components()[-1]["components"]]
    assert labels[0] == ENGLISH.similar


def test_a_bare_title_says_so():
    view = explained_view(explained(replace(PAPER, abstract="")), ENGLISH)
    assert ENGLISH.papers.only_title in "\n".join(shown(view))


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["english", "chinese"])
@given(
    st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=30)), max_size=12).map(" ".join)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_the_abstract_holds_discord_takes_it_and_obeys_nothing(words, abstract):
    view = explained_view(explained(replace(PAPER, abstract=abstract)), words)
    components = view.to_components()
    validate_components(components, flags=1 << 15)
    texts = [one["content"] for one in walk_components(components) if one["type"] == 10]
    assert sum(map(size, texts)) <= 4_000
    for text in texts:
        bare = re.sub(r"\]\(https://arxiv\.org/[^)]*\)", "", text)
        assert "://" not in bare
        assert not re.search(r"@(everyone|here)|(?<!\\)<[@#]", bare)
