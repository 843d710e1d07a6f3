"""E-mail addresses as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import BadQuestion
from retrieval.following.addresses import read_email


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("ada@example.org", "ada@example.org"),
        (" ada@example.org ", "ada@example.org"),
        ("Ada.Writer+papers@Example.ORG", "Ada.Writer+papers@example.org"),
        ("ada@example.org.", "ada@example.org"),
        ("ada@münchen.de", "ada@xn--mnchen-3ya.de"),
        ("ada@localhost", "ada@localhost"),
        ("o'hara@example.org", "o'hara@example.org"),
    ],
)
def test_an_address_is_read(said, address):
    assert read_email(said) == address
    assert read_email(address) == address


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x00", "\u2028", "\x85", "\u200b"])
def test_what_could_end_a_header_or_hide_is_refused(end):
    for said in (f"ada@example.org{end}Bcc: bob@example.org", f"ada{end}@example.org"):
        with pytest.raises(BadQuestion, match="one line without control characters"):
            read_email(said)


@pytest.mark.parametrize(
    "said",
    [
        "", "ada", "ada@", "@example.org", "ada@@example.org", "ada@-example.org", "ada@a..b",
        "ada writer@example.org", "ada@example.org, bob@example.org", "<ada@example.org>",
        "Ada <ada@example.org>", '"ada"@example.org', "ada@[127.0.0.1]", ".ada@example.org",
        "a..b@example.org", "ada@exa mple.org", f"{'a' * 65}@example.org", "ada@under_.org",
        f"ada@{'a' * 64}.org", f"ada@{'a.' * 130}org",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_one_sentence(said):
    with pytest.raises(BadQuestion) as caught:
        read_email(said)
    assert "\n" not in str(caught.value)
    assert "host" in str(caught.value) or "no e-mail address" in str(caught.value)


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.text(max_size=30))
def test_an_address_that_is_read_is_one_word_with_one_host(local, host):
    try:
        found = read_email(f"{local}@{host}")
    except BadQuestion:
        return
    assert found.count("@") == 1
    assert found.split() == [found]
    assert not set(found) & set('<>,;:"\\()[]')
    assert found.partition("@")[2].isascii()
    assert read_email(found) == found
