"""The edge of the process: streams, warnings, errors, exit status."""

from __future__ import annotations

import io
import logging
import os
import sys
import traceback
import warnings
from typing import TYPE_CHECKING

import typer.main

from bot.cli.application import application
from bot.cli.session import Session
from bot.errors import DONE, FAILED, INTERRUPTED, failure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.wiring import App
    from config.settings import Settings


def main(argv: Sequence[str] | None = None) -> int:
    """The `paperwire` command.

    Args:
        argv: the arguments; the process's own by default.

    Returns:
        The exit status: 0 done, 1 something failed, 2 wrong usage, 130 interrupted.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    _prepare_streams()
    debug = "--debug" in arguments
    _quieten(debug=debug)

    def load() -> Settings:
        from config.settings import load_settings  # noqa: PLC0415 - help needs none

        _log_to_stderr(debug=debug)
        return load_settings()

    return run(arguments, Session(load, _open))


def _open(settings: Settings) -> App:
    from bot.wiring import open_app  # noqa: PLC0415 - help needs none of the parts

    return open_app(settings)


def run(arguments: Sequence[str], session: Session) -> int:
    """Run one command line in a session; returns the exit status.

    Every error ends here, as one sentence on stderr.
    """
    command = typer.main.get_command(application())
    try:
        try:
            command.main(list(arguments), prog_name="paperwire", obj=session)
        except SystemExit as exc:  # how typer ends, usage errors and its Exit included
            status = exc.code if isinstance(exc.code, int) else FAILED
            if status == INTERRUPTED:
                session.fail(KeyboardInterrupt())
            sys.stdout.flush()
            return status
    except BrokenPipeError:
        _forget_stdout()
        return FAILED
    # the process edge; a panic of Chroma's or tantivy's Rust code is no Exception
    except BaseException as exc:  # noqa: BLE001 - see above
        if session.debug:
            traceback.print_exc()
        session.fail(exc)
        return failure_of(exc).status
    return DONE


def _prepare_streams() -> None:
    """UTF-8 whatever the locale says; a closed stream swallows what is written to it."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for the whole process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _log_to_stderr(*, debug: bool) -> None:
    """Our own logs: stdout holds the result alone."""
    import structlog  # noqa: PLC0415 - nothing is logged before the settings are read

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.DEBUG if debug else logging.ERROR
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )


def _quieten(*, debug: bool) -> None:
    """Libraries' warnings and logs are for us, not for the person who asks: --debug shows them."""
    if debug:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr)
        return
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")


def _forget_stdout() -> None:
    """Let nothing be flushed into a closed pipe while the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
