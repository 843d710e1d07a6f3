from __future__ import annotations

import gzip
import io
import itertools
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import NotRecognised, SourceUnreadable, TooLarge, Truncated
from ingest.reading import MAX_DOCUMENT_BYTES, capped, decoded, opened, split_lines, text_chunks


def lines_of(data, name="-"):
    with opened(name, stdin=io.BytesIO(data)) as content:
        return [(number, text) for number, text in content.lines()]


def gzipped_endless(text, blocks):
    """A gzip stream that unpacks to `text` over and over, without holding it unpacked."""
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(text) for _ in range(blocks))
    return packed + packer.flush()


def test_lines_lose_their_ends_and_are_counted_from_one():
    assert lines_of(b"a\r\nb\n\nc") == [(1, "a"), (2, "b"), (3, ""), (4, "c")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_mark_is_not_text(encoding):
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    data = marks.get(encoding, b"") + "标题\nb".encode(encoding)
    assert lines_of(data) == [(1, "标题"), (2, "b")]


def test_gzip_is_known_by_its_content_and_may_have_several_members(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes(gzip.compress(b"a\nb") + gzip.compress(b"c\n") + b"\x00" * 512)
    with opened(path) as content:
        assert [line.text for line in content.lines()] == ["a", "bc"]


def test_name_that_ends_in_gz_says_nothing(tmp_path):
    path = tmp_path / "notes.gz"
    path.write_bytes(b"a\n")
    with opened(path) as content:
        assert content.head == "a\n"


def test_byte_order_mark_inside_gzip_is_not_text():
    assert lines_of(gzip.compress("\ufeffa".encode())) == [(1, "a")]


def test_bytes_that_are_not_utf8_are_read_as_windows_1252_one_by_one():
    assert decoded("Clavié 标题 ".encode() + "é“".encode("cp1252")) == "Clavié 标题 é“"


def test_overlong_line_is_counted_and_the_others_are_read():
    long = b"x" * 20 * 2**20
    assert lines_of(b"a\n" + long + b"\nb\n" + long) == [(1, "a"), (2, None), (3, "b"), (4, None)]


@given(st.binary(max_size=200), st.integers(1, 9), st.integers(1, 40))
def test_lines_do_not_depend_on_how_the_bytes_arrive(data, size, limit):
    blocks = [data[i : i + size] for i in range(0, len(data), size)]
    expected = data.split(b"\n")
    if not expected[-1]:
        expected.pop()
    lines = list(split_lines(blocks, limit))
    assert [line.number for line in lines] == list(range(1, len(expected) + 1))
    assert [line.text for line in lines] == [
        None if len(raw) > limit else decoded(raw.removesuffix(b"\r")) for raw in expected
    ]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50))
def test_members_unpack_however_the_bytes_arrive(members, size):
    data = b"".join(map(gzip.compress, members))
    blocks = (data[i : i + size] for i in range(0, len(data), size))
    unpacked = b"".join(text_chunks(blocks, "x"))
    expected = b"".join(members)
    if not expected.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        assert unpacked == expected


def test_large_repetitive_archive_is_unpacked_to_the_last_byte():
    data = b"abcdefgh" * 2**20
    assert b"".join(text_chunks(iter([gzip.compress(data)]), "x")) == data


def test_complete_lines_before_the_cut_are_delivered_and_then_the_cut_is_said():
    text = "\n".join(f"line {i} {i * 7919 % 10007}" for i in range(50_000)).encode()
    cut = gzip.compress(text)[:-5000]
    seen = []
    with (
        pytest.raises(Truncated, match="<stdin> is truncated"),
        opened("-", stdin=io.BytesIO(cut)) as content,
    ):
        seen.extend(line.text for line in content.lines())
    assert len(seen) > 10_000
    assert seen == text.decode().split("\n")[: len(seen)]


def test_archive_cut_at_once_is_truncated():
    with pytest.raises(Truncated), opened("-", stdin=io.BytesIO(gzip.compress(b"abc")[:12])):
        pass


def test_damaged_archive_is_said():
    packed = bytearray(gzip.compress(str(list(range(100_000))).encode()))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(Truncated, match="damaged"):
        lines_of(bytes(packed))
    with pytest.raises(Truncated, match="damaged"):
        lines_of(gzip.compress(b"abc") + b"something else")


@pytest.mark.parametrize("text", [b"x" * 2**20, (b"x" * 99 + b"\n") * 10_000])
def test_gzip_bomb_is_refused_before_it_is_unpacked(text):
    bomb = gzipped_endless(text, 300)
    assert len(bomb) < 2_000_000
    tracemalloc.start()
    with (
        pytest.raises(TooLarge, match="gzip bomb"),
        opened("-", stdin=io.BytesIO(bomb)) as content,
    ):
        all(content.lines())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 * 2**20


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\r\n", "is empty"),
        (gzip.compress(b""), "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "is a binary file"),
        (b"%PDF-1.7 \xe2\xe3", "is a PDF"),
        (b"PK\x03\x04abc", "is a zip archive"),
    ],
)
def test_content_that_is_no_text_is_named(data, sentence):
    with pytest.raises(NotRecognised, match=sentence), opened("-", stdin=io.BytesIO(data)):
        pass


def test_missing_file_and_forbidden_file_and_impossible_name_are_said(tmp_path):
    for name in (tmp_path / "nothing.md", "a\x00b", "x" * 5000):
        with pytest.raises(SourceUnreadable), opened(name):
            pass


def test_document_over_the_limit_is_refused_without_holding_it():
    blocks = itertools.repeat(b"<a>" * 100_000, MAX_DOCUMENT_BYTES // 300_000 + 2)
    with (
        pytest.raises(TooLarge, match="64 MiB"),
        opened("-", stdin=io.BytesIO(b"".join(blocks))) as content,
    ):
        content.document()


def test_lines_of_an_endless_digest_are_capped():
    lines = ((n, "x" * 2**20) for n in itertools.count(1))
    with pytest.raises(TooLarge):
        for _ in capped(lines, "endless.md"):
            pass


def test_every_byte_read_is_reported_for_progress():
    data = gzip.compress(b"a\n" * 10_000)
    counted = []
    with opened("-", stdin=io.BytesIO(data), on_bytes=counted.append) as content:
        assert sum(1 for _ in content.lines()) == 10_000
    assert sum(counted) == len(data)
