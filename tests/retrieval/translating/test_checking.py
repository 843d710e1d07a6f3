"""An answer that is no translation of the text, or more than one, is not used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.detect import read_path
from retrieval.papers import Record
from retrieval.translating.checking import Fault, checked
from retrieval.translating.masking import masked
from retrieval.translating.names import names_in
from tests.support.llm.translating import chinese

if TYPE_CHECKING:
    from pathlib import Path

ABSTRACT = (
    "We present Graspnet, a method for transparent objects. It reaches 92.4% on TransCG, three "
    "points more than the best method before, and needs 12 ms. Code: https://github.com/a/b."
)
SOURCE = masked(ABSTRACT, {"Graspnet"})
GOOD = (
    "我们提出了{{1}}，一种针对透明物体的方法。它在{{3}}上达到{{2}}，"
    "比此前最好的方法高三个百分点，只需{{4}}。代码：{{5}}"
)
SYSTEM = "You translate the titles and abstracts of research papers into English, in sober style."


def test_a_translation_passes_with_everything_in_its_place() -> None:
    assert checked(SOURCE, GOOD, "zh") == (
        "我们提出了Graspnet，一种针对透明物体的方法。它在TransCG上达到92.4%，"
        "比此前最好的方法高三个百分点，只需12 ms。代码：https://github.com/a/b."
    )


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("", Fault.EMPTY),
        (" \n ", Fault.EMPTY),
        (GOOD.replace("{{2}}", "92.4%"), Fault.PLACEHOLDERS),
        (GOOD.replace("{{2}}", "{{3}}"), Fault.PLACEHOLDERS),
        (GOOD + "{{6}}", Fault.PLACEHOLDERS),
        (SOURCE.text, Fault.LANGUAGE),
        ("{{1}}{{2}}{{3}}{{4}}{{5}}", Fault.LANGUAGE),
        ("方法{{1}}{{2}}{{3}}{{4}}{{5}}", Fault.LENGTH),
        (GOOD + "并且还有许多别的内容值得一说" * 9, Fault.LENGTH),
        (GOOD + "很好很好很好很好很好很好很好", Fault.REPEATED),
        (GOOD.replace("三个", "25个"), None),  # "three" stands there: of figures no more is known
        (GOOD.replace("方法高", "方法高五十"), Fault.FIGURES),
        (GOOD.replace("方法。", "方法，见 evil.example。"), Fault.FOREIGN),
        (GOOD.replace("方法。", "方法 @所有人。"), Fault.FOREIGN),
        (GOOD.replace("方法。", "方法 <所有人>。"), Fault.FOREIGN),
        (GOOD.replace("方法。", "[方法](点此)。"), Fault.FOREIGN),
        (GOOD.replace("方法。", "方法 BERT。"), Fault.FOREIGN),
        (GOOD.replace("方法。", "方法 метод。"), Fault.FOREIGN),
        (GOOD.replace("方法。", "方法です。"), Fault.FOREIGN),
        (GOOD.replace("方法。", "方法\u202e。"), Fault.FOREIGN),
        (GOOD.replace("方法。", "**方法**。"), Fault.FOREIGN),
    ],
)
def test_faulty_answers_are_told_apart(answer: str, fault: Fault | None) -> None:
    result = checked(SOURCE, answer, "zh")
    if fault is None:
        assert isinstance(result, str)
    else:
        assert result is fault


def test_nobody_is_called_whom_the_text_does_not_call() -> None:
    source = masked("Robots that walk tell @everyone about pass@k", frozenset())
    good = "会走路的机器人告诉{{1}}关于pass{{2}}"
    assert checked(source, good, "zh") == "会走路的机器人告诉@everyone关于pass@k"
    assert checked(source, good + "，@大家", "zh") is Fault.FOREIGN
    assert checked(source, good + "，转给@everyone", "zh") is Fault.FOREIGN


def test_a_figure_is_not_brought_into_a_text_that_has_none() -> None:
    source = masked("A method for objects of glass that robots grasp")
    assert checked(source, "机器人抓取玻璃物体的方法", "zh") == "机器人抓取玻璃物体的方法"
    assert checked(source, "机器人抓取5种玻璃物体的方法", "zh") is Fault.FIGURES
    assert checked(source, "机器人抓取三十种玻璃物体的方法", "zh") is Fault.FIGURES


def test_our_own_instructions_are_not_repeated_in_an_answer() -> None:
    source = masked("面向透明物体抓取的深度补全方法，以及一个大规模的数据集")
    good = "Depth completion for grasping transparent objects, and a large data set"
    assert checked(source, good, "en", SYSTEM) == good
    leak = "You translate the titles and abstracts of research papers into English"
    assert checked(source, leak, "en", SYSTEM) is Fault.FOREIGN
    assert checked(source, f"{good} by GPT", "en", SYSTEM) is Fault.FOREIGN
    assert checked(source, f"{good} at evil.example", "en", SYSTEM) is Fault.FOREIGN
    assert checked(source, good.replace("large", "大"), "en", SYSTEM) is Fault.LANGUAGE


@given(st.text(max_size=60))
def test_whatever_a_model_says_is_judged(answer: str) -> None:
    result = checked(SOURCE, answer, "zh")
    assert isinstance(result, Fault)


@given(st.text(min_size=1, max_size=20))
def test_nothing_that_could_be_a_mark_is_let_in(added: str) -> None:
    """What is added to a good answer is refused, or is plain words and punctuation."""
    result = checked(SOURCE, GOOD + added, "zh")
    if isinstance(result, str):
        new = result.removeprefix(checked(SOURCE, GOOD, "zh"))
        assert not set(new) & set("<>@#[]*_`|\\{}\u202e\u200b")


def test_every_paper_of_the_sample_passes_when_it_is_translated(repository: Path) -> None:
    count = 0
    for record in read_path(repository / "docs" / "sample" / "papers.jsonl.gz"):
        assert isinstance(record, Record)
        names = names_in(record.paper.title, record.paper.abstract)
        for text in (record.paper.title, record.paper.abstract):
            source = masked(text, names)
            if re.search("[a-z]{4}", source.words):
                assert isinstance(checked(source, chinese(source.text), "zh"), str), text
                count += 1
    assert count > 600
