"""A persistent child process that runs what must not run here: compilers, drivers, kernels.

Parent and child exchange frames, an 8-byte little-endian length and a pickle (protocol 5), over the child's standard
input and output. The child moves those two away before it runs anything, and points its descriptors 1 and 2 at a
third pipe, so that what a kernel prints is kept, bounded, and never mistaken for a frame.

The parent side is `Worker`; the child's module ends in `serve({...})` under `if __name__ == "__main__"`. The child is
a fence against crashes, hangs and appetite, not against malice: it runs as the same user.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import resource
import secrets
import select
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from transkernel.run.launch import Limits

_LENGTH = struct.Struct("<Q")
_CHUNK = 1 << 20
_START_SECONDS = 60.0  # an import of NumPy and an OpenCL loader on a busy machine
_LAST_WORDS_SECONDS = 0.5  # for output still in the pipe when the child is gone, should a grandchild hold it open
_MARK_BYTES = 16
_PR_SET_PDEATHSIG = 1


class WorkerFailure(Exception):
    """A call that gave no result. `output` is what the child printed before."""

    def __init__(self, message: str, output: str = "") -> None:
        super().__init__(message)
        self.output = output


class WorkerTimeout(WorkerFailure):
    """The call took longer than it may; the child was killed."""


class WorkerDied(WorkerFailure):
    """The child ended in the middle of a call. `signal` is the signal's number, or 0 for an exit."""

    def __init__(self, message: str, output: str = "", signal_number: int = 0) -> None:
        super().__init__(message, output)
        self.signal = signal_number


class WorkerError(WorkerFailure):
    """The function raised; `traceback` is the child's."""

    def __init__(self, message: str, output: str = "", remote_traceback: str = "") -> None:
        super().__init__(message, output)
        self.traceback = remote_traceback


@dataclass(frozen=True, slots=True)
class _Request:
    function: str
    payload: Any
    wall_seconds: float
    mark: bytes  # the child writes it to its output when the call is over


@dataclass(frozen=True, slots=True)
class _Reply:
    value: Any = None
    error: str = ""
    traceback: str = ""


class Worker:
    """`python -m module` in its own process group, started on the first call and again after a death or a timeout.

    environment: variables added to this process's own. interpreter: another Python's path; it finds our own modules and
    its own packages, none of this process's. Calls from several threads take turns.
    """

    def __init__(
        self,
        module: str,
        limits: Limits | None = None,
        environment: Mapping[str, str] | None = None,
        interpreter: str = "",
    ) -> None:
        self.module = module
        self.limits = limits or Limits()
        self._interpreter = interpreter
        self.last_output = ""
        self._environment = dict(environment or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._finalizer: weakref.finalize[Any, Any] | None = None
        self._lock = threading.Lock()

    def call(self, function: str, payload: Any = None, timeout_seconds: float | None = None) -> Any:
        """The result of `function(payload)` in the child; both travel by pickle.

        timeout_seconds: wall time of this call, or of the worker's limits where it is None.
        Raises WorkerTimeout, WorkerDied, or WorkerError where the function itself raised.
        """
        seconds = self.limits.wall_seconds if timeout_seconds is None else timeout_seconds
        with self._lock:
            process = self._running_process()
            request = _Request(function, payload, seconds, secrets.token_bytes(_MARK_BYTES))
            reply = self._exchange(process, request, seconds)
        if reply.error:
            raise WorkerError(reply.error, self.last_output, reply.traceback)
        return reply.value

    def close(self) -> None:
        """Ends the child; the next call would start another."""
        with self._lock:
            self._end()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _running_process(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        # -P: a file in the current folder must not shadow a module of ours.
        self._process = subprocess.Popen(
            [self._interpreter or sys.executable, "-P", "-m", self.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(self._path()), **self._environment},
        )
        self._finalizer = weakref.finalize(self, _kill, self._process)
        is_main = threading.current_thread() is threading.main_thread()
        # The kernel sends the death signal when the starting *thread* ends, so only the main thread may ask for it.
        hello = _Request("", (self.limits, os.getpid() if is_main else 0), 0.0, secrets.token_bytes(_MARK_BYTES))
        self._exchange(self._process, hello, _START_SECONDS)
        return self._process

    def _path(self) -> list[str]:
        return [str(Path(__file__).parents[2])] if self._interpreter else [each for each in sys.path if each]

    def _exchange(self, process: subprocess.Popen[bytes], request: _Request, seconds: float) -> _Reply:
        talk = _Exchange(process, request, self.limits.output_bytes)
        try:
            frame = talk.run(time.monotonic() + seconds)
        except BaseException:
            self._end()
            raise
        finally:
            self.last_output = talk.output_text()
        if frame is not None:
            reply = _loads(frame)
            if isinstance(reply, _Reply):
                return reply
        self._end()
        if talk.timed_out:
            raise WorkerTimeout(f"no answer after {seconds:g} s", self.last_output)
        raise _died(process.returncode, self.last_output)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if self._finalizer is not None:
            self._finalizer.detach()
        _kill(process)


class _Exchange:
    """One request out, one frame back, and the output in between, without ever blocking on a pipe."""

    def __init__(self, process: subprocess.Popen[bytes], request: _Request, output_bytes: int) -> None:
        frame = pickle.dumps(request, protocol=5)
        self.timed_out = False
        self._ended = False
        self._unsent = memoryview(_LENGTH.pack(len(frame)) + frame)
        self._reply = bytearray()
        self._output = bytearray()
        self._dropped = 0
        self._mark = request.mark
        self._most = output_bytes
        self._pipes = (_pipe(process.stdin), _pipe(process.stdout), _pipe(process.stderr))

    def run(self, deadline: float) -> bytes | None:
        """The reply's pickle, or None where the child ended or the deadline passed."""
        into, back, printed = self._pipes
        with selectors.DefaultSelector() as selector:
            for pipe, events in (
                (into, selectors.EVENT_WRITE),
                (back, selectors.EVENT_READ),
                (printed, selectors.EVENT_READ),
            ):
                os.set_blocking(pipe.fileno(), False)
                selector.register(pipe, events)
            while selector.get_map() and not (self._has_reply() and self._has_mark()):
                left = deadline - time.monotonic()
                if left <= 0:
                    self.timed_out = not self._ended
                    return None
                for key, _ in selector.select(left):
                    self._move(selector, key.fileobj)
                if back not in selector.get_map() and not self._ended:
                    self._ended = True
                    deadline = min(deadline, time.monotonic() + _LAST_WORDS_SECONDS)
        return bytes(self._reply[_LENGTH.size :]) if self._has_reply() else None

    def output_text(self) -> str:
        """What the child printed in this call; cut in the middle where it was too much."""
        printed = bytes(self._output).partition(self._mark)[0]
        if not self._dropped:
            return printed.decode(errors="replace")
        half = self._most // 2
        left_out = f"\n[... {self._dropped} bytes left out ...]\n".encode()
        return (printed[:half] + left_out + printed[half:]).decode(errors="replace")

    def _move(self, selector: selectors.BaseSelector, pipe: Any) -> None:
        """Moves what can be moved through one pipe; a pipe that is done or broken leaves the selector."""
        into, back, _ = self._pipes
        try:
            if pipe is into:
                self._unsent = self._unsent[os.write(pipe.fileno(), self._unsent[:_CHUNK]) :]
                over = not self._unsent
            else:
                chunk = os.read(pipe.fileno(), _CHUNK)
                over = not chunk
                if pipe is back:
                    self._reply += chunk
                else:
                    self._keep(chunk)
        except BlockingIOError:
            return
        except OSError:
            over = True
        if over:
            selector.unregister(pipe)

    def _keep(self, chunk: bytes) -> None:
        """Appends to the output; beyond the bound its middle is dropped."""
        self._output += chunk
        excess = len(self._output) - self._most - _MARK_BYTES
        if excess > 0:
            half = self._most // 2
            del self._output[half : half + excess]
            self._dropped += excess

    def _has_reply(self) -> bool:
        head = self._reply[: _LENGTH.size]
        return len(head) == _LENGTH.size and len(self._reply) - _LENGTH.size >= _LENGTH.unpack(head)[0]

    def _has_mark(self) -> bool:
        return self._mark in self._output


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the child was started without its pipes")
    return pipe


def _loads(frame: bytes) -> object:
    """The frame's object, or None where a kernel that ran wild wrote over it."""
    try:
        return pickle.loads(frame)
    except Exception:
        return None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the child's whole process group and reaps the child."""
    if process.stdin is not None:
        process.stdin.close()  # an idle child leaves by itself
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def _died(status: int | None, output: str) -> WorkerDied:
    if status is None or status >= 0:
        return WorkerDied(f"the process ended with status {status}", output)
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return WorkerDied(f"the process died of {name}", output, -status)


# --- the child's side


def serve(functions: Mapping[str, Callable[[Any], Any]]) -> None:
    """Answers calls until the parent closes the pipe. The last statement of a worker's module."""
    requests, replies = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    threading.Thread(target=_die_with_parent, args=(requests,), daemon=True).start()
    with open(requests, "rb", buffering=0) as source, open(replies, "wb", buffering=0) as sink:
        while (request := _read_frame(source)) is not None:
            frame = pickle.dumps(_answer(functions, request), protocol=5)
            _flush()
            os.write(2, request.mark)
            _write_all(sink, _LENGTH.pack(len(frame)))
            _write_all(sink, frame)


def _answer(functions: Mapping[str, Callable[[Any], Any]], request: _Request) -> _Reply:
    try:
        if not request.function:
            _settle(*request.payload)
            return _Reply()
        _limit_processor_time(request.wall_seconds)
        return _Reply(functions[request.function](request.payload))
    except Exception as error:
        summary = f"{type(error).__name__}: {error}"
        return _Reply(error=summary, traceback=traceback.format_exc())


def _settle(limits: Limits, parent: int) -> None:
    """Takes the limits on, and asks to be killed with the parent when `parent` is its main thread's process."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Not RLIMIT_AS: OpenCL runtimes and sanitizers reserve address space that they never touch.
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    if not parent:
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _limit_processor_time(wall_seconds: float) -> None:
    """The last fence should the parent's clock fail: processor time of this call on all cores."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = used.ru_utime + used.ru_stime + (wall_seconds + 5) * (os.cpu_count() or 1)
    resource.setrlimit(resource.RLIMIT_CPU, (int(allowed) + 1, resource.RLIM_INFINITY))


def _die_with_parent(requests: int) -> None:
    """Kills this process group once nobody holds the other end of the pipe, also in the middle of a call."""
    poll = select.poll()
    poll.register(requests, 0)  # only POLLHUP and POLLERR
    poll.poll()
    os.killpg(0, signal.SIGKILL)


def _read_frame(source: IO[bytes]) -> _Request | None:
    head = _read_exactly(source, _LENGTH.size)
    if head is None:
        return None
    body = _read_exactly(source, _LENGTH.unpack(head)[0])
    if body is None:
        return None
    request: _Request = pickle.loads(body)
    return request


def _read_exactly(source: IO[bytes], size: int) -> bytearray | None:
    """`size` bytes, or None at the end of the pipe."""
    data = bytearray(size)
    view = memoryview(data)
    while view:
        count = source.readinto(view)  # type: ignore[attr-defined]
        if not count:
            return None
        view = view[count:]
    return data


def _write_all(sink: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[sink.write(view) :]


def _flush() -> None:
    """Python's buffers and the C library's, into which a kernel's printf goes."""
    sys.stdout.flush()
    sys.stderr.flush()
    ctypes.CDLL(None).fflush(None)
