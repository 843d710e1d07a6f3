from __future__ import annotations

import gzip
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.detect import FORMATS, read_path
from ingest.errors import IngestError, NotRecognised, SourceUnreadable, Truncated
from retrieval.identity import is_title_id, normalised_title
from retrieval.papers import Record, Skipped

DIGEST = (
    "# On Robots\n\n**Title (ZH)**: 论机器人\n\n**Authors**: Ada Lovelace\n\n"
    "**Link**: [PDF](https://arxiv.org/pdf/2506.00001)\n\n**Abstract**: We ask.\n\n---\n"
)
TABLE = (
    "## Robots\n| **Title** | **Date** | **Abstract** | **Comment** |\n| --- | --- | --- | --- |\n"
    "| **[On Robots](http://arxiv.org/abs/2506.00001v1)** | 2025-06-01 |"
    " <details><summary>Show</summary><p>We ask.</p></details> |  |\n"
)
TOPIC = (
    "# Topic: Robots\n## On Robots\n2025-06-01｜FDU\n\n<u>http://arxiv.org/abs/2506.00001v1</u>\n"
    "### 概述\n我们提问。\n"
)
PAGE = "Get trending papers in your email inbox!\n\nOn Robots That Ask\n\n" + "We ask. " * 60 + "\n"
DUMP = '{"id": "2506.00001", "title": "On Robots", "abstract": "We ask."}\n'
FAMILIES = {
    "digest:bilingual": DIGEST,
    "digest:keywords": TABLE,
    "digest:topic": TOPIC,
    "hf:search": PAGE,
    "dump:jsonl": DUMP,
}
SEEDS = {
    "000": ("digest:bilingual", 14, 14),
    "001": ("digest:plain", 90, 90),
    "002": ("digest:topic", 9, 9),
    "003": ("hf:search", 69, 69),
    "004": ("digest:keywords", 80, 78),
}


def read(data):
    return list(read_path("-", stdin=io.BytesIO(data)))


def entries_or_error(data):
    try:
        return read(data)
    except IngestError as error:
        return error


def seed(folder, number):
    (path,) = (folder / "seeds").glob(f"{number}_*")
    return path


def identities(records):
    """Who the papers are: one by its id, and by its title where it has none."""
    titles = {normalised_title(r.paper.title): r.paper.id for r in records}
    for record in records:
        if not is_title_id(record.paper.id):
            titles[normalised_title(record.paper.title)] = record.paper.id
    return {
        titles[normalised_title(r.paper.title)] if is_title_id(r.paper.id) else r.paper.id
        for r in records
    }


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("packed", [False, True])
def test_family_is_known_by_its_content_under_any_name(tmp_path, family, packed):
    data = FAMILIES[family].encode()
    path = tmp_path / ("feed.xml" if packed else "dump.jsonl.gz")
    path.write_bytes(gzip.compress(data) if packed else data)
    (record,) = read_path(path)
    assert record.sighting.source == family
    assert record.place.startswith(f"{path}:")


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "mangle",
    [
        lambda t: t.replace("\n", "\r\n").encode(),
        lambda t: t.encode("utf-8-sig"),
        lambda t: t.encode("utf-16"),
        lambda t: ("\n\n" + t).encode(),
    ],
    ids=["CRLF", "BOM", "UTF-16", "blank lines first"],
)
def test_encoding_and_line_ends_change_nothing(family, mangle):
    (plain,) = read(FAMILIES[family].encode())
    (mangled,) = read(mangle(FAMILIES[family]))
    assert (mangled.paper, mangled.sighting) == (plain.paper, plain.sighting)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<!DOCTYPE html><html><body># On Robots</body></html>", "is an HTML page, not a digest"),
        (b"\n<!-- x -->\n<HTML lang=en>" + DIGEST.encode(), "is an HTML page, not a digest"),
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is an image"),
        (b"just some words\n", "holds text without papers"),
        (b'{"query": "x"}\n', "holds JSON that lists no papers"),
        (b"<note>x</note>", "holds XML or HTML that is neither"),
    ],
)
def test_what_is_no_source_is_named_in_one_sentence(data, sentence):
    with pytest.raises(NotRecognised, match=f"^<stdin> .*{sentence}"):
        read(data)


def test_one_bad_line_among_many_is_skipped_with_its_line():
    lines = [DUMP] * 1000
    lines[700] = "{broken\n"
    entries = read("".join(lines).encode())
    assert Counter(map(type, entries)) == {Record: 999, Skipped: 1}
    (skipped,) = (e for e in entries if isinstance(e, Skipped))
    assert skipped.place == "<stdin>:701"


@pytest.mark.parametrize("where", [0, 1, 2])
def test_line_of_20_mb_is_skipped_with_its_line(where):
    lines = [DUMP.strip(), DUMP.strip()]
    lines.insert(where, '{"id": "x", "abstract": "' + "x" * 20_000_000 + '", "title": "T"}')
    entries = read("\n".join(lines).encode())
    assert [type(e) for e in entries].count(Record) == 2
    assert [e for e in entries if isinstance(e, Skipped)] == [
        Skipped(f"<stdin>:{where + 1}", "the line is over 4 MiB")
    ]


def test_truncated_archive_delivers_what_stands_before_the_cut():
    rows = [
        json.dumps({"id": f"x{i}", "title": f"T {i * 7919 % 10007}"}) + "\n" for i in range(9999)
    ]
    seen = []
    entries = read_path("-", stdin=io.BytesIO(gzip.compress("".join(rows).encode())[:-2000]))
    with pytest.raises(Truncated, match="is truncated"):
        seen.extend(entries)
    assert len(seen) > 5000
    assert [r.paper.id for r in seen] == [f"x{i}" for i in range(len(seen))]


def test_incomplete_section_of_a_truncated_digest_is_not_delivered():
    data = gzip.compress((DIGEST * 3).encode() + bytes(range(33, 127)) * 9, compresslevel=0)
    seen = []
    with pytest.raises(Truncated):
        seen.extend(read_path("-", stdin=io.BytesIO(data[: len(DIGEST.encode()) * 3 - 20])))
    assert len(seen) == 2


def test_folder_is_read_to_its_last_file_whatever_one_of_them_holds(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.md").write_text(DIGEST)
    (tmp_path / "a.md").write_text(DIGEST)
    (tmp_path / "b" / "c.bin").write_bytes(b"\x00\x01")
    (tmp_path / "b" / "d.md").write_text(TABLE)
    (tmp_path / ".hidden.md").write_text(DIGEST)
    first, failed, last = read_path(tmp_path)
    assert first.place == f"{tmp_path / 'a.md'}:1"
    assert failed == Skipped(
        str(tmp_path / "b" / "c.bin"), f"{tmp_path / 'b' / 'c.bin'} is a binary file, not text."
    )
    assert last.place == f"{tmp_path / 'b' / 'd.md'}:4"


def test_empty_folder_and_missing_file_are_said(tmp_path):
    with pytest.raises(SourceUnreadable, match="holds no files"):
        list(read_path(tmp_path))
    with pytest.raises(SourceUnreadable, match="does not exist"):
        list(read_path(tmp_path / "nothing"))


@pytest.mark.parametrize(
    "unit",
    ["[", "![", "**a ", "**[", "<details>", "<summary>", "(", "⭐", ", ", "# a\n", "|", "&", ") "],
)
@pytest.mark.parametrize("family", FAMILIES)
def test_hostile_repetition_takes_no_quadratic_time(family, unit):
    text = FAMILIES[family].replace("On Robots", "On Robots " + unit * 30_000)
    for changed in (text, text.replace("We ask.", unit * 100_000).replace("FDU", unit * 100_000)):
        entries_or_error(changed.encode())


@given(
    st.one_of(
        st.binary(max_size=400),
        st.tuples(
            st.sampled_from(
                [*FAMILIES.values(), "<feed>", "<rss>", "[{", '{"body": "', "\x1f\x8b"]
            ),
            st.binary(max_size=60),
            st.integers(0, 200),
        ).map(lambda t: t[0].encode()[: t[2]] + t[1] + t[0].encode()[t[2] :]),
        st.binary(max_size=200).map(gzip.compress),
    )
)
def test_any_bytes_give_entries_or_one_of_our_errors(data):
    outcome = entries_or_error(data)
    if isinstance(outcome, IngestError):
        assert re.fullmatch(r"<stdin>.*\.", str(outcome))
    else:
        assert all(isinstance(entry, Record | Skipped) for entry in outcome)


@pytest.mark.parametrize("family", FAMILIES)
@given(cut=st.integers(0, 400), put=st.text(max_size=30))
def test_any_damage_to_a_family_is_no_traceback(family, cut, put):
    text = FAMILIES[family]
    for known in FORMATS:
        known.looks_like(text[:cut] + put + text[cut:])
    entries_or_error((text[:cut] + put + text[cut:]).encode("utf-8", "replace"))


@pytest.mark.parametrize("number", SEEDS)
def test_seed_gives_its_papers(shared_data, number):
    source, rows, papers = SEEDS[number]
    records = list(read_path(seed(shared_data, number)))
    assert Counter(type(r) for r in records) == {Record: rows}
    assert {r.sighting.source for r in records} == {source}
    assert len({r.paper.id for r in records}) == papers
    assert all(r.paper.title and (r.paper.abstract or r.sighting.notes) for r in records)


def test_seeds_hold_257_papers_together(shared_data):
    records = list(read_path(shared_data / "seeds"))
    assert all(isinstance(r, Record) for r in records)
    assert len(identities(records)) == 257


@pytest.mark.parametrize("number", SEEDS)
@pytest.mark.parametrize(
    "mangle",
    [
        lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        gzip.compress,
        lambda data: data.decode().encode("utf-16"),
    ],
    ids=["CRLF", "BOM", "gzip", "UTF-16"],
)
def test_seed_in_another_wrapping_gives_the_same(shared_data, number, mangle):
    data = seed(shared_data, number).read_bytes()
    plain, wrapped = read(data), read(mangle(data))
    assert [(r.paper, r.sighting) for r in wrapped] == [(r.paper, r.sighting) for r in plain]


@pytest.mark.parametrize("number", SEEDS)
def test_seed_twice_in_one_file_gives_the_same_papers(shared_data, number):
    data = seed(shared_data, number).read_bytes()
    records = read(data + b"\n\n" + data)
    assert len(records) == 2 * SEEDS[number][1]
    assert len(identities(records)) == SEEDS[number][2]


def test_digests_of_other_days_are_read_whole(shared_data):
    found = Counter()
    for entry in read_path(shared_data / "digests"):
        assert isinstance(entry, Record), entry
        assert entry.paper.title
        assert not is_title_id(entry.paper.id)
        found[Path(entry.place.rpartition(":")[0]).parent.name] += 1
    assert found == {"bilingual": 206, "plain": 381, "topic-zh": 14, "keyword-table": 254}


@pytest.mark.parametrize(
    ("path", "rows"),
    [("eval/litsearch/corpus.jsonl.gz", 19_953), ("eval/csfcube/corpus.jsonl.gz", 4_205)],
)
def test_benchmark_corpus_is_read_whole_under_its_own_ids(shared_data, path, rows):
    with gzip.open(shared_data / path, "rt", encoding="utf-8") as lines:
        ids = [json.loads(line)["id"] for line in lines]
    assert [entry.paper.id for entry in read_path(shared_data / path)] == ids
    assert len(ids) == rows


def test_first_rows_of_the_large_corpus_are_read(shared_data):
    entries = read_path(shared_data / "corpus" / "arxiv-112k.jsonl.gz")
    first = [next(entries) for _ in range(5_000)]
    assert all(isinstance(e, Record) and e.paper.listed and e.paper.authors for e in first)
