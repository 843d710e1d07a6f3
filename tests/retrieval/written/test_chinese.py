from __future__ import annotations

import pytest

from retrieval.written.chinese import Pairs, says_the_same

ENGLISH = "SandWalk reaches 91.5% success on three beaches without retraining."


def fed(text: str, size: int = 5):
    pairs, found = Pairs(), []
    for at in range(0, len(text), size):
        found += pairs.feed(text[at : at + size])
    return [*found, *pairs.close()]


def test_an_english_sentence_comes_with_its_chinese_one():
    first, second = fed(
        "Here you are.\nEN: SandWalk walks on sand [1].\nZH: SandWalk 能在沙地上行走 [1]。\n\n"
        "**EN:** FinNet swims [2].\n**ZH：** FinNet 会游泳。[2]"
    )
    assert (first.text, first.told, first.cited) == (
        "SandWalk walks on sand.",
        "SandWalk 能在沙地上行走。",
        (1,),
    )
    assert (second.shown, second.cited) == ("FinNet 会游泳。", (2,))


@pytest.mark.parametrize(
    "text",
    [
        "EN: SandWalk walks [1].\n",
        "EN: SandWalk walks [1].\nZH: SandWalk 能在沙",
        "EN: SandWalk walks [1]. It is quick [1].\nZH: SandWalk 能走。",
        "EN: SandWalk walks [1].\nEN: FinNet swims [2].\n",
    ],
)
def test_a_sentence_without_a_whole_chinese_one_has_none(text):
    assert fed(text)
    assert all(not one.told for one in fed(text))


def test_a_chinese_sentence_alone_is_nothing():
    assert fed("ZH: SandWalk 能在沙地上行走 [1]。\n") == []


@pytest.mark.parametrize(
    "chinese",
    [
        "SandWalk 无需重新训练，在三处海滩上的成功率达到 91.5%。",
        "SandWalk 在三个海滩达到91.5%的成功率，不需要再训练。",
    ],
)
def test_a_translation_says_the_same(chinese):
    assert says_the_same(ENGLISH, chinese)


@pytest.mark.parametrize(
    "chinese",
    [
        "",
        ENGLISH,
        "SandWalk 无需重新训练，成功率达到 92.5%。",
        "SandWalk 无需重新训练，在三处海滩上都很成功。",
        "TreadNet 无需重新训练，在三处海滩上的成功率达到 91.5%。",
        "SandWalk 在三处海滩上的成功率达到 91.5%，作者称其为“最好的方法”，无需重新训练。",
        "SandWalk 无需重新训练，在三处海滩上的成功率达到 91.5%。" * 5,
    ],
)
def test_what_says_something_else_does_not(chinese):
    assert not says_the_same(ENGLISH, chinese)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("The model does not walk on sand.", "该模型能在沙地上行走。"),
        ("The model walks on sand.", "该模型无法在沙地上行走。"),
        ("The model walks on sand.", "该模型在沙地上行走的速度提高了三倍。"),
    ],
)
def test_denying_what_is_said_is_something_else(english, chinese):
    assert not says_the_same(english, chinese)
