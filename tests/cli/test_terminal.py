"""What a person at a terminal sees, and what a pipe does not."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from tests.cli.conftest import REPOSITORY
from transkernel.cli.terminal import ExitCode, gravest, table

PROGRAM = """
import sys
from transkernel.cli.terminal import terminal
speech = terminal(sys.argv[1], False, False)
speech.progress("1 of 2")
speech.note(f"color {speech.color}")
"""


def on_a_terminal(option: str, **environment: str) -> str:
    """What the program writes to standard error where that is a terminal."""
    parent, child = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    subprocess.run(
        [sys.executable, "-c", PROGRAM, option],
        stderr=child,
        env={**kept, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", **environment},
        check=True,
        timeout=60,
    )
    os.close(child)
    written = os.read(parent, 4096).decode()
    os.close(parent)
    return written


@pytest.mark.parametrize(
    ("option", "environment", "color"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {}, False),
    ],
)
def test_color_and_progress_on_a_terminal(option: str, environment: dict[str, str], color: bool) -> None:
    written = on_a_terminal(option, **environment)
    assert f"color {color}" in written
    assert "\r\x1b[K1 of 2\r\x1b[K" in written


def test_no_progress_in_a_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "auto"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        check=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == (b"", b"color False\n")


def test_table() -> None:
    assert table([("a", "bb"), ("ccc", "")]) == "a    bb\nccc\n"


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        (set(), 0),
        ({ExitCode.DONE}, 0),
        ({ExitCode.REFUSED, ExitCode.CANNOT_RUN}, 1),
        ({ExitCode.REFUSED, ExitCode.USAGE}, 2),
        ({ExitCode.USAGE, ExitCode.INTERNAL, ExitCode.REFUSED}, 70),
        ({ExitCode.CANNOT_RUN, ExitCode.DONE}, 3),
    ],
)
def test_the_gravest_code_is_that_of_the_run(codes: set[ExitCode], code: int) -> None:
    assert gravest(codes) == code
