"""The command as people start it: a process of its own, with the packaged model."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

HELPLESS = ("sqlalchemy", "structlog", "pydantic_settings", "asyncio", "numpy", "alembic")
HEAVY = ("torch", "chromadb", "sentence_transformers", "transformers", "tantivy", "arxiv")
LOADED = """
import sys
from bot.cli import main
status = main(sys.argv[1:])
heavy = sorted({name.partition(".")[0] for name in sys.modules} & set(HEAVY))
print(status, heavy, file=sys.stderr)
"""


@pytest.fixture
def environment(tmp_path):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PAPERWIRE_")}
    kept |= {"PAPERWIRE_DATA_DIR": str(tmp_path / "var"), "PAPERWIRE_NOW": "2026-06-20"}
    return kept


@pytest.fixture
def start(repository, environment, tmp_path):
    """Start `python -m bot ARGUMENTS...` away from any settings file."""

    def started(*arguments, **changes):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        changed = environment | {"PYTHONPATH": str(repository)} | changes.pop("env", {})
        command = [sys.executable, "-m", "bot", *map(str, arguments)]
        return subprocess.Popen(command, cwd=tmp_path, env=changed, **(streams | changes))

    return started


@pytest.fixture
def finished(start):
    """Run it to its end: exit status, stdout and stderr as text."""

    def run(*arguments, **changes):
        with start(*arguments, **changes) as process:
            out, err = process.communicate(timeout=100)
        return process.returncode, out.decode("utf-8"), err.decode("utf-8")

    return run


@pytest.mark.parametrize(
    "arguments", [["--help"], ["ingest", "--help"], ["status"], ["show", "2606.09002", "--json"]]
)
def test_what_needs_no_model_loads_none(repository, environment, filled_folder, arguments):
    code = LOADED.replace("HEAVY", repr(HEAVY))
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=repository,
        env=environment | {"PAPERWIRE_DATA_DIR": str(filled_folder)},
        capture_output=True,
        check=True,
    )
    assert done.stderr.decode().splitlines()[-1] == "0 []"


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["--version"]])
def test_help_loads_neither_parts_nor_settings(repository, environment, arguments):
    code = LOADED.replace("HEAVY", repr(HEAVY + HELPLESS))
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=repository,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert done.stderr.decode().splitlines()[-1] == "0 []"


def test_a_question_loads_no_library_that_it_does_not_use(repository, environment, filled_folder):
    unused = ("sentence_transformers", "transformers", "peft", "matplotlib", "discord", "arxiv")
    done = subprocess.run(
        [sys.executable, "-c", LOADED.replace("HEAVY", repr(unused)), "ask", "whales"],
        cwd=repository,
        env=environment | {"PAPERWIRE_DATA_DIR": str(filled_folder), "PAPERWIRE_MODEL": "default"},
        capture_output=True,
        check=False,
    )
    assert done.stderr.decode().splitlines()[-1].endswith(" []")


def test_a_question_is_answered_by_the_packaged_model_in_any_locale(finished, samples):
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    status, out, err = finished("ingest", samples / "bilingual.md", env=plain)
    assert (status, err) == (0, "")
    assert out == "2 added, 0 updated, 0 unchanged, 0 skipped, 0 failed\n"
    status, out, err = finished("ask", "legged robots that walk on sand", "--json", env=plain)
    assert (status, err) == (0, "")
    answer = json.loads(out)
    assert answer["papers"][0]["title"].startswith("T$^2$Walker")
    status, out, err = finished("show", "2606.09001", env=plain)
    assert (status, err) == (0, "")
    assert "鲸鱼" in out
    assert "\x1b" not in out
    status, out, err = finished("status", "--json", env=plain)
    assert json.loads(out)["model"] == "sentence-transformers/all-MiniLM-L6-v2, taught"


def test_wrong_usage_is_exit_status_two(finished):
    for arguments in (["ask"], ["ask", "whales", "--nonsense"], ["nonsense"], ["ingest"], []):
        status, _, err = finished(*arguments)
        assert status == 2, arguments
        assert "Traceback" not in err


def test_the_version_is_that_of_the_distribution(finished):
    status, out, _ = finished("--version")
    assert status == 0
    assert out.startswith("paperwire ")


def test_a_setting_that_cannot_be_used_is_a_sentence(finished):
    status, out, err = finished("status", env={"PAPERWIRE_CHROMA__URL": "ftp://nowhere"})
    assert (status, out) == (1, "")
    assert err.startswith("paperwire: the setting PAPERWIRE_CHROMA__URL")
    assert len(err.splitlines()) == 1


def test_a_reader_that_goes_away_is_no_reason_for_words(start):
    read_end, write_end = os.pipe()
    os.close(read_end)
    with start("status", stdout=write_end) as process:
        os.close(write_end)
        _, err = process.communicate(timeout=100)
    assert err == b""
    assert process.returncode == 1


def test_an_interruption_keeps_what_was_read(start, finished, samples):
    row = json.loads((samples / "ten.jsonl").read_text("utf-8").splitlines()[0])
    rows = [{**row, "id": f"2605.{n:05}", "title": f"Paper {n}"} for n in range(2_000)]
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    with start("ingest", "-", stdin=subprocess.PIPE) as process:
        # A pipe holds 64 KiB: when all is written, all but the last of it has been read.
        process.stdin.write(data)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=100)
    assert err.decode() == "paperwire: interrupted; everything that was stored so far is kept.\n"
    assert process.returncode == 130
    _, out, _ = finished("status", "--json")
    assert json.loads(out)["papers"] > 1_000
