"""The training loop: a LoRA over the encoder's matrices, for a number of minutes.

Everything that the loop needs to go on is written down every few minutes, so an interrupted
course is taken up where it stopped. What is drawn depends on the seed and the step alone.
"""

from __future__ import annotations

import json
import math
import random
import time
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import torch

from retrieval.encoding.adapter import CONFIG, WEIGHTS
from retrieval.encoding.precision import best_precision
from retrieval.errors import ModelError
from retrieval.tuning.lessons import pair
from retrieval.tuning.objective import LATE, both_ways, late, pooled
from retrieval.tuning.order import near_together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sentence_transformers import SentenceTransformer
    from torch import Tensor

    from retrieval.encoding.adapter import Adapter
    from retrieval.tuning.lessons import Lesson, Pair

    Report = Callable[["Course"], None]

_STATE = "course.pt"
_LENGTHS = 8  # texts are padded to a multiple of so many tokens


@dataclass(frozen=True, slots=True)
class Plan:
    """How a course is held. The defaults are what docs/quality.md measured."""

    minutes: float
    rank: int = 32
    batch: int = 64  # pairs
    rate: float = 4e-4  # learning rate at its height
    warm: float = 0.05  # part of the time in which the rate rises
    asks: int = 48  # tokens of the text that asks
    answers: int = 128  # tokens of the text that answers
    pool: int = 32  # batches that are put in order together
    seed: int = 1
    keep_s: float = 120.0  # seconds between two writings down


@dataclass(frozen=True, slots=True)
class Course:
    """How far a course is."""

    step: int = 0  # batches learned
    seconds: float = 0.0  # spent on them
    loss: float = math.nan  # mean of late, exponentially weighed


class Teacher:
    """Teaches one model. Needs the package peft."""

    def __init__(
        self,
        model: SentenceTransformer,
        plan: Plan,
        folder: Path,
        *,
        begin: Adapter | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._plan = plan
        self._folder = folder
        self._clock = clock
        self._precision = best_precision()
        self._device = self._precision.device
        self._tokenizer = model.tokenizer
        self._window = model.max_seq_length or plan.answers
        torch.manual_seed(plan.seed)  # where the matrices start
        self._network = _adapted(model, plan, begin).to(self._device)
        self._taught = [p for p in self._network.parameters() if p.requires_grad]
        self._optimiser = torch.optim.AdamW(self._taught, lr=plan.rate, weight_decay=0.01)

    def teach(self, lessons: Sequence[Lesson], report: Report) -> Course:
        """Learn until the minutes are over; writes the adapter into the folder.

        An interrupted course in the folder is continued. `report` is called after each step;
        what it raises, KeyboardInterrupt too, ends the course with all written down.

        Raises:
            ModelError: there are too few papers, or the folder's course had another plan.
        """
        check_enough(len(lessons), self._plan)
        weights = torch.tensor(self._weights(lessons), device=self._device)
        course = self._resumed()
        kept = course.seconds
        # without dropout: one pass over so many papers cannot be learned by heart, and drawing
        # the masks takes a third of the time
        self._network.eval()
        try:
            for batch in self._batches(lessons, course.step):
                if course.seconds >= 60 * self._plan.minutes:
                    break
                started = self._clock()
                loss = self._step(batch, weights, course)
                mean = loss if math.isnan(course.loss) else 0.98 * course.loss + 0.02 * loss
                spent = course.seconds + self._clock() - started
                course = Course(course.step + 1, spent, mean)
                report(course)
                if course.seconds - kept >= self._plan.keep_s:
                    self._keep(course)
                    kept = course.seconds
        finally:
            self._keep(course)
            self._write()
        return course

    def finish(self) -> None:
        """Drop what an interrupted course would need to go on."""
        (self._folder / _STATE).unlink(missing_ok=True)

    def _batches(self, lessons: Sequence[Lesson], done: int) -> Iterator[list[Pair]]:
        """Batches from step `done` on; each pool of papers is put in order by its titles.

        Nothing comes a second time before all has come once.
        """
        plan = self._plan
        size = min(plan.batch * plan.pool, len(lessons) // plan.batch * plan.batch)
        each = size // plan.batch
        while True:
            # each number of pool draws the same papers whenever it comes
            round_, part = divmod(done // each, len(lessons) // size)
            order = list(range(len(lessons)))
            random.Random(f"{plan.seed} round {round_}").shuffle(order)
            pool = order[part * size : (part + 1) * size]
            chance = random.Random(f"{plan.seed} {done // each}")
            groups = near_together(self._read([lessons[i].title for i in pool]), plan.batch)
            chance.shuffle(groups)
            for group in groups[done % each :]:
                chance = random.Random(f"{plan.seed} step {done}")
                yield [pair(lessons[pool[int(i)]], chance) for i in group]
                done += 1

    def _step(self, batch: Sequence[Pair], weights: Tensor, course: Course) -> float:
        for group in self._optimiser.param_groups:
            group["lr"] = self._plan.rate * self._pace(course)
        asks, asking, ids = self._tokens([p.asks for p in batch], self._plan.asks)
        answers, answering, _ = self._tokens([p.answers for p in batch], self._plan.answers)
        whole = pooled(asks, asking) @ pooled(answers, answering).T
        unit = torch.nn.functional.normalize
        # the marks at both ends of a text ask nothing and are not to be met
        inner, met = _inner(asking), _inner(answering)
        with self._quick():
            near = late(unit(asks, dim=-1), weights[ids] * inner, unit(answers, dim=-1), met)
        loss = (1 - LATE) * both_ways(whole) + LATE * both_ways(near)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call] # torch leaves it bare
        torch.nn.utils.clip_grad_norm_(self._taught, 1.0)
        self._optimiser.step()
        return float(loss.detach())

    def _pace(self, course: Course) -> float:
        """The learning rate's share of its height: rises, then falls along a cosine."""
        part = min(1.0, course.seconds / max(60 * self._plan.minutes, 1e-9))
        if part < self._plan.warm:
            return (part + 0.1 * self._plan.warm) / (1.1 * self._plan.warm)
        return 0.5 * (1 + math.cos(math.pi * (part - self._plan.warm) / (1 - self._plan.warm)))

    def _tokens(self, texts: Sequence[str], longest: int) -> tuple[Tensor, Tensor, Tensor]:
        """Token vectors, their mask and their numbers in the vocabulary."""
        most = min(longest, self._window)
        found = self._tokenizer(
            list(texts),
            truncation=True,
            max_length=most,
            padding=True,
            # few lengths: a processor's kernels are made anew for each
            pad_to_multiple_of=None if most % _LENGTHS else _LENGTHS,
            return_tensors="pt",
        ).to(self._device)
        with self._quick():
            read = self._network(**found)
        return read.last_hidden_state, found["attention_mask"], found["input_ids"]

    def _quick(self) -> torch.autocast:
        """Products in the numbers that this machine multiplies quickest."""
        quick = self._precision.dtype
        return torch.autocast(self._device.type, quick, enabled=quick is torch.bfloat16)

    @torch.no_grad()
    def _read(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Unit vectors as the model gave them before it was taught, so that they stay so."""
        parts = []
        with self._network.disable_adapter():
            for first in range(0, len(texts), self._plan.batch):
                tokens, mask, _ = self._tokens(texts[first : first + self._plan.batch], 64)
                parts.append(pooled(tokens, mask).cpu().numpy())
        return np.concatenate(parts)

    def _weights(self, lessons: Sequence[Lesson], most: int = 4_000) -> list[float]:
        """Inverse document frequency of each token, as ranking weighs words."""
        chance = random.Random(self._plan.seed)
        some = chance.sample(lessons, min(most, len(lessons)))
        texts = [" ".join([one.title, *one.sentences]) for one in some]
        holding = np.zeros(len(self._tokenizer))
        for ids in self._tokenizer(texts, truncation=True, max_length=self._window)["input_ids"]:
            holding[list(set(ids))] += 1
        idf = np.log(1 + (len(some) - holding + 0.5) / (holding + 0.5))
        return [float(value) for value in idf.astype(np.float32)]

    def _resumed(self) -> Course:
        path = self._folder / _STATE
        if not path.is_file():
            return Course()
        state = torch.load(path, map_location=self._device, weights_only=True)
        if state["plan"] != json.dumps(asdict(replace(self._plan, minutes=0.0))):
            raise ModelError(
                f"{self._folder} holds an interrupted course of another kind: "
                "remove the folder, or name another one"
            )
        for own, kept in zip(self._taught, state["taught"], strict=True):
            own.data.copy_(kept)
        self._optimiser.load_state_dict(state["optimiser"])
        return Course(state["step"], state["seconds"], state["loss"])

    def _keep(self, course: Course) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        state = {
            "plan": json.dumps(asdict(replace(self._plan, minutes=0.0))),
            "taught": [p.detach().cpu() for p in self._taught],
            "optimiser": self._optimiser.state_dict(),
            **asdict(course),
        }
        new = self._folder / (_STATE + ".new")
        torch.save(state, new)
        new.replace(self._folder / _STATE)

    def _write(self) -> None:
        """The adapter in peft's own form, halved in precision; no path of this machine in it."""
        from safetensors.torch import load_file, save_file  # noqa: PLC0415 - imports torch

        self._network.save_pretrained(self._folder)
        tensors = load_file(self._folder / WEIGHTS)
        save_file({name: t.half() for name, t in tensors.items()}, self._folder / WEIGHTS)
        config = json.loads((self._folder / CONFIG).read_text(encoding="utf-8"))
        config["base_model_name_or_path"] = None
        text = json.dumps(config, indent=2, sort_keys=True) + "\n"
        (self._folder / CONFIG).write_text(text, encoding="utf-8")
        (self._folder / "README.md").unlink(missing_ok=True)


def check_enough(papers: int, plan: Plan) -> None:
    """Two batches at least.

    Raises:
        ModelError: there are fewer papers.
    """
    if papers < 2 * plan.batch:
        raise ModelError(
            f"{papers} papers with an abstract are too few to learn from: "
            f"{2 * plan.batch} are needed"
        )


def _adapted(model: SentenceTransformer, plan: Plan, begin: Adapter | None) -> Any:  # noqa: ANN401 - peft's are untyped
    """The model's network with a LoRA over every matrix, as `begin` left it if it fits."""
    from peft import LoraConfig, get_peft_model, set_peft_model_state_dict  # noqa: PLC0415 - slow
    from safetensors.torch import load_file  # noqa: PLC0415 - imports torch

    every = LoraConfig(
        r=plan.rank, lora_alpha=plan.rank, target_modules="all-linear", lora_dropout=0.0
    )
    network = cast("Any", model[0]).auto_model
    # on a processor torch's own attention is three times slower backwards than its products are
    network.set_attn_implementation("eager")
    network = get_peft_model(network, every)
    if begin is not None and begin.rank == plan.rank:
        found = {name: tensor.float() for name, tensor in load_file(begin.weights).items()}
        set_peft_model_state_dict(network, found)
    return network


def _inner(mask: Tensor) -> Tensor:
    """The mask without each text's first and last token."""
    inner = mask.clone()
    inner[:, 0] = 0
    inner[torch.arange(len(mask)), mask.sum(1) - 1] = 0
    return inner
