from __future__ import annotations

import gzip
import json

import pytest

from bot.cli.evaluating import scratch_settings

KEYS = {"queries", "recall@5", "recall@20", "ndcg@10", "mrr"}


@pytest.fixture
def queries(tmp_path):
    path = tmp_path / "queries.jsonl"
    rows = [
        {"query": "activation oracles", "relevant": ["2606.02609"]},
        {"query": "parameterized diffusion policies", "relevant": ["2606.00336", "not-there"]},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_figures_are_those_of_the_ranking_that_answers(paperwire, samples, queries):
    result = paperwire(
        "evaluate", "--corpus", samples / "ten.jsonl", "--queries", queries, "--json"
    )
    assert (result.status, result.err) == (0, "")
    assert set(result.json) == KEYS
    assert result.json["queries"] == 2
    # both first papers are found; one of three relevant ones is in no corpus
    assert result.json["recall@5"] == 0.75
    assert result.json["mrr"] == 1.0


def test_packed_files_give_the_same_figures(paperwire, samples, queries, tmp_path):
    packed = tmp_path / "c.gz", tmp_path / "q.gz"
    packed[0].write_bytes(gzip.compress((samples / "ten.jsonl").read_bytes()))
    packed[1].write_bytes(gzip.compress(queries.read_bytes()))
    arguments = ("--corpus", packed[0], "--queries", packed[1])
    result = paperwire("evaluate", *arguments)
    assert result.status == 0
    assert "recall@5   0.75" in result.out


def test_the_configured_store_is_left_alone(filled, samples, queries):
    before = filled("status", "--json").json
    filled("evaluate", "--corpus", samples / "ten.jsonl", "--queries", queries)
    assert filled("status", "--json").json == before


def test_a_scratch_store_is_away_from_every_configured_one(paperwire, tmp_path):
    configured = paperwire.settings.model_copy(
        update={
            "database_url": "postgresql://elsewhere/db",
            "chroma": paperwire.settings.chroma.model_copy(update={"url": "http://elsewhere"}),
        }
    )
    scratch = scratch_settings(configured, tmp_path)
    assert (scratch.data_dir, scratch.database_url, scratch.chroma.url) == (tmp_path, None, None)


@pytest.mark.parametrize(
    "row",
    ["{not json", "[]", '{"query": "q"}', '{"query": "", "relevant": ["a"]}',
     '{"query": "q", "relevant": []}', '{"query": 1, "relevant": ["a"]}'],
)  # fmt: skip
def test_a_bad_row_is_a_sentence_with_its_place(paperwire, samples, queries, row):
    with queries.open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    result = paperwire("evaluate", "--corpus", samples / "ten.jsonl", "--queries", queries)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"paperwire: {queries}:3 is not a judged question")
    assert len(result.err.splitlines()) == 1


def test_a_corpus_that_cannot_be_read_is_a_sentence(paperwire, queries, tmp_path):
    result = paperwire("evaluate", "--corpus", tmp_path / "none", "--queries", queries)
    assert (result.status, result.out) == (1, "")
    assert result.err == f"paperwire: {tmp_path / 'none'} does not exist.\n"


def test_rows_of_the_corpus_that_were_left_out_are_told(paperwire, samples, queries, tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text((samples / "ten.jsonl").read_text("utf-8") + "{\n{\n", "utf-8")
    result = paperwire("evaluate", "--corpus", corpus, "--queries", queries, "--json")
    assert result.status == 0
    assert result.err.startswith(f"2 rows of the corpus were left out; the first is {corpus}:11: ")
