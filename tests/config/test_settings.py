from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from config.errors import SettingsError
from config.settings import Settings, load_settings

SECRET = "MTk4.not-a-real-token"  # noqa: S105 - made up for the test


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and an environment without settings."""
    import os  # noqa: PLC0415 - only this fixture touches the environment

    for name in list(os.environ):
        if name.upper().startswith("PAPERWIRE_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_without_any_setting_everything_has_its_default():
    settings = load_settings()
    assert settings.data_dir == Path("var")
    assert settings.database_url is None
    assert settings.model == "default"
    assert settings.discord.token is None
    assert settings.discord.api_base == "https://discord.com/api/v10"
    assert settings.arxiv.gap_s == 3.0
    assert settings.chroma.url is None


def test_variable_beats_dotenv_beats_toml(folder: Path, monkeypatch: pytest.MonkeyPatch):
    (folder / "paperwire.toml").write_text('model = "a"\ndata_dir = "a"\ndatabase_url = "a"\n')
    (folder / ".env").write_text("PAPERWIRE_MODEL=b\nPAPERWIRE_DATA_DIR=b\n")
    monkeypatch.setenv("PAPERWIRE_MODEL", "c")
    settings = load_settings()
    assert settings.model == "c"
    assert settings.data_dir == Path("b")
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == "a"


def test_levels_are_split_by_two_underscores(folder: Path, monkeypatch: pytest.MonkeyPatch):
    (folder / "paperwire.toml").write_text("[arxiv]\ntimeout_s = 5\n")
    monkeypatch.setenv("PAPERWIRE_ARXIV__API_URL", "http://127.0.0.1:9000/api/query/")
    settings = load_settings()
    assert settings.arxiv.timeout_s == 5.0
    assert settings.arxiv.api_url == "http://127.0.0.1:9000/api/query"


@pytest.mark.usefixtures("folder")
def test_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAPERWIRE_CHROMA__URL", "")
    monkeypatch.setenv("PAPERWIRE_NOW", "")
    settings = load_settings()
    assert settings.chroma.url is None
    assert settings.now is None


def test_names_meant_for_others_are_ignored_in_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    (folder / ".env").write_text("OPENAI_API_KEY=x\nPAPERWIRE_VERSION=1\n")
    monkeypatch.setenv("PAPERWIRE_ARXIV__COLOUR", "red")
    assert load_settings().model == "default"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('modle = "x"\n', "'modle'"),
        ("[arxiv]\ntimeout = 5\n", "'arxiv.timeout'"),
        ("[discrod]\ntoken = 1\n", "'discrod'"),
    ],
)
def test_toml_key_that_names_no_setting_is_refused(folder: Path, text: str, named: str):
    (folder / "paperwire.toml").write_text(text)
    with pytest.raises(SettingsError, match="there is no setting") as caught:
        load_settings()
    assert named in str(caught.value)


@pytest.mark.parametrize("content", [b"model = \n", b"\xff\xfe\x00", b"= 1"])
def test_broken_toml_is_one_sentence(folder: Path, content: bytes):
    (folder / "paperwire.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"^paperwire\.toml cannot be read") as caught:
        load_settings()
    assert "\n" not in str(caught.value)


def test_dotenv_that_is_not_text_is_one_sentence(folder: Path):
    (folder / ".env").write_bytes(b"PAPERWIRE_MODEL=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"^\.env cannot be read") as caught:
        load_settings()
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PAPERWIRE_ARXIV__TIMEOUT_S", "soon"),
        ("PAPERWIRE_ARXIV__TIMEOUT_S", "0"),
        ("PAPERWIRE_ARXIV__API_URL", "export.arxiv.org"),
        ("PAPERWIRE_ARXIV__API_URL", "http://"),
        ("PAPERWIRE_ARXIV__API_URL", "http://[::1"),
        ("PAPERWIRE_DISCORD__GATEWAY_URL", "https://gateway.discord.gg"),
        ("PAPERWIRE_NOW", "yesterday"),
        ("PAPERWIRE_NOW", "2026-02-30"),
    ],
)
def test_value_that_cannot_be_used_is_one_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert variable in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("folder")
def test_group_given_as_plain_text_is_one_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAPERWIRE_DISCORD", SECRET)
    with pytest.raises(SettingsError, match="discord") as caught:
        load_settings()
    assert SECRET not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("folder")
def test_several_faults_are_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAPERWIRE_ARXIV__TIMEOUT_S", "soon")
    monkeypatch.setenv("PAPERWIRE_NOW", "soon")
    with pytest.raises(SettingsError, match="and 1 more"):
        load_settings()


@pytest.mark.usefixtures("folder")
def test_short_gap_is_refused_for_arxiv_and_allowed_for_a_stand_in(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("PAPERWIRE_ARXIV__GAP_S", "0")
    with pytest.raises(SettingsError, match="three seconds"):
        load_settings()
    monkeypatch.setenv("PAPERWIRE_ARXIV__API_URL", "http://127.0.0.1:9000/api/query")
    monkeypatch.setenv("PAPERWIRE_ARXIV__RSS_URL", "http://127.0.0.1:9000/rss")
    assert load_settings().arxiv.gap_s == 0
    monkeypatch.setenv("PAPERWIRE_LLM__FULL_TEXT", "true")
    with pytest.raises(SettingsError, match=r"llm\.full_text asks arXiv"):
        load_settings()
    monkeypatch.setenv("PAPERWIRE_ARXIV__HTML_URL", "http://127.0.0.1:9000/html")
    assert load_settings().llm.full_text


@pytest.mark.usefixtures("folder")
def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch):
    for variable in ("DISCORD__TOKEN", "CHROMA__API_KEY", "LLM__API_KEY", "DATABASE_URL"):
        monkeypatch.setenv(f"PAPERWIRE_{variable}", SECRET)
    settings = load_settings()
    assert SECRET not in repr(settings) + str(settings) + settings.model_dump_json()
    assert settings.secrets() == [SECRET] * 4
    assert settings.discord.token is not None
    assert settings.discord.token.get_secret_value() == SECRET


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-08-21T09:30:00+02:00", dt.datetime(2026, 8, 21, 7, 30, tzinfo=dt.UTC)),
        ("2026-08-21T09:30:00Z", dt.datetime(2026, 8, 21, 9, 30, tzinfo=dt.UTC)),
        ("2026-08-21", dt.datetime(2026, 8, 21, tzinfo=dt.UTC)),
    ],
)
def test_clock_stands_still_at_the_set_moment(
    monkeypatch: pytest.MonkeyPatch, value: str, moment: dt.datetime
):
    monkeypatch.setenv("PAPERWIRE_NOW", value)
    clock = load_settings().clock()
    assert clock() == moment
    assert clock().tzinfo is dt.UTC


def test_clock_tells_the_time_in_utc_when_no_moment_is_set():
    before = dt.datetime.now(dt.UTC)
    told = Settings(now=None).clock()()
    assert before <= told <= dt.datetime.now(dt.UTC)
    assert told.tzinfo is dt.UTC


@pytest.mark.parametrize(
    ("ids", "shards"), [("0,1,2", (0, 1, 2)), ("0-2", (0, 1, 2)), ("5, 1-2,1", (1, 2, 5))]
)
def test_shards_are_numbers_and_ranges(monkeypatch: pytest.MonkeyPatch, ids, shards):
    monkeypatch.setenv("PAPERWIRE_DISCORD__SHARD_IDS", ids)
    monkeypatch.setenv("PAPERWIRE_DISCORD__SHARD_COUNT", "6")
    assert load_settings().discord.shards == shards


@pytest.mark.parametrize(
    ("ids", "count", "said"),
    [
        ("0,1", "", "shard_ids needs shard_count"),
        ("0-4", "4", "shard 4 in shard_ids does not exist"),
        ("4-0", "9", "runs backwards"),
        ("0,,1", "9", "numbers and ranges"),
        ("-1", "9", "numbers and ranges"),
        ("0-99999", "9", "no bot has a shard 99999"),
    ],
)
def test_shards_that_make_no_sense_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch, ids, count, said
):
    monkeypatch.setenv("PAPERWIRE_DISCORD__SHARD_IDS", ids)
    monkeypatch.setenv("PAPERWIRE_DISCORD__SHARD_COUNT", count)
    with pytest.raises(SettingsError, match=said):
        load_settings()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("BASE_URL", "https://me:hunter2@llm.example/v1", "llm.api_key"),
        ("API_KEY", "hunter2\nhunter2", "no key has"),
        ("API_KEY", "hunter2—", "no key has"),
        ("COST_PER_DAY", "5", "price_read"),
    ],
)
def test_a_language_model_set_wrongly_is_one_sentence_without_its_secrets(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, sentence: str
):
    monkeypatch.setenv(f"PAPERWIRE_LLM__{variable}", value)
    with pytest.raises(SettingsError, match=sentence) as error:
        load_settings()
    assert "hunter2" not in str(error.value)
