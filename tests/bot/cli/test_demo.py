"""What a newcomer sees first is what the sample of real papers really answers."""

from __future__ import annotations

import re
import runpy

import pytest

from bot.wiring import open_app
from tests.bot.conftest import Paperwire

SHOWN = re.compile(
    r"<!-- first-answer.*?```console\n\$ paperwire ask \"(.*?)\".*?\n(.*?)```", re.DOTALL
)
PAPER = re.compile(r"https://arxiv\.org/abs/(\S+)")


class Published(Paperwire):
    """The command with the encoder that everybody has."""

    def open(self, settings=None):
        return open_app(settings or self.settings)


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory, repository):
    folder = tmp_path_factory.mktemp("sample") / "var"
    sample = repository / "docs" / "sample" / "papers.jsonl.gz"
    assert Published(folder, None)("ingest", sample).status == 0
    return folder


def test_every_question_of_the_demonstration_is_answered(sample_folder, capsys, repository):
    ask = Published(sample_folder, capsys.readouterr)
    demo = runpy.run_path(str(repository / "docs" / "sample" / "demo.py"))
    for question in demo["QUESTIONS"]:
        assert len(ask("ask", question, "-k", "3", "--json").json["papers"]) == 3, question


def test_the_readme_shows_the_answer_that_is_given(sample_folder, capsys, repository):
    readme = (repository / "README.md").read_text(encoding="utf-8")
    question, shown = SHOWN.search(readme).groups()
    ask = Published(sample_folder, capsys.readouterr)
    found = ask("ask", question, "--json").json["papers"]
    ids = PAPER.findall(shown)
    # processors round differently, so neighbours of nearly one score may change places
    assert ids[0] == found[0]["id"]
    assert set(ids) <= {paper["id"] for paper in found}
    for paper in (paper for paper in found if paper["id"] in ids):
        for excerpt in paper["excerpts"]:
            assert unspaced(excerpt["text"]) in unspaced(shown)


def unspaced(text: str) -> str:
    return "".join(text.split())
