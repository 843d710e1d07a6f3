"""compose.yaml without an engine: read, and its commands and settings held against ours."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import typer
import yaml

from bot.cli.application import application
from config.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = ("bot", "ingest")


def test_bot_ingest_and_both_servers_are_there_with_a_volume_each():
    assert set(SERVICES) == {"bot", "ingest", "chroma", "postgres"} == set(COMPOSE["volumes"])
    for name, service in SERVICES.items():
        assert [volume.partition(":")[0] for volume in service["volumes"]] == [name]


@pytest.mark.parametrize("name", OURS)
def test_our_processes_wait_for_both_servers_and_reach_them_by_name(name):
    service = SERVICES[name]
    assert service["depends_on"] == {
        server: {"condition": "service_healthy"} for server in ("postgres", "chroma")
    }
    for server in service["depends_on"]:
        assert "test" in SERVICES[server]["healthcheck"]
    environment = service["environment"]
    assert urlsplit(environment["PAPERWIRE_CHROMA__URL"]).hostname == "chroma"
    assert "@postgres/" in environment["PAPERWIRE_DATABASE_URL"]


@pytest.mark.parametrize("name", OURS)
def test_every_setting_in_it_is_one_of_ours(name, monkeypatch):
    monkeypatch.chdir(REPOSITORY / "tests")  # no .env of whoever runs this
    for key, value in SERVICES[name]["environment"].items():
        monkeypatch.setenv(key, value)
    settings = Settings()
    changed = settings.model_dump(exclude_defaults=True)
    assert {"database_url", "chroma"} <= set(changed)
    for key in SERVICES[name]["environment"]:
        assert key.removeprefix("PAPERWIRE_").partition("__")[0].lower() in changed


def test_only_one_process_asks_arxiv():
    assert SERVICES["bot"]["environment"]["PAPERWIRE_FETCH__ENABLED"] == "false"


def test_what_ingest_runs_is_a_command_of_ours():
    (script,) = SERVICES["ingest"]["command"]
    (line,) = [line.strip() for line in script.splitlines() if "paperwire" in line]
    _, name, *words = shlex.split(line.replace("$$", "$"))
    command = typer.main.get_command(application()).commands[name]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_chroma_keeps_what_it_stores_on_its_volume():
    words = SERVICES["chroma"]["entrypoint"]
    kept = words[words.index("--path") + 1]
    assert SERVICES["chroma"]["volumes"] == [f"chroma:{kept}"]
    port = words[words.index("--port") + 1]
    assert SERVICES["bot"]["environment"]["PAPERWIRE_CHROMA__URL"].endswith(f":{port}")


def test_what_it_asks_of_dotenv_is_explained_at_its_head():
    text = (REPOSITORY / "compose.yaml").read_text(encoding="utf-8")
    head = text.partition("\nname:")[0]
    for name in set(re.findall(r"\$\{(\w+)", text)):
        assert f"{name}=" in head
