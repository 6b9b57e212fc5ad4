"""Runs the program as a user does: in a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command."""

    exit_code: int
    stdout: str
    stderr: str


Program = Callable[..., Ran]


@pytest.fixture
def transkernel(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Calls `transkernel ARGUMENTS...` in `tmp_path`; no traceback may reach the user, whatever happens."""

    temp = tmp_path_factory.mktemp("temp")

    def run(*arguments: str, stdin: bytes = b"", stdout: int = subprocess.PIPE, **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "transkernel", *arguments],
            cwd=tmp_path,
            input=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(temp), **environment},
        )
        ran = Ran(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())
        assert "Traceback" not in ran.stdout + ran.stderr
        return ran

    return run


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content, to see that nothing was left behind or changed."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
