from __future__ import annotations

import gzip
import json

import pytest

from bot.cli import ingesting

DOCUMENTED = {"added", "updated", "unchanged", "skipped", "failed", "errors"}


def test_ingest_counts_and_indexes_what_a_file_holds(paperwire, samples):
    result = paperwire("ingest", samples / "bilingual.md", "--json")
    assert (result.status, result.err) == (0, "")
    assert result.json == {
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "failed": 0,
        "errors": [],
    }
    status = paperwire("status", "--json").json
    assert (status["papers"], status["indexed"], status["due"]) == (2, 2, 0)
    assert status["model"] == "hashed-words"


def test_the_same_sources_again_add_nothing(filled, samples):
    report = filled("ingest", samples / "ten.jsonl", samples / "bilingual.md", "--json").json
    assert (report["added"], report["updated"], report["unchanged"]) == (0, 0, 12)


def test_a_person_reads_one_line(paperwire, samples):
    result = paperwire("ingest", samples / "bilingual.md")
    assert result.out == "2 added, 0 updated, 0 unchanged, 0 skipped, 0 failed\n"


def test_a_source_that_fails_does_not_stop_the_others(paperwire, samples, tmp_path):
    missing = tmp_path / "missing.md"
    result = paperwire("ingest", missing, samples / "bilingual.md", "--json")
    assert result.status == 1
    assert (result.json["added"], result.json["failed"]) == (2, 1)
    assert result.json["errors"] == [f"{missing} does not exist."]
    assert result.err == f"paperwire: {missing} does not exist.\n"


def test_a_folder_is_read_whole(paperwire, samples, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.jsonl.gz").write_bytes(gzip.compress((samples / "ten.jsonl").read_bytes()))
    (folder / "b.txt").write_bytes((samples / "bilingual.md").read_bytes())
    assert paperwire("ingest", folder, "--json").json["added"] == 12


def test_every_skipped_record_is_told_with_its_place(paperwire, samples, tmp_path):
    lines = (samples / "ten.jsonl").read_text("utf-8").splitlines()
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_text("\n".join([*lines[:3], "{not json", *lines[3:]]), "utf-8")
    result = paperwire("ingest", damaged, "--json")
    assert result.status == 1
    assert (result.json["added"], result.json["skipped"], result.json["failed"]) == (10, 1, 0)
    assert result.err.startswith(f"skipped {damaged}:4: ")
    assert result.json["errors"][0].startswith(f"{damaged}:4: ")


def test_of_many_skipped_records_the_last_line_tells_how_many_more(paperwire, samples, tmp_path):
    damaged = tmp_path / "damaged.jsonl"
    first = (samples / "ten.jsonl").read_text("utf-8")
    more = 7
    damaged.write_text(first + "{\n" * (ingesting.MOST_SPOKEN + more), "utf-8")
    result = paperwire("ingest", damaged, "--json")
    assert result.json["skipped"] == len(result.json["errors"]) == ingesting.MOST_SPOKEN + more
    *spoken, last = result.err.splitlines()
    assert len(spoken) == ingesting.MOST_SPOKEN
    assert last == f"... and {more} more were skipped."


def test_the_keys_of_the_report_are_those_of_the_contract(paperwire, samples):
    assert set(paperwire("ingest", samples / "ten.jsonl", "--json").json) == DOCUMENTED


def test_an_index_that_fails_leaves_the_papers_stored(filled, samples, tmp_path):
    another = tmp_path / "another.jsonl"
    row = json.loads((samples / "ten.jsonl").read_text("utf-8").splitlines()[0])
    another.write_text(json.dumps({**row, "id": "2605.99999", "title": "Another"}), "utf-8")
    filled.model = "another-model"
    result = filled("ingest", another, "--json")
    assert result.status == 1
    assert (result.json["added"], result.json["failed"]) == (1, 1)
    assert "paperwire reindex" in result.err
    assert filled("status", "--json").json["papers"] == 13


def test_while_another_process_owns_the_indexes_papers_are_stored_for_it(
    paperwire, samples, owned_by_another_process
):
    with owned_by_another_process(paperwire.folder, "run") as pid:
        result = paperwire("ingest", samples / "bilingual.md", "--json")
        assert (result.status, result.json["added"]) == (0, 2)
        assert result.err == (
            f"The papers are stored; `paperwire run` (process {pid}) is running "
            "and will index them.\n"
        )
        status = paperwire("status", "--json").json
        assert (status["papers"], status["due"]) == (2, 2)
        assert status["owner"] == {"pid": pid, "doing": "run"}


def test_what_was_read_before_an_interruption_is_kept(paperwire, samples, interrupted_stdin):
    row = json.loads((samples / "ten.jsonl").read_text("utf-8").splitlines()[0])
    rows = [{**row, "id": f"2605.{n:05}", "title": f"Paper {n}"} for n in range(300)]
    interrupted_stdin("\n".join(map(json.dumps, rows)).encode())
    result = paperwire("ingest", "-")
    assert result.status == 130
    assert result.err == "paperwire: interrupted; everything that was stored so far is kept.\n"
    assert paperwire("status", "--json").json["papers"] > 200


@pytest.mark.parametrize(
    "source", ["arxiv:cs.XX", "arxiv:", "hf:2026-02-31", "rss:nonsense", "hf:2031-01-01"]
)
def test_a_service_that_cannot_be_meant_is_a_sentence_before_any_request(paperwire, source):
    result = paperwire("ingest", source)
    assert result.status == 1
    assert len(result.err.splitlines()) == 1
    assert "0 added" in result.out
