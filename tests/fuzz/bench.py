"""Runs random kernels beside their ports, many to a compilation.

The kernels of a batch are one CUDA file. Their ports are built once a device; the originals once too, through a last
kernel, `every_kernel`, which is given a number and the addresses of a kernel's arguments, and calls that kernel.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from tests.fuzz.cuda_printer import declared, print_file
from tests.fuzz.expressions import SPAN
from tests.fuzz.generate import Fuzzed
from transkernel.convert import InternalError, Options, Translation, convert
from transkernel.harness.backends import Order, real_backends
from transkernel.harness.cases import BufferSpec, Case, CaseArgument, Number
from transkernel.harness.options import VerifyOptions
from transkernel.harness.records import Record, Stage, Verdict
from transkernel.harness.session import Session
from transkernel.harness.verify import verify_port
from transkernel.ir import nodes as ir
from transkernel.ir.types import Pointer, Scalar
from transkernel.run.cuda_host import CudaHost
from transkernel.run.examination import Examination
from transkernel.run.launch import Buffer, Launch, Limits, Outcome, StructValue, Wanted
from transkernel.source import SourceFile, Span

_NAME = "fuzz.cu"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one kernel. devices: those that do not agree, with their records; empty where all do.

    stage: `convert` where it was refused or broke the translator, else where the verdict was reached.
    """

    fuzzed: Fuzzed
    verdict: str
    stage: str
    reason: str
    code: str = ""
    pattern: str = ""
    devices: tuple[str, ...] = ()
    port: str = ""
    records: tuple[Record, ...] = ()

    @property
    def is_pass(self) -> bool:
        return self.verdict == Verdict.PASS


class _BatchOriginal:
    """Runs each kernel of a file through the file's `every_kernel`."""

    def __init__(self, limits: Limits) -> None:
        self._host, self._limits = CudaHost(), limits
        self.text, self.most = "", 0
        self.numbers: dict[str, int] = {}

    def use(self, text: str, kernels: Sequence[ir.Kernel]) -> None:
        self.numbers = {kernel.name: number for number, kernel in enumerate(kernels)}
        self.most = max(len(kernel.parameters) for kernel in kernels)
        self.text = text + _every_kernel(kernels, self.most)

    def expect(self, file: Path, kernels: Sequence[Wanted]) -> None:
        """They are one library as it is."""

    def run(self, file: Path, launch: Launch, order: Order) -> Outcome:
        arguments = [_as_buffer(each) for each in launch.arguments]
        arguments += [Buffer(f"unused {n}", np.zeros(1, np.uint8)) for n in range(len(arguments), self.most)]
        which = Buffer("which kernel", np.array([self.numbers[launch.kernel]], np.int32))
        every = replace(launch, kernel="every_kernel", arguments=(which, *arguments))
        return self._host.run(SourceFile(_NAME, self.text), every, order=order, limits=self._limits)

    def run_in_double(self, file: Path, launch: Launch) -> Outcome:
        """No third witness is asked for: what is compared here is exact."""
        return Outcome("unsupported", "exact results need no witness")

    def examine(self, file: Path, launch: Launch, unwritten: Sequence[str] = ()) -> Examination:
        """Not asked for: what is generated is well defined."""
        return Examination(problem="generated kernels are well defined")

    def close(self) -> None:
        self._host.close()


def _every_kernel(kernels: Sequence[ir.Kernel], most: int) -> str:
    cases = []
    for number, kernel in enumerate(kernels):
        arguments = [_argument(each, at) for at, each in enumerate(kernel.parameters)]
        cases.append(f"    case {number}: {kernel.name}({', '.join(arguments)}); break;\n")
    parameters = "".join(f", void *a{at}" for at in range(most))
    head = f"__global__ void every_kernel(const int *which{parameters})"
    return f"\n{head}\n{{\n    switch (*which) {{\n{''.join(cases)}    }}\n}}\n"


def _argument(parameter: ir.Parameter, at: int) -> str:
    if isinstance(parameter.type, Pointer):
        return f"({declared(parameter.type, '')})a{at}"
    return f"*(const {declared(parameter.type, '')}*)a{at}"


def _as_buffer(argument: object) -> Buffer:
    if isinstance(argument, Buffer):
        return argument
    data = argument.data  # type: ignore[attr-defined]
    assert not isinstance(argument, StructValue)
    return Buffer(argument.name, np.frombuffer(data, np.uint8).copy())  # type: ignore[attr-defined]


class Bench:
    """The runners, kept open. devices: ids, or () for all that run OpenCL here. To be closed, or used with `with`."""

    def __init__(self, devices: Sequence[str] = (), seconds: float = 120.0) -> None:
        limits = Limits(wall_seconds=seconds)
        self._options = VerifyOptions(devices=tuple(devices), limits=limits, examine=False)
        real = real_backends(self._options)
        self._original = _BatchOriginal(limits)
        found = real.devices()  # once: to ask starts every driver
        backends = replace(real, open_original=lambda: self._original, devices=lambda: found)
        self._session = Session(self._options, backends)
        self._folder = tempfile.TemporaryDirectory(prefix="transkernel-fuzz-")
        self.devices = tuple(device.id for device in self._session.devices())

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._session.__exit__()
        self._folder.cleanup()

    def judge(
        self, batch: Sequence[Fuzzed], devices: Sequence[str] = (), options: tuple[str, ...] = ()
    ) -> list[Result]:
        """A result for each kernel; names of file scope may be the same in several.

        devices: () for all. options: further ones for the devices' compilers.

        One that breaks a compilation is found by trying each alone.
        """
        named = [renamed(each, str(number)) for number, each in enumerate(batch)]
        found = self._judge(named, devices or self.devices, options)
        if len(batch) > 1:
            found = [
                self._judge([alone], devices or self.devices, options)[0] if _is_of_the_file(each) else each
                for alone, each in zip(named, found, strict=True)
            ]
        return [replace(result, fuzzed=each) for result, each in zip(found, batch, strict=True)]

    def _judge(self, batch: Sequence[Fuzzed], devices: Sequence[str], options: tuple[str, ...]) -> list[Result]:
        text = print_file([each.program for each in batch])
        try:
            translation = convert(SourceFile(_NAME, text), Options())
        except InternalError as error:
            return [Result(each, "internal-error", Stage.CONVERT, str(error)) for each in batch]
        path = Path(self._folder.name) / _NAME
        path.write_text(text)
        self._original.use(text, [each.program.kernel for each in batch])
        return [self._result(each, path, _built_with(options, translation), devices) for each in batch]

    def _result(self, fuzzed: Fuzzed, path: Path, translation: Translation, devices: Sequence[str]) -> Result:
        name, port = fuzzed.program.kernel.name, translation.port
        if port is None or port.manifest.kernel(name) is None:
            own = next((each.diagnostics for each in translation.kernels if each.name == name), ())
            said = [each for each in own if each.is_error] or translation.diagnostics
            first = said[0] if said else None
            return Result(fuzzed, "refused", Stage.CONVERT, str(first), first.code if first else "")
        case = case_of(fuzzed, path)
        records = [verify_port(path, case, port.text, port.manifest, device, self._session) for device in devices]
        bad = [each for each in records if not _agrees(each, fuzzed)]
        if not bad:
            return Result(fuzzed, Verdict.PASS, Stage.COMPARE, "", port=port.text, records=tuple(records))
        worst = bad[0]
        inexact = worst.is_pass
        reason = "the same but for bits that the tolerance lets pass" if inexact else worst.reason
        return Result(
            fuzzed,
            "inexact" if inexact else str(worst.verdict),
            str(worst.stage),
            reason,
            worst.diagnostics[0].code if worst.diagnostics else "",
            next((each.pattern for each in worst.outputs if each.counts.n_mismatch), ""),
            tuple(str(each.device) for each in bad),
            port.text,
            tuple(records),
        )


def _built_with(options: tuple[str, ...], translation: Translation) -> Translation:
    """The translation, whose port is to be built with these options too."""
    port = translation.port
    if port is None or not options:
        return translation
    manifest = replace(port.manifest, build_options=(*port.manifest.build_options, *options))
    return replace(translation, port=replace(port, manifest=manifest))


def renamed(fuzzed: Fuzzed, suffix: str) -> Fuzzed:
    """With names of file scope that end in the suffix."""
    program = fuzzed.program
    named = [each.name for each in program.functions] + [each.name for each in program.globals]
    named += [each.name for each in program.structs] + [program.kernel.name]
    named += [each.name for each in program.kernel.shared if each.dynamic]
    names = {each: f"{each.rpartition('_')[0]}_{suffix}" for each in named}
    return replace(fuzzed, program=_renamed(program, names))


def _renamed(node: Any, names: dict[str, str]) -> Any:
    """The same node with other names, in it and below it."""
    if isinstance(node, tuple):
        changed = tuple(_renamed(each, names) for each in node)
        return node if all(a is b for a, b in zip(changed, node, strict=True)) else changed
    if isinstance(node, str):
        return names.get(node, node)
    if not is_dataclass(node) or isinstance(node, Span | Scalar):
        return node
    updates = {}
    for each in fields(node):
        old = getattr(node, each.name)
        new = _renamed(old, names)
        if new is not old:
            updates[each.name] = new
    return replace(node, **updates) if updates else node  # type: ignore[type-var]


def _agrees(record: Record, fuzzed: Fuzzed) -> bool:
    """To the bit, but for outputs that are said to be inexact."""
    exact = [each for each in record.outputs if each.name not in fuzzed.inexact]
    return record.is_pass and all(each.is_bitwise_equal for each in exact)


def _is_of_the_file(result: Result) -> bool:
    """Whether a verdict may be another kernel's doing, in the same compilation or a process that it broke."""
    return result.verdict in ("compile-fail", "internal-error", "run-fail", "timeout") or (
        result.verdict == "refused" and not result.code.startswith(("TK03", "TK04"))
    )


def case_of(fuzzed: Fuzzed, path: Path) -> Case:
    """The launch as the harness wants it."""
    kernel = fuzzed.program.kernel
    given: dict[str, CaseArgument] = {
        each.name: BufferSpec((each.size,), each.dtype, each.fill, each.out, SPAN, each.low, each.high)
        for each in fuzzed.buffers
    }
    given |= {name: Number(value, SPAN) for name, value in fuzzed.numbers}
    args = {each.name: given[each.name] for each in kernel.parameters}
    where = Span(SourceFile(str(path), ""), 0, 0)
    return Case(
        "fuzz",
        kernel.name,
        (fuzzed.grid, 1, 1),
        fuzzed.block,
        fuzzed.shared_bytes,
        fuzzed.seed,
        args,
        None,
        path,
        where,
    )
