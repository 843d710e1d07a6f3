"""A paper beside a question."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.answering.met import meet
from retrieval.encoding.codes import ByteProducts
from retrieval.papers import Paper
from retrieval.queries import Query
from retrieval.text.sentences import sentences

TEXT = "Lip reading is hard. It is of the it. We read lips in silent video. It works well."


@pytest.fixture
def known(shelf):
    shelf.add(Paper("2506.00001", "Reading lips", TEXT))
    return shelf.catalogue.known("2506.00001")


def test_a_sentence_has_the_cosine_of_the_mean_of_its_tokens(shelf, known):
    asked = shelf.search.asking.ask(Query("lips in silent video", "lips in silent video"))
    (met,) = shelf.search.met(asked, [known])
    found = met.sentences
    assert len(found) == len(sentences(TEXT))
    assert found[1] == 0.0  # nothing in it tells anything
    assert found[[0, 2, 3]] == pytest.approx(met.reading.sentence_means @ asked.vector, abs=1e-4)
    assert found.argmax() == 2


def test_words_are_met_token_by_token(shelf, known):
    asked = shelf.search.asking.ask(Query("lips in silent video", "lips in silent video"))
    (met,) = shelf.search.met(asked, [known])
    rows = np.concatenate([word.tokens for word in asked.words.read])
    assert met.words == pytest.approx(rows @ met.reading.tokens.unpacked().T, abs=1e-4)
    assert met.in_sentences.shape == (len(rows), sum(met.reading.counts[1:]))


def test_without_a_vector_no_sentence_is_near(shelf, known):
    asked = shelf.search.asking.ask(Query("lips", "lips"))
    (met,) = meet(shelf.search.readings([known]), asked.words, None)
    assert met.whole is None
    assert met.sentences.tolist() == [0.0] * len(sentences(TEXT))
    assert met.words.shape[0] == 1


@pytest.mark.parametrize("pay", [True, False])
def test_many_papers_are_met_as_each_alone_whether_bytes_pay_or_not(shelf, pay, monkeypatch):
    monkeypatch.setattr(ByteProducts, "pay", pay)
    shelf.add(*(Paper(f"2506.{n:05}", f"Reading {n} lips", TEXT * n) for n in range(4)))
    known = [shelf.catalogue.known(f"2506.{n:05}") for n in range(4)]
    asked = shelf.search.asking.ask(Query("lips in silent video", "lips in silent video"))
    rows = np.concatenate([word.tokens for word in asked.words.read])
    for met, one in zip(shelf.search.met(asked, known), known, strict=True):
        (reading,) = shelf.search.readings([one])
        tokens = reading.tokens.unpacked()
        assert met.words == pytest.approx(rows @ tokens.T, abs=1e-4)
        assert met.whole == pytest.approx(asked.vector @ tokens.T, abs=1e-4)


def test_no_papers_meet_nothing(shelf):
    asked = shelf.search.asking.ask(Query("lips", "lips"))
    assert shelf.search.met(asked, []) == []
