"""The manifest of a port: CUDA's parameters as their author wrote them, and what each argument of the port is."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from transkernel.emit.pallas.file import Printed
from transkernel.emit.pallas.profile import Profile
from transkernel.emit.parameters import describe_global, describe_parameter
from transkernel.emit.tile_arguments import described_requirements, tile_arguments, uses_dynamic_shared, warp_width
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import Intrinsic
from transkernel.ir.tile import TileKernel, TileProgram
from transkernel.ir.types import FLOAT32, FLOAT64, Struct
from transkernel.ir.visit import walk_all
from transkernel.manifest import FunctionError, KernelEntry, Manifest
from transkernel.manifest import GlobalVariable as GlobalEntry
from transkernel.source import SourceFile

SUFFIX = "_pallas.py"
_NAMES = {FLOAT32: "float32", FLOAT64: "float64"}


def describe(
    programs: tuple[TileProgram, ...],
    printed: tuple[Printed, ...],
    source: SourceFile,
    profile: Profile,
    version: str,
    block: tuple[int, int, int] | None,
) -> Manifest:
    """The whole manifest but for the line map."""
    globals_: dict[str, GlobalEntry] = {}
    for program in programs:
        structs = _structs(program)
        for variable in program.globals:
            globals_.setdefault(variable.name, describe_global(variable, structs))
    name = PurePath(source.name)
    return Manifest(
        transkernel=version,
        target="pallas",
        profile=profile.name,
        source=name.name,
        sha256=hashlib.sha256(source.text.encode()).hexdigest(),
        port=f"{name.stem}{SUFFIX}",
        kernels=tuple(_kernel(each, made, block) for each, made in zip(programs, printed, strict=True)),
        globals=tuple(globals_.values()),
        build_options=profile.build_options,
    )


def _structs(program: TileProgram) -> dict[str, Struct]:
    return {each.name: each for each in program.structs}


def _kernel(program: TileProgram, made: Printed, block: tuple[int, int, int] | None) -> KernelEntry:
    kernel = program.kernel
    structs = _structs(program)
    reasons = tuple(f"scratch memory: {each}" for each in kernel.reasons)
    return KernelEntry(
        kernel=kernel.cuda_name,
        entry=made.entry,
        line=kernel.span.line,
        params=tuple(describe_parameter(each, structs) for each in kernel.cuda_parameters or kernel.parameters),
        arguments=tile_arguments(kernel, program.globals, made.constants, scratch=False),
        block=block,
        uses_dynamic_shared=uses_dynamic_shared(kernel),
        warp_width=warp_width(kernel),
        notes=(*reasons, *made.notes),
        functions=_function_errors(kernel),
        requirements=described_requirements(kernel),
    )


def _function_errors(kernel: TileKernel) -> tuple[FunctionError, ...]:
    """Each function that is not correctly rounded, with CUDA's own bound; XLA's documents give none."""
    found: dict[tuple[str, str], float] = {}
    for node in walk_all(kernel.body):
        if not isinstance(node, Intrinsic):
            continue
        type_ = node.type.element if hasattr(node.type, "element") else node.type
        if type_ in (FLOAT32, FLOAT64):
            ulp = INTRINSICS[node.id].ulp[0 if type_ == FLOAT32 else 1]
            if ulp:
                found[node.id, _NAMES[type_]] = float(ulp)
    return tuple(FunctionError(name, dtype, ulp) for (name, dtype), ulp in sorted(found.items()))
