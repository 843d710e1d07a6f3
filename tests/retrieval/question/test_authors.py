"""Authors are read where the words are clear, or where a known name settles it."""

from __future__ import annotations

import pytest

from retrieval.question.authors import find_authors

CLEAR = """
papers by Kaiming He | Kaiming He
object detection by Kaiming He | Kaiming He
by Kaiming He since 2020 | Kaiming He
papers from Yann LeCun on world models | Yann LeCun
self-supervised learning by Y. LeCun and Geoffrey Hinton | Y. LeCun; Geoffrey Hinton
papers by Laurens van der Maaten | Laurens van der Maaten
papers by Quoc V. Le, with code | Quoc V. Le
papers by Jean-Baptiste Alayrac and Aäron van den Oord | Jean-Baptiste Alayrac; Aäron van den Oord
papers authored by Fei-Fei Li | Fei-Fei Li
work that was written by Song Han | Song Han
papers by Prof. Kaiming He | Kaiming He
author: Hinton capsules | Hinton
author:"Kaiming He" | Kaiming He
authors: Kaiming He, Ross Girshick | Kaiming He; Ross Girshick
with first author Song Han | Song Han
Kaiming He's latest papers | Kaiming He
Yann LeCun's work on JEPA | Yann LeCun
papers by Vaswani et al. on attention | Vaswani
what has Kaiming He published | Kaiming He
papers by Sinéad O'Connor-Brown on speech | Sinéad O'Connor-Brown
papers by 何恺明 | 何恺明
作者：何恺明 的论文 | 何恺明
作者是何恺明的论文 | 何恺明
由何恺明撰写的论文 | 何恺明
Kaiming He 的论文 | Kaiming He
Kaiming He 等人的最新论文 | Kaiming He
"""

NONE = """
GUI agents by clicking through screens
text written by a large language model
models by OpenAI
papers by OpenAI on reasoning
papers by Google DeepMind
papers by Tsinghua University
papers from MIT CSAIL
labels made by hand
learning by Reinforcement Learning
alignment by Direct Preference Optimization
Image Generation by Diffusion Models
Image Generation By Diffusion
sampling by Monte Carlo methods
initialisation by Kaiming He initialization
cheap flights from Berlin to Lisbon in spring
flights from New York to Berlin
maps from San Francisco
papers from Hong Kong
video from Sunday Driving
papers by Monday
authors who use LLMs
authorship attribution
the author is dead
step by step reasoning
frame by frame
Extracting Small Translation Specialists by Aggressively Pruning Experts
A Study of Horizon Length
driven by the Navier Stokes equation
高光谱的论文
图像的论文
"""


@pytest.mark.parametrize("line", CLEAR.strip().splitlines())
def test_author_is_read_without_knowing_any(line):
    question, names = (part.strip() for part in line.split("|"))
    assert "; ".join(find_authors(question).authors) == names


@pytest.mark.parametrize("question", NONE.strip().splitlines())
def test_methods_organisations_and_places_are_no_authors(question):
    assert find_authors(question).authors == ()
    assert find_authors(question, lambda _name: False).authors == ()


def _knows(*names):
    return {name.casefold() for name in names}.__contains__


@pytest.mark.parametrize(
    ("question", "author"),
    [
        ("papers by kaiming he on detection", "kaiming he"),
        ("papers by Hinton", "Hinton"),
        ("world models from Yann LeCun", "Yann LeCun"),
        ("token pruning by Song Han", "Song Han"),
        ("何恺明的论文", "何恺明"),
    ],
)
def test_known_author_settles_what_the_words_leave_open(question, author):
    known = _knows(author)
    assert find_authors(question, lambda name: known(name.casefold())).authors == (author,)


def test_author_after_papers_by_counts_though_unknown():
    assert find_authors("papers by Song Han", lambda _name: False).authors == ("Song Han",)


def test_unknown_name_after_by_alone_is_a_topic():
    assert find_authors("text recognition by Li Wei", lambda _name: False).authors == ()


def test_known_name_that_names_a_method_stays_a_topic():
    assert find_authors("initialisation by Kaiming He initialization", lambda _: True).authors == ()
