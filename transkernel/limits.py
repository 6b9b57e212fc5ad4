"""The bounds of one translation: how long it may take, and how deep its recursion may go.

    with time_limit(60.0), depth(FRAMES): ...     around the whole
    checkpoint(span)                              where much work may be done: raises OutOfTime

Both are there for text that nobody wrote by hand. What is known to grow without end (macros, includes, constant
evaluation, instances) has a bound of its own, which does not depend on the machine.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from transkernel.source import Span

DEFAULT_TIME_LIMIT = 60.0  # seconds of wall time for a file

DEEPEST_BRACKETS = 256  # as in Clang (-fbracket-depth)

# Python's frames below `convert`: expressions of 256 brackets take some 4,000. 20,000 end an 8 MB stack.
FRAMES = 8_000
FRAMES_TO_PRINT = 10_000  # what could be lowered is printed, which goes less deep for the same text


class OutOfTime(Exception):
    """The time is over. span: what was being read, as far as known."""

    def __init__(self, seconds: float, span: Span | None) -> None:
        super().__init__(f"the translation took more than {seconds:g} s")
        self.seconds = seconds
        self.span = span


_deadline: ContextVar[tuple[float, float] | None] = ContextVar("_deadline", default=None)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Lets `checkpoint` raise after that many seconds; never, where they are infinite."""
    token = _deadline.set((time.monotonic() + seconds, seconds))
    try:
        yield
    finally:
        _deadline.reset(token)


def checkpoint(span: Span | None = None) -> None:
    """Raises OutOfTime where the time of the `time_limit` around is over. Takes some 0.1 us."""
    limit = _deadline.get()
    if limit is not None and time.monotonic() > limit[0]:
        raise OutOfTime(limit[1], span)


class _Depth:
    """Python's own limit while `depth` is in use; it is one for all threads."""

    lock = threading.Lock()
    users = 0
    before = 0


@contextmanager
def depth(frames: int) -> Iterator[None]:
    """So many frames may be below this one, however deep it is itself, and RecursionError comes at the same place each
    time. Where several threads translate, each has at least as many."""
    wanted = _frames_so_far() + frames
    with _Depth.lock:
        if not _Depth.users:
            _Depth.before = sys.getrecursionlimit()
        _Depth.users += 1
        sys.setrecursionlimit(wanted if _Depth.users == 1 else max(wanted, sys.getrecursionlimit()))
    try:
        yield
    finally:
        with _Depth.lock:
            _Depth.users -= 1
            if not _Depth.users:
                sys.setrecursionlimit(_Depth.before)


def _frames_so_far() -> int:
    count, frame = 0, sys._getframe()
    while frame.f_back is not None:
        count, frame = count + 1, frame.f_back
    return count


@contextmanager
def without_collection() -> Iterator[None]:
    """Python looks for no cycles inside: a translation makes millions of nodes, and they have none. It takes a quarter
    off the time of a large file."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
