"""A run that is killed, at any moment and however often, and then run to its end, leaves what it would have left."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.migrate.in_process import Known, in_process
from tests.migrate.program import ENDLESS, SCALE, command, environment, everything, make_tree, migrate

KILLS = 20
KILLS_A_FOLDER = 4
SEED = 7


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """Each folder sees some kills, or a run that was quicker than its kill, and then a run to the end."""
    tree = make_tree(tmp_path / "tree", 8)
    start = time.monotonic()
    migrate(tree, "-o", tmp_path / "undisturbed", "-j", "2")
    seconds = time.monotonic() - start
    undisturbed = everything(tmp_path / "undisturbed")
    moments = random.Random(SEED)
    killed = folders = 0
    while killed < KILLS:
        folders += 1
        out = tmp_path / f"out{folders}"
        for _ in range(KILLS_A_FOLDER):
            if not _is_killed(command(tree, "-o", out, "-j", "2", "-q"), moments.uniform(0.1, seconds)):
                break
            killed += 1
        migrate(tree, "-o", out, "-j", "1")
        assert everything(out) == undisturbed, f"seed {SEED}, {killed} kills, {folders} folders"


def _is_killed(arguments: list[str], seconds: float) -> bool:
    """Whether the run still went on after so many seconds; then it is killed."""
    process = subprocess.Popen(arguments, env=environment(), stdout=subprocess.DEVNULL, cwd="/")
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_a_run_that_was_ended(tmp_path: Path, number: int) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "slow.cu").write_text(ENDLESS)
    process = subprocess.Popen(
        command(tree, "-o", tmp_path / "out", "-j", "1"), env=environment(), stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while not (workers := _children(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.5)  # into the translation
    process.send_signal(number)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert b"Traceback" not in said
    assert workers
    while any(map(_is_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_is_alive, workers))


def _children(process: int) -> list[int]:
    with suppress(OSError):
        return [
            int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ] or _of_threads(process)
    return []


def _of_threads(process: int) -> list[int]:
    texts = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    return [int(each) for text in texts for each in text.split()]


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# ---------------------------------------------------------------- before each single step


class Stopped(BaseException):
    """The run ends here, as if it had been killed."""


def test_stopped_before_and_behind_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run over ports of which one was edited and one is no longer made, while sources changed: stopped at each
    file that it puts somewhere or takes away, then run again, when a source has changed once more."""
    tree, before, executor = make_tree(tmp_path / "tree", 3), tmp_path / "before", Known()
    in_process(tree, before, executor)
    for name in ("scale0", "scale2"):
        (tree / "src" / f"{name}.cu").write_text(SCALE.format(name[-1]).replace("= ", "= 9 + "))
    (before / "src" / "scale0.cl").write_text("mine\n")
    (tree / "only.cuh").unlink()
    (tree / "src" / "new.cu").write_text(SCALE.format(70))
    changing = tree / "src" / "scale2.cu"
    texts = (changing.read_text(), changing.read_text().replace("= 9 +", "= 8 +"))
    shutil.copytree(before, tmp_path / "undisturbed")
    for text in texts:
        changing.write_text(text)
        in_process(tree, tmp_path / "undisturbed", executor)
    undisturbed = everything(tmp_path / "undisturbed")
    assert undisturbed["src/scale0.cl"] == b"mine\n"

    for is_behind in (False, True):
        for step in range(200):
            out = tmp_path / f"{is_behind}{step}"
            shutil.copytree(before, out)
            changing.write_text(texts[0])
            with monkeypatch.context() as patch:
                steps = iter(range(step + 1))
                _stop(patch, steps, is_behind)
                try:
                    in_process(tree, out, executor)
                except Stopped:
                    pass
                else:
                    break
            changing.write_text(texts[1])
            in_process(tree, out, executor)
            assert everything(out) == undisturbed, f"stopped {'behind' if is_behind else 'before'} step {step}"
        assert step > 20, "the run has as many steps"


def _stop(patch: pytest.MonkeyPatch, steps: Iterator[int], is_behind: bool) -> None:
    for owner, name in ((os, "replace"), (Path, "unlink")):
        original = getattr(owner, name)

        def stopping(*arguments: object, original=original, **named: object) -> None:  # type: ignore[no-untyped-def]
            is_over = next(steps, None) is None
            if is_over and not is_behind:
                raise Stopped
            original(*arguments, **named)
            if is_over:
                raise Stopped

        patch.setattr(owner, name, stopping)
