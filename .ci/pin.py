"""Prints constraints.txt: the version of everything that the project and its tools stand on.

Run by `make constraints`, after the versions in .venv were changed on purpose. What is
installed but not needed is left out, and so are local labels (`2.13.0+cpu`), so that the
same pin fits any build of a version.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
# what a build of torch for another machine brings along is that build's own business
PLATFORM = ("nvidia-", "cuda-", "triton")
HEADER = """\
# Every version that Paperwire is built and tested with. Written by `make constraints`
# with Python 3.11 on Linux; other machines may need a package more.
"""


def requirements() -> list[Requirement]:
    """What pyproject.toml asks for: to run, with every extra, and to work on it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
        ["pip"],
    ]
    return [Requirement(line) for group in groups for line in group]


def pins() -> dict[str, str]:
    """Name to version of everything that is needed, as installed here.

    Raises:
        PackageNotFoundError: when something needed is not installed.
    """
    found: dict[str, str] = {}
    opened: set[tuple[str, frozenset[str]]] = set()
    due = requirements()
    while due:
        wanted = due.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) in opened or name.startswith(PLATFORM):
            continue
        opened.add((name, extras))
        here = distribution(name)
        found[name] = here.version.partition("+")[0]
        due += [r for r in map(Requirement, here.requires or ()) if _applies(r, extras)]
    return dict(sorted(found.items()))


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def main() -> int:
    """Print the file; 1 when something needed is not installed."""
    try:
        lines = [f"{name}=={version}\n" for name, version in pins().items()]
    except PackageNotFoundError as exc:
        sys.stderr.write(f"{exc.name} is not installed; run `make setup` first\n")
        return 1
    sys.stdout.write(HEADER + "".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
