"""`paperwire deliver` and `paperwire confirm`, and following by mail."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.support.mail import Mailbox
from tests.support.process import REPOSITORY, SMALL

NOW = "2026-06-02T09:00:00+00:00"


@pytest.fixture
def command(filled_folder, tmp_path):
    """`paperwire ARGUMENTS...` as cron starts it, over a folder with papers."""
    shutil.copytree(filled_folder, tmp_path / "var")
    known = {k: v for k, v in os.environ.items() if not k.startswith("PAPERWIRE_")}
    known |= {"PYTHONPATH": str(REPOSITORY), "PAPERWIRE_DATA_DIR": str(tmp_path / "var")}

    async def run(*arguments, **variables):
        environment = known | {"PAPERWIRE_NOW": NOW} | variables
        return await asyncio.to_thread(
            subprocess.run,
            [sys.executable, str(SMALL), *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=90,
        )

    return run


@pytest.fixture
async def mailbox():
    server = Mailbox()
    await server.start(asyncio.get_running_loop())
    yield server
    await server.stop()


async def test_cron_prints_a_digest_once(command):
    early = {"PAPERWIRE_NOW": "2026-06-01T05:00:00+00:00"}
    followed = await command("follow", "", "--keyword", "diffusion", **early)
    assert followed.returncode == 0, followed.stderr
    first = await command("deliver")
    assert first.returncode == 0, first.stderr
    assert "From Noise to Control" in first.stdout
    assert first.stderr == "terminal:default, 2026-06-02, 1 paper: sent\n"
    again = await command("deliver", "--json")
    assert json.loads(again.stdout) == {"deliveries": [], "printed": []}


async def test_an_address_gets_nothing_before_its_reader_agreed(command, mailbox):
    variables = {
        "PAPERWIRE_MAIL__HOST": "127.0.0.1",
        "PAPERWIRE_MAIL__PORT": str(mailbox.port),
        "PAPERWIRE_MAIL__SECURITY": "none",
        "PAPERWIRE_MAIL__SENDER": "papers@example.org",
    }
    early = variables | {"PAPERWIRE_NOW": "2026-06-01T05:00:00+00:00"}
    arguments = ("follow", "", "--keyword", "diffusion", "--email", "ada@example.org")
    followed = await command(*arguments, **early)
    assert followed.returncode == 0, followed.stderr
    (asked,) = mailbox.mails
    assert (await command("deliver", **variables)).returncode == 0
    assert len(mailbox.mails) == 1
    text = asked.get_body(("plain",)).get_content()
    token = re.search(r"paperwire confirm (\S+)", text)[1]
    confirmed = await command("confirm", token, **variables)
    assert "Confirmed: digests go to ada@example.org." in confirmed.stderr
    assert (await command("deliver", **variables)).returncode == 0
    assert "From Noise to Control" in mailbox.mails[1].get_body(("plain",)).get_content()


def test_without_a_mail_server_nobody_follows_by_mail(filled):
    refused = filled("follow", "robots", "--email", "ada@example.org")
    assert refused.status == 1
    assert "set PAPERWIRE_MAIL__HOST" in refused.err
    assert filled("following", "--json").json["followers"] == []


@pytest.mark.parametrize("arguments", [("confirm", "nonsense"), ("confirm", "-" * 3 + "x")])
def test_a_token_of_nobody_confirms_nothing(filled, arguments):
    refused = filled(*arguments)
    assert refused.status in {1, 2}


async def test_nobody_of_that_name_is_said(command):
    refused = await command("deliver", "--to", "nobody")
    assert refused.returncode == 1
    assert "nobody who follows is called nobody" in refused.stderr
