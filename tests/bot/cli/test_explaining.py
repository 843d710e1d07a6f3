from __future__ import annotations

import pytest

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
