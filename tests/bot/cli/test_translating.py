"""`paperwire show --translate`."""

from __future__ import annotations

import pytest

from tests.support.llm import KEY, MODEL, Says, Status
from tests.support.llm.translating import translates

pytestmark = pytest.mark.usefixtures("only_errors")
PAPER = "2606.00336"  # nobody printed it in Chinese
PRINTED = "2606.09002"  # a digest did


@pytest.fixture
def translating(asking, llm):
    """The command where a language model translates."""
    llm.always(translates)
    return asking


def test_it_is_made_kept_and_shown_beside_the_original(translating, llm):
    first = translating("show", PAPER, "--translate", "zh", "--json")
    assert (first.status, first.err) == (0, "")
    made = first.json["machine_translations"]["zh"]
    assert made["model"] == MODEL
    assert first.json["title"].startswith("From Noise to Control")
    assert first.json["translations"] == {}
    assert translating("show", PAPER, "--translate", "zh", "--json").json == first.json
    assert len(llm.seen) == 1


def test_on_a_screen_it_says_whose_it_is(translating):
    assert "translat" not in translating("show", PAPER).out
    out = translating("show", PAPER, "--translate", "zh").out
    assert out.startswith("From Noise to Control")
    assert "(machine translation)" in out
    assert f"Abstract (zh), translated by {MODEL}, 2026-06-20" in out
    assert translating("show", PAPER).out == out


def test_what_a_source_printed_needs_no_model_and_no_words_about_one(filled):
    result = filled("show", PRINTED, "--translate", "zh")
    assert (result.status, result.err) == (0, "")
    assert "T²Walker：沙地足式机器人的双时间尺度控制" in result.out
    assert "machine translation" not in result.out


def test_what_is_in_the_language_already_is_shown_as_it_is(filled):
    assert filled("show", PAPER, "--translate", "en") == filled("show", PAPER)


def test_without_a_model_the_paper_is_shown_and_the_reason_said(filled):
    result = filled("show", PAPER, "--translate", "zh")
    assert result.status == 1
    assert result.out == filled("show", PAPER).out
    assert result.err == (
        "paperwire: not translated: no language model is set, see PAPERWIRE_LLM__BASE_URL.\n"
    )


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (Status(401), "does not accept PAPERWIRE_LLM__API_KEY"),
        (Says("Ask me something else."), "no faithful translation"),
    ],
)
def test_a_model_that_fails_is_one_sentence_beside_the_paper(translating, llm, script, said):
    llm.always(script)
    result = translating("show", PAPER, "--translate", "zh", "--json")
    assert result.status == 1
    assert result.json["machine_translations"] == {}
    assert said in result.err
    assert len(result.err.splitlines()) == 1
    assert KEY not in result.err


def test_another_language_is_wrong_usage(filled):
    assert filled("show", PAPER, "--translate", "fr").status == 2
