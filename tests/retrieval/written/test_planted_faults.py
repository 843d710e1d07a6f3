"""What the check drops of scripted answers over real papers, read by the real encoder."""

from __future__ import annotations

import pytest

from retrieval.encoding.encoder import SentenceEncoder
from tests.support.checked import Remembering, outcomes, share_dropped
from tests.support.planting import answers, claims

ANSWERS, SEED = 200, 2  # as in `bench/quality/written.py`


@pytest.fixture(scope="module")
def found():
    return outcomes(answers("kept", ANSWERS, SEED), Remembering(SentenceEncoder()))


def test_nearly_all_planted_faults_are_dropped(found):
    assert share_dropped(found, sound=False) >= 0.98


def test_few_sound_sentences_are_dropped(found):
    assert share_dropped(found, sound=True) <= 0.05


def test_every_kind_of_fault_is_mostly_dropped(found):
    kinds = {line.kind for line, _ in found if not line.kind.sound}
    dropped = {
        kind: share_dropped([(line, one) for line, one in found if line.kind is kind], sound=False)
        for kind in kinds
    }
    assert len(dropped) == 8
    assert min(dropped.values()) >= 0.9, dropped


def test_no_paper_is_both_tuned_on_and_held_back():
    tuned, kept = ({one.paper["id"] for one in claims(part)} for part in ("tuned", "kept"))
    assert tuned
    assert kept
    assert not tuned & kept
