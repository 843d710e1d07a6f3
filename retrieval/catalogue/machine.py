"""Machine translations in the catalogue: which of several stays, and how they are written down.

A model's translation is no claim about the paper, so it stands outside the merging of what
sources tell: it never takes the place of a source's translation, nor the other way round.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import update

from retrieval.catalogue.schema import papers
from retrieval.papers import MachineTranslation, text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from retrieval.papers import Paper


def joined_machine(one: Paper, other: Paper, joined: Paper) -> tuple[MachineTranslation, ...]:
    """Those of two accounts of a paper, one of each language, in the order of the languages.

    Args:
        one: The first account; of translations with equal claims, its stays.
        other: The second.
        joined: Both as one, for the text as it stands.
    """
    current = text_hash(joined.title, joined.abstract)

    def claim(made: MachineTranslation) -> tuple[int, int, int]:
        fields = bool(made.title) + bool(made.abstract)
        return (made.of == current, fields, made.made.toordinal())

    best: dict[str, MachineTranslation] = {}
    for made in (*one.machine, *other.machine):
        known = best.get(made.language)
        if known is None or claim(made) > claim(known):
            best[made.language] = made
    return tuple(best[language] for language in sorted(best))


def with_machine(paper: Paper, made: MachineTranslation) -> Paper:
    """The paper with a new translation; of the same text, its empty fields keep what was there."""
    before = next((old for old in paper.machine if old.language == made.language), None)
    if before is not None and before.of == made.of:
        title, abstract = made.title or before.title, made.abstract or before.abstract
        made = replace(made, title=title, abstract=abstract)
    others = [old for old in paper.machine if old.language != made.language]
    return replace(paper, machine=tuple(sorted([*others, made], key=lambda one: one.language)))


def write_machine(connection: Connection, paper: Paper, revision: int) -> None:
    """Write these alone: nothing else of the paper changes, nor does it become due."""
    values = {"machine": machine_column(paper.machine), "revision": revision}
    connection.execute(update(papers).where(papers.c.id == paper.id).values(values))


def machine_column(machine: Iterable[MachineTranslation]) -> str:
    """What the column of that name holds."""
    rows = [
        [one.language, one.title, one.abstract, one.model, one.made.isoformat(), one.of]
        for one in machine
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def machine_of(column: str) -> tuple[MachineTranslation, ...]:
    """The same back."""
    return tuple(
        MachineTranslation(
            language, title, abstract, model, made=dt.date.fromisoformat(day), of=text
        )
        for language, title, abstract, model, day, text in json.loads(column)
    )
