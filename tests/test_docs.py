"""A command or option that is not documented fails the build, and so does one that is gone."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
import typer

from bot.cli.application import application
from retrieval.identity import is_arxiv_id

REPOSITORY = Path(__file__).resolve().parents[1]
COMMANDS = typer.main.get_command(application()).commands  # type: ignore[attr-defined] # a group is promised


def sections() -> dict[str, str]:
    """Heading to text, of docs/commands.md."""
    page = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    headed = re.split(r"^## (\S+)$", page, flags=re.MULTILINE)[1:]
    return dict(zip(headed[::2], headed[1::2], strict=True))


def test_every_command_has_its_section_and_every_section_its_command():
    assert set(sections()) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_usage_line_names_every_option(name: str):
    usage = next(line for line in sections()[name].splitlines() if line.startswith("paperwire"))
    documented = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", usage))
    options = {option for p in COMMANDS[name].params for option in p.opts if option[0] == "-"}
    assert documented == options - {"-h", "--help"}


@pytest.mark.parametrize("page", ["README.md", "docs/commands.md", "docs/settings.md"])
def test_prose_names_no_command_that_does_not_exist(page: str):
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`|\$ )paperwire ([a-z]+)", text, flags=re.MULTILINE))
    assert named <= set(COMMANDS)


def test_links_between_pages_lead_somewhere():
    pages = [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")]
    broken = [
        (page.name, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_sources_that_pages_name_are_where_they_say():
    pages = [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")]
    named = re.compile(r"`((?:bot|retrieval|ingest|config|tests|bench)[/.][\w/.]*\w/?)`")
    gone = [
        (page.name, name)
        for page in pages
        for name in named.findall(page.read_text(encoding="utf-8"))
        if not (REPOSITORY / name).exists() and not is_module(name)
    ]
    assert gone == []


def is_module(name: str) -> bool:
    """Whether a dotted name is a module's, or that of something in one."""
    places = [REPOSITORY / part.replace(".", "/") for part in (name, name.rpartition(".")[0])]
    return places[0].is_dir() or any(p.with_suffix(".py").is_file() for p in places)


def test_every_decision_record_is_listed():
    folder = REPOSITORY / "docs" / "adr"
    listed = set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text()))
    assert listed == {path.name for path in folder.glob("0*.md")}


def test_every_benchmark_is_told_with_how_long_it_takes():
    page = (REPOSITORY / "docs" / "performance.md").read_text(encoding="utf-8")
    folder = REPOSITORY / "bench"
    runs = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if "\nif __name__" in path.read_text(encoding="utf-8")
    }
    assert set(re.findall(r"^\| `([\w/]+\.py)", page, flags=re.MULTILINE)) == runs


def test_sample_holds_as_many_papers_as_the_pages_say():
    with gzip.open(
        REPOSITORY / "docs" / "sample" / "papers.jsonl.gz", "rt", encoding="utf-8"
    ) as lines:
        ids = [json.loads(line)["id"] for line in lines]
    assert len(ids) == len(set(ids))
    assert all(is_arxiv_id(paper_id) for paper_id in ids)
    for page in ("README.md", "docs/sample/README.md", "CHANGELOG.md"):
        text = (REPOSITORY / page).read_text(encoding="utf-8")
        assert re.findall(r"(\d+)\s+(?:real )?papers", text) == [str(len(ids))], page
