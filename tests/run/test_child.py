"""Calls into a child process: results, exceptions, output, deaths, timeouts, limits, and no orphans."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from transkernel.run.child import Worker, WorkerDied, WorkerError, WorkerTimeout
from transkernel.run.launch import GUARD_BYTES, Buffer, Launch, Limits, Scalar, with_guards, without_guards

CHILD = """
import ctypes, os, subprocess, sys, time
from transkernel.run.child import serve

def crash(_): ctypes.string_at(0)
def shout(size): ctypes.CDLL(None).printf(b"%s\\n", b"x" * size); print("from Python"); return size
def allocate(size): return len(bytearray(size))
def grandchild(_): return subprocess.Popen(["sleep", "60"]).pid
def fail(text): raise ValueError(text)

if __name__ == "__main__":
    serve({"echo": lambda value: value, "pid": lambda _: os.getpid(), "crash": crash, "shout": shout, "fail": fail,
           "sleep": time.sleep, "leave": os._exit, "allocate": allocate, "grandchild": grandchild,
           "close": lambda _: os.closerange(3, 64)})
"""


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    (tmp_path / "child_under_test.py").write_text(CHILD)
    monkeypatch.syspath_prepend(str(tmp_path))
    with Worker("child_under_test", Limits(wall_seconds=20, memory_bytes=1 << 30, output_bytes=4096)) as started:
        yield started


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not yet reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_values_travel_and_the_child_persists(worker: Worker) -> None:
    array = np.arange(3_000_000, dtype=np.float32)
    np.testing.assert_array_equal(worker.call("echo", {"a": array})["a"], array)
    assert worker.call("pid") == worker.call("pid") != os.getpid()


def test_an_exception_is_reported_and_the_child_lives_on(worker: Worker) -> None:
    before = worker.call("pid")
    with pytest.raises(WorkerError, match="ValueError: too bad") as caught:
        worker.call("fail", "too bad")
    assert "in fail" in caught.value.traceback
    with pytest.raises(WorkerError, match="KeyError"):
        worker.call("no such function")
    assert worker.call("pid") == before


def test_output_is_kept_per_call_and_bounded(worker: Worker) -> None:
    assert worker.call("shout", 10) == 10
    assert worker.last_output == "from Python\n" + "x" * 10 + "\n" or worker.last_output == "x" * 10 + "\nfrom Python\n"
    worker.call("echo")
    assert worker.last_output == ""
    worker.call("shout", 100_000)
    assert "bytes left out" in worker.last_output
    assert len(worker.last_output) < 5000


def test_a_death_is_reported_and_the_next_call_works(worker: Worker) -> None:
    with pytest.raises(WorkerDied, match="SIGSEGV") as caught:
        worker.call("crash")
    assert caught.value.signal == signal.SIGSEGV
    with pytest.raises(WorkerDied, match="status 3"):
        worker.call("leave", 3)
    assert worker.call("echo", 5) == 5


def test_a_child_that_lost_its_pipes_is_dead(worker: Worker) -> None:
    with pytest.raises(WorkerDied):
        worker.call("close")
    assert worker.call("echo", 5) == 5


def test_a_hang_times_out_and_takes_its_own_children_with_it(worker: Worker) -> None:
    grandchild = worker.call("grandchild")
    before = worker.call("pid")
    start = time.monotonic()
    with pytest.raises(WorkerTimeout):
        worker.call("sleep", 30, timeout_seconds=0.3)
    assert time.monotonic() - start < 5
    assert worker.call("pid") != before
    assert not is_alive(grandchild)


def test_memory_is_limited(worker: Worker) -> None:
    assert worker.call("allocate", 1 << 20) == 1 << 20
    with pytest.raises(WorkerError, match="MemoryError"):
        worker.call("allocate", 2 << 30)


@pytest.mark.parametrize("thread", [False, True])
def test_a_child_does_not_outlive_a_killed_parent(tmp_path: Path, thread: bool) -> None:
    (tmp_path / "child_under_test.py").write_text(CHILD)
    start = "import threading; t = threading.Thread(target=go); t.start(); t.join()" if thread else "go()"
    parent = textwrap.dedent("""
        import sys, threading
        from transkernel.run.child import Worker
        worker = Worker("child_under_test")
        def go():
            print(worker.call("pid"), flush=True)
            worker.call("sleep", 60)
    """)
    path = os.pathsep.join([str(tmp_path), *(entry for entry in sys.path if entry)])
    process = subprocess.Popen(
        [sys.executable, "-c", parent + start], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    )
    with process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        assert is_alive(child)
        process.kill()
    deadline = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(child)


@pytest.mark.parametrize(
    "array", [np.arange(7, dtype=np.int8), np.zeros((0,), np.float32), np.ones((3, 5), np.float64)]
)
def test_guards_go_around_the_data_and_count_what_changed(array: np.ndarray) -> None:
    image = with_guards(array)
    assert (image.ctypes.data + GUARD_BYTES) % 256 == 0
    back, hits = without_guards(image, array)
    np.testing.assert_array_equal(back, array)
    assert (back.dtype, back.shape, hits) == (array.dtype, array.shape, 0)
    image[GUARD_BYTES - 1] ^= 1
    image[GUARD_BYTES + array.nbytes] ^= 1
    assert without_guards(image, array)[1] == 2


def test_a_launch_refuses_empty_extents_and_ambiguous_names() -> None:
    one, other = np.zeros(3), np.zeros(3)
    with pytest.raises(ValueError, match="positive"):
        Launch("k", (1, 0, 1), (1, 1, 1), ())
    with pytest.raises(ValueError, match="two different arrays are called a"):
        Launch("k", (1, 1, 1), (1, 1, 1), (Buffer("a", one), Buffer("a", other)))
    launch = Launch("k", (1, 1, 1), (1, 1, 1), (Buffer("a", one), Scalar("n", np.int32(3)), Buffer("a", one)))
    assert [buffer.name for buffer in launch.buffers()] == ["a", "a"]
