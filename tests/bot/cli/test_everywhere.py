"""The same acceptance tests wherever the papers are kept.

In the data folder; with the vectors on a Chroma server; with the catalogue in PostgreSQL; with
both. Everything is real but the encoder.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.bot.conftest import Paperwire
from tests.support.postgresql import url_or_skip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUESTION = "robots that walk on sand"
WALKER = {
    "id": "2606.12345",
    "title": "Robots walk on sand",
    "abstract": "A robot walks on sand. It sinks less than others do.",
    "authors": "A. Walker",
    "categories": "cs.RO",
    "update_date": "2026-06-19",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where papers are kept: in one data folder, or in some way that others can share."""

    root: Path
    changes: dict[str, Any]  # of the settings
    together: bool  # folders share all; else each has its own vectors

    def folder(self, name: str, captured: Callable[[], tuple[str, str]] | None) -> Paperwire:
        """The command over a data folder."""
        command = Paperwire(self.root / name, captured)
        command.changes = self.changes
        return command


@pytest.fixture(scope="module", params=["folder", "chroma", "postgresql", "chroma-postgresql"])
def place(request, tmp_path_factory, samples):
    """One place for the tests of this file, filled once with twelve papers."""
    root = tmp_path_factory.mktemp(request.param)
    changes: dict[str, Any] = {}
    if "chroma" in request.param:
        server = request.getfixturevalue("chroma")
        changes["chroma"] = {"url": server.url, "database": server.fresh_database()}
        changes["database_url"] = f"sqlite:///{root / 'shared.sqlite3'}"
    if "postgresql" in request.param:
        changes["database_url"] = url_or_skip()
    place = Place(root, changes, together="chroma" in changes)
    filling = place.folder("one", None)
    assert filling("ingest", samples / "ten.jsonl", samples / "bilingual.md").status == 0
    return place


@pytest.fixture
def paperwire(place, capsys):
    """The command in the data folder that was filled."""
    return place.folder("one", capsys.readouterr)


@pytest.fixture
def other(place, capsys):
    """The same in another folder, where nothing was brought in."""
    return place.folder("two", capsys.readouterr)


@pytest.fixture
def walker(tmp_path):
    """A file with one more paper."""
    path = tmp_path / "walker.jsonl"
    path.write_text(json.dumps(WALKER), encoding="utf-8")
    return path


def ids(result) -> list[str]:
    return [paper["id"] for paper in result.json["papers"]]


def test_what_was_brought_in_is_counted_answered_and_brought_in_once(paperwire, samples):
    again = paperwire("ingest", samples / "ten.jsonl", "--json").json
    assert (again["added"], again["unchanged"], again["failed"]) == (0, 10, 0)
    status = paperwire("status", "--json").json
    assert (status["papers"], status["due"]) == (status["indexed"], 0)
    found = paperwire("ask", "planar graph drawing", "--json").json
    assert found["papers"][0]["id"] == "2606.02010"
    (excerpt, *_) = found["papers"][0]["excerpts"]
    shown = paperwire("show", "2606.02010", "--json").json
    text = shown["abstract"]
    assert text[excerpt["start"] : excerpt["end"]] == excerpt["text"]


def test_filters_narrow_and_what_is_not_there_is_said(paperwire):
    planar = "planar graph drawing"
    narrowed = paperwire("ask", planar, "--author", "Oleksandr Nikitin", "--json")
    assert ids(narrowed) == ["2606.02010"]
    assert "2606.02010" not in ids(paperwire("ask", planar, "--until", "2026-05-31", "--json"))
    nothing = paperwire("ask", planar, "--since", "2030-01-01", "--json").json
    assert (nothing["answered"], nothing["reason"]) == (False, "nothing_in_range")
    strange = paperwire("ask", "medieval cheese trade in Burgundy", "--json").json
    assert (strange["answered"], strange["papers"]) == (False, [])


def test_similar_papers_and_digests_come_from_there_too(paperwire):
    alike = ids(paperwire("similar", "2606.02010", "--json"))
    assert alike
    assert "2606.02010" not in alike
    digest = paperwire("digest", "--topic", "planar graph drawing", "--day", "2026-06-02")
    assert digest.status == 0


def test_a_new_version_replaces_the_old_one_everywhere(paperwire, tmp_path, walker):
    assert paperwire("ingest", walker).status == 0
    assert ids(paperwire("ask", QUESTION, "--json"))[0] == WALKER["id"]
    newer = {"title": "Zebrafish dance", "abstract": "Zebrafish dance to bagpipes.", "version": 2}
    path = tmp_path / "newer.jsonl"
    path.write_text(json.dumps(WALKER | newer), encoding="utf-8")
    assert paperwire("ingest", path, "--json").json["updated"] == 1
    assert ids(paperwire("ask", "zebrafish dance bagpipes", "--json"))[0] == WALKER["id"]
    assert WALKER["id"] not in ids(paperwire("ask", QUESTION, "--json"))


def test_rebuilt_indexes_answer_as_before(paperwire):
    before = paperwire("ask", "planar graph drawing", "--json").json
    assert paperwire("reindex").out.endswith(" papers indexed\n")
    assert paperwire("ask", "planar graph drawing", "--json").json == before


def test_another_folder_answers_from_what_is_shared_or_says_what_to_do(place, paperwire, other):
    question = ("ask", "planar graph drawing", "--json")
    if place.together:
        assert other(*question).json == paperwire(*question).json
        with other.open() as app:
            assert "2606.02010" in app.words.search("planar", 5)
            assert not app.copies.lag()
    elif place.changes:  # the catalogue is shared, and the vectors are not
        said = other(*question)
        assert said.status == 1
        assert "PAPERWIRE_CHROMA__URL" in said.err
        assert "Traceback" not in said.err
    else:
        assert other(*question).json["reason"] == "nothing_indexed"


def test_while_another_folder_indexes_what_is_brought_in_is_left_to_it(
    place, paperwire, other, tmp_path
):
    if not place.together:
        return
    row = WALKER | {"id": "2606.12399", "title": "Cheese that sings", "abstract": "It sings."}
    file = tmp_path / "cheese.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    with other.open() as app, app.catalogue.indexing.alone():
        result = paperwire("ingest", file)
        assert result.status == 0
        assert "another process is running and will index them" in result.err
        assert paperwire("ask", "planar graph drawing", "--json").json["answered"]
        assert paperwire("status", "--json").json["due"] == 1
        refused = paperwire("reindex")
        assert (refused.status, "another process is indexing" in refused.err) == (1, True)
    assert ids(other("ask", "cheese that sings", "--json"))[0] == row["id"]
