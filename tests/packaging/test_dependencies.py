from __future__ import annotations

import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path
from subprocess import run

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[2]
OURS = {"bot", "config", "ingest", "retrieval"}


def project() -> dict:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def pinned() -> dict[str, str]:
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    split = [line.split("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in split}


def asked_for() -> list[str]:
    table = project()
    extras = table["project"]["optional-dependencies"].values()
    groups = table["dependency-groups"].values()
    return sum(
        [*extras, *groups], table["project"]["dependencies"] + table["build-system"]["requires"]
    )


def test_no_dependency_ships_a_module_with_the_name_of_one_of_ours():
    """It would shadow ours in some commands and not in others, silently."""
    clashes = {
        (distribution.name, path.parts[0])
        for distribution in distributions()
        if canonicalize_name(distribution.name) != "paperwire"
        for path in distribution.files or ()
        if Path(path.parts[0]).stem in OURS
    }
    assert clashes == set()


@pytest.mark.parametrize("line", asked_for())
def test_every_requirement_is_pinned_to_a_version_that_satisfies_it(line: str):
    requirement = Requirement(line)
    version = pinned()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


@pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info[:2] != (3, 11),
    reason="constraints.txt is written with Python 3.11 on Linux",
)
def test_constraints_are_what_is_installed_and_needed():
    printed = run(
        [sys.executable, REPOSITORY / ".ci" / "pin.py"], capture_output=True, text=True, check=True
    ).stdout
    constraints = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8")
    assert constraints == printed, "run `make constraints`"


def test_constraints_name_no_place_and_no_build():
    text = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8")
    assert not any(mark in text for mark in ("://", "@", "+", "-e ", "--"))


def test_torch_is_pinned_exactly():
    """A looser range may bring gigabytes that only a graphics card needs."""
    assert pinned()["torch"] == "2.13.0"
