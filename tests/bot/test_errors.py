from __future__ import annotations

import inspect

import pytest

import config.errors
import ingest.errors
import retrieval.errors
from bot.errors import FAILED, INTERRUPTED, failure_of, one_sentence, said_to_members
from bot.words import CHINESE, ENGLISH
from retrieval.errors import BadQuestion, StoreAway, StoreUnwritable


def test_every_error_of_ours_has_its_own_sentence():
    for module in (config.errors, ingest.errors, retrieval.errors):
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, Exception):
                failure = failure_of(kind("the disk is full"))
                assert (failure.sentence, failure.status) == ("the disk is full.", FAILED)


def test_a_message_of_several_lines_becomes_one_sentence():
    assert one_sentence("it failed:\n  no room\n") == "it failed: no room."


def test_a_very_long_message_keeps_its_beginning_and_its_end():
    sentence = one_sentence(f"the index is damaged ({'x' * 9_000}): run `paperwire reindex`")
    assert len(sentence) < 500
    assert sentence.startswith("the index is damaged (xxx")
    assert sentence.endswith("xxx): run `paperwire reindex`.")


@pytest.mark.parametrize("text", ["It is full.", "Why?", "不行。"])
def test_a_sentence_that_ends_is_left_as_it_is(text):
    assert one_sentence(text) == text


def test_an_interruption_has_a_status_of_its_own():
    assert failure_of(KeyboardInterrupt()).status == INTERRUPTED


def test_a_system_error_names_the_file_and_the_reason():
    error = FileNotFoundError(2, "whatever the platform says", "notes.txt")
    assert failure_of(error).sentence == "notes.txt: No such file or directory."


def test_an_unexpected_error_names_its_kind_and_the_way_to_see_more():
    error = ZeroDivisionError("division by zero\nsecond line")
    sentence = failure_of(error).sentence
    assert "ZeroDivisionError: division by zero" in sentence
    assert "second line" not in sentence
    assert "paperwire --debug" in sentence


def test_members_are_told_what_they_can_mend_and_nothing_of_the_host():
    assert said_to_members(BadQuestion("the question is empty")) == "the question is empty."
    sentence = said_to_members(StoreUnwritable("the data folder /srv/secret cannot be written"))
    assert "/srv/secret" not in sentence
    assert "log" in sentence


@pytest.mark.parametrize(("words", "again"), [(ENGLISH, "again in a minute"), (CHINESE, "再试")])
def test_members_are_told_to_ask_again_while_a_server_is_away(words, again):
    sentence = said_to_members(StoreAway("no Chroma server answers at http://secret:1"), words)
    assert again in sentence
    assert "secret" not in sentence
