"""The program the commands hang on, and how it ends."""

from __future__ import annotations

import io
import signal
import sys
from types import FrameType
from typing import Annotated

import typer
from rich.markup import escape

from photocompare import __version__, console
from photocompare.errors import Cancelled, Problem

app = typer.Typer(
    help="Measure what changed between two photographs of the same skin, each change with its error.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        print(f"photocompare {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; every expected failure ends in words and its own exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # Typer would turn Ctrl-C into exit code 1; Cancelled passes through it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        app()
    except Problem as problem:
        console.stderr().print(escape(str(problem)), style="red", soft_wrap=True)
        sys.exit(problem.exit)
    except Cancelled as stopped:
        number = stopped.args[0] if stopped.args else signal.SIGINT
        console.stderr().print("Interrupted; nothing half-written was left. A batch goes on when run again.")
        sys.exit(128 + number)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Cancelled(number)
