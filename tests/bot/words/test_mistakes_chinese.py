from __future__ import annotations

import ast
import datetime as dt

import pytest

from bot.errors import said_to_members
from bot.words import CHINESE, ENGLISH
from bot.words.mistakes_chinese import in_chinese
from retrieval.catalogue import open_catalogue
from retrieval.errors import BadQuestion, RetrievalError, StoreUnwritable
from retrieval.lookup import find_paper
from retrieval.queries import Question, check_count
from retrieval.understanding import understand

TODAY = dt.date(2026, 6, 20)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    opened = open_catalogue(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'one.sqlite3'}")
    yield opened
    opened.close()


def sentences_of(*folders):
    """Every sentence that says what is wrong with a question, 1 standing for what it quotes."""
    for path in (path for folder in folders for path in sorted(folder.rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if name != "BadQuestion":
                continue
            (text,) = node.args
            parts = text.values if isinstance(text, ast.JoinedStr) else [text]
            said = "".join(p.value if isinstance(p, ast.Constant) else "1" for p in parts)
            if any(character.isalpha() for character in said):
                yield said


def test_every_sentence_about_a_question_has_a_chinese_one(repository):
    found = set(sentences_of(repository / "retrieval", repository / "bot"))
    assert len(found) > 10
    assert [sentence for sentence in found if in_chinese(sentence) == sentence] == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(" "), "问题是空的。"),
        (Question("沙" * 20_001), "问题有 20,001 个字符，最多能读 20,000 个。"),
        (Question("沙", since="2026-02-30"), "2026-02-30：没有这样的日期。"),
        (
            Question("沙", since="沙"),
            "沙：不是日期，可以写 2025-06-05、2025-06、2025、3d、2w、1m、1y、今天或昨天。",
        ),
        (Question("沙", until="9999y"), "9999y：太久远了，没有这样的日期。"),
        (
            Question("沙", since="2026-06-02", until="2026-06-01"),
            "2026-06-02 不能晚于 2026-06-01。",
        ),
        (
            Question("沙", categories=("it's {0}",)),
            "“it's {0}”不是 arXiv 的类别，这里也没有论文属于这个主题。",
        ),
        (Question("沙", authors=("123",)), "“123”不是作者姓名。"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_in_chinese(catalogue, question, said):
    with pytest.raises(BadQuestion) as caught:
        understand(question, catalogue, today=TODAY)
    assert said_to_members(caught.value, CHINESE) == said


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("2606.12345", CHINESE.refusals.unknown_paper.format(named="2606.12345")),
        ("无名", CHINESE.refusals.unknown_paper.format(named="无名")),
        (" ", "请给出论文的编号、链接或标题。"),
    ],
)
def test_a_paper_that_is_not_found_is_said_in_chinese(catalogue, named, said):
    with pytest.raises(RetrievalError) as caught:
        find_paper(catalogue, named)
    assert said_to_members(caught.value, CHINESE) == said


def test_a_number_that_is_too_large_is_said_in_chinese():
    with pytest.raises(BadQuestion) as caught:
        check_count(51)
    assert said_to_members(caught.value, CHINESE) == "论文数量必须在 1 到 50 之间，不能是 51。"


def test_an_option_is_called_by_its_name_on_discord(catalogue):
    with pytest.raises(BadQuestion) as caught:
        understand(Question("sand", since="sand"), catalogue, today=TODAY)
    assert said_to_members(caught.value).startswith("since sand: not a day;")


def test_a_sentence_that_nobody_translated_is_said_as_it_is():
    assert said_to_members(BadQuestion("no such thing"), CHINESE) == "no such thing."


@pytest.mark.parametrize("words", [ENGLISH, CHINESE])
def test_of_what_is_not_the_members_fault_nothing_is_told_but_that(words):
    said = said_to_members(StoreUnwritable("/srv/secret cannot be written"), words)
    assert said == words.refusals.failed
