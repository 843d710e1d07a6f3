"""What an App opens, shares and closes."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.wiring import App, open_app
from config.settings import Settings
from retrieval.errors import StoreUnwritable
from retrieval.llm import OutOfBudget, Prompt

NOON = dt.datetime(2026, 6, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "var")


def opened(app: App) -> set[str]:
    return {"database", "catalogue", "members", "vectors", "words"} & vars(app).keys()


def test_nothing_is_opened_before_it_is_used(settings):
    with open_app(settings) as app:
        assert opened(app) == set()
    assert not settings.data_dir.exists()


def test_a_reranker_is_there_where_one_is_set(settings):
    with open_app(settings) as app:
        assert app.reranker is None
    with open_app(settings.model_copy(update={"reranker": "some/model"})) as app:
        assert app.reranker is not None


def test_the_catalogue_alone_opens_no_index(settings):
    with open_app(settings) as app:
        assert app.catalogue.counts().papers == 0
        assert opened(app) == {"database", "catalogue"}


def test_the_catalogue_and_what_is_kept_of_members_are_one_store(settings):
    with open_app(settings) as app:
        assert app.members.save("1001", "2506.00001", NOON)
        assert opened(app) == {"database", "catalogue", "members"}
    assert {path.name for path in settings.data_dir.iterdir()} == {"catalogue.sqlite3"}
    with open_app(settings) as app:
        assert [one.paper_id for one in app.members.saved("1001")] == ["2506.00001"]


def test_a_database_by_url_stands_outside_of_the_data_folder(tmp_path):
    elsewhere = tmp_path / "elsewhere.db"
    settings = Settings(data_dir=tmp_path / "var", database_url=f"sqlite:///{elsewhere}")
    with open_app(settings) as app:
        assert app.members.save("1001", "2506.00001", NOON)
    assert elsewhere.exists()
    assert not settings.data_dir.exists()


def test_a_data_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "taken").write_text("a file")
    settings = Settings(data_dir=tmp_path / "taken" / "var")
    with open_app(settings) as app, pytest.raises(StoreUnwritable, match="cannot be made"):
        _ = app.members


def test_without_an_address_there_is_no_language_model(settings):
    with open_app(settings) as app:
        assert app.llm is None
        assert opened(app) == set()


async def test_what_the_model_cost_is_kept_and_limits_the_next_process(tmp_path, scripted_llm):
    llm = {"base_url": scripted_llm.base_url, "model": "m", "tokens_per_day": 1100}
    settings = Settings(data_dir=tmp_path / "var", llm=llm, now=NOON)
    prompt = Prompt("Be brief.", "Say something.")
    with open_app(settings) as app:
        async with app.llm as endpoint:
            await endpoint.complete(prompt)
    with open_app(settings) as app:
        async with app.llm as endpoint:
            assert endpoint.spent_today().read + endpoint.spent_today().written == 120
            await endpoint.complete(prompt, max_tokens=100)
            await endpoint.complete(prompt, max_tokens=100)
            with pytest.raises(OutOfBudget, match="PAPERWIRE_LLM__TOKENS_PER_DAY"):
                await endpoint.complete(prompt)
    tomorrow = settings.model_copy(update={"now": NOON + dt.timedelta(days=1)})
    with open_app(tomorrow) as app:
        assert app.llm.spent_today().calls == 0
