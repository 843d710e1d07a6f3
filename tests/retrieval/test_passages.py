from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.papers import KnownPaper, Paper, Sighting
from retrieval.passages import PaperReader
from retrieval.text.sentences import sentences
from tests.fakes import HashedWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoder import TokenVectors

ABSTRACT = "We read lips. Silent video of people is enough. It works well."


class Counting(HashedWords):
    """Counts the texts that it is asked to encode."""

    asked = 0

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        self.asked += len(texts)
        return super().encode_tokens(texts)


def known(title: str, abstract: str = "", **notes: str) -> KnownPaper:
    paper = Paper("2506.00001", title, abstract)
    return KnownPaper(paper, (Sighting("test", notes=tuple(notes.items())),))


def test_a_paper_is_read_sentence_by_sentence():
    (reading,) = PaperReader(HashedWords()).read([known("Lip reading", ABSTRACT)])
    assert len(reading.sentences) == len(sentences(ABSTRACT)) == 3
    assert reading.title.shape == (2, 64)
    assert reading.tokens.shape == (2 + 3 + 6 + 3, 64)


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
    assert len(reading.sentences) == 1


def test_of_a_paper_without_an_abstract_the_latin_words_of_its_notes_are_read():
    (reading,) = PaperReader(HashedWords()).read(
        [known("T", 概述="在 ScreenSpot-Pro 上达到 52.8%")]
    )
    assert sum(len(rows) for rows in reading.sentences) >= 4


def test_the_same_paper_twice_in_one_call_is_read_once():
    encoder = Counting()
    one = known("Lip reading", ABSTRACT)
    first, second = PaperReader(encoder).read([one, one])
    assert first is second
    assert encoder.asked == 4
