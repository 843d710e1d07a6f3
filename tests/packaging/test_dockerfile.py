"""The Dockerfile without Docker: read instruction by instruction, its installs really run.

No engine runs where this suite does. So the RUN lines that install are run as they stand,
in a fresh virtual environment, with the image's folders mapped to temporary ones.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Step:
    word: str  # "RUN"
    rest: str  # what follows, continued lines joined


def stages(text: str) -> list[list[Step]]:
    """The instructions of each stage, its FROM first; comments are gone."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    found: list[list[Step]] = []
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if not line.strip():
            continue
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            found.append([])
        found[-1].append(Step(word, rest.strip()))
    return found


BUILD, RUNTIME = stages((REPOSITORY / "Dockerfile").read_text(encoding="utf-8"))


def rests(stage: list[Step], word: str) -> list[str]:
    return [step.rest for step in stage if step.word == word]


def copies(stage: list[Step]) -> list[tuple[list[str], str]]:
    """Sources in the checkout, and the target, of every COPY that is not from a stage."""
    split = [shlex.split(rest) for rest in rests(stage, "COPY") if "--from" not in rest]
    return [(words[:-1], words[-1]) for words in split]


def test_hadolint_has_nothing_to_say(repository: Path):
    hadolint = Path(sysconfig.get_path("scripts"), "hadolint")
    said = subprocess.run(
        [hadolint, "Dockerfile"], cwd=repository, capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (0, "")


def test_wheel_is_built_in_one_stage_and_run_in_another():
    assert BUILD[0].rest.endswith(" AS build")
    assert [rest for rest in rests(RUNTIME, "COPY") if "--from=build" in rest]
    assert "pip wheel" in " ".join(rests(BUILD, "RUN"))
    assert "pip wheel" not in " ".join(rests(RUNTIME, "RUN"))


def test_base_image_has_a_python_that_the_project_supports():
    assert {stage[0].rest.split()[0] for stage in (BUILD, RUNTIME)} == {"python:3.11-slim-bookworm"}


def test_it_does_not_run_as_root_and_its_data_outlives_it():
    words = [step.word for step in RUNTIME]
    user = rests(RUNTIME, "USER")[-1]
    assert user not in {"root", "0"}
    assert f"--uid {user} " in " ".join(rests(RUNTIME, "RUN"))
    assert max(i for i, word in enumerate(words) if word == "RUN") < words.index("USER")
    assert rests(RUNTIME, "VOLUME") == ["/data"]


def test_it_never_asks_a_hub_and_keeps_its_data_in_the_volume():
    variables = dict(re.findall(r"(\w+)=(\S+)", " ".join(rests(RUNTIME, "ENV"))))
    assert variables["HF_HUB_OFFLINE"] == "1"
    assert variables["PAPERWIRE_DATA_DIR"] == "/data"


def test_no_secret_is_built_in():
    text = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    built_in = [*rests(BUILD, "ENV"), *rests(RUNTIME, "ENV"), *rests(BUILD, "ARG")]
    assert not re.search(r"(?i)token|secret|password|api_key", " ".join(built_in))
    assert not re.search(r"(?m)^(ADD|COPY) .*\.env", text)
    assert rests(RUNTIME, "ARG") == ['TORCH_INDEX=""']


def test_health_and_start_are_commands_of_paperwire():
    assert json.loads(rests(RUNTIME, "ENTRYPOINT")[0]) == ["paperwire"]
    assert json.loads(rests(RUNTIME, "CMD")[0]) == ["run"]
    check = rests(RUNTIME, "HEALTHCHECK")[0].partition("CMD ")[2]
    assert json.loads(check) == ["paperwire", "status", "--json", "--health"]


def test_everything_that_is_copied_exists_and_reaches_the_builder():
    ignore = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sources = [
        source for stage in (BUILD, RUNTIME) for names, _ in copies(stage) for source in names
    ]
    assert sources
    for source in sources:
        assert (REPOSITORY / source).exists()
        assert not ignored(source, ignore), source


@pytest.mark.parametrize("path", [".env", ".git", "var", ".venv", "tests", "paperwire.toml"])
def test_secrets_stores_and_history_do_not_reach_the_builder(path: str):
    assert ignored(path, (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines())


def ignored(path: str, rules: list[str]) -> bool:
    """Whether .dockerignore keeps a top-level path out: the last rule that fits decides.

    https://docs.docker.com/build/concepts/context/#dockerignore-files
    """
    decision = False
    for rule in rules:
        if rule and not rule.startswith("#") and fnmatch.fnmatch(path, rule.removeprefix("!")):
            decision = not rule.startswith("!")
    return decision


@pytest.mark.timeout(300)
def test_install_steps_give_a_paperwire_that_runs(tmp_path: Path):
    image = Image(tmp_path)
    image.build(BUILD, workdir="/src")
    assert [wheel.name for wheel in (tmp_path / "dist").iterdir()] == [
        "paperwire-0.1.0-py3-none-any.whl"
    ]
    shutil.copytree(tmp_path / "dist", tmp_path / "install")  # COPY --from=build /dist /install
    image.build(RUNTIME, workdir="/install")
    data = tmp_path / "data"
    data.mkdir()
    where = image.run(
        [image.python, "-c", "import bot, ingest; print(bot.__file__, ingest.__file__)"], data
    )
    assert where.split() == [str(image.site / name / "__init__.py") for name in ("bot", "ingest")]
    health = rests(RUNTIME, "HEALTHCHECK")[0].partition("CMD ")[2]
    status = json.loads(image.run(json.loads(health), data))
    assert status["papers"] == 0


class Image:
    """The image's folders under a root of our own, and a Python without packages of its own.

    The packages of the running environment are lent to it through a .pth file, and pip may
    not use an index: a step that needs anything that constraints.txt does not pin, or that
    pins another version, fails here.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", root / "venv"], check=True)
        self.python = root / "venv" / "bin" / "python"
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        self.site = root / "venv" / "lib" / version / "site-packages"
        lent = sysconfig.get_path("purelib")
        (self.site / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")

    def build(self, stage: list[Step], workdir: str) -> None:
        """Run the COPY and the installing RUN steps of a stage, in their order."""
        folder = self.root / workdir.strip("/")
        folder.mkdir(exist_ok=True)
        for step in stage:
            if step.word == "COPY" and "--from" not in step.rest:
                self._copy(step.rest, folder)
            elif step.word == "RUN" and "pip" in step.rest:
                self.run(["bash", "-euc", self._mapped(step.rest)], folder)

    def run(self, command: list[str | Path], folder: Path) -> str:
        """What the command prints; a failure fails the test with what it said."""
        variables = {
            k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PAPERWIRE_"))
        }
        variables |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "TORCH_INDEX": ""}
        variables["PATH"] = f"{self.python.parent}:{variables['PATH']}"
        said = subprocess.run(
            command, cwd=folder, env=variables, capture_output=True, text=True, check=False
        )
        assert said.returncode == 0, said.stdout + said.stderr
        return said.stdout

    def _copy(self, rest: str, folder: Path) -> None:
        *sources, target = shlex.split(rest)
        place = self.root / target.strip("/") if target.startswith("/") else folder / target
        for source in (REPOSITORY / name for name in sources):
            if source.is_dir():
                shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, place)

    def _mapped(self, command: str) -> str:
        return re.sub(r"(?<=[\s(])/(?=dist|install|src)", f"{self.root}/", command)
