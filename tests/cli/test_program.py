"""The program as a whole: its version, its help, its small commands, and how it ends when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import transkernel as tk
from tests.cli.conftest import REPOSITORY, Program
from transkernel.codes import CODES
from transkernel.emit import TARGETS


def test_version_and_help(transkernel: Program) -> None:
    assert transkernel("--version").stdout == f"transkernel {tk.__version__}\n"
    said = transkernel("--help")
    assert said.exit_code == 0
    for command in ("convert", "verify", "check", "targets", "devices", "explain"):
        assert f"\n  {command}" in said.stdout
        assert transkernel(command, "--help").exit_code == 0


def test_explain_lists_every_code(transkernel: Program) -> None:
    listed = [line.split("  ", 1) for line in transkernel("explain").stdout.splitlines()]
    assert listed == [[code, entry.title] for code, entry in sorted(CODES.items())]


@pytest.mark.parametrize("spelling", ["TK0101", "tk0101", "101", "0101"])
def test_explain_one(transkernel: Program, spelling: str) -> None:
    ran = transkernel("explain", spelling)
    assert ran.exit_code == 0
    for part in (CODES["TK0101"].title, CODES["TK0101"].meaning, CODES["TK0101"].example, CODES["TK0101"].way_out):
        assert part in ran.stdout


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str) -> None:
    entry = CODES[code]
    assert entry.title
    assert entry.title[-1] != "."
    assert entry.meaning.endswith(".")
    assert entry.way_out.endswith(".")


def test_targets(transkernel: Program) -> None:
    records = [json.loads(line) for line in transkernel("targets", "--format", "json").stdout.splitlines()]
    assert [record["target"] for record in records] == list(TARGETS)
    assert all(record["about"] for record in records)
    text = transkernel("targets").stdout
    assert all(record["about"] in text for record in records)


def test_devices(transkernel: Program) -> None:
    ran = transkernel("devices", "--format", "json")
    assert ran.exit_code == 0
    records = {record["id"]: record for record in map(json.loads, ran.stdout.splitlines())}
    assert "cuda-host" in records
    for record in records.values():
        assert record["usable"] or record["reason"]
    text = transkernel("devices").stdout
    assert all(identifier in text for identifier in records)


def _start(*arguments: str, **streams: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.Popen([sys.executable, "-m", "transkernel", *arguments], env=environment, **streams)  # type: ignore[call-overload,no-any-return]


def test_interrupt(tmp_path: Path) -> None:
    with _start("convert", "-", "--to", "opencl", stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(1.0)  # it waits for its input by then
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in said


def test_a_reader_that_goes_away() -> None:
    with _start("explain", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
    assert said == b""
