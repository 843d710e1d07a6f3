"""A model that obeys every injection, asked from the terminal: nothing of it reaches the screen."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.support.injecting import SOUND, SOUND_CHINESE, attempts, foreign, leaked, obeying
from tests.support.llm import KEY, MODEL
from tests.support.llm.translating import quoted

pytestmark = pytest.mark.usefixtures("only_errors")
WORDS = re.compile(r"\w+")


@pytest.fixture
def injected(paperwire, injected_folder, llm):
    """The command over papers that carry injections, with an endpoint that obeys them."""
    shutil.copytree(injected_folder, paperwire.folder)
    paperwire.changes["llm"] = {
        "base_url": llm.base_url, "model": MODEL, "api_key": KEY, "wait_s": 60, "tokens_per_day": 0,
    }  # fmt: skip
    return paperwire


@pytest.fixture
def with_full_texts(injected, httpserver):
    """The same where full texts may be fetched; the papers have some."""
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow:\n")
    for attempt in attempts():
        where = re.compile(rf"/html/{re.escape(attempt.paper_id)}(?:v\d+)?")
        httpserver.expect_request(where).respond_with_data(attempt.page, content_type="text/html")
    injected.changes["llm"]["full_text"] = True
    injected.changes["arxiv"] = {
        "html_url": httpserver.url_for("/html"), "api_url": httpserver.url_for("/api"),
        "rss_url": httpserver.url_for("/rss"), "gap_s": 0,
    }  # fmt: skip
    return injected


def test_there_are_attempts_of_every_kind():
    found = attempts()
    assert len(found) >= 40
    assert {one.place for one in found} == {"title", "abstract", "question", "full_text"}
    assert len({one.text for one in found}) == len(found)


def asked_of(llm, attempt, *, carried_by=None):
    """What the model was asked; the attempt was in it, in the text of a name if one is given."""
    texts = [text for one in llm.seen for name, text in quoted(one).items()
             if carried_by in (None, name)]  # fmt: skip
    said = " ".join(WORDS.findall(" ".join(texts)))
    if attempt.text.isprintable():  # prompts hold no other characters
        first = 3 if attempt.text.isascii() else 1
        assert " ".join(WORDS.findall(attempt.text)[:first]) in said
    assert attempt.robot in said
    return llm.seen


def unharmed(result, words, seen):
    assert (result.status, result.err) == (0, "")
    assert leaked(result.out, seen) == []
    assert [(one, found) for one in words if (found := foreign(one))] == []


@pytest.mark.parametrize("attempt", attempts(), ids=str)
def test_a_written_answer_does_no_harm(injected, llm, attempt):
    if attempt.place == "full_text":
        return  # no part of an answer's prompt
    llm.always(obeying(attempt))
    result = injected("ask", attempt.question, "--written", "--json")
    assert result.json["papers"][0]["id"] == attempt.paper_id
    words = [one["text"] for one in result.json["written"]["sentences"]]
    place = "question" if attempt.place == "question" else "paper 1"
    unharmed(result, words, asked_of(llm, attempt, carried_by=place))
    assert any(SOUND[:-1] in one or SOUND_CHINESE[:-1] in one for one in words)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("attempt", [one for one in attempts() if one.place != "question"], ids=str)
def test_an_explanation_does_no_harm(with_full_texts, llm, attempt, language):
    llm.always(obeying(attempt))
    arguments = ("explain", attempt.paper_id, "--language", language)
    result = with_full_texts(*arguments, "--json")
    assert result.json["written"]
    words = [one["text"] for section in result.json["sections"] for one in section["claims"]]
    unharmed(result, words, asked_of(llm, attempt))
    assert words[0] == (SOUND if language == "en" else SOUND_CHINESE)


def test_translations_do_no_harm(injected, llm):
    def obeys_one_after_the_other(seen):
        """Names are masked, so any paper may get any attempt's answer."""
        return obeying(attempts()[len(llm.seen) % len(attempts())])(seen)

    llm.always(obeys_one_after_the_other)
    result = injected(
        "digest", "--day", "2026-06-15", "--since", "2026-06-01", "--format", "bilingual"
    )
    assert len(llm.seen) >= 2 * len(attempts())
    words = re.findall(r"^\*\*(?:Title|Abstract) \(ZH\)\*\*: (.*)$", result.out, re.MULTILINE)
    unharmed(result, words, llm.seen)


@pytest.mark.parametrize("written", [["--json"], []], ids=["json", "screen"])
def test_on_a_screen_nothing_is_obeyed_either(injected, llm, written):
    (attempt,) = [one for one in attempts() if str(one) == "title: escape codes"]
    llm.always(obeying(attempt))
    for arguments in (("explain", attempt.paper_id), ("ask", attempt.question, "--written")):
        out = injected(*arguments, *written).out
        assert "\x1b" not in out
        assert leaked(out, llm.seen) == []
