"""A run: what is known is looked at, the rest translated, everything put in its place, and the records written.

    found -> plan -> (known | tasks -> executor) -> settled -> headers nobody read -> the same again -> records

Results are put in their places as they come. What the run says in the end is made of what is remembered alone, in the
order of the files, so that neither the number of workers nor an interruption shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from transkernel.migrate.discover import Found, Input, LeftAlone, discover
from transkernel.migrate.executors import Executor
from transkernel.migrate.plan import Plan, Request
from transkernel.migrate.records import Json, Outcome, Task
from transkernel.migrate.settle import EMITTED, enter, settle
from transkernel.migrate.state import Entry, State
from transkernel.port_files import json_text
from transkernel.records import record

RECORDS, PAGE = "migration.jsonl", "report.html"


class Watch(Protocol):
    """Who is told how a run goes."""

    def begin(self, tasks: int, known: int) -> None: ...

    def done(self, task: Task, outcome: Outcome) -> None: ...

    def tick(self, running: tuple[tuple[str, float], ...]) -> None: ...


@record
class Result:
    """records: those of `migration.jsonl`, in order. seconds: of each file and target that was translated in this run.
    crashes: what our own bugs said."""

    records: tuple[Json, ...]
    seconds: dict[tuple[str, str], float]
    crashes: tuple[str, ...]


def migrate(request: Request, executor: Executor, watch: Watch, page: Callable[[Sequence[Json]], str]) -> Result:
    """page: makes the report of the records. Raises InUse, CannotRun, and OSError where something cannot be written."""
    state = State(request.out)
    with state.locked():
        result = _Run(request, executor, watch, state).run()
        state.write(request.out / RECORDS, "".join(f"{json_text(each)}\n" for each in result.records))
        state.write(request.out / PAGE, page(result.records))
        return result


class _Run:
    def __init__(self, request: Request, executor: Executor, watch: Watch, state: State) -> None:
        self._request = request
        self._executor = executor
        self._watch = watch
        self._state = state
        self._settled: dict[tuple[str, str], tuple[Entry, str]] = {}
        self._seconds: dict[tuple[str, str], float] = {}
        self._crashes: list[str] = []

    def run(self) -> Result:
        request = self._request
        found = discover(request.tree, request.exclude, request.out, request.flags)
        plan = Plan(request, found)
        sources = [each for each in plan.sources if request.takes(each.file)]
        self._translate(plan, sources)
        seen = self._kernels_seen()
        unread = [each for each in plan.headers if request.is_whole and _is_unread(each, seen)]
        self._translate(plan, unread)
        gone = list(self._gone({each.file for each in found.inputs}))
        records = [*self._records(sources, unread, seen), *_of_files(request, found, plan, unread), *gone]
        order = {target: number for number, target in enumerate(request.targets)}
        records.sort(key=lambda each: (each["file"].split("/"), order.get(each.get("target", ""), -1)))
        return Result(tuple(records), self._seconds, tuple(self._crashes))

    def _translate(self, plan: Plan, inputs: Iterable[Input]) -> None:
        known: list[Entry] = []
        tasks: list[Task] = []
        keys: dict[tuple[str, str], str] = {}
        for key, task in plan.tasks(list(inputs)):
            entry = self._state.load(task.file, task.target)
            if entry is not None and entry.key == key != "":
                known.append(entry)
            else:
                keys[task.file, task.target] = key
                tasks.append(task)
        self._watch.begin(len(tasks), len(known))
        for entry in known:
            self._settle(entry)
        for done in self._executor.outcomes(tasks) if tasks else ():
            self._watch.tick(self._executor.running())
            if done is not None:
                task, outcome = done
                self._take(task, keys[task.file, task.target] if outcome.is_final else "", outcome)

    def _take(self, task: Task, key: str, outcome: Outcome) -> None:
        before = self._state.load(task.file, task.target)
        self._settle(enter(self._state, before, task.file, task.target, key, outcome))
        self._seconds[task.file, task.target] = outcome.seconds
        if outcome.crash:
            self._crashes.append(f"{task.file}: {outcome.crash}")
        self._watch.done(task, outcome)

    def _settle(self, entry: Entry) -> None:
        settled, state = settle(self._state, entry)
        self._settled[entry.file, entry.target] = _without_texts(settled), state

    def _kernels_seen(self) -> set[tuple[str, str]]:
        """The file and the name of each kernel that something was said of."""
        return {
            (kernel.get("defined_in", entry.file), _bare(kernel["kernel"]))
            for entry, _ in self._settled.values()
            for kernel in entry.outcome.kernels
        }

    def _gone(self, files: set[str]) -> Iterator[Json]:
        """Takes away what is no longer emitted for anything; a file that was edited stays, and is told of."""
        for entry in self._state.others(self._settled):
            if not (self._request.is_whole or (self._request.takes(entry.file) and entry.file not in files)):
                continue
            left, _ = settle(
                self._state, enter(self._state, entry, entry.file, entry.target, "", Outcome(status="gone"))
            )
            if left.files:
                yield {"file": entry.file, "target": entry.target, "status": "gone", "kept": sorted(left.files)}
            else:
                self._state.drop(entry)

    def _records(self, sources: list[Input], unread: list[Input], seen: set[tuple[str, str]]) -> Iterator[Json]:
        alone = {each.file for each in unread}
        for each in (*sources, *unread):
            for target in self._request.targets:
                entry, state = self._settled[each.file, target]
                yield from _of_entry(entry, state, seen if each.file in alone else set())


def _without_texts(entry: Entry) -> Entry:
    """What the records are made of; the texts of a large repository would fill the memory."""
    files = {path: replace(each, now=None if each.now is None else "", base=None) for path, each in entry.files.items()}
    return replace(entry, outcome=replace(entry.outcome, files=None), files=files)


def _of_entry(entry: Entry, state: str, seen: set[tuple[str, str]]) -> Iterator[Json]:
    """A record a kernel. seen: those that were told of elsewhere."""
    outcome = entry.outcome
    head = {"file": entry.file, "target": entry.target}
    port = next((path for path, each in entry.files.items() if each.now is not None), None)
    for kernel in outcome.kernels:
        if (kernel.get("defined_in", entry.file), _bare(kernel["kernel"])) in seen:
            continue
        is_there = kernel["verdict"] != "refused" and port is not None
        record = {
            "file": entry.file,
            "kernel": kernel["kernel"],
            "line": kernel["line"],
            "target": entry.target,
            **kernel,
        }
        yield {
            **record,
            "output": port if is_there else None,
            **({"state": state} if is_there or state != EMITTED else {}),
        }
    grave = [each for each in outcome.diagnostics if each["severity"] != "note"]
    if outcome.status or grave:
        is_broken = any(each["severity"] == "error" for each in grave)
        read = "read in part" if is_broken else "read with warnings"
        yield {**head, "status": outcome.status or read, "diagnostics": grave}


def _of_files(request: Request, found: Found, plan: Plan, unread: list[Input]) -> Iterator[Json]:
    alone = {each.file for each in unread}
    for left in found.left_alone:
        if request.takes(left.file):
            yield _left(left)
    for each in (*plan.sources, *unread):
        if request.takes(each.file) and (missing := plan.misplaced(each)):
            yield {"file": each.file, "status": "headers not found", "missing": missing}
    for each in plan.headers:
        if request.takes(each.file) and each.file not in alone:
            yield {"file": each.file, "status": "header"}


def _left(left: LeftAlone) -> Json:
    return {"file": left.file, "status": left.status, "is_error": left.is_error}


def _is_unread(each: Input, seen: set[tuple[str, str]]) -> bool:
    return any((each.file, name) not in seen for name, _ in each.kernels)


def _bare(kernel: str) -> str:
    """`ns::reduce<float, 256>` is an instance of `reduce`."""
    return kernel.partition("<")[0].strip().rpartition("::")[2]
