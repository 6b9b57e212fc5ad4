"""The process that translates: a task a line on standard input, its outcome a line on standard output.

    python -m transkernel.migrate.worker

The first line that comes back is empty and says that it is ready. It ends when standard input does, even in the middle
of a translation, so that nothing outlives the process that asked.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import queue
import resource
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from transkernel.diagnostics import to_json
from transkernel.effort import effort
from transkernel.inputs import NotText, decode
from transkernel.migrate.records import Json, Outcome, Task, refused_whole
from transkernel.port_files import files_of_port
from transkernel.source import SourceFile

OUT_OF_MEMORY = 12  # the exit code after an answer, when the process is no longer to be trusted

_NO_KERNEL = "TK0101"
_TOO_LATE = "TK0902"


def translate(task: Task) -> Outcome:
    """Translates one file for one target; the working folder is the tree. Raises MemoryError, and OSError or NotText
    where the file cannot be read."""
    from transkernel.convert import InternalError, Options
    from transkernel.convert import convert as convert_source

    content = Path(task.file).read_bytes()
    if hashlib.sha256(content).hexdigest() != task.digest:
        return Outcome(status="changed while it was read", is_final=False)
    source = SourceFile(task.file, decode(content))
    start = time.perf_counter()
    try:
        translation = convert_source(source, _options(task, Options))
    except InternalError as error:
        crash = " ".join(str(error).split())
        return refused_whole(
            task, "TK0901", "internal error", is_final=False, crash=f"{crash}\n{error.reproducer or ''}"
        )
    seconds = time.perf_counter() - start
    errors = [each for each in translation.diagnostics if each.is_error]
    if any(each.code == _TOO_LATE for each in errors):
        return too_slow(task)
    if not translation.kernels:
        if all(each.code == _NO_KERNEL for each in errors) or not task.kernels:
            said = [to_json(each) for each in translation.diagnostics if each.code != _NO_KERNEL]
            return Outcome((), said, "no kernel", None, seconds)
        return refused_whole(task, errors[0].code, errors[0].message, seconds=seconds)
    kernels = tuple(_kernel(each, task) for each in translation.kernels)
    said = [to_json(each) for each in translation.diagnostics]
    return Outcome(kernels, said, "", _files(task, translation.port), seconds)


def too_slow(task: Task) -> Outcome:
    """Says nothing of how far it came: that depends on the machine."""
    message = f"the translation took more than {task.seconds:g} s and was given up; nothing is written for the file"
    return refused_whole(task, _TOO_LATE, message, seconds=task.seconds)


def too_large(task: Task) -> Outcome:
    message = f"the translation took more than {task.megabytes} MB of memory; nothing is written for the file"
    return refused_whole(task, "TK0903", message)


def _options(task: Task, options: Any) -> Any:
    given = dict(task.options)
    for name in ("include_dirs", "roots"):
        given[name] = tuple(Path(each) for each in given[name])
    for name in ("kernels", "instantiate"):
        given[name] = tuple(given[name])
    given["defines"] = tuple((name, text) for name, text in given["defines"])
    given["block"] = tuple(given["block"]) if given["block"] is not None else None
    return options(target=task.target, time_limit=task.seconds, **given)


def _kernel(kernel: Any, task: Task) -> Json:
    said = [_relative(to_json(each)) for each in kernel.diagnostics]
    found: Json = {"kernel": kernel.name, "line": kernel.span.line}
    place = os.path.normpath(kernel.span.file.name)
    if place != os.path.normpath(task.file):
        found["defined_in"] = place
    return {**found, "verdict": kernel.verdict, "effort": effort(kernel.verdict, said), "diagnostics": said}


def _files(task: Task, port: Any) -> dict[str, str] | None:
    if port is None:
        return None
    path = Path(task.folder, f"{Path(task.file).stem}{port.suffix}")
    return {each.as_posix(): text for each, text in files_of_port(port, path, task.target).items()}


def _relative(value: Any) -> Any:
    """A diagnostic whose places are named in the shortest way: `src/../a.h` is `a.h`."""
    if isinstance(value, dict):
        return {key: os.path.normpath(each) if key == "file" else _relative(each) for key, each in value.items()}
    return [_relative(each) for each in value] if isinstance(value, list) else value


# ---------------------------------------------------------------- the process


def main() -> int:
    """Answers tasks until there are no more."""
    answers = _take_standard_output()
    sys.path[:] = [os.path.abspath(each) for each in sys.path]
    import transkernel.convert  # noqa: F401  # before the working folder is somebody else's

    tasks = _tasks()
    _answer(answers, "")
    for task in tasks:
        os.chdir(task.tree)
        with _memory(task.megabytes):
            try:
                outcome = translate(task)
            except MemoryError:
                _answer(answers, json.dumps(too_large(task).to_json()))
                return OUT_OF_MEMORY
            except (OSError, NotText) as error:
                outcome = Outcome(status=str(getattr(error, "strerror", None) or error).lower(), is_final=False)
        _answer(answers, json.dumps(outcome.to_json()))
    return 0


def _take_standard_output() -> IO[bytes]:
    """The way back is ours alone: whatever else writes to standard output writes to standard error."""
    ours = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return ours


def _answer(answers: IO[bytes], line: str) -> None:
    answers.write(line.encode("ascii") + b"\n")
    answers.flush()


def _tasks() -> Iterator[Task]:
    """Reads in a thread of its own, since the end of the input is the end of the process."""
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()

    def read() -> None:
        with contextlib.suppress(ValueError, KeyError):
            for line in sys.stdin.buffer:
                waiting.put(Task.from_json(json.loads(line)))
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return iter(waiting.get, None)


@contextlib.contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    """What the process may write to of its own: on Linux since 4.7 all memory that counts, and no mere reservations."""
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


if __name__ == "__main__":
    sys.exit(main())
