"""Our hooks in the real pre-commit, in a scratch repository: they pass clean, fail on drift, and say what to do.

The hooks are taken from a repository that holds our .pre-commit-hooks.yaml. Their `language: python`, which would fetch
what transkernel needs, is replaced by `system`, so that no network is asked for.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import REPOSITORY, Ran
from tests.cli.test_check import SAXPY

pytest.importorskip("pre_commit", reason="pre-commit is not installed; the `dev` extra has it")
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")

CONFIGURATION = """\
repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: transkernel-convert
        language: system
        exclude: ^known/
        {arguments}
      - id: transkernel-check
        language: system
"""
PROJECT = """\
[tool.transkernel]
targets = ["opencl"]
root    = "kernels"
output  = "ports"
corpus  = "kernels"
golden  = "known"
"""
Hooks = Callable[..., Ran]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A `transkernel` on the path, a git that knows who commits, and no cache of anybody's."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "transkernel"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m transkernel "$@"\n')
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    return {
        **kept,
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(REPOSITORY),
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path),
        "NO_COLOR": "1",
        **{f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }


@pytest.fixture
def project(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A project with a kernel in a folder, its port, its golden file, and our hooks."""
    hooks, project = tmp_path / "hooks", tmp_path / "project"
    hooks.mkdir()
    shutil.copy(REPOSITORY / ".pre-commit-hooks.yaml", hooks)
    call(["git", "init", "-q"], hooks, environment)
    call(["git", "add", "."], hooks, environment)
    call(["git", "commit", "-qm", "hooks"], hooks, environment)
    revision = call(["git", "rev-parse", "HEAD"], hooks, environment).stdout.strip()
    (project / "kernels" / "blas").mkdir(parents=True)
    (project / "kernels" / "blas" / "saxpy.cu").write_text(SAXPY)
    (project / "kernels" / "none.cuh").write_text("#define N 4\n")
    (project / "pyproject.toml").write_text(PROJECT)
    write_hooks = CONFIGURATION.format(hooks=hooks, revision=revision, arguments="# as it is offered")
    (project / ".pre-commit-config.yaml").write_text(write_hooks)
    call(["git", "init", "-q"], project, environment)
    for command in (["convert", "kernels"], ["check", "--update"]):
        call(["transkernel", *command], project, environment)
    call(["git", "add", "."], project, environment)
    return project


@pytest.fixture
def run(project: Path, environment: dict[str, str]) -> Hooks:
    """Runs the hooks on what is staged, as `git commit` would."""

    def run() -> Ran:
        subprocess.run(["git", "add", "."], cwd=project, env=environment, check=True)
        command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=300)
        assert "Traceback" not in done.stdout + done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


def call(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=120)


def verdicts(ran: Ran) -> list[str]:
    """`Passed`, `Failed` or `Skipped` of each hook."""
    return [line.rpartition(".")[2] for line in ran.stdout.splitlines() if line.startswith("transkernel ")]


def test_clean_then_drift_then_what_the_hooks_said_to_do(
    project: Path, run: Hooks, environment: dict[str, str]
) -> None:
    clean = run()
    assert (clean.exit_code, verdicts(clean)) == (0, ["Passed", "Passed"])
    kernel = project / "kernels" / "blas" / "saxpy.cu"
    kernel.write_text(SAXPY.replace("a * x[i]", "2 * a * x[i]"))
    drifted = run()
    assert (drifted.exit_code, verdicts(drifted)) == (1, ["Failed", "Failed"])
    assert "ports/blas/saxpy.cl is stale" in drifted.stdout
    assert "`transkernel convert kernels/blas/saxpy.cu --to opencl` writes it anew" in drifted.stdout
    assert "known/opencl/blas/saxpy.cl: differs" in drifted.stdout
    assert "`transkernel check --update` writes them anew" in drifted.stdout
    for command in ("convert kernels/blas/saxpy.cu --to opencl", "check --update"):
        call(["transkernel", *command.split()], project, environment)
    mended = run()
    assert (mended.exit_code, verdicts(mended)) == (0, ["Passed", "Passed"])


def test_a_kernel_that_no_longer_converts(project: Path, run: Hooks) -> None:
    (project / "kernels" / "blas" / "saxpy.cu").write_text(SAXPY.replace("a * x[i]", "nowhere(x[i])"))
    ran = run()
    assert (ran.exit_code, verdicts(ran)) == (1, ["Failed", "Failed"])
    assert "kernels/blas/saxpy.cu:3:" in ran.stdout
    assert "error[TK0255]" in ran.stdout


def test_ports_can_be_written_anew(project: Path, run: Hooks) -> None:
    configuration = project / ".pre-commit-config.yaml"
    configuration.write_text(configuration.read_text().replace("# as it is offered", "args: []"))
    (project / "kernels" / "blas" / "saxpy.cu").write_text(SAXPY.replace("a * x[i]", "2 * a * x[i]"))
    ran = run()
    assert verdicts(ran)[0] == "Failed"
    assert "files were modified by this hook" in ran.stdout
    assert verdicts(run())[0] == "Passed"
