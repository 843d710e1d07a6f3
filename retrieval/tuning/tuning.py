"""`paperwire tune`: teach, examine before and after, adopt what is better."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from retrieval.encoding.adapter import CONFIG, RECORD, WEIGHTS
from retrieval.encoding.encoder import PLAIN_MODEL, SentenceEncoder, adapter_of
from retrieval.encoding.published import open_model
from retrieval.errors import ModelError, StoreUnwritable
from retrieval.tuning.examining import examine, hold_back
from retrieval.tuning.lessons import lesson
from retrieval.tuning.teacher import Teacher, check_enough

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from retrieval.tuning.examining import Marks
    from retrieval.tuning.teacher import Course, Plan, Report


@dataclass(frozen=True, slots=True)
class Tuned:
    """What came of it."""

    papers: int  # that were learned from
    course: Course
    before: Marks  # of the encoder that was in use
    after: Marks

    @property
    def better(self) -> bool:
        """Whether what was made is better than what was in use."""
        return self.after.mrr > self.before.mrr


class Tuning:
    """One go at teaching a model: the parts of `paperwire tune`, in the order of use."""

    def __init__(
        self, texts: Iterable[tuple[str, str]], model: str, *, adopted: Path, plan: Plan
    ) -> None:
        """Sort the papers.

        Args:
            texts: title and abstract of every paper, in an order that does not change.
            model: the setting: a name, a folder, or "default".
            adopted: where the adapter in use stands, if there is one of this catalogue's own.
            plan: how to teach.

        Raises:
            ModelError: this model is not to be taught, or there are too few papers.
        """
        if model == PLAIN_MODEL:
            raise ModelError(
                "the model 'plain' is the published one and stays so: set PAPERWIRE_MODEL to "
                "'default', or to another model"
            )
        self._model, self._adopted, self._plan = model, adopted, plan
        found = (lesson(title, abstract) for title, abstract in texts)
        self._lessons, self._held = hold_back([one for one in found if one], plan.seed)
        check_enough(len(self._lessons), plan)

    @property
    def papers(self) -> int:
        """How many papers there are to learn from."""
        return len(self._lessons)

    def teach(self, folder: Path, report: Report) -> Tuned:
        """Examine, teach, examine again; leaves the adapter with its record in the folder.

        Raises:
            ModelError: the model cannot be loaded or taught.
            KeyboardInterrupt: the course is written down, and is continued next time.
        """
        before = examine(SentenceEncoder(self._model, adopted=self._adopted), self._held, 1)
        model, identity = open_model(self._model)
        begin = adapter_of(self._model, self._adopted, identity)
        teacher = Teacher(model, self._plan, folder, begin=begin)
        course = teacher.teach(self._lessons, report)
        record = {
            "base": identity.revision,
            "model": identity.name,
            "papers": len(self._lessons),
            "minutes": round(course.seconds / 60, 1),
            "begun_with": begin.digest if begin else None,
            "course": asdict(course),
            "plan": asdict(self._plan),
            "before": asdict(before),
        }
        _record(folder, record)
        after = examine(SentenceEncoder(self._model, adopted=folder), self._held, 1)
        _record(folder, record | {"after": asdict(after)})
        teacher.finish()
        return Tuned(len(self._lessons), course, before, after)


def adopt(made: Path, adopted: Path) -> None:
    """Put what was made where the encoder looks for it, in place of what was there.

    Raises:
        StoreUnwritable: a file cannot be moved.
    """
    try:
        adopted.mkdir(parents=True, exist_ok=True)
        # the weights last: without its record an adapter is not looked at
        (adopted / WEIGHTS).unlink(missing_ok=True)
        for name in (CONFIG, RECORD, WEIGHTS):
            shutil.move(made / name, adopted / name)
        shutil.rmtree(made)
    except OSError as exc:
        raise StoreUnwritable(f"the taught encoder cannot be put in {adopted}: {exc}") from exc


def _record(folder: Path, record: dict[str, object]) -> None:
    text = json.dumps(record, indent=2) + "\n"
    (folder / RECORD).write_text(text, encoding="utf-8")
