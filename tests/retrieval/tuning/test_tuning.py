"""Teaching a small model for real: losses fall, marks rise, courses go on where they stopped."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from peft import PeftModel

from retrieval.encoding.adapter import RECORD, WEIGHTS, find, merge
from retrieval.encoding.encoder import SentenceEncoder
from retrieval.encoding.published import open_model
from retrieval.errors import ModelError
from retrieval.tuning.examining import examine, hold_back
from retrieval.tuning.lessons import lesson
from retrieval.tuning.teacher import Plan, Teacher
from retrieval.tuning.tuning import Tuning, adopt
from tests.support.encoding import tiny_encoder, tiny_papers

PLAN = Plan(minutes=1, rank=4, batch=8, rate=5e-3, pool=2, asks=24, answers=48)
PAPERS = tiny_papers(160)


@dataclass
class Ticking:
    """A clock that goes on half a second whenever it is looked at."""

    at: float = 0.0

    def __call__(self) -> float:
        self.at += 0.5
        return self.at


@dataclass
class Watching:
    """Remembers the courses; interrupts at a step."""

    until: int | None = None
    seen: list = field(default_factory=list)

    def __call__(self, course) -> None:
        self.seen.append(course)
        if course.step == self.until:
            raise KeyboardInterrupt


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return str(tiny_encoder(tmp_path_factory.mktemp("tiny") / "new"))


def teacher_of(model, folder, plan=PLAN, begin=None):
    return Teacher(open_model(model)[0], plan, folder, begin=begin, clock=Ticking())


def lessons():
    return [lesson(title, abstract) for title, abstract in PAPERS]


def test_the_loss_falls_and_held_back_papers_are_found_better(model, tmp_path):
    learned, held = hold_back(lessons(), 1)
    before = examine(SentenceEncoder(model), held, 1)
    watching = Watching()
    teacher_of(model, tmp_path, replace(PLAN, minutes=1.5)).teach(learned, watching)
    (tmp_path / RECORD).write_text(json.dumps({"base": open_model(model)[1].revision}))
    after = examine(SentenceEncoder(model, adopted=tmp_path), held, 1)
    # some pairs lose the very words by which these small papers differ: no loss of none is possible
    assert watching.seen[-1].loss < 0.85 * watching.seen[0].loss
    assert after.mrr > 2 * before.mrr


def test_an_interrupted_course_ends_as_one_that_was_not(model, tmp_path):
    teacher_of(model, tmp_path / "whole").teach(lessons(), Watching())
    with pytest.raises(KeyboardInterrupt):
        teacher_of(model, tmp_path / "parts").teach(lessons(), Watching(until=37))
    watching = Watching()
    teacher_of(model, tmp_path / "parts").teach(lessons(), watching)
    assert watching.seen[0].step == 38
    whole, parts = ((tmp_path / name / WEIGHTS).read_bytes() for name in ("whole", "parts"))
    assert whole == parts


def test_a_course_of_another_kind_is_not_gone_on_with(model, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        teacher_of(model, tmp_path).teach(lessons(), Watching(until=3))
    with pytest.raises(ModelError, match="another kind"):
        teacher_of(model, tmp_path, replace(PLAN, seed=2)).teach(lessons(), Watching())


def test_too_few_papers_are_one_sentence(model, tmp_path):
    with pytest.raises(ModelError, match="15 papers with an abstract are too few"):
        teacher_of(model, tmp_path).teach(lessons()[:15], Watching())


def test_merging_is_what_peft_does(model, tmp_path):
    teacher_of(model, tmp_path).teach(lessons(), Watching())
    (tmp_path / RECORD).write_text(json.dumps({"base": "any"}))
    ours, theirs = open_model(model)[0], open_model(model)[0]
    assert merge(find(tmp_path), ours[0].auto_model.get_parameter) > 10
    theirs[0].auto_model = PeftModel.from_pretrained(
        theirs[0].auto_model, str(tmp_path)
    ).merge_and_unload()
    texts = [title for title, _ in PAPERS[:20]]
    assert np.allclose(ours.encode(texts), theirs.encode(texts), atol=1e-4)


def test_the_adapter_names_no_folder_of_this_machine(model, tmp_path):
    teacher_of(model, tmp_path).teach(lessons(), Watching())
    assert (
        json.loads((tmp_path / "adapter_config.json").read_text())["base_model_name_or_path"]
        is None
    )
    assert not (tmp_path / "README.md").exists()


def test_a_tuning_is_recorded_adopted_and_begun_with_next_time(model, tmp_path):
    adopted, made = tmp_path / "adopted", tmp_path / "made"
    tuning = Tuning(PAPERS, model, adopted=adopted, plan=replace(PLAN, minutes=0.02))
    tuned = tuning.teach(made, Watching())
    assert tuned.papers == tuning.papers == 152
    record = json.loads((made / RECORD).read_text())
    assert record["base"] == open_model(model)[1].revision
    assert record["begun_with"] is None
    assert record["after"]["papers"] == 8
    adopt(made, adopted)
    assert not made.exists()
    taught = SentenceEncoder(model, adopted=adopted).identity
    assert taught.name.endswith(", taught")
    assert taught.revision != open_model(model)[1].revision
    Tuning(PAPERS, model, adopted=adopted, plan=replace(PLAN, minutes=0.02)).teach(made, Watching())
    assert json.loads((made / RECORD).read_text())["begun_with"] == find(adopted).digest


def test_an_adapter_for_other_weights_is_left_alone(model, tmp_path):
    teacher_of(model, tmp_path).teach(lessons(), Watching())
    (tmp_path / RECORD).write_text(json.dumps({"base": "another"}))
    assert SentenceEncoder(model, adopted=tmp_path).identity == open_model(model)[1]


@pytest.mark.parametrize("name", [WEIGHTS, RECORD, "adapter_config.json"])
def test_a_damaged_adapter_is_one_sentence(model, tmp_path, name):
    teacher_of(model, tmp_path, replace(PLAN, minutes=0.01)).teach(lessons(), Watching())
    (tmp_path / RECORD).write_text(json.dumps({"base": open_model(model)[1].revision}))
    (tmp_path / name).write_bytes(b"{ not what it was")
    with pytest.raises(ModelError, match="adapter"):
        _ = SentenceEncoder(model, adopted=tmp_path).identity


def test_the_published_model_is_not_taught(tmp_path):
    with pytest.raises(ModelError, match="'plain' is the published one"):
        Tuning(PAPERS, "plain", adopted=tmp_path, plan=PLAN)
