"""Keywords as phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.following.phrases import folded, stands_in


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("3DGS", "Fast 3dgs-based rendering"),
        ("chain-of-thought", "Chains of Thought are long"),
        ("chain of thought", "we prune chain-of-thoughts."),
        ("multi-agent", "Multiagent systems"),
        ("multiagent", "a multi-agent system"),
        ("multi agent", "a multi‐agent system"),
        ("LLM", "LLMs are large"),
        ("LLMs", "an LLM is large"),
        ("policy", "two policies"),
        ("policies", "one policy"),
        ("gpt-4", "GPT4 and GPT 4"),
        ("C++", "written in C++."),
        ("naive Bayes", "naïve Bayes"),
        ("策略", "离线策略学习"),
    ],
)
def test_case_hyphens_and_plurals_do_not_matter(keyword, text):
    assert stands_in(keyword, folded(text))


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("RAG", "dragging a fragment"),
        ("agent", "agentic"),
        ("gpt-4", "gpt-4o"),
        ("chain of thought", "a chain of thoughtful steps"),
        ("diffusion model", "diffusion of a model"),
        ("-", "a - b"),
        ("bus", "the buzz"),
    ],
)
def test_parts_of_words_are_no_match(keyword, text):
    assert not stands_in(keyword, folded(text))


@given(st.text(max_size=40))
def test_any_keyword_can_be_looked_up(keyword):
    assert stands_in(keyword, folded("Some text")) in {True, False}


@given(
    st.text("abcxyz -", min_size=1, max_size=20).filter(lambda text: any(map(str.isalpha, text)))
)
def test_a_keyword_stands_in_itself(keyword):
    assert stands_in(keyword, folded(f"on {keyword.upper()}: a study"))
