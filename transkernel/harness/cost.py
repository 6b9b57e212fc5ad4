"""What ports to Triton cost as machine code, beside their originals by NVIDIA's compiler. Nothing runs.

A kernel is looked at as the first of its cases launches it: what is compiled knows the block's shape, which pointers
are aligned to 16 bytes and which integers are divisible by 16, as a launch from Python does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp, log, prod
from pathlib import Path

from transkernel.cost.figures import Figures, figures
from transkernel.cost.sass import functions
from transkernel.harness.backends import TranslatedFile, TranslatedPort, real_backends
from transkernel.harness.bind import bind
from transkernel.harness.capture_kernels import kernel_name
from transkernel.harness.cases import Case, CaseError, case_file_of, load_cases
from transkernel.harness.kernel_names import base, is_asked_for, match
from transkernel.harness.options import VerifyOptions
from transkernel.inputs import read_source
from transkernel.manifest import KernelEntry
from transkernel.run import nvcc
from transkernel.run.cubin import MachineCode, NoTools
from transkernel.run.launch import Launch
from transkernel.run.tile_plan import program_grid
from transkernel.run.triton_compile import TritonCompiler

WARP = 32
# Instructions that an H100 issues while a word comes from its memory: 132 multiprocessors x 4 warps x 32 threads x
# 1.755 GHz over 3.35 TB/s is 8.9 a byte (NVIDIA's data sheet, SXM). Below that the memory is what a kernel waits for.
MEMORY_BOUND = 35.0


@dataclass(frozen=True, slots=True)
class Cost:
    """One kernel of one file. line: of the kernel. problem: why there is no port to look at; original_problem: why no
    original. scratch: why the port keeps values in global memory; empty where it does not. staged: it reads from memory
    what its original stages in shared memory.

    unit: of which `port_each` and `original_each` are the instructions (see cost/figures.py).
    """

    file: str
    kernel: str
    line: int
    case: str = ""
    arch: str = ""
    problem: str = ""
    original_problem: str = ""
    scratch: tuple[str, ...] = ()
    staged: bool = False
    unit: str = ""
    port: Figures | None = None
    original: Figures | None = None
    port_each: float | None = None
    original_each: float | None = None

    @property
    def ratio(self) -> float | None:
        """The port's instructions over the original's."""
        if not self.port_each or not self.original_each:
            return None
        return self.port_each / self.original_each

    @property
    def is_memory_bound(self) -> bool:
        """Whether the original asks less of the processors than of the memory, by MEMORY_BOUND."""
        words = self.original.hot.words if self.original is not None else None
        return words is not None and words < MEMORY_BOUND


def mean_ratio(costs: Iterable[Cost]) -> float | None:
    """The geometric mean of the memory-bound kernels' ratios; None where there is none."""
    ratios = [cost.ratio for cost in costs if cost.is_memory_bound and cost.ratio is not None]
    return exp(sum(map(log, ratios)) / len(ratios)) if ratios else None


class Costs:
    """Keeps a compiler; to be closed, or used with `with`. arch: `sm_90` or `sm_80`.

    Raises DeviceNotUsable where Triton's compiler is not here.
    """

    def __init__(self, options: VerifyOptions, arch: str = "sm_90") -> None:
        self.options, self.arch = options, arch
        self.backends = real_backends(options)
        self._open = ExitStack()
        self._compiler = self._open.enter_context(TritonCompiler(f"triton-{arch.replace('_', '')}"))

    def __enter__(self) -> Costs:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def of_file(self, path: Path) -> Iterator[Cost]:
        """One for each kernel with a case, in the cases' order. Raises OSError, NotText, CaseError."""
        source = read_source(path)
        cases = [each for each in _cases(path) if _is_asked(each.kernel, self.options)]
        wanted = tuple(dict.fromkeys((*self.options.instantiate, *(c.kernel for c in cases if "<" in c.kernel))))
        file = _File(path, self.backends.translate(source, wanted), wanted, self)
        for name in dict.fromkeys(case.kernel for case in cases):
            yield file.cost(next(case for case in cases if case.kernel == name), [case.kernel for case in cases])

    def compiled(self, port: TranslatedPort, entry: KernelEntry, launch: Launch) -> tuple[str, MachineCode, int, int]:
        """(why not, the code, warps of a program, shared bytes)."""
        manifest = port.manifest
        made, code = self._compiler.machine_code(
            port.text, entry, launch, manifest.globals, build_options=manifest.build_options
        )
        return made.message, code, made.warps or 1, made.shared_bytes or 0


def _cases(path: Path) -> tuple[Case, ...]:
    file = case_file_of(path)
    return load_cases(file) if file.exists() else ()


def _is_asked(kernel: str, options: VerifyOptions) -> bool:
    return not options.kernels or is_asked_for(kernel, options.kernels)


@dataclass(eq=False)
class _File:
    path: Path
    translated: TranslatedFile
    instances: tuple[str, ...]
    costs: Costs

    def cost(self, case: Case, names: list[str]) -> Cost:
        port = self.translated.port
        known = [] if port is None else [each.kernel for each in port.manifest.kernels]
        entry = None if port is None else port.manifest.kernel(match(names, known).get(case.kernel, case.kernel))
        blank = Cost(str(self.path), case.kernel, 0, case.name, self.costs.arch)
        if port is None or entry is None:
            return replace(blank, problem=self._refusal(case.kernel))
        blank = replace(blank, line=entry.line, scratch=_scratch(entry), staged=_is_staged(entry))
        try:
            launch = bind(case, entry, port.manifest.globals).launch
        except CaseError as error:
            return replace(blank, problem=error.diagnostic.message)
        problem, code, warps, shared = self.costs.compiled(port, entry, launch)
        if problem or not code.assembly:
            return replace(blank, problem=problem or "NVIDIA's disassembler says nothing")
        (port_figures,) = _all_figures(code).values()
        port_figures = replace(port_figures, shared=shared)
        programs = program_grid(entry, launch)
        threads = prod(launch.grid) * prod(launch.block) / (prod(programs) * warps * WARP)
        return self._compared(replace(blank, port=port_figures), threads)

    def _refusal(self, kernel: str) -> str:
        found = next((each for each in self.translated.kernels if base(each.name) == base(kernel)), None)
        said = [each for each in (found.diagnostics if found else self.translated.diagnostics) if each.is_error]
        return f"{said[0].code}: {said[0].message}" if said else "there is no such kernel"

    def _compared(self, blank: Cost, cuda_threads: float) -> Cost:
        """cuda_threads: that one thread of the port stands for."""
        original, problem = self._original(blank.kernel)
        port = blank.port
        assert port is not None
        hot = port.hot
        of_thread = hot.instructions / cuda_threads
        if original is None:
            each = hot.words if hot.unit == "word" else of_thread
            return replace(blank, unit=hot.unit, port_each=each, original_problem=problem)
        blank = replace(blank, original=original)
        if blank.scratch:
            return blank
        if blank.staged:
            return _compared_staged(blank, port, original, cuda_threads)
        if hot.unit == original.hot.unit == "thread":
            return replace(blank, unit="thread", port_each=of_thread, original_each=original.hot.instructions)
        return replace(blank, unit="word", port_each=hot.words, original_each=original.hot.words)

    def _original(self, kernel: str) -> tuple[Figures | None, str]:
        try:
            compiled = self._compiled_original
        except (nvcc.NoNvcc, NoTools) as error:
            return None, str(error)
        if compiled.message:
            return None, compiled.message
        by_name = {kernel_name(demangled): mangled for demangled, mangled in compiled.kernels}
        name = match([kernel], list(by_name)).get(kernel)
        if name is None:
            return None, f"nvcc made no {kernel} of the file, only {', '.join(by_name)}"
        return _all_figures(compiled.code)[by_name[name]], ""

    @cached_property
    def _compiled_original(self) -> nvcc.Compiled:
        options = self.costs.options
        return nvcc.compile_original(self.path, self.costs.arch, self.instances, options.include_dirs, options.defines)


def _compared_staged(blank: Cost, port: Figures, original: Figures, cuda_threads: float) -> Cost:
    if port.staging.unit == "word":
        return replace(blank, unit="word", port_each=port.staging.words, original_each=original.staging.words)
    each = port.straight / cuda_threads
    return replace(blank, unit="thread", port_each=each, original_each=original.straight)


def _is_staged(entry: KernelEntry) -> bool:
    return any(note.startswith("staged: ") for note in entry.notes)


def _all_figures(code: MachineCode) -> dict[str, Figures]:
    return {
        name: figures(function, code.resources.get(name, {})) for name, function in functions(code.assembly).items()
    }


def _scratch(entry: KernelEntry) -> tuple[str, ...]:
    """Why it needs some; the arguments tell whether."""
    if not any(each.kind == "scratch" for each in entry.arguments):
        return ()
    said = [note.removeprefix("scratch memory: ") for note in entry.notes if note.startswith("scratch memory: ")]
    return tuple(said) or ("shared memory",)
