"""An undocumented setting fails the build, and so does a documented one that is gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from config.reference import env_example, setting_rows, settings_page
from config.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_SETTING = r"PAPERWIRE_(?!TEST_)[A-Z_]*[A-Z]"  # what tests ask for is no setting
DESIGNED = {
    "PAPERWIRE_DATA_DIR",
    "PAPERWIRE_DATABASE_URL",
    "PAPERWIRE_MODEL",
    "PAPERWIRE_NOW",
    "PAPERWIRE_DISCORD__TOKEN",
    "PAPERWIRE_DISCORD__API_BASE",
    "PAPERWIRE_DISCORD__GATEWAY_URL",
    "PAPERWIRE_ARXIV__API_URL",
    "PAPERWIRE_ARXIV__RSS_URL",
    "PAPERWIRE_HF__API_URL",
    "PAPERWIRE_CHROMA__URL",
    "PAPERWIRE_LLM__BASE_URL",
    "PAPERWIRE_LLM__MODEL",
    "PAPERWIRE_LLM__API_KEY",
}


def test_every_name_of_the_contract_is_a_setting():
    assert {row.variable for row in setting_rows()} >= DESIGNED


def test_every_setting_says_what_it_does():
    assert [row.variable for row in setting_rows() if not row.description.endswith(".")] == []


def test_settings_page_is_what_the_settings_say(repository: Path):
    page = (repository / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == settings_page(), "run `make docs`"


def test_env_example_is_what_the_settings_say(repository: Path):
    example = (repository / ".env.example").read_text(encoding="utf-8")
    assert example == env_example(), "run `make docs`"


def test_env_example_with_every_line_switched_on_loads_the_defaults(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
):
    example = (repository / ".env.example").read_text(encoding="utf-8")
    switched_on = re.sub(r"^#(?=PAPERWIRE_)", "", example, flags=re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    for row in setting_rows():
        monkeypatch.delenv(row.variable, raising=False)
    defaults = load_settings()
    (tmp_path / ".env").write_text(switched_on, encoding="utf-8")
    assert load_settings() == defaults


def test_prose_names_no_setting_that_does_not_exist(repository: Path):
    known = {row.variable for row in setting_rows()}
    for page in [*repository.glob("*.md"), *repository.glob("docs/**/*.md")]:
        named = set(re.findall(_SETTING, page.read_text(encoding="utf-8")))
        assert named <= known, page.name
