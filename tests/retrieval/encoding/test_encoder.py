from __future__ import annotations

import json

import numpy as np
import pytest

from retrieval.encoding.encoder import SentenceEncoder
from retrieval.encoding.published import PACKAGED_SHA256, file_sha256
from retrieval.errors import ModelError


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder("plain")


def test_the_packaged_model_is_the_published_one(encoder):
    identity = encoder.identity
    assert identity.name == "sentence-transformers/all-MiniLM-L6-v2"
    assert identity.revision == PACKAGED_SHA256[:12]
    assert (identity.dimension, identity.pooling) == (384, "mean")


def test_vectors_are_unit_and_near_when_the_meaning_is(encoder):
    texts = ["reading lips in silent video", "visual speech recognition", "baking lasagna"]
    rows = encoder.encode_documents(texts)
    assert rows.shape == (3, 384)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-4)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.1


def test_the_order_of_the_texts_does_not_change_their_vectors(encoder):
    texts = ["short", "a text that is quite a bit longer than the other one", "middle sized text"]
    forth = encoder.encode_documents(texts)
    back = encoder.encode_documents(texts[::-1])
    assert forth == pytest.approx(back[::-1], abs=1e-5)


def test_tokens_stand_where_they_are_said_to_stand(encoder):
    text = "SynJudge grades images."
    (tokens,) = encoder.read_documents([text])[1]
    assert "".join(text[a:b] for a, b in tokens.spans) == text.replace(" ", "")
    assert tokens.rows.shape == (len(tokens.spans), 384)


def test_a_text_beyond_the_window_is_read_up_to_its_end(encoder):
    (tokens,) = encoder.read_documents(["word " * 2_000])[1]
    assert 500 < len(tokens.spans) <= 512


def test_one_reading_gives_the_vectors_of_plain_encoding(encoder):
    texts = ["reading lips in silent video", "A title\nWith an abstract. And another sentence."]
    vectors, tokens = encoder.read_documents(texts)
    assert vectors == pytest.approx(encoder.encode_documents(texts), abs=1e-5)
    assert [len(found.spans) for found in tokens] == [len(found.rows) for found in tokens]


def test_no_texts_give_no_vectors(encoder):
    assert encoder.encode_documents([]).shape == (0, 384)
    assert encoder.read_questions([])[1] == []


@pytest.mark.parametrize("make", ["missing", "empty folder", "folder of something else"])
def test_a_model_that_is_none_is_one_sentence(tmp_path, make):
    folder = tmp_path / "model"
    if make != "missing":
        folder.mkdir()
    if make == "folder of something else":
        (folder / "config.json").write_text(json.dumps({"model_type": "nonsense"}))
    with pytest.raises(ModelError, match="cannot be loaded"):
        _ = SentenceEncoder(str(folder)).identity


def test_a_checksum_is_that_of_the_file(tmp_path):
    (tmp_path / "file").write_bytes(b"abc")
    assert file_sha256(tmp_path / "file").startswith("ba7816bf")
    with pytest.raises(ModelError, match="cannot be read"):
        file_sha256(tmp_path / "absent")
