"""The manifest of a port: CUDA's parameters as their author wrote them, and what each argument of the port is."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from transkernel.emit.parameters import describe_global, describe_parameter
from transkernel.emit.tile_arguments import described_requirements, tile_arguments, uses_dynamic_shared, warp_width
from transkernel.emit.triton.file import Printed
from transkernel.emit.triton.profile import Profile
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import Declare, Intrinsic, While
from transkernel.ir.tile import Load, Split, Store, TileKernel, TileProgram
from transkernel.ir.types import BOOL, FLOAT32, FLOAT64, Pointer, Scalar, Struct, Tile, Type
from transkernel.ir.visit import walk_all
from transkernel.manifest import FunctionError, KernelEntry, Manifest
from transkernel.manifest import GlobalVariable as GlobalEntry
from transkernel.source import SourceFile

SUFFIX = "_triton.py"
_NAMES = {FLOAT32: "float32", FLOAT64: "float64"}
_ROW = 16
_MOST_WORDS = 48  # for each lane, of the 255 registers of a thread


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
        target="triton",
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
    staged = tuple(f"staged: `{each}` is read from where it comes" for each in kernel.staged)
    return KernelEntry(
        kernel=kernel.cuda_name,
        entry=made.entry,
        line=kernel.span.line,
        params=tuple(describe_parameter(each, structs) for each in kernel.cuda_parameters or kernel.parameters),
        arguments=tile_arguments(kernel, program.globals, made.constants),
        block=block,
        uses_dynamic_shared=uses_dynamic_shared(kernel),
        warp_width=warp_width(kernel),
        notes=(*reasons, *staged, *made.notes),
        functions=_function_errors(kernel),
        thread_lanes=_thread_lanes(kernel),
        requirements=described_requirements(kernel),
    )


def _thread_lanes(kernel: TileKernel) -> int:
    """Four, for accesses of 16 bytes; one where so many tiles may be alive that registers would not do, or a lane has
    a row of elements anyway, or vectors are read while any lane is left, whose layout is another than that of what the
    lanes carry from round to round."""
    nodes = [*walk_all(kernel.body)]
    loops = tuple(each for each in nodes if isinstance(each, While))
    if any(isinstance(each, Split) for each in walk_all(loops)):
        return 1
    if any(_is_row(each.pointer.type) for each in nodes if isinstance(each, Load | Store)):
        return 1
    declared = [each.type for each in nodes if isinstance(each, Declare)]
    words = sum(_bits(each.element) / 32 for each in declared if isinstance(each, Tile))
    return 1 if words > _MOST_WORDS else 4


def _is_row(type_: Type) -> bool:
    """Whether a tile has so many columns that a lane makes use of accesses of 16 bytes by itself."""
    columns = type_.shape[-1] if isinstance(type_, Tile) and len(type_.shape) == 2 else 0
    return isinstance(columns, str) or columns >= _ROW


def _bits(element: Type) -> int:
    """Of a register's; masks are elsewhere."""
    return (
        element.bits if isinstance(element, Scalar) and element != BOOL else 64 if isinstance(element, Pointer) else 0
    )


def _function_errors(kernel: TileKernel) -> tuple[FunctionError, ...]:
    """Each function that is not correctly rounded, with CUDA's own bound: the port calls the same libdevice."""
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
