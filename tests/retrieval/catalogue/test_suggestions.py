from __future__ import annotations

import pytest
from sqlalchemy import event

from retrieval.catalogue.database import Database
from retrieval.catalogue.suggestions import Suggestions


@pytest.fixture
def opened(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    yield database
    database.close()


def test_no_completion_walks_through_a_table(opened):
    suggestions, said = Suggestions(opened), []

    def note(_connection, _cursor, statement, parameters, *_):
        said.append((statement, parameters))

    event.listen(opened._engine, "before_cursor_execute", note)
    for typed in ("he", "k he", ""):
        suggestions.authors(typed, 25)
        suggestions.papers(typed, 25)
    suggestions.subjects()
    suggestions.printed_subjects(["cs.cv", "nlp"])
    event.remove(opened._engine, "before_cursor_execute", note)
    selects = [one for one in said if one[0].startswith(("SELECT", "WITH"))]
    assert len(selects) >= 9
    with opened.reading() as connection:
        for statement, parameters in selects:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(row[3]) for row in rows]
            walks = [s for s in steps if s.startswith(("SCAN papers", "SCAN paper_"))]
            assert [s for s in walks if "USING INDEX papers_by_period" not in s] == [], statement
