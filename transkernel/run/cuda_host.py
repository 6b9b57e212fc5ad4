"""The original on the CPU: unmodified CUDA text, built by the system's C++ compiler against cuda_host_include/.

Judged by the compiler, not by transkernel's own reading of the text; everything is compiled and run in a child.
What differs from a GPU: a cast of a float that is out of range of its integer follows the CPU; math functions are the
C library's; a spin on another thread of the same block never ends, since threads of a block take turns.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Literal

from transkernel.run.child import Worker, WorkerDied, WorkerError, WorkerFailure, WorkerTimeout
from transkernel.run.examination import Examination
from transkernel.run.launch import Launch, Limits, Outcome, Wanted
from transkernel.source import SourceFile

Order = Literal["ascending", "descending"]

_WORKER = "transkernel.run.cuda_host_worker"
_EXAMINER = "transkernel.run.cuda_host_examine_worker"
_MOST_CORES = 16
_STACK_BYTES = (128 << 10, 1 << 20)  # least and most; CUDA allows 512 KiB of local memory a thread
_PAGE = 4096
_VERSION_SECONDS = 20.0
_BUILD_SECONDS = 60.0  # a short limit is meant for the kernel, not for the compiler


@dataclass(frozen=True, slots=True)
class Compiler:
    """A C++ compiler: its path, its own words on its version, and whose options it takes."""

    path: str
    version: str
    family: Literal["gcc", "clang"]


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What goes into a library: a text, what is done to it, and the kernels that are wanted of it."""

    compiler: Compiler
    name: str
    text: str
    kernels: tuple[Wanted, ...]
    include_dirs: tuple[str, ...]
    defines: tuple[str, ...]
    contract: bool


@dataclass(frozen=True, slots=True)
class Built:
    """The library's path, or the compiler's message where `library` is empty."""

    library: str
    message: str
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class RunRequest:
    """number: of the kernel among those of the library."""

    library: str
    number: int
    launch: Launch
    descending: bool
    cores: int
    stack_bytes: int  # for each thread of a block


@dataclass(frozen=True, slots=True, eq=False)
class ExamineRequest:
    """unwritten: buffers that hold nothing yet, whatever their arrays say."""

    build: BuildRequest
    launch: Launch
    unwritten: tuple[str, ...]
    stack_bytes: int


@cache
def find_compiler() -> Compiler | str:
    """The first of $CXX, g++, clang++ and c++ that answers, or a sentence that says why there is none."""
    tried = [name for name in (os.environ.get("CXX", ""), "g++", "clang++", "c++") if name]
    for name in tried:
        path = shutil.which(name)
        if path is not None and (compiler := _ask(path)) is not None:
            return compiler
    return f"no C++ compiler found: tried {', '.join(tried)}; install g++ or clang++, or set CXX"


class CudaHost:
    """Runs launches of CUDA kernels on the CPU, in one child process that is kept.

    compiler: found by `find_compiler` where it is None. Without one every run is `unsupported`.
    """

    def __init__(self, compiler: Compiler | None = None) -> None:
        self.compiler = compiler or find_compiler()
        self._worker: Worker | None = None
        self._examiner: Worker | None = None
        self._apart: set[BuildRequest] = set()

    def run(
        self,
        source: Path | SourceFile | str,
        launch: Launch,
        *,
        include_dirs: Sequence[Path | str] = (),
        defines: Sequence[str] = (),
        order: Order = "ascending",
        contract: bool = False,
        limits: Limits | None = None,
        beside: Sequence[Wanted] = (),
    ) -> Outcome:
        """Builds (or finds in the cache) and runs one launch.

        source: a path, a named text, or a text.
        defines: `NAME` or `NAME=VALUE`.
        order: in which threads of a block, and blocks, take their turns; results that depend on it show a race.
        contract: whether `a * b + c` may be one fma, as nvcc does by default.
        beside: the kernels of the text that are run one after another, this one among them; they are built once.
        Raises OSError where a path cannot be read.
        """
        if isinstance(self.compiler, str):
            return Outcome("unsupported", self.compiler)
        limits = limits or Limits()
        wanted = Wanted.by(launch)
        # What is contracted depends on what is inlined, and that on what else is there.
        kernels = tuple(dict.fromkeys(beside)) if wanted in beside and not contract else (wanted,)
        request = _build_request(self.compiler, source, kernels, include_dirs, defines, contract)
        worker = self._worker_with(limits)
        built, number = self._built(worker, request, wanted, max(limits.wall_seconds, _BUILD_SECONDS))
        if isinstance(built, Outcome):
            return built
        cores = min(limits.cores or len(os.sched_getaffinity(0)), _MOST_CORES)
        stack = _stack_bytes(launch, cores, limits)
        outcome = _run(
            worker, RunRequest(built.library, number, launch, order == "descending", cores, stack), limits.wall_seconds
        )
        return replace(outcome, build_seconds=built.seconds)

    def parameters(
        self,
        source: Path | SourceFile | str,
        kernel: str,
        count: int,
        *,
        include_dirs: Sequence[Path | str] = (),
        defines: Sequence[str] = (),
        limits: Limits | None = None,
    ) -> tuple[tuple[str, int], ...] | Outcome:
        """Kind (`p` pointer, `f` float, `i` integer, `c` struct) and bytes of each parameter of a kernel, from its
        build; the outcome of a launch where that fails. count: of parameters, to tell it from a host function."""
        if isinstance(self.compiler, str):
            return Outcome("unsupported", self.compiler)
        wanted = (Wanted(kernel, count),)
        request = _build_request(self.compiler, source, wanted, include_dirs, defines, contract=False)
        worker = self._worker_with(limits or Limits())
        built = _build(worker, request, _BUILD_SECONDS)
        if isinstance(built, Outcome):
            return built
        try:
            found: tuple[tuple[str, int], ...] = worker.call("parameters", built.library, _BUILD_SECONDS)
        except WorkerFailure as error:
            return Outcome("run-fail", str(error), output=error.output)
        return found

    def examine(
        self,
        source: Path | SourceFile | str,
        launch: Launch,
        *,
        include_dirs: Sequence[Path | str] = (),
        defines: Sequence[str] = (),
        unwritten: Sequence[str] = (),
        limits: Limits | None = None,
    ) -> Examination:
        """Looks at every access of one launch for what CUDA does not define; a launch that was looked at before is
        remembered.

        unwritten: buffers whose arrays hold no values yet.
        Raises OSError where a path cannot be read.
        """
        from transkernel.run.cuda_host_examine import keep, recall

        if isinstance(self.compiler, str):
            return Examination(problem=self.compiler)
        limits = limits or Limits()
        wanted = (Wanted.by(launch),)  # alone: what lies beside its shared memory tells how far off an access is
        build = _build_request(self.compiler, source, wanted, include_dirs, defines, contract=False)
        request = ExamineRequest(build, launch, tuple(unwritten), _stack_bytes(launch, 1, limits))
        known = recall(request)
        if known is not None:
            return known
        if self._examiner is None:
            self._examiner = Worker(_EXAMINER, Limits(memory_bytes=limits.memory_bytes))
        try:
            problem: str = self._examiner.call("build", request, _BUILD_SECONDS)  # a short limit is for the launch
            examination = (
                Examination(problem=problem)
                if problem
                else self._examiner.call("examine", request, limits.wall_seconds)
            )
        except WorkerFailure as error:
            return Examination(problem=str(error))
        keep(request, examination)
        return examination

    def close(self) -> None:
        for worker in (self._worker, self._examiner):
            if worker is not None:
                worker.close()

    def __enter__(self) -> CudaHost:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _built(
        self, worker: Worker, request: BuildRequest, wanted: Wanted, seconds: float
    ) -> tuple[Built | Outcome, int]:
        """A library, and the kernel's number in it. Kernels that do not build together are built alone: the message
        is then of this kernel."""
        if len(request.kernels) > 1 and request not in self._apart:
            built = _build(worker, request, seconds)
            if isinstance(built, Built):
                return built, request.kernels.index(wanted)
            self._apart.add(request)
        return _build(worker, replace(request, kernels=(wanted,)), seconds), 0

    def _worker_with(self, limits: Limits) -> Worker:
        """The child, started anew where what it was started with is no longer wanted."""
        fixed = Limits(memory_bytes=limits.memory_bytes, output_bytes=limits.output_bytes)
        if self._worker is None or self._worker.limits != fixed:
            if self._worker is not None:
                self._worker.close()
            self._worker = Worker(_WORKER, fixed)
        return self._worker


def _build_request(
    compiler: Compiler,
    source: Path | SourceFile | str,
    kernels: tuple[Wanted, ...],
    include_dirs: Sequence[Path | str],
    defines: Sequence[str],
    contract: bool,
) -> BuildRequest:
    file = _source_file(source)
    return BuildRequest(
        compiler=compiler,
        name=file.name,
        text=file.text,
        kernels=kernels,
        include_dirs=tuple(os.path.abspath(folder) for folder in include_dirs),
        defines=tuple(defines),
        contract=contract,
    )


def _build(worker: Worker, request: BuildRequest, seconds: float) -> Built | Outcome:
    """The library, or the outcome of a launch that never came to be."""
    try:
        built: Built = worker.call("build", request, seconds)
    except WorkerTimeout as error:
        return Outcome("timeout", f"compiling {request.name}: {error}", output=error.output)
    except (WorkerDied, WorkerError) as error:
        return Outcome("compile-fail", f"compiling {request.name}: {error}", output=error.output)
    if not built.library:
        return Outcome("compile-fail", built.message, build_seconds=built.seconds)
    return built


def _run(worker: Worker, request: RunRequest, seconds: float) -> Outcome:
    try:
        outcome: Outcome = worker.call("run", request, seconds)
    except WorkerTimeout as error:
        return Outcome("timeout", str(error), output=error.output)
    except (WorkerDied, WorkerError) as error:
        return Outcome("run-fail", str(error), output=error.output)
    return replace(outcome, output=worker.last_output)


def _stack_bytes(launch: Launch, cores: int, limits: Limits) -> int:
    """The stack of each thread of the blocks that run at a time; half of the memory, most of it never touched."""
    least, most = _STACK_BYTES
    threads = launch.block[0] * launch.block[1] * launch.block[2] * cores
    return min(max(limits.memory_bytes // 2 // threads, least), most) // _PAGE * _PAGE


def _source_file(source: Path | SourceFile | str) -> SourceFile:
    if isinstance(source, SourceFile):
        return source
    if isinstance(source, Path):
        return SourceFile(str(source), source.read_text(errors="replace"))
    return SourceFile("<text>", source)


def _ask(path: str) -> Compiler | None:
    """What a compiler says of itself; None where it does not run."""
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=_VERSION_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = answer.stdout.partition("\n")[0]
    return Compiler(path, version, "clang" if "clang" in version else "gcc")
