from __future__ import annotations

import base64
import re
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.invitation import NEEDS, Invitation, application_of

APPLICATION = "900000000000000001"
TOKEN = base64.urlsafe_b64encode(APPLICATION.encode()).decode().rstrip("=") + ".GsEcRe.t-and-more"


def asked_for(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "discord.com", "/oauth2/authorize")
    return {name: value for name, (value,) in parse_qs(parts.query).items()}


def test_the_links_are_made_from_the_token_without_a_network(paperwire):
    paperwire.changes = {"discord": {"token": TOKEN}}
    result = paperwire("invite", "--json")
    assert (result.status, result.err) == (0, "")
    assert result.json["application_id"] == APPLICATION
    assert asked_for(result.json["server"]["url"]) == {
        "client_id": APPLICATION,
        "integration_type": "0",
        "scope": "bot applications.commands",
        "permissions": str(result.json["server"]["permissions"]),
    }
    assert asked_for(result.json["account"]["url"]) == {
        "client_id": APPLICATION,
        "integration_type": "1",
        "scope": "applications.commands",
    }


def test_the_permissions_are_those_that_the_bot_uses_and_each_says_why(paperwire):
    needed = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        embed_links=True,
        attach_files=True,
        read_message_history=True,
    )
    assert Invitation(APPLICATION).permissions == needed.value
    shown = paperwire("invite", "--application-id", APPLICATION).out
    assert all(f"{need.name}: {need.reason}" in shown for need in NEEDS)


def test_both_links_can_be_copied_whole(paperwire):
    shown = paperwire("invite", "--application-id", APPLICATION).out.splitlines()
    invitation = Invitation(APPLICATION)
    assert invitation.to_server in shown
    assert invitation.to_account in shown


def test_the_token_is_never_shown(paperwire):
    paperwire.changes = {"discord": {"token": TOKEN}}
    for arguments in (["invite"], ["invite", "--json"], ["status"], ["status", "--json"]):
        result = paperwire(*arguments)
        assert result.status == 0
        assert TOKEN.split(".", 1)[1] not in result.out + result.err


@pytest.mark.parametrize("token", ["no-dots", "####.a.b", "bm90IGFuIGlk.a.b", ".a.b", "ß.a.b"])
def test_a_token_that_names_no_application_is_one_sentence_without_it(paperwire, token):
    paperwire.changes = {"discord": {"token": token}}
    result = paperwire("invite")
    assert (result.status, result.out) == (1, "")
    assert "does not say which application" in result.err
    assert token not in result.err
    assert len(result.err.splitlines()) == 1


def test_without_token_and_id_one_sentence_says_what_to_do(paperwire):
    result = paperwire("invite")
    assert (result.status, result.out) == (1, "")
    assert "PAPERWIRE_DISCORD__TOKEN" in result.err
    assert "--application-id" in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize("wrong", ["12", "0" * 18, "90000000000000000a", "9" * 30, ""])
def test_what_is_no_id_is_one_sentence(paperwire, wrong):
    result = paperwire("invite", "--application-id", wrong)
    assert (result.status, result.out) == (1, "")
    assert "no application id" in result.err


def test_the_readme_sends_people_to_the_command(repository):
    text = (repository / "README.md").read_text(encoding="utf-8")
    assert "`paperwire invite`" in text
    assert re.findall(r"permissions=\d+", text) == []


@given(st.text())
def test_any_text_as_a_token_gives_an_id_or_nothing(token):
    found = application_of(token)
    assert found is None or found.isdigit()
