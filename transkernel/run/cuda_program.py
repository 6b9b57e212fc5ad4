"""A whole CUDA program on the CPU: built from its files by the system's C++ compiler, run, its launches written down.

The text of the program is what its author wrote, but for the syntax of launches. cuda_host_include/ brings the runtime
API; `cuda_host/capture.h` writes what each launch was given and what it left, and `read_records` reads that.
"""

from __future__ import annotations

import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from transkernel.run.child import Worker, WorkerFailure
from transkernel.run.cuda_host import Compiler
from transkernel.run.launch import Limits

_WORKER = "transkernel.run.cuda_program_worker"
_CHUNK = 1 << 16
_LAST_OUTPUT = 1 << 13  # bytes of standard error that are kept to say why a program failed
_SECONDS_AFTER_THE_END = 0.5  # for output in the pipes that a grandchild holds open
_FOLDER_VARIABLE = "TRANSKERNEL_CAPTURE"  # capture.h reads it

Forward = Callable[[int, bytes], None]  # the number of a stream (1 output, 2 errors), and what was written to it


@dataclass(frozen=True, slots=True)
class ProgramSource:
    """A program's files and what they are compiled with. defines: `NAME` or `NAME=VALUE`."""

    files: tuple[str, ...]
    include_dirs: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgramRequest:
    compiler: Compiler
    source: ProgramSource
    folder: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A function or a variable of the program, in the linker's words. offset: from `cuda_host_anchor`, in bytes."""

    name: str
    offset: int
    bytes: int


@dataclass(frozen=True, slots=True)
class BuiltProgram:
    """executable: empty where it does not compile, and `message` says why. included: the user's files that others
    include. seconds: of the build."""

    executable: str
    message: str
    seconds: float
    functions: tuple[Symbol, ...] = ()
    variables: tuple[Symbol, ...] = ()
    included: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Which launches are written down.

    every: each so-many-th launch of a kernel. most: at most so many of a kernel. bytes: of memory, in all.
    kernels: offsets of the only functions wanted, and names for launches whose function is not known; () for all.
    variables: whose content is written down with each launch.
    """

    every: int = 1
    most: int | None = None
    bytes: int = 1 << 30
    kernels: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    variables: tuple[Symbol, ...] = ()

    def text(self) -> str:
        """As capture.h reads it: a word and two numbers a line."""
        rows: list[tuple[str, int, int]] = [("every", self.every, 0), ("bytes", self.bytes, 0)]
        rows += [] if self.most is None else [("most", self.most, 0)]
        rows += [("kernel", offset, 0) for offset in self.kernels]
        rows += [(f"name:{name}", 0, 0) for name in self.names]
        rows += [("symbol", variable.offset, variable.bytes) for variable in self.variables]
        return "".join(f"{word} {first} {second}\n" for word, first, second in rows)


@dataclass(frozen=True, slots=True)
class ProgramRun:
    """How a program ended. status: its exit status, or minus the signal that killed it.

    timed_out: after `seconds` it was killed. errors: the end of what it wrote to standard error. dropped: bytes of
    output beyond the limit.
    """

    status: int
    seconds: float
    timed_out: bool = False
    errors: str = ""
    dropped: int = 0

    @property
    def is_good(self) -> bool:
        return self.status == 0 and not self.timed_out

    @property
    def ending(self) -> str:
        """How it ended, as the rest of a sentence that begins with the program."""
        if self.timed_out:
            return f"did not end within {self.seconds:.0f} s, and was stopped"
        if self.status >= 0:
            return f"ended with status {self.status}"
        try:
            return f"died of {signal.Signals(-self.status).name}"
        except ValueError:
            return f"died of signal {-self.status}"


def build_program(compiler: Compiler, source: ProgramSource, folder: Path, seconds: float) -> BuiltProgram:
    """Builds in a child. folder: for the executable and what it is made of."""
    request = ProgramRequest(compiler, source, str(folder))
    with Worker(_WORKER, Limits()) as worker:
        try:
            built: BuiltProgram = worker.call("build", request, seconds)
        except WorkerFailure as error:
            return BuiltProgram("", f"the compiler: {error}", seconds)
    return built


def run_program(
    built: BuiltProgram, arguments: Sequence[str], folder: Path, plan: Plan, limits: Limits, forward: Forward
) -> ProgramRun:
    """Runs it in this process's working folder, with this process's standard input.

    folder: an empty one, for what is written down. limits: `output_bytes` is what of its output goes to `forward`.
    """
    (folder / "plan").write_text(plan.text())
    # A program that reads from a terminal must stay in the terminal's session.
    own_session = not sys.stdin.isatty()
    begun = time.monotonic()
    process = subprocess.Popen(
        [built.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, _FOLDER_VARIABLE: str(folder)},
        start_new_session=own_session,
    )
    try:
        _limit(process, limits)
        listener = _Listener(process, limits.output_bytes, forward)
        timed_out = listener.listen(begun + limits.wall_seconds)
    finally:
        _end(process, own_session)
    errors = bytes(listener.errors).decode(errors="replace")
    return ProgramRun(process.returncode, time.monotonic() - begun, timed_out, errors, listener.dropped)


def _limit(process: subprocess.Popen[bytes], limits: Limits) -> None:
    try:
        resource.prlimit(process.pid, resource.RLIMIT_CORE, (0, 0))
        resource.prlimit(process.pid, resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    except ProcessLookupError:
        pass  # it ended already


def _end(process: subprocess.Popen[bytes], own_session: bool) -> None:
    """Kills what still runs of the program and reaps it."""
    try:
        if own_session:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        pass
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


class _Listener:
    """Passes a program's output on until it ends."""

    def __init__(self, process: subprocess.Popen[bytes], most: int, forward: Forward) -> None:
        self._process = process
        self._left = most
        self._forward = forward
        self.errors = bytearray()
        self.dropped = 0

    def listen(self, deadline: float) -> bool:
        """Whether the deadline passed before the program ended."""
        with selectors.DefaultSelector() as selector:
            for number, pipe in ((1, self._process.stdout), (2, self._process.stderr)):
                selector.register(_pipe(pipe), selectors.EVENT_READ, number)
            ended = False
            while selector.get_map():
                left = deadline - time.monotonic()
                if left <= 0:
                    return not ended
                for key, _ in selector.select(min(left, _SECONDS_AFTER_THE_END)):
                    self._take(selector, key)
                if not ended and self._process.poll() is not None:
                    ended = True
                    deadline = min(deadline, time.monotonic() + _SECONDS_AFTER_THE_END)
            return self._is_late(deadline)

    def _is_late(self, deadline: float) -> bool:
        """A program may close its output and go on."""
        try:
            self._process.wait(max(deadline - time.monotonic(), 0.01))
        except subprocess.TimeoutExpired:
            return True
        return False

    def _take(self, selector: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
        chunk = os.read(key.fd, _CHUNK)
        if not chunk:
            selector.unregister(key.fileobj)
            return
        if key.data == 2:
            self.errors = (self.errors + chunk)[-_LAST_OUTPUT:]
        passed, self._left = chunk[: self._left], max(self._left - len(chunk), 0)
        self.dropped += len(chunk) - len(passed)
        if passed:
            self._forward(key.data, passed)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the program was started without its pipes")
    return pipe
