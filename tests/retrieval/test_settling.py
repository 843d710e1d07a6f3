"""What no stored paper can tell is left out, and said."""

from __future__ import annotations

import pytest

from retrieval.catalogue import open_catalogue
from retrieval.filters import Filters
from retrieval.papers import Sighting
from retrieval.qualities import Qualities
from retrieval.queries import Query
from retrieval.settling import settled
from tests.retrieval.catalogue.building import TODAY, record

ASKED = Query(
    text="robots",
    question="robots",
    categories=("cs.RO",),
    authors=("Geoffrey Hinton",),
    venues=("CVPR 2025",),
    affiliations=("DeepMind",),
    code=True,
    survey=True,
)


@pytest.fixture
def catalogue(tmp_path):
    with open_catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}") as opened:
        yield opened


def store(catalogue, *records):
    catalogue.store(records, today=TODAY)


def test_a_filter_that_is_turned_round_is_given_up_where_nothing_tells(catalogue):
    store(catalogue, record())
    days = ("days", "2024-01-01/2024-12-31")
    asked = Query("robots", "robots", without=(("affiliations", "DeepMind"), days))
    query = settled(asked, catalogue.knows)
    assert query.without == (days,)
    assert query.ignored == (("affiliations", "DeepMind"),)


def test_nothing_is_known_of_papers_without_metadata(catalogue):
    store(catalogue, record())
    query = settled(ASKED, catalogue.knows)
    assert not query.filtered
    assert dict(query.ignored) == {
        "categories": "cs.RO",
        "authors": "Geoffrey Hinton",
        "venues": "CVPR 2025",
        "affiliations": "DeepMind",
        "code": "",
        "survey": "",
    }


def test_what_some_paper_tells_stays_a_filter(catalogue):
    store(
        catalogue,
        record(
            title="A Survey of Robots",
            abstract="Code: https://github.com/a/b",
            comment="Accepted at CVPR 2025",
            authors=("Ada Writer",),
            categories=("cs.CV",),
            sighting=Sighting("digest:plain", affiliations=("Google DeepMind",)),
        ),
    )
    assert settled(ASKED, catalogue.knows) == ASKED


PAPERS = (
    record("2506.00001", "One", abstract="We do. Our code is available at https://x.org."),
    record("2506.00002", "Two", code_url="https://github.com/a/b"),
    record("2506.00003", "Three", sighting=Sighting("hf:daily", code_url="https://github.com/c/d")),
    record("2506.00004", "Four of code review", abstract="We read code."),
    record("2506.00005", "A Survey of Things"),
    record("2506.00006", "LLMs for Peer Review", abstract="The review of papers is hard."),
    record("2506.00007", "Seven", comment="Accepted to NAACL 2025 (oral)"),
    record("2506.00008", "Eight", journal_ref="Proc. ACL 2024"),
    record(
        "2506.00009", "Nine", sighting=Sighting("digest:plain", affiliations=("MIT", "Meta AI"))
    ),
    record(
        "2506.00010", "Ten", sighting=Sighting("digest:plain", affiliations=("RMIT University",))
    ),
)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Qualities(code=True), {1, 2, 3}),
        (Qualities(survey=True), {5}),
        (Qualities(no_survey=True), set(range(1, 11)) - {5}),
        (Qualities(venues=("NAACL 2025",)), {7}),
        (Qualities(venues=("ACL",)), {8}),
        (Qualities(venues=("ACL 2023",)), set()),
        (Qualities(venues=("ACL", "NAACL")), {7, 8}),
        (Qualities(affiliations=("mit",)), {9}),
        (Qualities(affiliations=("Meta",)), {9}),
        (Qualities(affiliations=("100%_",)), set()),
        (Qualities(code=True, survey=True), set()),
    ],
)
def test_papers_pass_by_what_is_printed_of_them(catalogue, wanted, numbers):
    store(catalogue, *PAPERS)
    found = catalogue.matching(Filters(qualities=wanted))
    assert found == {f"2506.{number:05d}" for number in numbers}
    assert set(catalogue.latest(Filters(qualities=wanted))) == found


def test_a_paper_that_changed_is_read_again(catalogue):
    coded = Filters(qualities=Qualities(code=True))
    store(catalogue, record("2506.00001", "One", abstract="We do."))
    assert catalogue.matching(coded) == set()
    later = record("2506.00001", "One", version=2, abstract="We do. The code is available.")
    store(catalogue, later, record("2506.00002", "Two", abstract="We do, too."))
    assert catalogue.matching(coded) == {"2506.00001"}
    assert catalogue.latest(coded, limit=5) == ["2506.00001"]
    assert catalogue.matching(coded, among=["2506.00002"]) == set()
    assert catalogue.knows("code", "")
    assert not catalogue.knows("survey", "")
