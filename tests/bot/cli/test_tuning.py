"""`paperwire tune` with a model of a few thousand weights."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import pytest

from bot.cli.entry import run
from bot.cli.session import Session
from bot.cli.tuning import _use
from bot.wiring import open_app
from config.settings import Settings
from retrieval.encoding.adapter import RECORD
from retrieval.encoding.published import open_model
from retrieval.papers import Paper, Record, Sighting
from retrieval.tuning.lessons import lesson
from retrieval.tuning.teacher import Plan, Teacher
from tests.support.encoding import tiny_encoder, tiny_papers


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return str(tiny_encoder(tmp_path_factory.mktemp("tiny") / "new"))


@pytest.fixture
def session(model, tmp_path):
    """Over a catalogue of two hundred papers that are indexed."""
    settings = Settings(data_dir=tmp_path / "var", model=model)
    with open_app(settings) as app:
        records = [
            Record(Paper(f"2506.{i:05}", title, abstract), Sighting("test"), f"test:{i}")
            for i, (title, abstract) in enumerate(tiny_papers(200))
        ]
        app.catalogue.store(records, today=dt.date(2025, 6, 30))
        app.indexer.run()
    return Session(lambda: settings, open_app)


def test_what_was_taught_is_left_in_a_folder(session, tmp_path, capsys):
    made = tmp_path / "made"
    assert run(["tune", "--minutes", "0.02", "--to", str(made)], session) == 0
    out, err = capsys.readouterr()
    assert "A held-back paper is found by one of its sentences, among 10:" in out
    assert f"the adapter is in {made}" in out
    assert "learning from 190 papers" in err
    assert json.loads((made / RECORD).read_text())["papers"] == 190
    assert not (tmp_path / "var" / "encoder").exists()


def test_what_is_adopted_is_used_and_everything_is_indexed_anew(session, model, capsys):
    with session.open() as app:
        made, began = app.data_dir / "tuning", app.encoder.identity
        teacher = Teacher(open_model(model)[0], Plan(0.01), made)
        lessons = [one for one in (lesson(*text) for text in app.catalogue.texts()) if one]
        teacher.teach(lessons, lambda _: None)
        (made / RECORD).write_text(json.dumps({"base": began.revision}))
        _use(session, app, made)
        assert app.encoder.identity.name == f"{began.name}, taught"
    assert "In use from now on; 200 papers indexed anew." in capsys.readouterr().out
    assert run(["status", "--json"], session) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["indexed"], data["model"]) == (200, f"{began.name}, taught")


def test_without_its_adapter_the_store_says_what_to_do(session, model, capsys):
    test_what_is_adopted_is_used_and_everything_is_indexed_anew(session, model, capsys)
    with session.open() as app:
        shutil.rmtree(app.taught)
    assert run(["ask", "robots"], session) == 1
    assert "paperwire reindex" in capsys.readouterr().err


def test_too_few_papers_are_one_sentence(model, tmp_path, capsys):
    settings = Settings(data_dir=tmp_path / "var", model=model)
    assert run(["tune"], Session(lambda: settings, open_app)) == 1
    assert "too few to learn from" in capsys.readouterr().err
