from __future__ import annotations

import datetime as dt

import pytest

from retrieval.catalogue import open_catalogue
from retrieval.errors import BadQuestion, UnknownPaper
from retrieval.identity import title_id
from retrieval.lookup import find_paper
from retrieval.papers import Paper, Record, Sighting

TITLE = "Sand, and $T^2$ Walking"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    papers = [
        Paper("2606.09002", TITLE),
        Paper("hep-th/9901001", "Strings"),
        Paper("conf:1/ab", "Same"),
        Paper("conf:2/cd", "Same", authors=("Ada Example",)),
        Paper(title_id("Only a Title"), "Only a Title"),
    ]
    records = [Record(p, Sighting("test"), f"test:{n}") for n, p in enumerate(papers)]
    with open_catalogue(f"sqlite:///{tmp_path_factory.mktemp('store') / 'c.db'}") as opened:
        opened.store(records, today=dt.date(2026, 6, 20))
        yield opened


@pytest.mark.parametrize(
    "named",
    [
        "2606.09002",
        " 2606.09002v3 ",
        "arXiv:2606.09002",
        "https://arxiv.org/abs/2606.09002v1",
        "https://arxiv.org/pdf/2606.09002",
        "https://huggingface.co/papers/2606.09002",
        "10.48550/arXiv.2606.09002",
        "sand and t2 walking",
    ],
)
def test_a_paper_is_found_by_id_link_doi_and_title(catalogue, named):
    assert find_paper(catalogue, named).paper.title == TITLE


@pytest.mark.parametrize("named", ["hep-th/9901001", "title:only-a-title", "conf:1/ab"])
def test_a_paper_is_found_by_any_id_that_show_prints(catalogue, named):
    assert find_paper(catalogue, named).paper.id == named


def test_an_unknown_id_is_told_with_the_command_that_fetches_it(catalogue):
    with pytest.raises(UnknownPaper, match=r"paperwire ingest arxiv:2506\.00001"):
        find_paper(catalogue, "https://arxiv.org/abs/2506.00001v2")


def test_a_long_unknown_name_is_shortened(catalogue):
    with pytest.raises(UnknownPaper) as caught:
        find_paper(catalogue, "x" * 20_000)
    assert len(str(caught.value)) < 200


def test_nothing_names_no_paper(catalogue):
    with pytest.raises(BadQuestion):
        find_paper(catalogue, "  ")
