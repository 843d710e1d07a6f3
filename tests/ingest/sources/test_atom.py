from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from ingest.errors import BadReply, NotRecognised, Truncated
from ingest.sources import atom, rss
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = """<entry>
  <id>http://arxiv.org/abs/cond-mat/0601001v2</id>
  <title>Two
    Lines</title>
  <updated>2006-02-03T23:30:00-05:00</updated>
  <published>2006-01-02T14:57:58Z</published>
  <summary>  One abstract,
hard-wrapped, by WÃ¼bben.</summary>
  <category term="mtrl-th"/><category term="cond-mat.mtrl-sci"/><category term="I.2.7"/>
  <arxiv:primary_category term="cond-mat.mtrl-sci"/>
  <arxiv:comment>Paper withdrawn due to an error in equation 3, see https://github.com/ann/two-lines.</arxiv:comment>
  <arxiv:journal_ref>Acta 56:1-50,2006</arxiv:journal_ref>
  <arxiv:doi>10.1103/PhysRev.1</arxiv:doi>
  <author><name>Ann Lee</name><arxiv:affiliation>Ohio State</arxiv:affiliation></author>
  <author><name>Bo Wu</name><arxiv:affiliation>Ohio State</arxiv:affiliation></author>
</entry>"""


def feed(*entries: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">\n'
        + "\n".join(entries)
        + "</feed>"
    ).encode()


def test_every_field_of_an_entry_is_read() -> None:
    (record,) = atom.parse(feed(ENTRY), "reply.xml")
    assert isinstance(record, Record)
    paper = record.paper
    assert (paper.id, paper.version, paper.title) == ("cond-mat/0601001", 2, "Two Lines")
    assert paper.abstract == "One abstract, hard-wrapped, by Wübben."
    assert paper.published == dt.date(2006, 1, 2)
    assert paper.updated == dt.date(2006, 2, 4)  # 23:30 in New York is the next day in UTC
    assert paper.categories == ("cond-mat.mtrl-sci",)
    assert paper.primary_category == "cond-mat.mtrl-sci"
    assert paper.authors == ("Ann Lee", "Bo Wu")
    assert paper.journal_ref == "Acta 56:1-50,2006"
    assert paper.doi == "10.1103/PhysRev.1"
    assert paper.withdrawn
    assert paper.code_url == "https://github.com/ann/two-lines"
    assert record.sighting.source == "arxiv:api"
    assert record.sighting.affiliations == ("Ohio State",)
    assert (record.place, record.from_arxiv) == ("reply.xml:3", True)


def test_a_bad_entry_is_skipped_with_its_line_and_the_next_is_read() -> None:
    stranger = "<entry>\n<id>http://example.org/1</id><title>Not ours</title></entry>"
    untitled = "<entry><id>http://arxiv.org/abs/2606.00001v1</id></entry>"
    first, second, third = atom.parse(feed(stranger, untitled, ENTRY), "reply.xml")
    assert isinstance(first, Skipped)
    assert (first.place, second.place, third.place) == ("reply.xml:3", "reply.xml:5", "reply.xml:6")
    assert isinstance(second, Skipped)
    assert isinstance(third, Record)


def test_an_entry_with_unreadable_dates_is_kept_without_them() -> None:
    entry = ENTRY.replace("2006-01-02T14:57:58Z", "lately").replace("2006-02-03T23:30:00-05:00", "")
    (record,) = atom.parse(feed(entry), "reply.xml")
    assert isinstance(record, Record)
    assert (record.paper.published, record.paper.updated) == (None, None)


def test_a_recording_is_unpacked() -> None:
    reply = {"url": "https://export.arxiv.org/api/query", "status_code": 200}
    recording = json.dumps({**reply, "body": feed(ENTRY).decode()})
    assert atom.looks_like(recording[:200])
    (record,) = atom.parse(recording.encode(), "reply.json")
    assert isinstance(record, Record)
    assert record.paper.id == "cond-mat/0601001"


def test_a_recorded_failure_without_a_feed_is_a_bad_reply() -> None:
    recording = {"url": "https://export.arxiv.org/x", "status_code": 503, "body": "Retry later"}
    with pytest.raises(BadReply, match="HTTP 503") as caught:
        list(atom.parse(json.dumps(recording).encode(), "reply.json"))
    assert (caught.value.status, caught.value.url) == (503, "https://export.arxiv.org/x")


def test_an_error_entry_is_a_bad_reply_that_gives_the_reason() -> None:
    error = (
        "<entry><id>https://arxiv.org/api/errors#x</id><title>Error</title>"
        "<summary>start must be non-negative</summary></entry>"
    )
    with pytest.raises(BadReply, match="start must be non-negative"):
        list(atom.parse(feed(error), "reply.xml"))


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b'{"url": "https://arxiv.org", "status_code": "ok", "body": "<feed/>"}',
        b'{"url": "https://arxiv.org", "status_code": 200}',
        b"not xml",
        b"",
        b'<?xml version="1.0" encoding="no-such"?><feed/>',
        b"<rdf/>",
    ],
)
def test_anything_else_is_not_recognised_in_one_sentence(data: bytes) -> None:
    with pytest.raises(NotRecognised) as caught:
        list(atom.parse(data, "x"))
    assert "\n" not in str(caught.value)


def test_nested_entities_are_refused_before_they_grow() -> None:
    layers = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY l0 "ha">{layers}]><feed>&l9;</feed>'
    with pytest.raises(NotRecognised, match="declares XML entities"):
        list(atom.parse(bomb.encode(), "bomb.xml"))


def test_external_entities_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("password")
    feed_text = f'<!DOCTYPE feed [<!ENTITY s SYSTEM "{secret.as_uri()}">]><feed>&s;</feed>'
    with pytest.raises(NotRecognised, match="declares XML entities"):
        list(atom.parse(feed_text.encode(), "x.xml"))


def test_complete_entries_before_damage_are_delivered() -> None:
    cut = feed(ENTRY, ENTRY)[:-200]
    stream = atom.parse(cut, "cut.xml")
    assert isinstance(next(stream), Record)
    with pytest.raises(Truncated, match="damaged or ends here"):
        next(stream)


def test_recorded_replies_hold_what_they_held(shared_data: Path) -> None:
    folder = shared_data / "arxiv-atom"
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        head = data[:2_000].decode()
        assert atom.looks_like(head), path.name
        assert not rss.looks_like(head), path.name
        if "id_abc" in path.name:
            with pytest.raises(BadReply, match="incorrect id format for abc"):
                list(atom.parse(data, path.name))
            continue
        records = list(atom.parse(data, path.name))
        assert len(records) == data.count(b"<entry>"), path.name
        assert all(isinstance(record, Record) for record in records), path.name


def test_an_old_style_id_keeps_its_archive(shared_data: Path) -> None:
    (path,) = (shared_data / "arxiv-atom").glob("id_astro-ph_0601001*")
    (record,) = atom.parse(path.read_bytes(), path.name)
    assert isinstance(record, Record)
    assert (record.paper.id, record.paper.version) == ("astro-ph/0601001", 1)
    assert record.sighting.affiliations == ("Ohio State", "CfA", "Warsaw University Observatory")
