"""A multilingual model, made on the spot: its prompts, and texts of two languages side by side."""

from __future__ import annotations

import pytest

from retrieval.catalogue import open_catalogue
from retrieval.encoding.encoder import SentenceEncoder
from retrieval.encoding.published import CHINESE_PROBE
from retrieval.indexes.vectors import open_embedded
from retrieval.indexes.words import TantivyWords
from retrieval.papers import Paper
from retrieval.queries import Query
from tests.retrieval.conftest import Shelf

PAIRS = {"robots": "机", "grasp": "抓", "lips": "唇", "read": "读", "proteins": "蛋", "fold": "折"}
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def saved(folder, name):
    """A model that holds a word and its translation for the same."""
    import torch  # noqa: PLC0415 - seconds
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - same
    from sentence_transformers.sentence_transformer.modules import (  # noqa: PLC0415 - same
        Pooling,
        Transformer,
    )
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415 - same

    letters = dict.fromkeys((*PAIRS.values(), *CHINESE_PROBE))
    words = (*MARKS, *PAIRS, *letters, "query", "passage", ":")
    at = {word: number for number, word in enumerate(words)}
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=64,
    )  # fmt: skip
    bert = BertModel(config)
    table = bert.embeddings.word_embeddings.weight.data
    table *= 50  # a fresh table is lost beside the places of the words
    for english, chinese in PAIRS.items():
        table[at[chinese]] = table[at[english]]
    inner = folder / "inner"
    bert.save_pretrained(inner)
    BertTokenizerFast(vocab=at, model_max_length=64).save_pretrained(inner)
    transformer = Transformer(str(inner), max_seq_length=64)
    pooling = Pooling(transformer.get_embedding_dimension())
    model = SentenceTransformer(modules=[transformer, pooling], device="cpu")
    model.save(str(folder / name))
    return SentenceEncoder(str(folder / name))


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    return saved(tmp_path_factory.mktemp("models"), "multilingual-e5-small")


def test_a_model_of_the_e5_family_gets_its_prompts(encoder, tmp_path):
    other = saved(tmp_path, "of-no-family")
    plain = other.encode_documents(["passage: robots grasp"])
    assert encoder.encode_documents(["robots grasp"]) == pytest.approx(plain, abs=1e-5)
    asked, tokens = encoder.read_questions(["robots grasp"])
    assert asked == pytest.approx(other.encode_documents(["query: robots grasp"]), abs=1e-5)
    assert tokens[0].spans == ((0, 6), (7, 12))
    assert other.read_questions(["robots"])[0] == pytest.approx(
        other.encode_documents(["robots"]), abs=1e-5
    )


@pytest.mark.parametrize(("question", "nearest"), [("机 抓", 0), ("唇 读", 1), ("折 蛋", 2)])
def test_a_chinese_question_lies_nearest_to_its_english_paper(encoder, question, nearest):
    papers = encoder.encode_documents(["robots grasp", "lips read", "proteins fold"])
    asked, _ = encoder.read_questions([question])
    assert int((papers @ asked[0]).argmax()) == nearest


@pytest.mark.parametrize(("question", "nearest"), [("机抓", "a"), ("唇读", "b"), ("折蛋", "c")])
def test_a_chinese_question_finds_its_english_paper(encoder, tmp_path, question, nearest):
    catalogue = open_catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite3'}")
    vectors = open_embedded(tmp_path / "chroma", encoder.identity)
    words = TantivyWords(tmp_path / "words")
    shelf = Shelf(catalogue, vectors, words, tmp_path / "words" / "followed.json", encoder)
    shelf.add(
        Paper(id="a", title="robots grasp"),
        Paper(id="b", title="lips read"),
        Paper(id="c", title="proteins fold"),
    )
    (best, *_) = shelf.search.rank(
        shelf.search.asking.ask(Query(question, question, language="zh")), 3
    )
    assert best.paper_id == nearest
    vectors.close()
    catalogue.close()


def test_the_packaged_model_reads_no_chinese(encoder):
    assert encoder.identity.chinese
    assert not SentenceEncoder("default").identity.chinese
