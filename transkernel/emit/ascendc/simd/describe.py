"""The manifest of a port on tiles: CUDA's parameters as their author wrote them, and what each argument is."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any

from transkernel.emit.ascendc.simd.file import Printed
from transkernel.emit.ascendc.simd.words import GRID
from transkernel.emit.parameters import describe_global, describe_parameter
from transkernel.emit.tile_arguments import described_requirements, tile_arguments, uses_dynamic_shared, warp_width
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.placed import PlacedKernel, PlacedProgram, Vector
from transkernel.ir.types import FLOAT32
from transkernel.ir.visit import walk_statements
from transkernel.manifest import FunctionError, KernelEntry, Manifest
from transkernel.manifest import GlobalVariable as GlobalEntry
from transkernel.source import SourceFile

_FUNCTIONS = {"ln": "log", "power": "pow"}  # instructions whose function CUDA calls otherwise


def describe(
    programs: tuple[PlacedProgram, ...],
    printed: tuple[Printed, ...],
    source: SourceFile,
    profile: Any,
    version: str,
    block: tuple[int, int, int] | None,
    suffix: str,
) -> Manifest:
    """The whole manifest but for the line map."""
    globals_: dict[str, GlobalEntry] = {}
    for program in programs:
        structs = {each.name: each for each in program.structs}
        for variable in program.globals:
            globals_.setdefault(variable.name, describe_global(variable, structs))
    name = PurePath(source.name)
    return Manifest(
        transkernel=version,
        target="ascendc",
        profile=profile.name,
        source=name.name,
        sha256=hashlib.sha256(source.text.encode()).hexdigest(),
        port=f"{name.stem}{suffix}",
        kernels=tuple(_kernel(each, made, block) for each, made in zip(programs, printed, strict=True)),
        globals=tuple(globals_.values()),
        build_options=profile.build_options,
        form="simd",
    )


def _kernel(program: PlacedProgram, made: Printed, block: tuple[int, int, int] | None) -> KernelEntry:
    kernel = program.kernel
    structs = {each.name: each for each in program.structs}
    return KernelEntry(
        kernel=kernel.cuda_name,
        entry=made.entry,
        line=kernel.span.line,
        params=tuple(describe_parameter(each, structs) for each in kernel.cuda_parameters or kernel.parameters),
        arguments=tile_arguments(kernel, program.globals, made.constants, grid=GRID),
        block=block,
        uses_dynamic_shared=uses_dynamic_shared(kernel),
        warp_width=warp_width(kernel),
        notes=(*(f"scratch memory: {each}" for each in kernel.reasons), *_tiers(kernel)),
        functions=_function_errors(kernel),
        requirements=described_requirements(kernel),
        cores=1 if kernel.one_core else 0,
        unit="matrix" if kernel.on_matrix_unit else "",
    )


def _tiers(kernel: PlacedKernel) -> tuple[str, ...]:
    """On which unit a product is computed, and why."""
    return (f"computed on {kernel.tier}",) if kernel.tier else ()


def _function_errors(kernel: PlacedKernel) -> tuple[FunctionError, ...]:
    """Each function that is not correctly rounded, with CUDA's own bound: the vendor states none for most."""
    used = {
        (each.instruction, each.target.element) for each in walk_statements(kernel.body) if isinstance(each, Vector)
    }
    found = []
    for instruction, element in used:
        row = INTRINSICS.get(_FUNCTIONS.get(instruction, instruction))
        if row is not None and element == FLOAT32 and row.ulp[0]:
            found.append(FunctionError(row.id, "float32", float(row.ulp[0])))
    return tuple(sorted(found, key=lambda each: each.function))
