from __future__ import annotations

import datetime as dt
import json

import pytest

from ingest.errors import NotRecognised
from ingest.sources import json_array, jsonl
from retrieval.papers import Record, Skipped

SNAPSHOT = {
    "id": "0704.0001",
    "submitter": "Ada Lovelace",
    "authors": "C. Bal\\'azs, E. L. Berger and P. M. Nadolsky",
    "title": "Calculation of prompt\n  diphoton production",
    "comments": "37 pages, 15 figures",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009",
    "report-no": None,
    "categories": "hep-ph cs.LG",
    "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
    "abstract": "  A fully differential calculation\nof $\\gamma$ pairs.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Balázs", "C.", ""], ["Berger", "E. L.", "Jr."]],
}


def read(*rows):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return list(jsonl.parse(enumerate(lines, 1), "d.jsonl"))


def test_row_of_the_arxiv_snapshot():
    (record,) = read(SNAPSHOT)
    paper = record.paper
    assert paper.id == "0704.0001"
    assert paper.title == "Calculation of prompt diphoton production"
    assert paper.abstract == "A fully differential calculation of $\\gamma$ pairs."
    assert paper.authors == ("C. Balázs", "E. L. Berger Jr.")
    assert (paper.categories, paper.primary_category) == (("hep-ph", "cs.LG"), "hep-ph")
    assert paper.version == 2
    assert (paper.published, paper.updated) == (dt.date(2007, 4, 2), dt.date(2007, 7, 24))
    assert paper.comment == "37 pages, 15 figures"
    assert paper.journal_ref == "Phys.Rev.D76:013009,2007"
    assert paper.doi == "10.1103/PhysRevD.76.013009"
    assert paper.licence == "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"
    assert record.from_arxiv
    assert record.sighting.source == "dump:arxiv"
    assert record.place == "d.jsonl:1"


def test_authors_as_one_line_are_parted():
    row = {k: v for k, v in SNAPSHOT.items() if k != "authors_parsed"}
    (record,) = read(row)
    assert record.paper.authors == ("C. Balázs", "E. L. Berger", "P. M. Nadolsky")


def test_snapshot_without_versions_has_its_day_of_update():
    row = {k: v for k, v in SNAPSHOT.items() if k != "versions"}
    (record,) = read(row)
    assert (record.paper.published, record.paper.updated) == (None, dt.date(2008, 11, 26))


def test_row_of_a_tracker():
    row = {
        "id": "2412.00001",
        "title": "T",
        "authors": ["Ada Lovelace", "Grace Hopper"],
        "abstract": "A.",
        "listed": "2024-12-18",
        "subjects": ["AI", "Information Retrieval"],
    }
    (record,) = read(row)
    assert record.paper.listed == dt.date(2024, 12, 18)
    assert record.paper.categories == ("AI", "Information Retrieval")
    assert record.paper.authors == ("Ada Lovelace", "Grace Hopper")
    assert not record.from_arxiv
    assert record.sighting.source == "dump:jsonl"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("conf:iros2023/10341992", "conf:iros2023/10341992"),
        ("10010426", "10010426"),
        (10010426, "10010426"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("http://arxiv.org/abs/2104.08315v2", "2104.08315"),
        ("", "title:t"),
        (None, "title:t"),
    ],
)
def test_id_stays_as_it_is_unless_it_names_an_arxiv_paper(given, kept):
    (record,) = read({"id": given, "title": "T", "abstract": "A."})
    assert record.paper.id == kept


def test_id_printed_as_a_number_keeps_its_zeros():
    (record,) = read('{"id": 2104.08310, "title": "T"}')
    assert record.paper.id == "2104.08310"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ('{"id": "1", "title": "T"', "not JSON"),
        ("[" * 100_000, "nested too deep"),
        ("1" * 10_000, "not JSON"),
        ("[1]", "a list, not an object"),
        ("null", "not an object"),
        ('{"id": "1"}', "no title"),
        ('{"id": "1", "title": " "}', "no title"),
        ('{"id": "1", "title": ["x"]}', "no title"),
    ],
)
def test_bad_line_is_skipped_with_its_place_and_the_others_are_read(line, reason):
    first, skipped, last = read(SNAPSHOT, line, SNAPSHOT)
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert isinstance(skipped, Skipped)
    assert skipped.place == "d.jsonl:2"
    assert reason in skipped.reason


@pytest.mark.parametrize("key", [k for k in SNAPSHOT if k not in ("title", "id")])
@pytest.mark.parametrize("value", [None, 7, "x", [], [None], [[]], {}, {"a": [1]}, True])
def test_field_of_another_type_loses_only_that_field(key, value):
    (record,) = read({**SNAPSHOT, key: value})
    assert record.paper.id == "0704.0001"


def test_lone_surrogates_do_not_reach_the_store():
    (record,) = read(
        '{"id": "a", "title": "T\\ud800", "abstract": "\\udfff", "authors": ["\\ud800"]}'
    )
    repr(record.paper).encode("utf-8")


def test_withdrawn_row_is_marked():
    (record,) = read({**SNAPSHOT, "comments": "This paper has been withdrawn"})
    assert record.paper.withdrawn


def test_dump_is_recognised_although_its_first_lines_are_bad():
    good = json.dumps(SNAPSHOT)
    assert jsonl.looks_like(good)
    assert jsonl.looks_like(f"\n{{broken\n{good}\n{good[:50]}")
    assert jsonl.looks_like('{"id": "1", "abstract": "' + "x" * 60_000)
    assert not jsonl.looks_like('{"query": "x", "relevant": []}\n' * 3)
    assert not jsonl.looks_like('{"error": "no such day"}')
    assert not jsonl.looks_like('{"url": "x", "status_code": 200, "body": "<feed' + "x" * 60_000)


@pytest.mark.parametrize("indent", [None, 2])
def test_list_of_rows_and_one_row_over_many_lines_are_dumps(indent):
    for value, expected in (([SNAPSHOT, {"id": "1"}, SNAPSHOT], 3), (SNAPSHOT, 1)):
        text = json.dumps(value, indent=indent)
        assert json_array.looks_like(text)
        entries = list(json_array.parse(text.encode(), "d.json"))
        assert len(entries) == expected
        assert entries[0].paper.id == "0704.0001"
    assert list(json_array.parse(b'[{"id": "1"}]', "d.json")) == [
        Skipped("d.json:row 1", "no title")
    ]


def test_damaged_document_is_said():
    with pytest.raises(NotRecognised, match=r"d.json is damaged JSON: .* at character"):
        list(json_array.parse(b'[{"id": "1", "title": "T"},', "d.json"))
    with pytest.raises(NotRecognised, match="lists no papers"):
        list(json_array.parse(b'{"openapi": "3.1", "info": {"title": "x"}}', "d.json"))
