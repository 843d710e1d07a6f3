from __future__ import annotations

import pytest

from ingest.withdrawal import is_withdrawn


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the author due to a crucial error in equation 3",
        "This paper has been temporarily withdrawn",
        "Withdrawn",
        "Paper withdrawn.",
        "12 pages. This submission is being withdrawn because of a licence conflict",
        "arXiv admin note: this version has been withdrawn",
        "We found errors in Figure 3. Therefore, we want to withdrawal our article now",
        "The authors have withdrawn this paper",
        "This article was withdrawn from arXiv",
    ],
)
def test_comment_that_withdraws_the_paper_marks_it(comment):
    assert is_withdrawn(comment, "We study robots.", "On robots")


@pytest.mark.parametrize(
    "comment",
    [
        None,
        "",
        "12 pages, 3 figures",
        "Withdrawn from ICLR 2025, under revision",
        "This paper was withdrawn from NeurIPS and accepted at AAAI",
        "Data on opioid withdrawal; accepted at CHIL",
    ],
)
def test_other_comments_do_not(comment):
    assert not is_withdrawn(comment, "We study robots.", "On robots")


def test_abstract_counts_only_where_it_begins_with_the_statement():
    assert is_withdrawn(None, " This paper has been withdrawn by the author.", "X")
    assert not is_withdrawn(None, "We study why this paper has been withdrawn by others.", "X")


def test_title_marked_as_withdrawn_counts():
    assert is_withdrawn(None, "", "WITHDRAWN: On robots")
    assert is_withdrawn(None, "", "On robots (withdrawn)")
    assert not is_withdrawn(None, "", "Withdrawn papers: a study of retraction")
