"""Who translates: processes of this machine, or a Dask cluster. Both ask a `Child`; neither cares for the order.

for done in executor.outcomes(tasks):   (task, outcome), or None now and then while nothing is done
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

from transkernel.migrate.child import CannotStart, Child
from transkernel.migrate.records import Json, Outcome, Task, refused_whole
from transkernel.migrate.tool import tool_digest

_TICK = 0.2  # seconds
_SECONDS_TO_CONNECT = 30

Done = tuple[Task, Outcome]


class CannotRun(Exception):
    """There is nobody to translate: the text says why."""


class Executor(Protocol):
    def outcomes(self, tasks: Sequence[Task]) -> Iterator[Done | None]:
        """Each task with its outcome, as they come; None at least every second. Raises CannotRun. What is still running
        when the iterator is closed is ended."""
        ...

    def running(self) -> tuple[tuple[str, float], ...]:
        """What is being translated, as far as known, and since how many seconds; the longest first."""
        ...


class LocalExecutor:
    """As many processes as `workers`, each with a thread that asks it."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._started: dict[int, tuple[str, float]] = {}

    def outcomes(self, tasks: Sequence[Task]) -> Iterator[Done | None]:
        waiting: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        done: queue.SimpleQueue[Done | CannotStart] = queue.SimpleQueue()
        for task in tasks:
            waiting.put(task)
        children = [Child() for _ in range(min(self._workers, len(tasks)))]
        for _ in children:
            waiting.put(None)
        for number, child in enumerate(children):
            threading.Thread(target=self._serve, args=(number, child, waiting, done), daemon=True).start()
        try:
            yield from _collected(done, len(tasks))
        finally:
            while not waiting.empty():
                waiting.get()
            for child in children:
                child.end()

    def running(self) -> tuple[tuple[str, float], ...]:
        now = time.monotonic()
        return tuple(
            sorted(((file, now - since) for file, since in list(self._started.values())), key=lambda each: -each[1])
        )

    def _serve(
        self,
        number: int,
        child: Child,
        waiting: queue.SimpleQueue[Task | None],
        done: queue.SimpleQueue[Done | CannotStart],
    ) -> None:
        while (task := waiting.get()) is not None:
            self._started[number] = (task.file, time.monotonic())
            try:
                done.put((task, child.outcome(task)))
            except CannotStart as error:
                done.put(error)
                return
            except (OSError, ValueError):  # the run was given up, and the process with it
                return
            finally:
                self._started.pop(number, None)


def _collected(done: queue.SimpleQueue[Any], count: int) -> Iterator[Done | None]:
    """As many outcomes as there are, and a None where one is long in coming."""
    for _ in range(count):
        while True:
            try:
                found = done.get(timeout=_TICK)
            except queue.Empty:
                yield None
                continue
            break
        if isinstance(found, CannotStart):
            raise CannotRun(str(found))
        yield found


class DaskExecutor:
    """The workers of a Dask cluster, which see the tree under the same path and have the same transkernel.

    A task whose worker is lost goes to another one; one that loses several is given up as Dask does.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise CannotRun("--scheduler needs Dask: pip install 'transkernel[dask]'") from None
        try:
            _knock(address)
            self._client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise CannotRun(f"no Dask scheduler at {address}: {' '.join(str(error).split())}") from None

    def outcomes(self, tasks: Sequence[Task]) -> Iterator[Done | None]:
        done: queue.SimpleQueue[tuple[Task, Any]] = queue.SimpleQueue()
        futures = []
        for task in tasks:
            future = self._client.submit(translate_remotely, task.to_json(), pure=False)
            future.add_done_callback(lambda found, task=task: done.put((task, found)))
            futures.append(future)
        try:
            for found in _collected(done, len(tasks)):
                yield (found[0], _outcome(*found)) if found is not None else None
        finally:
            self._client.cancel(futures)
            self._client.close()

    def running(self) -> tuple[tuple[str, float], ...]:
        return ()


def _knock(address: str) -> None:
    """Dask would try for long where nobody listens. Raises OSError, and ValueError for what is no address."""
    place = urlsplit(address if "://" in address else f"tcp://{address}")
    if place.scheme in ("tcp", "tls"):
        socket.create_connection((place.hostname or "", place.port or 0), timeout=_SECONDS_TO_CONNECT).close()


def _outcome(task: Task, future: Any) -> Outcome:
    if future.cancelled():
        raise CannotRun("the Dask scheduler gave the work up")
    error = future.exception()
    if error is None:
        return Outcome.from_json(future.result())
    if type(error).__name__ != "KilledWorker":
        raise CannotRun(f"a worker of the cluster cannot translate: {' '.join(str(error).split())}")
    message = "the workers of the cluster that translated the file were lost; nothing is written for it"
    return refused_whole(task, "TK0904", message, is_final=False)


_remote = threading.local()


def translate_remotely(found: Json) -> Json:
    """Runs on a worker of the cluster: one child of its own a thread, kept as long as the worker. Raises CannotStart,
    and RuntimeError where the worker is not as the task wants it."""
    task = Task.from_json(found)
    if task.tool != tool_digest():
        raise RuntimeError("it has another version of transkernel")
    if not hasattr(_remote, "child"):
        _remote.child = Child()
    child: Child = _remote.child
    return child.outcome(task).to_json()
