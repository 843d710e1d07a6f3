"""A pasted link or id names the paper; the words around it say what is wanted of it."""

from __future__ import annotations

import pytest

from retrieval.question.links import asked_about, find_paper


@pytest.mark.parametrize(
    ("question", "paper_id", "rest"),
    [
        ("https://arxiv.org/abs/2506.09930", "2506.09930", ""),
        ("<https://arxiv.org/abs/2506.09930v2>", "2506.09930", ""),
        ("http://www.arxiv.org/pdf/2506.09930v1.pdf charts", "2506.09930", " charts"),
        ("https://huggingface.co/papers/2506.09930?x=1", "2506.09930", ""),
        ("https://doi.org/10.48550/arXiv.2506.09930", "2506.09930", ""),
        ("arXiv:2506.09930", "2506.09930", ""),
        ("arxiv: 1706.03762 for audio", "1706.03762", " for audio"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001", ""),
        ("hep-th/9901001", "hep-th/9901001", ""),
        ("2506.09930", "2506.09930", ""),
        ("0704.0001", "0704.0001", ""),
        ("similar to https://arxiv.org/abs/2506.09930", "2506.09930", ""),
        ("papers like 2506.09930 but for audio", "2506.09930", " but for audio"),
        ("work related to 0704.0001", "0704.0001", ""),
        ("anything that is similar to arXiv:2506.09930v3", "2506.09930", ""),
        ("charts similar to this paper: https://arxiv.org/abs/2506.09930", "2506.09930", "charts "),
        ("what is 2506.09930 about?", "2506.09930", ""),
        ("与 2506.09930 类似的论文", "2506.09930", "论文"),
        ("和https://arxiv.org/abs/2506.09930相似的论文", "2506.09930", "论文"),
    ],
)
def test_paper_is_named_and_its_words_are_located(question, paper_id, rest):
    found = find_paper(question)
    assert found is not None
    assert found[0] == paper_id
    assert question[: found[1]] + question[found[2] :] == rest


@pytest.mark.parametrize(
    "question",
    [
        "accuracy of 91.1234 on charts",
        "2513.01234 is no month",
        "costs $2506.09930",
        "https://example.org/2506.09930x",
        "86.3% zero-shot imagenet, 91.0 after finetuning",
        "version 1012.5678 of the data",
        "like father like son",
        "https://arxiv.org/list/cs.CV/recent",
    ],
)
def test_numbers_and_other_links_name_no_paper(question):
    assert find_paper(question) is None


@pytest.mark.parametrize(
    "text",
    [
        "summarize 2506.09930",
        "Summarise https://arxiv.org/abs/2506.09930v2, please",
        "explain 2506.09930 to me",
        "can you explain https://arxiv.org/pdf/2506.09930?",
        "tl;dr 2506.09930",
        "what is 2506.09930 about?",
        "what does this paper say: arXiv:2506.09930",
        "who wrote 2506.09930?",
        "give me a summary of 2506.09930",
        "2506.09930 abstract",
        "总结一下 2506.09930",
        "2506.09930讲了什么？",
        "2506.09930这篇论文的摘要",
    ],
)
def test_a_paper_may_be_asked_for_itself(text):
    assert asked_about(text) == "2506.09930"


@pytest.mark.parametrize(
    "text",
    [
        "2506.09930",
        "https://arxiv.org/abs/2506.09930",
        "papers like 2506.09930",
        "similar to 2506.09930",
        "2506.09930 for audio",
        "summarize papers like 2506.09930",
        "explain attention",
        "abstract interpretation",
        "",
    ],
)
def test_papers_like_it_are_another_request(text):
    assert asked_about(text) is None
