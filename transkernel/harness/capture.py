"""From a whole CUDA program to cases: translated for its names, built, run, and its launches written as cases."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness.capture_cases import CannotCapture, CapturedCase, case_of
from transkernel.harness.capture_files import case_stems, write_capture
from transkernel.harness.capture_kernels import CapturedKernel, KernelFinder, PortedFile, kernel_name, unqualified
from transkernel.harness.kernel_names import base, is_asked_for
from transkernel.inputs import NotText, read_source
from transkernel.manifest import Manifest
from transkernel.run.cuda_host import find_compiler
from transkernel.run.cuda_program import (
    BuiltProgram,
    Forward,
    Plan,
    ProgramRun,
    ProgramSource,
    Symbol,
    build_program,
    run_program,
)
from transkernel.run.cuda_program_records import RecordedLaunch, Records, read_records
from transkernel.run.launch import Limits

CUDA_SUFFIXES = (".cu", ".cuh")
_BUILD_SECONDS = 600.0
# A manifest names a kernel's parameters; every target's does, and this one's is always there.
_TARGET_OF_THE_NAMES = "opencl"


@dataclass(frozen=True, slots=True)
class CaptureOptions:
    """files: of the program. output: the folder to write. every, most, kernels: which launches; () is all kernels.

    bytes: of memory that is written down, before equal cases are found. defines: `NAME`, value.
    """

    files: tuple[Path, ...]
    output: Path
    arguments: tuple[str, ...] = ()
    include_dirs: tuple[Path, ...] = ()
    defines: tuple[tuple[str, str], ...] = ()
    roots: tuple[Path, ...] = ()
    kernels: tuple[str, ...] = ()
    every: int = 1
    most: int | None = None
    bytes: int = 1 << 30
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class CapturedCount:
    """What was captured of one kernel. stored: different launches; made: launches that those stand for."""

    file: str
    kernel: str
    made: int
    stored: int


@dataclass(frozen=True, slots=True)
class CaptureResult:
    """problem: why there is nothing, as one line, with `detail` under it; `cannot_run` where this machine is why.

    launches: that the program made. skipped: those that the options left out, by why. left_out: a warning for each
    kernel and reason for which launches could not be said in a case.
    """

    problem: str = ""
    detail: str = ""
    cannot_run: bool = False
    run: ProgramRun | None = None
    launches: int = 0
    counts: tuple[CapturedCount, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[Diagnostic, ...] = ()


def capture(options: CaptureOptions, forward: Forward, progress: Callable[[str], None]) -> CaptureResult:
    """Builds and runs the program and writes the folder, unless there is nothing to write.

    forward: gets the program's output. Raises OSError where the folder cannot be written, and NotACapture.
    """
    compiler = find_compiler()
    if isinstance(compiler, str):
        return CaptureResult(problem=compiler, cannot_run=True)
    with tempfile.TemporaryDirectory(prefix="transkernel-capture-") as scratch:
        progress("building")
        defines = tuple(f"{name}={value}" for name, value in options.defines)
        folders = tuple(str(folder.absolute()) for folder in options.include_dirs)
        source = ProgramSource(tuple(str(file) for file in options.files), folders, defines)
        built = build_program(compiler, source, Path(scratch), _BUILD_SECONDS)
        if not built.executable:
            problem = f"the program does not build: {cause_of(built.message)}"
            return CaptureResult(problem=problem, detail=built.message)
        progress("reading the kernels")
        files = _ported(options, built, ())
        plan = _plan(options, built, files)
        records_folder = Path(scratch) / "records"
        records_folder.mkdir()
        progress("running")
        run = run_program(built, options.arguments, records_folder, plan, options.limits, forward)
        progress("writing the cases")
        return _written(options, built, files, plan, run, read_records(records_folder))


# --- before the run


def _ported(options: CaptureOptions, built: BuiltProgram, instances: tuple[str, ...]) -> list[PortedFile]:
    """Each CUDA file with its manifest. instances: of templates, that launches were seen of."""
    from transkernel.convert import Options, convert

    roots = _roots(options, built)
    ported: list[PortedFile] = []
    for path in options.files:
        if path.suffix not in CUDA_SUFFIXES:
            continue
        try:
            source = read_source(path)
        except (OSError, NotText):
            continue  # the compiler has read it, and it is nothing that we could
        chosen = Options(
            target=_TARGET_OF_THE_NAMES,
            instantiate=tuple(name for name in instances if base(name) in source.text),
            defines=options.defines,
            include_dirs=options.include_dirs,
            roots=(path.parent, *options.include_dirs, *options.roots, *roots),
        )
        port = convert(source, chosen).port
        manifest: Manifest | None = None if port is None else port.manifest
        ported.append(PortedFile(path.absolute(), _whole_text(source.text, path, built), manifest))
    return ported


def _whole_text(text: str, path: Path, built: BuiltProgram) -> str:
    """A file's text and that of the program's headers, in which its kernels may stand."""
    texts = [text]
    for name in built.included:
        if name != str(path.absolute()):
            texts.append(Path(name).read_text(errors="replace"))
    return "\n".join(texts)


def _roots(options: CaptureOptions, built: BuiltProgram) -> tuple[Path, ...]:
    """The folders that the program's files were found in: what the compiler read, the translator may read."""
    named = (*(file.absolute() for file in options.files), *map(Path, built.included))
    return tuple(sorted({path.parent for path in named}))


def _plan(options: CaptureOptions, built: BuiltProgram, files: Sequence[PortedFile]) -> Plan:
    wanted = {variable.name for file in files if file.manifest is not None for variable in file.manifest.globals}
    found: dict[str, list[Symbol]] = {}
    for symbol in built.variables:
        name = unqualified(symbol.name.replace("(anonymous namespace)::", ""))
        if name in wanted:
            found.setdefault(name, []).append(symbol)
    variables = tuple(
        Symbol(name, symbols[0].offset, symbols[0].bytes) for name, symbols in found.items() if len(symbols) == 1
    )
    kernels = tuple(
        function.offset
        for function in built.functions
        if options.kernels and is_asked_for(unqualified(kernel_name(function.name)), options.kernels)
    )
    names = tuple(base(unqualified(name)) for name in options.kernels)
    return Plan(options.every, options.most, options.bytes, kernels, names, variables)


# --- after it


def _written(
    options: CaptureOptions,
    built: BuiltProgram,
    files: list[PortedFile],
    plan: Plan,
    run: ProgramRun,
    records: Records,
) -> CaptureResult:
    functions = {function.offset: function.name for function in built.functions}
    finder = KernelFinder(files, functions)
    instances = tuple(dict.fromkeys(unqualified(name) for name in map(finder.spelt, records.launches) if "<" in name))
    if instances:
        finder = KernelFinder(_ported(options, built, instances), functions)
    sorter = _Sorter(records, {variable.name: number for number, variable in enumerate(plan.variables)})
    for launch in records.launches:
        sorter.add(launch, finder.find(launch), finder.spelt(launch))
    result = CaptureResult(
        run=run,
        launches=records.made,
        counts=sorter.counts(),
        skipped=dict(records.skipped),
        left_out=sorter.left_out(),
    )
    if not sorter.cases:
        return _nothing(result, run)
    record = {
        "program": options.files,
        "arguments": list(options.arguments),
        "include_dirs": options.include_dirs,
        "defines": options.defines,
        "roots": _roots(options, built),
        "program_ended": run.ending,
        "launches": records.made,
        "skipped": dict(sorted(records.skipped.items())),
        "left_out": [diagnostic.message for diagnostic in result.left_out],
    }
    write_capture(options.output, sorter.named(), record)
    return result


def _nothing(result: CaptureResult, run: ProgramRun) -> CaptureResult:
    """Why no case came of a program."""
    if result.launches:
        reason = "none of its launches could be captured"
        if set(result.skipped) == {"configuration"}:
            reason = "none of its launches is one that a device takes"
        elif sum(result.skipped.values()) == result.launches:
            reason = f"the options leave out all of its {result.launches} launches"
    else:
        reason = "it launched no kernel"
    if not run.is_good:
        reason = f"it {run.ending}, and {reason}"
    return CaptureResult(
        problem=f"nothing was captured of the program: {reason}",
        detail=run.errors if not run.is_good else "",
        run=run,
        launches=result.launches,
        skipped=result.skipped,
        left_out=result.left_out,
    )


class _Sorter:
    """Makes cases of launches: equal ones once, and counts of what could not be said."""

    def __init__(self, records: Records, variables: Mapping[str, int]) -> None:
        self._records = records
        self._variables = variables
        self._stems: dict[Path, str] = {}
        self._made: Counter[tuple[str, str]] = Counter()
        self._faults: Counter[tuple[str, str]] = Counter()
        self.cases: dict[tuple[Path, str], CapturedCase] = {}

    def add(self, launch: RecordedLaunch, kernel: CapturedKernel | None, spelt: str) -> None:
        if kernel is None:
            self._faults[spelt, "no file of the program defines it in a way that can be read"] += 1
            return
        if kernel.file not in self._stems:
            self._stems = case_stems([*self._stems, kernel.file])
        try:
            case = case_of(launch, kernel, self._records, f"{self._stems[kernel.file]}.npz", self._variables)
        except CannotCapture as error:
            self._faults[kernel.name, str(error)] += 1
            return
        self.cases.setdefault((kernel.file, case.body), case)
        self._made[_shown(kernel.file), kernel.name] += 1

    def named(self) -> list[tuple[str, CapturedCase]]:
        return [(f"launch {case.launch}", case) for case in self.cases.values()]

    def counts(self) -> tuple[CapturedCount, ...]:
        stored = Counter((_shown(case.kernel.file), case.kernel.name) for case in self.cases.values())
        return tuple(CapturedCount(file, name, made, stored[file, name]) for (file, name), made in self._made.items())

    def left_out(self) -> tuple[Diagnostic, ...]:
        return tuple(
            Diagnostic("TK0640", Severity.WARNING, f"{name}: {count} launch{_es(count)} not captured: {why}", None)
            for (name, why), count in self._faults.items()
        )


def _es(count: int) -> str:
    return "" if count == 1 else "es"


def _shown(path: Path) -> str:
    return os.path.relpath(path)


# --- what a compiler's message says

_LIBRARIES = {
    "curand": "cuRAND",
    "cublas": "cuBLAS",
    "cufft": "cuFFT",
    "cusparse": "cuSPARSE",
    "cusolver": "cuSOLVER",
    "cudnn": "cuDNN",
    "thrust/": "Thrust",
    "cub/": "CUB",
    "nccl": "NCCL",
    "mpi": "MPI",
    "cuda/": "libcu++",
    "cutlass": "CUTLASS",
}


def cause_of(message: str) -> str:
    """The first error of a compiler or linker in one line; a library of CUDA's that is not here by its name."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    errors = (line for line in lines if "error:" in line or "undefined reference" in line)
    first = next(errors, lines[0] if lines else "")
    _, missing, rest = first.partition("fatal error: ")
    header = rest.partition(":")[0]
    if missing and "No such file" in rest:
        library = next((name for start, name in _LIBRARIES.items() if header.startswith(start)), None)
        if library is not None:
            return f"it needs {library} (<{header}>), which runs on a GPU and has no counterpart here"
        return f"the header {header} is not found; name its folder with -I"
    return first
