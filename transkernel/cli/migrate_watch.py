"""How a migration is seen while it runs: one line that changes on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from transkernel.cli.terminal import Terminal
from transkernel.inputs import shown

if TYPE_CHECKING:
    from transkernel.migrate.records import Outcome, Task

_LINES_OF_A_LOG = 10
_REFRESH = 0.2  # seconds


class Watch:
    """Told by a run what begins and ends. Everything goes to standard error."""

    def __init__(self, speech: Terminal) -> None:
        self._speech = speech
        self._start = time.monotonic()
        self._tasks = 0
        self._done = 0
        self._kernels = 0
        self._refused = 0
        self._told = 0
        self._shown = 0.0

    def begin(self, tasks: int, known: int) -> None:
        if known:
            self._speech.note(f"{known} {_files(known)} as before", verbosity=0 if tasks else 1)
        self._tasks += tasks

    def done(self, task: Task, outcome: Outcome) -> None:
        refused = sum(kernel["verdict"] == "refused" for kernel in outcome.kernels)
        self._done += 1
        self._refused += refused
        self._kernels += len(outcome.kernels)
        said = outcome.status or f"{len(outcome.kernels) - refused} translated, {refused} refused"
        self._speech.note(f"{shown(task.file)} -> {task.target}: {said} ({outcome.seconds:.1f} s)", verbosity=1)
        if not sys.stderr.isatty() and self._done * _LINES_OF_A_LOG // self._tasks > self._told:
            self._told = self._done * _LINES_OF_A_LOG // self._tasks
            self._speech.note(self._line())

    def tick(self, running: tuple[tuple[str, float], ...]) -> None:
        now = time.monotonic()
        if now - self._shown < _REFRESH:
            return
        self._shown = now
        names = ", ".join(f"{shown(file.rpartition('/')[2])} ({seconds:.0f} s)" for file, seconds in running)
        self._speech.progress(f"{self._line()}{'; ' + names if names else ''}")

    def _line(self) -> str:
        seconds = time.monotonic() - self._start
        rates = f"{self._done / seconds:.1f} files/s" if seconds > 1 else "starting"
        counts = f"{self._kernels - self._refused} kernels translated, {self._refused} refused"
        return f"{self._done} of {self._tasks} files, {counts}, {rates}"


def _files(count: int) -> str:
    return "file is" if count == 1 else "files are"
