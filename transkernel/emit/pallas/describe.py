"""The manifest of a port: CUDA's parameters as their author wrote them, and what each argument of the port is."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from transkernel.emit.pallas.file import Printed
from transkernel.emit.pallas.profile import Profile
from transkernel.emit.parameters import describe_global, describe_parameter, described_name
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import Intrinsic
from transkernel.ir.tile import ConstantParameter, ConstantRule, TileKernel, TileProgram
from transkernel.ir.types import FLOAT32, FLOAT64, Struct
from transkernel.ir.visit import walk_all
from transkernel.manifest import Argument, FunctionError, KernelEntry, Manifest
from transkernel.manifest import GlobalVariable as GlobalEntry
from transkernel.manifest import Requirement as RequirementEntry
from transkernel.source import SourceFile

SUFFIX = "_pallas.py"
_NAMES = {FLOAT32: "float32", FLOAT64: "float64"}
WARP = 32


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
    warps = any(each.rule is ConstantRule.WARPS for each in kernel.constants)
    reasons = tuple(f"scratch memory: {each}" for each in kernel.reasons)
    return KernelEntry(
        kernel=kernel.cuda_name,
        entry=made.entry,
        line=kernel.span.line,
        params=tuple(describe_parameter(each, structs) for each in kernel.cuda_parameters or kernel.parameters),
        arguments=_arguments(program, made),
        block=block,
        uses_dynamic_shared=_uses_dynamic_shared(kernel),
        warp_width=WARP if warps else 0,
        notes=(*reasons, *made.notes),
        functions=_function_errors(kernel),
        requirements=tuple(
            RequirementEntry(
                str(each.rule),
                each.number if isinstance(each.number, int) else str(each.number),
                each.at_most,
                each.reason,
            )
            for each in kernel.requirements
        ),
    )


def _uses_dynamic_shared(kernel: TileKernel) -> bool:
    in_scratch = kernel.scratch is not None and kernel.scratch.dynamic
    return in_scratch or any(each.rule is ConstantRule.SLOTS for each in kernel.constants)


def _arguments(program: TileProgram, made: Printed) -> tuple[Argument, ...]:
    kernel = program.kernel
    arguments = []
    for parameter in kernel.parameters:
        name, _, field = parameter.name.partition(".")
        whole = any(each.name == parameter.name for each in kernel.cuda_parameters or kernel.parameters)
        arguments.append(Argument("param", parameter.name) if whole else Argument("param", name, field))
    arguments += [Argument("global", described_name(each.name)) for each in program.globals]
    for constant, name in zip(kernel.constants, made.constants, strict=True):
        of_lanes = kernel.scratch is not None and constant.rule is ConstantRule.SHARED
        size = kernel.scratch.lane_bytes if of_lanes and kernel.scratch is not None else 0
        arguments.append(Argument("constant", name, str(constant.rule), size, _value(kernel, constant)))
    return tuple(arguments)


def _value(kernel: TileKernel, constant: ConstantParameter) -> int:
    match constant.rule:
        case ConstantRule.LANES:
            warps = any(each.rule is ConstantRule.WARPS for each in kernel.constants)
            return max(constant.default, WARP if warps else 1)
        case ConstantRule.SHARED:
            return kernel.scratch.bytes if kernel.scratch is not None else 0
    return constant.default


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
