"""The page of ours against the library that the model was published with."""

from __future__ import annotations

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch

from retrieval.encoding.adapter import find, merge
from retrieval.encoding.encoder import SHIPPED
from retrieval.encoding.packaged import PackagedModel
from retrieval.encoding.precision import Precision
from retrieval.encoding.published import LibraryModel, open_model, packaged_folder
from retrieval.errors import ModelError

SAMPLE = Path(__file__).parents[3] / "docs" / "sample" / "papers.jsonl.gz"
ODD = [
    "",
    "a",
    "透明物体抓取 naïve Ümlaut ﬀ",
    "zéro \x00 \n\n and $\\alpha_{i}$-divergence, e.g. 52.8%",
    "word " * 2_000,
]
CPU = torch.device("cpu")


def sample_texts(count: int) -> list[str]:
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line, _ in zip(file, range(count), strict=False)]
    return [f"{row['title']}\n{row['abstract']}" for row in rows]


@pytest.fixture(scope="module")
def texts():
    return [*sample_texts(10), *ODD]


@pytest.fixture(scope="module", params=["plain", "taught"])
def pair(request, texts):
    """An adapter or none, and what the library makes of the texts with it."""
    adapter = find(SHIPPED) if request.param == "taught" else None
    library = open_model("plain")[0]
    if adapter is not None:
        merge(adapter, library[0].auto_model.get_parameter)
    return adapter, LibraryModel(library).read(texts, ())


@pytest.mark.parametrize(
    ("dtype", "near"), [(torch.float32, 0.99999), (torch.bfloat16, 0.9990)], ids=["float32", "bf16"]
)
def test_vectors_and_tokens_are_those_of_sentence_transformers(pair, texts, dtype, near):
    adapter, (vectors, tokens) = pair
    ours, read = PackagedModel(packaged_folder(), adapter, Precision(CPU, dtype)).read(texts)
    assert (ours * vectors).sum(axis=1).min() >= near
    for found, wanted in zip(read, tokens, strict=True):
        assert found.spans == wanted.spans
        if found.spans:
            assert (found.rows * wanted.rows).sum(axis=1).min() >= near


@pytest.fixture(scope="module")
def model():
    return PackagedModel(packaged_folder())


def test_what_is_encoded_is_what_is_read(model, texts):
    assert model.encode(texts) == pytest.approx(model.read(texts)[0], abs=1e-6)


def test_a_text_alone_is_the_text_among_others(model, texts):
    together = model.encode(texts)
    alone = np.concatenate([model.encode([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.9995


def test_vectors_are_of_length_one(model, texts):
    assert np.linalg.norm(model.encode(texts), axis=1) == pytest.approx(1.0, abs=1e-5)


def test_several_threads_may_ask_at_once(model, texts):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(model.encode, [texts] * 4))
    assert all(one == pytest.approx(found[0], abs=1e-6) for one in found)


def test_without_onednn_the_products_are_the_same(texts, monkeypatch):
    quick = PackagedModel(packaged_folder(), None, Precision(CPU, torch.float32)).encode(texts)
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    plain = PackagedModel(packaged_folder(), None, Precision(CPU, torch.float32)).encode(texts)
    assert plain == pytest.approx(quick, abs=1e-4)


def test_where_onednn_does_not_multiply_bfloat16_torch_does(texts, monkeypatch):
    quick = PackagedModel(packaged_folder(), None, Precision(CPU, torch.bfloat16)).encode(texts)
    monkeypatch.setattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: False, raising=False)
    plain = PackagedModel(packaged_folder(), None, Precision(CPU, torch.bfloat16)).encode(texts)
    assert (plain * quick).sum(axis=1).min() > 0.999


def test_a_damaged_tokenizer_is_one_sentence(tmp_path):
    for name in ("model.safetensors", "config.json"):
        (tmp_path / name).symlink_to(packaged_folder() / name)
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match="packaged model cannot be read"):
        PackagedModel(tmp_path)


@pytest.mark.parametrize("missing", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_is_one_sentence(tmp_path, missing):
    for name in {"model.safetensors", "config.json", "tokenizer.json"} - {missing}:
        (tmp_path / name).symlink_to(packaged_folder() / name)
    with pytest.raises(ModelError, match="packaged model cannot be read"):
        PackagedModel(tmp_path)
