"""What a person, a log and a script see of a run: progress, and bugs of ours."""

from __future__ import annotations

import os
import pty
import subprocess
import termios
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.migrate.in_process import in_process
from tests.migrate.program import command, environment, make_tree, migrate
from transkernel.cli import migrate as command_module
from transkernel.migrate.executors import Done
from transkernel.migrate.records import Outcome, Task, refused_whole
from transkernel.migrate.run import Result


def test_a_terminal_has_a_line_that_changes(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree", 4)
    parent, child = pty.openpty()
    termios.tcsetwinsize(child, (40, 120))
    process = subprocess.Popen(
        command(tree, "-o", tmp_path / "out", "-j", "2"), stderr=child, stdout=subprocess.DEVNULL, env=environment()
    )
    os.close(child)
    written = b""
    try:
        while piece := os.read(parent, 4096):
            written += piece
    except OSError:  # the other end is closed
        pass
    assert process.wait() == 1
    os.close(parent)
    lines = written.decode().split("\r\x1b[K")
    assert any(" of 6 files, " in line and ".cu (" in line and "\n" not in line for line in lines), lines


def test_a_log_has_a_few_plain_lines(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree", 4)
    lines = migrate(tree, "-o", tmp_path / "out").stderr.splitlines()
    assert lines[-2].startswith("6 of 6 files, 5 kernels translated, 1 refused")
    assert len(lines) <= 11
    assert not any("\x1b" in line or "\r" in line for line in lines)
    assert migrate(tree, "-o", tmp_path / "quiet", "-q").stderr == ""


class Crashing:
    """Each task meets a bug of ours; counts them."""

    def __init__(self) -> None:
        self.count = 0

    def outcomes(self, tasks: Sequence[Task]) -> Iterator[Done | None]:
        for task in tasks:
            self.count += 1
            crash = "internal error: no such node\nreproducer.txt"
            yield task, refused_whole(task, "TK0901", "internal error", is_final=False, crash=crash)

    def running(self) -> tuple[tuple[str, float], ...]:
        return ()


def test_a_bug_of_ours_is_told_and_not_remembered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree, executor = make_tree(tmp_path / "tree", 1), Crashing()
    for _ in range(2):
        result = in_process(tree, tmp_path / "out", executor)
    assert executor.count == 6
    assert [each["verdict"] for each in result.records] == ["refused"] * 3
    assert command_module._exit(result) == 70
    said = capsys.readouterr().err
    assert "this is a bug in transkernel: only.cuh: internal error: no such node" in said
    assert "reproducer in reproducer.txt" in said


def test_files_without_a_verdict_decide_the_exit_code() -> None:
    def exit_of(**record: object) -> int:
        return command_module._exit(Result(({"file": "a.cu", **record},), {}, ()))

    assert exit_of(status="no kernel") == 0
    assert exit_of(status="larger than 16 MB", is_error=True) == 1
    assert exit_of(status="a link out of the tree", is_error=False) == 0
    assert exit_of(kernel="k", verdict="translated", diagnostics=[], state="conflict") == 1
    assert exit_of(kernel="k", verdict="translated", diagnostics=[], state="edited") == 0


def test_an_outcome_travels_as_json() -> None:
    task = Task("a\udcff.cu", "opencl", "/", ".", "00", "00", 1.0, 64, (("k", 3),), {"defines": []})
    outcome = refused_whole(task, "TK0903", "words")
    assert Task.from_json(task.to_json()) == task
    assert Outcome.from_json(outcome.to_json()) == outcome
    assert outcome.kernels[0]["line"] == 3
