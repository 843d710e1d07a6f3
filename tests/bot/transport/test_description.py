"""That requests are held against Discord's description at all, and what that catches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.loopback.description import Description
from tests.support.loopback.requests import Request
from tests.support.loopback.world import APPLICATION, PAPERS

MESSAGES = f"channels/{PAPERS['id']}/messages"
GOOD = Request("POST", MESSAGES, {"content": "a paper", "allowed_mentions": {"parse": []}}, 0.0)


@pytest.fixture(scope="module")
def described(shared_data) -> Description:
    """Without the file this test is skipped, and so is the look at what other tests sent."""
    return Description(shared_data / "discord" / "openapi.json")


def test_a_right_request_is_right(described):
    assert list(described.faults([GOOD])) == []


def test_an_id_may_be_a_number(described):
    body = GOOD.body | {"message_reference": {"message_id": 940000000000000001}}
    assert list(described.faults([replace(GOOD, body=body)])) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"path": "channels/1/postcards"}, "no such operation"),
        ({"method": "PUT"}, "no such operation"),
        ({"query": {"loudly": "true"}}, "no parameter loudly"),
        ({"body": None}, "has no body"),
        ({"body": {"content": "x" * 4_001}}, "$.content"),
        ({"body": {"embeds": [{"title": "x" * 257}]}}, "$.embeds[0].title"),
        ({"body": {"components": [{"type": 10}]}}, "$.components[0]"),
        ({"body": {"allowed_mentions": {"parse": ["whoever"]}}}, "$.allowed_mentions.parse[0]"),
        ({"files": {"files[0]": ("one.bib", b"@")}, "body": {"content": 1}}, "$.content"),
    ],
)
def test_a_wrong_request_is_named_with_its_fault(described, change, said):
    (fault,) = described.faults([replace(GOOD, **change)])
    assert said in fault


def test_a_wrong_callback_is_named_with_the_part_that_is_wrong(described):
    data = {"components": [{"type": 1, "components": [{"type": 2, "style": 9}]}]}
    callback = Request("POST", "interactions/1/token/callback", {"type": 4, "data": data}, 0.0)
    (fault,) = described.faults([callback])
    assert "components[0]" in fault


def test_a_command_without_a_name_is_named(described):
    path = f"applications/{APPLICATION}/commands"
    faults = list(described.faults([Request("PUT", path, [{"description": "?"}], 0.0)]))
    assert "'name' is a required property" in faults[0]
