"""`paperwire evaluate --similar`: query by example, on papers graded for how alike they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.cli.progress import counting
from bot.cli.rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.cli.session import Session
    from bot.wiring import App

HIGHEST = 3  # grade


@dataclass(frozen=True, slots=True)
class Example:
    """A paper as a query, in one respect, and the grades of the papers of its pool."""

    paper_id: str
    facet: str
    grades: dict[str, int]


def read_examples(path: str) -> Iterator[Example]:
    """The graded examples of a file.

    Raises:
        IngestError: the file cannot be read, or a row is not one; the row is named.
    """
    such = '{"query_id": "2506.09930", "facet": "method", "grades": {"2506.09344": 2}}'
    return read_rows(path, _example, f"a graded example, such as {such}")


def _example(row: dict[str, Any]) -> Example | None:
    paper_id, facet, grades = row.get("query_id"), row.get("facet", ""), row.get("grades")
    if not isinstance(paper_id, str) or not isinstance(facet, str):
        return None
    if not isinstance(grades, dict) or not grades or not all(map(_is_grade, grades.values())):
        return None
    return Example(paper_id, facet, grades)


def _is_grade(value: Any) -> bool:  # noqa: ANN401 - whatever stands in a file
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= HIGHEST


def measure_similar(session: Session, app: App, examples: list[Example]) -> dict[str, Any]:
    """The figures over all examples, and under "facets" those of each facet."""
    from bot.render.data import graded_data  # noqa: PLC0415 - imports slowly
    from retrieval.measuring.graded import graded_figures  # noqa: PLC0415 - same

    ranked: list[list[int]] = []
    with counting(session.err, "comparing", total=len(examples)) as told:
        for done, example in enumerate(examples, 1):
            ranked.append(_ranked_grades(app, example))
            told(done, len(examples))
    facets = {
        facet: graded_figures(
            grades for grades, one in zip(ranked, examples, strict=True) if one.facet == facet
        )
        for facet in sorted({one.facet for one in examples if one.facet})
    }
    data = graded_data(graded_figures(ranked))
    return {**data, "facets": {name: graded_data(figures) for name, figures in facets.items()}}


def _ranked_grades(app: App, example: Example) -> list[int]:
    """The grades of the pool in the order in which `similar` ranks it.

    The example itself is left out of its pool, as `similar` never offers it; what is not in
    the store comes last, worst first.

    Raises:
        UnknownPaper: the example is not in the corpus.
    """
    papers = app.catalogue.papers(list(example.grades))
    grades: dict[str, int] = {}
    missing = []
    for paper_id, grade in example.grades.items():
        known = papers.get(paper_id)
        if known is None:
            missing.append(grade)
        else:
            grades[known.paper.id] = max(grade, grades.get(known.paper.id, 0))
    itself = app.catalogue.papers([example.paper_id]).get(example.paper_id)
    grades.pop(itself.paper.id if itself else example.paper_id, None)
    found = app.answers.alike(example.paper_id, len(grades), allowed=set(grades))
    order = [grades.pop(candidate.paper_id) for candidate in found]
    return order + sorted([*grades.values(), *missing])
