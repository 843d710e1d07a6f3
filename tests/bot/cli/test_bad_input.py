"""Each of these is one sentence and exit status 1; what the store holds stays as it is."""

from __future__ import annotations

import gzip
import re
import shutil
import sqlite3

import pytest

KEPT = {"papers": 12, "indexed": 12, "due": 0}
NESTED = "".join(
    f'<!ENTITY {later} "{f"&{earlier};" * 10}">'
    for earlier, later in zip("abcdefgh", "bcdefghi", strict=True)
)
ENTITIES = (
    f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa">{NESTED}]>'
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>&i;</title></feed>'
)
ROW = '{"id": "2607.0%04d", "title": "Paper %d", "abstract": "It is about the number %d."}\n'


def many_rows(count):
    return "".join(ROW % (n, n, n) for n in range(count))


# Files that hold nothing to take in.
BAD_FILES = {
    "binary": lambda: b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 50,
    "empty": lambda: b"",
    "blank": lambda: b" \n\r\n\t",
    "html": lambda: b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>",
    "prose": lambda: b"Dear diary, today nothing was published.\n" * 20,
    "entities": ENTITIES.encode,
    "truncated.gz": lambda: gzip.compress(many_rows(300).encode())[:40],
    "bomb.gz": lambda: gzip.compress(b" " * 150_000_000, 9),
    "a_line_of_20_MB": lambda: b'{"title": "' + b"a" * 20_000_000 + b'"}',
}


def assert_is_one_sentence(result):
    assert result.status == 1
    assert "Traceback" not in result.out + result.err
    lines = result.err.splitlines()
    assert len(lines) == 1, result.err
    assert re.fullmatch(r"(paperwire: |skipped ).{10,}", lines[0])
    assert len(lines[0]) < 500
    assert "unexpected error" not in lines[0]


def assert_nothing_is_lost(paperwire):
    paperwire.model = "hashed-words"
    status = paperwire("status", "--json").json
    assert {key: status[key] for key in KEPT} == KEPT
    answer = paperwire("ask", "counting whales from orbit", "--json").json
    assert answer["papers"][0]["id"] == "2606.09001"


@pytest.mark.parametrize(
    "name", [*BAD_FILES, "missing", "folder/that/is/missing", "nul\x00byte", "x" * 5_000]
)
def test_a_file_that_holds_nothing_to_take_in(filled, tmp_path, name):
    if name in BAD_FILES:
        (tmp_path / name).write_bytes(BAD_FILES[name]())
    result = filled("ingest", tmp_path / name)
    assert_is_one_sentence(result)
    assert result.out.startswith("0 added, 0 updated, 0 unchanged, ")
    assert_nothing_is_lost(filled)


def test_an_empty_folder(filled, tmp_path):
    (tmp_path / "nothing").mkdir()
    assert_is_one_sentence(filled("ingest", tmp_path / "nothing"))


def test_a_file_without_permission(filled, tmp_path):
    secret = tmp_path / "secret.jsonl"
    secret.write_text(ROW % (1, 1, 1))
    secret.chmod(0)
    try:
        secret.read_bytes()
    except PermissionError:
        assert_is_one_sentence(filled("ingest", secret))
    else:
        pytest.skip("NOT RUN: this user may read everything")


@pytest.mark.parametrize(
    "damage", ["{not json", "[1, 2]", '{"id": "2606.01111"}', "x" * 20_000_000]
)
def test_one_bad_line_in_many(filled, tmp_path, damage):
    lines = [ROW % (n, n, n) for n in range(1_000)]
    lines.insert(500, damage + "\n")
    path = tmp_path / "many.jsonl"
    path.write_text("".join(lines))
    result = filled("ingest", path)
    assert_is_one_sentence(result)
    assert result.err.startswith(f"skipped {path}:501: ")
    assert result.out.startswith("1,000 added, ")


def test_what_stands_before_the_damage_of_an_archive_is_taken_in(filled, tmp_path):
    whole = gzip.compress(many_rows(5_000).encode())
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    result = filled("ingest", path, "--json")
    assert_is_one_sentence(result)
    assert result.json["failed"] == 1
    assert result.json["added"] > 100


@pytest.mark.parametrize(
    "arguments",
    [
        ["whales", "--category", "cs.XX"],
        ["whales", "--category", ""],
        ["whales", "--since", "2026-02-30"],
        ["whales", "--until", "2026-13-01"],
        ["whales", "--since", "someday soon"],
        ["whales", "--since", ""],
        ["whales", "--since", "2026-06-10", "--until", "2026-06-01"],
        ["whales", "--author", " "],
        ["whales", "-k", "0"],
        ["whales", "-k", "-3"],
        ["whales", "-k", "1000000"],
        [""],
        [" \n\t "],
        ["a" * 20_001],
        ["whale " * 4_000],
    ],
)
def test_a_question_that_cannot_be_used(filled, arguments):
    result = filled("ask", *arguments)
    assert_is_one_sentence(result)
    assert result.out == ""
    assert_nothing_is_lost(filled)


@pytest.mark.parametrize(
    "arguments", [["similar", ""], ["similar", "2606.09002", "-k", "0"], ["show", " "]]
)
def test_a_paper_that_cannot_be_meant(filled, arguments):
    assert_is_one_sentence(filled(*arguments))


@pytest.mark.parametrize("since", ["2026-02-30", "tomorrow and tomorrow", ""])
def test_a_first_day_that_is_none(filled, since):
    assert_is_one_sentence(filled("ingest", "arxiv:cs.CL", "--since", since))


@pytest.mark.parametrize("command", [["ask", "whales"], ["similar", "2606.09002"]])
def test_a_store_made_with_another_model(filled, command):
    filled.model = "another-model"
    result = filled(*command)
    assert_is_one_sentence(result)
    assert "paperwire reindex" in result.err
    assert_nothing_is_lost(filled)


@pytest.mark.parametrize("command", [["status"], ["ask", "whales"], ["ingest", "anything"]])
def test_a_store_made_by_a_newer_version(filled, command):
    database = filled.folder / "catalogue.sqlite3"
    with sqlite3.connect(database) as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    result = filled(*command)
    assert_is_one_sentence(result)
    assert "newer" in result.err
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.close()
    assert_nothing_is_lost(filled)


@pytest.mark.parametrize("command", [["status"], ["ask", "whales"], ["ingest", "-"], ["reindex"]])
def test_a_data_folder_that_cannot_be_made(paperwire, tmp_path, command):
    (tmp_path / "file").write_text("a file, not a folder")
    paperwire.folder = tmp_path / "file" / "var"
    assert_is_one_sentence(paperwire(*command))


def test_a_file_where_the_data_folder_should_be(paperwire):
    paperwire.folder.write_text("a file, not a folder")
    assert_is_one_sentence(paperwire("status"))


@pytest.mark.parametrize("name", ["catalogue.sqlite3"])
def test_a_damaged_store(filled, name):
    (filled.folder / name).write_bytes(b"damaged" * 1_000)
    for extra in filled.folder.glob(f"{name}-*"):
        extra.unlink()
    assert_is_one_sentence(filled("status"))


@pytest.mark.parametrize("name", ["chroma/chroma.sqlite3", "words/meta.json"])
def test_a_damaged_index_is_told_with_the_command_that_mends_it(filled, name):
    (filled.folder / name).write_bytes(b"damaged" * 1_000)
    shutil.rmtree(filled.folder / "nearest")  # the copy, which would be asked instead of Chroma
    result = filled("ask", "whales")
    assert_is_one_sentence(result)
    assert "paperwire reindex" in result.err


def test_no_question_waits_for_chroma(filled):
    before = filled("ask", "whales", "--json").json
    (filled.folder / "chroma" / "chroma.sqlite3").write_bytes(b"damaged" * 1_000)
    assert filled("ask", "whales", "--json").json == before


def test_a_lost_copy_of_the_vectors_is_made_again(filled):
    before = filled("ask", "whales", "--json").json
    shutil.rmtree(filled.folder / "nearest")
    assert filled("ask", "whales", "--json").json == before
    assert list((filled.folder / "nearest").glob("whole.*.vectors"))


def test_a_second_owner(filled, owned_by_another_process):
    with owned_by_another_process(filled.folder, "run") as pid:
        result = filled("reindex")
        assert_is_one_sentence(result)
        assert f"`paperwire run` (process {pid})" in result.err
    assert_nothing_is_lost(filled)
