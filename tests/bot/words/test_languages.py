from __future__ import annotations

from dataclasses import fields, is_dataclass
from itertools import pairwise
from string import Formatter

import pytest

from bot.words import CHINESE, ENGLISH, words_for

# what is no language's own: a file format, and English that names itself
SAME = {"bibtex"}
FULL_WIDTH = {",": "，", ";": "；", "!": "！", "?": "？", ":": "：", "(": "（", ")": "）"}


def sentences(value, path=""):
    """Every text in a language by the path of fields that leads to it."""
    if is_dataclass(value):
        for field in fields(value):
            yield from sentences(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from sentences(one, f"{path}[{number}]")
    else:
        yield path, value


IN_ENGLISH, IN_CHINESE = dict(sentences(ENGLISH)), dict(sentences(CHINESE))
each_path = pytest.mark.parametrize("path", IN_ENGLISH)


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same_things():
    assert IN_ENGLISH.keys() == IN_CHINESE.keys()


@each_path
def test_a_sentence_is_filled_in_with_the_same_things_in_both_languages(path):
    assert placeholders(IN_ENGLISH[path]) == placeholders(IN_CHINESE[path])


@each_path
def test_everything_is_said_and_said_in_chinese(path):
    assert IN_ENGLISH[path].strip() or path.endswith("joint")
    assert IN_CHINESE[path].strip() or path.endswith("sentence_joint")
    if path.split(".")[-1] not in SAME:
        assert IN_CHINESE[path] != IN_ENGLISH[path]


@each_path
def test_an_english_sentence_has_no_chinese_character_in_it(path):
    assert all(not "\u3000" <= character <= "\uffef" for character in IN_ENGLISH[path])


@each_path
def test_chinese_punctuation_is_full_width_and_without_spaces(path):
    """Codes and addresses inside keep their own."""
    text = IN_CHINESE[path]
    for before, mark in pairwise(text):
        chinese = "\u4e00" <= before <= "\u9fff"
        assert not (chinese and mark in FULL_WIDTH), f"{before}{mark}"
        assert not (before in "，。：；、！？）" and mark == " "), f"{before}{mark}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", CHINESE),
        ("zh-CN", CHINESE),
        ("zh-TW", CHINESE),
        ("en", ENGLISH),
        ("en-GB", ENGLISH),
        ("pt-BR", ENGLISH),
        ("", ENGLISH),
        (None, ENGLISH),
    ],
)
def test_a_reader_hears_their_language_or_english(language, words):
    assert words_for(language) is words
