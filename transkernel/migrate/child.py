"""One worker process as its owner sees it: asked for an outcome, given up when it takes too long, started anew."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from transkernel.migrate.records import Outcome, Task, refused_whole

GRACE = 5.0  # seconds beyond the limit that a translation keeps by itself
_SECONDS_TO_START = 120.0
_PIECE = 1 << 16


class CannotStart(Exception):
    """The process does not come up; the text is what it said."""


class Child:
    """Not for several threads at once. The process is started when it is needed, and again when it was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._unread = b""

    def outcome(self, task: Task) -> Outcome:
        """Never raises for what a task does to its process. Raises CannotStart."""
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(task.to_json()).encode("ascii") + b"\n")
            process.stdin.flush()
            line = self._line(task.seconds + GRACE)
        except BrokenPipeError:
            line = b""
        except TimeoutError:
            self.end()
            return _too_slow(task)
        if not line:
            return self._died(task)
        if b'"TK0903"' in line:  # the process ends behind this answer
            self.end()
        return Outcome.from_json(json.loads(line))

    def end(self) -> None:
        """Ends the process at once, whatever it does."""
        process, self._process, self._unread = self._process, None, b""
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, self._complaints):
                if stream is not None:
                    stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "transkernel.migrate.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=_environment(),
            start_new_session=True,  # an interrupt at the terminal is for us
        )
        try:
            line = self._line(_SECONDS_TO_START)
        except TimeoutError:
            line = b""
        if not line:
            said = self._last_words() or "the worker process does not start"
            self.end()
            raise CannotStart(said)
        return self._process

    def _line(self, seconds: float) -> bytes:
        """The next line with its end; empty where the process ended. Raises TimeoutError."""
        assert self._process is not None
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        deadline = time.monotonic() + seconds
        pieces = [self._unread]
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while b"\n" not in pieces[-1]:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                piece = os.read(descriptor, _PIECE)
                if not piece:
                    return b""
                pieces.append(piece)
        line, _, self._unread = b"".join(pieces).partition(b"\n")
        return line + b"\n"

    def _died(self, task: Task) -> Outcome:
        code = self._process.wait() if self._process is not None else 0
        said = self._last_words()
        self.end()
        why = f"signal {-code}" if code < 0 else f"exit code {code}"
        message = f"the process that translated the file ended by itself ({why}); nothing is written for the file"
        return refused_whole(task, "TK0904", message, is_final=False, crash=said if code > 0 else "")

    def _last_words(self) -> str:
        if self._complaints is None:
            return ""
        self._complaints.seek(0)
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""


def _too_slow(task: Task) -> Outcome:
    from transkernel.migrate.worker import too_slow

    return too_slow(task)


def _environment() -> dict[str, str]:
    """The child finds this very package, wherever it was started and whatever the tree holds."""
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    paths = [str(Path(__file__).resolve().parents[2]), *(os.path.abspath(each) for each in given if each)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}
