from __future__ import annotations

import pytest

from retrieval.written.comparisons import comparison_turned, comparisons_missing
from retrieval.written.reading import read


def test_winner_and_loser_exchanged_are_the_contrary():
    source = read("FedProx consistently out-performing standard FedAvg.")
    assert comparison_turned(read("FedAvg outperformed the tuned FedProx."), source)
    assert not comparison_turned(read("FedProx is better than FedAvg."), source)


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("Sparse search is more accurate than dense vectors.", 1),
        ("Fusion is more accurate than sparse retrieval.", 0),
        ("It outperforms sparse retrieval.", 0),
        ("It uses fusion rather than one index.", 0),
        ("It needs less than 5% of the index.", 0),
    ],
)
def test_comparisons_that_the_paper_does_not_make_are_counted(claim, missing):
    source = [read("Fusion outperforms sparse retrieval."), read("Dense vectors take more space.")]
    assert comparisons_missing(read(claim), source) == missing
