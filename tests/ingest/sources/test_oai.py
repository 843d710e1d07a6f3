from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest.errors import BadReply, NotRecognised
from ingest.sources import oai
from retrieval.papers import Record, Skipped

HARVEST = Path(__file__).parents[2] / "data" / "feeds" / "harvest.xml"


def test_a_page_of_a_harvest_gives_its_records_in_order() -> None:
    raw, deleted, foreign, structured = oai.parse(HARVEST.read_bytes(), "harvest.xml")
    assert isinstance(raw, Record)
    assert isinstance(structured, Record)
    assert deleted == Skipped("harvest.xml:21", "arXiv has deleted oai:arXiv.org:0704.0002")
    assert isinstance(foreign, Skipped)
    assert "neither of arXiv's own formats" in foreign.reason


def test_a_raw_record_tells_its_versions() -> None:
    record = next(oai.parse(HARVEST.read_bytes(), "harvest.xml"))
    assert isinstance(record, Record)
    paper = record.paper
    assert (paper.id, paper.version) == ("0704.0001", 2)
    assert paper.published == dt.date(2007, 4, 3)  # in UTC
    assert paper.updated == dt.date(2007, 7, 24)
    assert paper.authors == ("C. Balázs", "E. L. Berger", "P. M. Nadolsky")
    assert record.sighting.affiliations == ("Argonne, USA",)
    assert paper.categories == ("hep-ph", "cs.CL")
    assert paper.title == "Harvests and their raw form"
    assert record.sighting.source == "arxiv:oai"
    assert record.from_arxiv


def test_structured_authors_are_put_together() -> None:
    *_, record = oai.parse(HARVEST.read_bytes(), "harvest.xml")
    assert isinstance(record, Record)
    assert record.paper.authors == ("Leonhard Euler Jr",)
    assert record.paper.withdrawn
    assert record.paper.updated == dt.date(2009, 11, 25)
    assert record.paper.version is None


def reply(error: str) -> bytes:
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{error}</OAI-PMH>'.encode()


def test_an_empty_range_is_no_error() -> None:
    nothing = reply('<error code="noRecordsMatch">none</error>')
    assert list(oai.parse(nothing, "x")) == []


def test_an_error_reply_is_a_bad_reply_that_names_the_code() -> None:
    expired = reply('<error code="badResumptionToken">Token expired.</error>')
    with pytest.raises(BadReply, match=r"badResumptionToken: Token expired\.$"):
        list(oai.parse(expired, "x"))


def test_another_document_is_not_recognised() -> None:
    with pytest.raises(NotRecognised, match="begins with <feed>"):
        list(oai.parse(b"<feed/>", "x"))


def test_recorded_records_are_read(shared_data: Path) -> None:
    for path in sorted((shared_data / "arxiv-oai").iterdir()):
        data = path.read_bytes()
        assert oai.looks_like(data[:1_000].decode())
        records = list(oai.parse(data, path.name))
        assert len(records) == data.count(b"<record>")
        for record in records:
            assert isinstance(record, Record), path.name
            assert record.paper.authors
            assert record.paper.abstract
            assert record.paper.published
            assert all(any(c.isalpha() for c in name) for name in record.paper.authors)
