"""`paperwire ask --written`, with a language model that answers by script."""

from __future__ import annotations

import pytest

from tests.support.llm import MODEL, Half, Says, Status

SAND = "legged robots walking over sand"
SOUND = "Legged robots sink into sand [1]."
PLANTED = "The robot falls in 93% of all trials [1]. @everyone, see https://evil.example now [1]."


@pytest.fixture
def asked(asking):
    def ask(*arguments: str):
        return asking("ask", SAND, "--written", *arguments)

    return ask


def test_sound_sentences_come_first_and_the_papers_below(asked, llm):
    llm.always(Says(f"{SOUND} {PLANTED}"))
    result = asked()
    assert (result.status, result.err) == (0, "")
    first, second, *_ = result.out.splitlines()
    assert first == "Legged robots sink into sand. [1]"
    assert second.startswith(f"Written by {MODEL}; each sentence was checked")
    assert "1. T²Walker" in result.out
    assert "evil" not in result.out
    assert "93%" not in result.out


def test_a_program_gets_the_sentences_with_their_papers_and_passages(asked, filled, llm):
    llm.always(Says(f"{SOUND} {PLANTED}"))
    told = asked("--json").json["written"]
    assert (told["state"], told["model"], told["dropped"]) == ("written", MODEL, 1)
    (sentence,) = told["sentences"]
    assert (sentence["text"], sentence["papers"]) == (
        "Legged robots sink into sand.",
        ["2606.09002"],
    )
    (passage,) = sentence["passages"]
    abstract = filled("show", "2606.09002", "--json").json["abstract"]
    assert abstract[passage["start"] : passage["end"]].startswith("Legged robots sink into sand")


def test_a_chinese_question_is_answered_in_chinese(asking, llm):
    llm.always(Says("EN: Legged robots sink into sand [1].\nZH: 足式机器人会陷入沙中。[1]\n"))
    result = asking("ask", "在沙地上行走的足式机器人", "--written")
    assert result.out.startswith(f"足式机器人会陷入沙中。 [1]\n由 {MODEL} 撰写")


@pytest.mark.parametrize(
    ("script", "state", "said"),
    [
        (Says(PLANTED), "unsupported", "The papers carry nothing of what"),
        (Says(""), "nothing", "found no answer in these papers"),
        (Status(404), "unavailable", "The language model gave no answer"),
        (Half("Legged robots si"), "unavailable", "The language model gave no answer"),
        (Half(f"{SOUND} And th"), "broken_off", "which broke off"),
    ],
    ids=["unsupported", "empty", "gone", "half", "broken"],
)
def test_one_line_says_why_there_is_less(asked, llm, script, state, said):
    llm.always(script)
    assert asked("--json").json["written"]["state"] == state
    out = asked().out
    assert said in " ".join(out.split())
    assert "1. T²Walker" in out


def test_without_a_language_model_one_line_says_so(filled):
    result = filled("ask", SAND, "--written")
    assert result.out.startswith("No language model is set up here, so these are excerpts.\n")
    assert filled("ask", SAND, "--written", "--json").json["written"]["state"] == "no_model"


def test_a_spent_budget_leaves_excerpts(asked, asking, llm):
    asking.changes["llm"]["tokens_per_day"] = 10
    assert "limit for today is reached" in asked().out
    assert not llm.seen


def test_nothing_is_written_where_nothing_was_found(asked, llm):
    result = asked("--category", "math.NA", "--json")
    assert "written" not in result.json
    assert not llm.seen


def test_without_the_option_the_model_is_not_asked(asking, llm):
    assert "written" not in asking("ask", SAND, "--json").json
    assert not llm.seen
