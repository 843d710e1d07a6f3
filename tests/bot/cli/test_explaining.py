from __future__ import annotations

import re

import pytest

from tests.support.llm import KEY, MODEL, Status, answers_json

pytestmark = pytest.mark.usefixtures("only_errors")
EXPLAINED = {
    "id", "title", "url", "language", "written", "model", "why", "sections", "passages",
}  # fmt: skip
WALKER = "2606.09002"


def test_a_paper_is_explained_by_its_own_sentences(filled):
    shown = filled("show", WALKER, "--json").json
    result = filled("explain", WALKER, "--json")
    assert (result.status, result.err) == (0, "")
    found = result.json
    assert set(found) == EXPLAINED
    assert (found["written"], found["model"], found["why"]) == (False, None, None)
    assert found["passages"]
    for passage in found["passages"]:
        assert passage["text"] == shown["abstract"][passage["start"] : passage["end"]]
    headings = [section["heading"] for section in found["sections"]]
    assert headings == [h for h in ("background", "method", "result") if h in headings]


def test_on_a_screen_it_says_that_the_sentences_were_sorted(filled):
    out = filled("explain", WALKER).out
    assert out.startswith("T²Walker: Two Timescales for Legged Robots on Sand\n")
    assert "The paper's own sentences, sorted automatically" in out


def test_chinese_headings_stand_over_the_stored_chinese_text(filled):
    out = filled("explain", WALKER, "--language", "zh").out
    assert "按作用自动归类" in out
    assert "方法" in out


@pytest.mark.parametrize("language", ["fr", ""])
def test_another_language_is_wrong_usage(filled, language):
    assert filled("explain", WALKER, "--language", language).status == 2


def test_an_unknown_paper_is_a_sentence(filled):
    result = filled("explain", "2501.00001")
    assert (result.status, result.out) == (1, "")
    assert "is not in the catalogue" in result.err


WRITTEN = {
    "overview": [{"text": "Legged robots sink into sand.", "passages": [1]}],
    "method": [
        {
            "text": "A slow estimate of the ground is separated from a fast controller.",
            "passages": [2],
        },
        {"text": "The controller needs 900 sensors.", "passages": [2]},
    ],
}


def from_the_text(seen):
    """What a model says that read the full text."""
    number = int(re.search(r"^\[(\d+)\] We walk a quadruped", seen.user, re.MULTILINE)[1])
    claim = {"text": "SandStep falls in 11 of 180 trials.", "passages": [number]}
    return answers_json({"experiments": [claim]})


def test_with_a_model_what_the_abstract_carries_is_shown_and_its_passages_on_request(asking, llm):
    llm.always(answers_json(WRITTEN))
    result = asking("explain", WALKER)
    assert (result.status, result.err) == (0, "")
    assert f"Written by {MODEL} from the abstract." in result.out
    assert "Overview\n- Legged robots sink into sand. [1]\n" in result.out
    assert "900 sensors" not in result.out
    assert "Passages" not in result.out
    passages = asking("explain", WALKER, "--passages").out.split("Passages\n")[1]
    assert passages.splitlines()[0] == "1. “Legged robots sink into sand.” (abstract)"


def test_the_same_as_json(asking, llm):
    llm.always(answers_json(WRITTEN))
    shown = asking("show", WALKER, "--json").json
    found = asking("explain", WALKER, "--json").json
    assert set(found) == EXPLAINED
    assert (found["written"], found["model"], found["why"]) == (True, MODEL, None)
    assert [one["heading"] for one in found["sections"]] == ["overview", "method"]
    assert [one["number"] for one in found["passages"]] == [1, 2]
    for passage in found["passages"]:
        assert passage["text"] == shown["abstract"][passage["start"] : passage["end"]]


def test_with_the_endpoint_gone_its_own_sentences_are_shown_saying_so(asking, llm):
    llm.always(Status(500))
    result = asking("explain", WALKER)
    assert result.status == 0
    assert "The language model gave no answer" in result.out
    assert "walks over dunes without falling" in result.out
    assert KEY not in result.out + result.err


@pytest.fixture
def with_full_text(asking, httpserver, repository):
    """The same, where full texts may be fetched; one paper has one."""
    page = (repository / "tests" / "data" / "sandstep.html").read_text()
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow:\n")
    httpserver.expect_request(f"/html/{WALKER}v1").respond_with_data(page, content_type="text/html")
    httpserver.expect_request(f"/html/{WALKER}").respond_with_data(page, content_type="text/html")
    asking.changes["llm"]["full_text"] = True
    asking.changes["arxiv"] = {
        "html_url": httpserver.url_for("/html"),
        "api_url": httpserver.url_for("/api"),
        "rss_url": httpserver.url_for("/rss"),
        "gap_s": 0,
    }
    return asking


def test_with_its_full_text_claims_rest_on_passages_of_that_too(with_full_text, llm):
    llm.always(from_the_text)
    found = with_full_text("explain", WALKER, "--json").json
    (passage,) = found["passages"]
    assert (passage["field"], passage["section"]) == ("full_text", "4 Experiments")
    assert "SandStep falls in 11 of 180 trials" in passage["text"]
    assert passage["start"] is None
    out = with_full_text("explain", WALKER, "--passages").out
    assert f"Written by {MODEL} from the full text." in out
    assert "(4 Experiments)" in out
    assert "DuneNet" not in llm.seen[-1].user


def test_without_an_html_version_the_abstract_has_to_do(with_full_text, llm):
    llm.always(answers_json(WRITTEN))
    with_full_text.changes["arxiv"]["html_url"] += "/nowhere"
    result = with_full_text("explain", WALKER)
    assert (result.status, result.err) == (0, "")
    said = "Its full text could not be read, so the abstract had to do."
    assert said in " ".join(result.out.split())


def test_no_full_text_is_fetched_unless_the_settings_allow_it(with_full_text, llm, httpserver):
    llm.always(answers_json(WRITTEN))
    with_full_text.changes["llm"]["full_text"] = False
    assert with_full_text("explain", WALKER).status == 0
    assert httpserver.log == []
