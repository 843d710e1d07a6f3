from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.encoding.encoder import ModelIdentity
from retrieval.encoding.passages import PaperReader, Text
from retrieval.encoding.readings import ReadingStore
from retrieval.papers import KnownPaper, Paper, Sighting
from retrieval.text.sentences import sentences
from tests.fakes import DIMENSION, HashedWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoding.encoder import TokenVectors, Vectors

ABSTRACT = "We read lips. Silent video of people is enough. It works well."


class Counting(HashedWords):
    """Counts the texts that it is asked to encode."""

    asked = 0

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        self.asked += len(texts)
        return super().read_documents(texts)


def known(title: str, abstract: str = "", **notes: str) -> KnownPaper:
    paper = Paper("2506.00001", title, abstract)
    return KnownPaper(paper, (Sighting("test", notes=tuple(notes.items())),))


def test_a_paper_is_read_sentence_by_sentence():
    (reading,) = PaperReader(HashedWords()).read([known("Lip reading", ABSTRACT)])
    assert len(reading.counts) - 1 == len(sentences(ABSTRACT)) == 3
    # "we", "of", "is", "it": no question's word is looked for in them
    assert reading.counts == (2, 2, 4, 2)  # of the title first
    assert reading.tokens.unpacked().shape == (2 + 2 + 4 + 2, DIMENSION)
    sums = [rows.sum(axis=0) for rows in np.split(reading.tokens.unpacked()[2:], [2, 6])]
    lengths = np.linalg.norm(sums, axis=1)
    assert reading.sentence_lengths == pytest.approx(lengths, abs=1e-4)
    assert reading.sentence_means == pytest.approx(sums / lengths[:, None], abs=1e-4)


def test_a_sentence_without_a_telling_token_has_no_mean():
    text = "Lip reading is hard. It is of the it. We read silent video."
    (reading,) = PaperReader(HashedWords()).read([known("Lip reading", text)])
    assert reading.counts[1:] == (3, 0, 3)
    assert reading.sentence_means.shape == (2, DIMENSION)
    (nothing,) = PaperReader(HashedWords()).read([known("Lip reading")])
    assert nothing.sentence_lengths.shape == (0,)


def test_a_paper_that_was_read_is_not_encoded_again():
    encoder = Counting()
    reader = PaperReader(encoder)
    reader.read([known("Lip reading", ABSTRACT)])
    once = encoder.asked
    reader.read([known("Lip reading", ABSTRACT)])
    assert encoder.asked == once


def test_a_paper_whose_text_changed_is_read_anew():
    reader = PaperReader(HashedWords())
    reader.read([known("Lip reading", ABSTRACT)])
    (reading,) = reader.read([known("Lip reading", "We read lips.")])
    assert len(reading.counts) == 1 + 1


def test_of_a_paper_without_an_abstract_the_latin_words_of_its_notes_are_read():
    (reading,) = PaperReader(HashedWords()).read(
        [known("T", 概述="在 ScreenSpot-Pro 上达到 52.8%")]
    )
    assert sum(reading.counts[1:]) >= 4


def test_the_same_paper_twice_in_one_call_is_read_once():
    encoder = Counting()
    one = known("Lip reading", ABSTRACT)
    first, second = PaperReader(encoder).read([one, one])
    assert first is second
    assert encoder.asked == 1


def test_what_was_read_is_kept_for_another_process(tmp_path):
    one = known("Lip reading", ABSTRACT)
    PaperReader(HashedWords(), ReadingStore(tmp_path / "readings")).encode([one])
    encoder = Counting()
    (reading,) = PaperReader(encoder, ReadingStore(tmp_path / "readings")).read([one])
    assert encoder.asked == 0
    (fresh,) = PaperReader(HashedWords()).read([one])
    assert np.array_equal(reading.tokens.unpacked(), fresh.tokens.unpacked())


def test_what_another_model_read_is_not_taken(tmp_path):
    class Another(Counting):
        def __init__(self) -> None:
            super().__init__()
            self.identity = ModelIdentity("another", "111111111111", DIMENSION, "sum")

    one, store = known("Lip reading", ABSTRACT), ReadingStore(tmp_path / "readings")
    PaperReader(HashedWords(), store).encode([one])
    encoder = Another()
    PaperReader(encoder, store).read([one])
    assert encoder.asked == 1


def test_the_vectors_of_papers_come_with_their_reading():
    encoder, papers = HashedWords(), [known("Lip reading", ABSTRACT), known("Another title")]
    vectors = PaperReader(encoder).encode(papers)
    expected = encoder.encode_documents([f"Lip reading\n{ABSTRACT}", "Another title"])
    assert np.array_equal(vectors, expected)


def test_readings_that_were_kept_fit_what_is_made_of_a_paper(repository):
    # If this fails, sentences or LaTeX are read in another way: change `_FORM` in
    # retrieval/encoding/passages.py with the figure here, or excerpts are chosen by other
    # sentences' readings.
    digest = hashlib.blake2b(digest_size=8)
    sample = repository / "docs" / "sample" / "papers.jsonl.gz"
    with gzip.open(sample, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            of = Text.of(known(row["title"], row.get("abstract", "")))
            digest.update(of.text.encode() + repr(of.starts).encode())
    assert digest.hexdigest() == "45e0bd1b7ca42a87"


def test_a_question_about_papers_that_were_read_makes_no_text_of_them(tmp_path):
    one = known("Lip reading", ABSTRACT)
    store = ReadingStore(tmp_path / "readings")
    PaperReader(HashedWords(), store).encode([one])
    (reading,) = PaperReader(HashedWords(), store).read([one])
    assert len(reading.tokens) == 10
    assert reading.counts == (2, 2, 4, 2)
