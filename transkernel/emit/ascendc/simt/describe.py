"""The manifest of a port: CUDA's parameters as their author wrote them, and what each argument of the port is."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any

from transkernel.emit.ascendc.profile import Profile
from transkernel.emit.c.legal import Legal
from transkernel.emit.parameters import describe_global, describe_parameter
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import Declare, Intrinsic, Program, WarpOperation
from transkernel.ir.types import FLOAT32, Array, Scalar, Struct, size_of
from transkernel.ir.visit import walk_all
from transkernel.manifest import FunctionError, KernelEntry, Manifest, Requirement
from transkernel.manifest import GlobalVariable as GlobalEntry
from transkernel.source import SourceFile

SUFFIX = "_ascendc.cpp"
_BLOCKS = Requirement("blocks", 65535, True, "a grid has at most 65535 blocks")
_STACK_BYTES = 1152  # of a thread, where aclInit is given no `simt_stack_size` (asc-devkit, "内存层级")
_DIVIDE_NOTE = "float / takes operands below 2^-126 for zeros (asc-devkit, SIMT BuiltIn关键字)"


def describe(
    programs: tuple[Program, ...],
    legal: tuple[Legal, ...],
    entries: tuple[str, ...],
    source: SourceFile,
    profile: Profile,
    version: str,
    block: tuple[int, int, int] | None,
) -> Manifest:
    """The whole manifest but for the line map."""
    globals_: dict[str, GlobalEntry] = {}
    kernels = []
    for program, made, entry in zip(programs, legal, entries, strict=True):
        kernels.append(_kernel(program, made, entry, block))
        for variable in describe_variables(program, made):
            globals_.setdefault(variable.name, variable)
    name = PurePath(source.name)
    return Manifest(
        transkernel=version,
        target="ascendc",
        profile=profile.name,
        source=name.name,
        sha256=hashlib.sha256(source.text.encode()).hexdigest(),
        port=f"{name.stem}{SUFFIX}",
        kernels=tuple(kernels),
        globals=tuple(globals_.values()),
        build_options=profile.build_options,
        form=profile.form,
    )


def describe_variables(program: Program, made: Legal) -> list[GlobalEntry]:
    """The file-scope variables that are buffers of the port. Raises Refusal where a start value is no constant."""
    structs = {each.name: each for each in program.structs}
    used = {argument.name for argument in made.arguments if argument.kind == "global"}
    return [describe_global(each, structs) for each in program.globals if each.name in used]


def _kernel(program: Program, made: Legal, entry: str, block: tuple[int, int, int] | None) -> KernelEntry:
    kernel = program.kernel
    structs: dict[str, Struct] = {each.name: each for each in program.structs}
    bodies = (kernel.body, *(each.body for each in program.functions))
    nodes = [node for body in bodies for node in walk_all(body)]
    divides = any(str(getattr(node, "op", "")) == "/" and _is_float(node.type) for node in nodes)
    return KernelEntry(
        kernel=kernel.cuda_name,
        entry=entry,
        line=kernel.span.line,
        params=tuple(describe_parameter(each, structs) for each in kernel.parameters),
        arguments=made.arguments,
        block=block,
        uses_dynamic_shared=any(each.dynamic for each in made.program.kernel.shared),
        warp_width=32 if any(isinstance(node, WarpOperation) for node in nodes) else 0,
        requirements=(_BLOCKS,),
        notes=(*made.needs.notes, *_stack_note(nodes), *((_DIVIDE_NOTE,) if divides else ())),
        functions=_function_errors(nodes),
    )


def _stack_note(nodes: list[Any]) -> tuple[str, ...]:
    """Local arrays that may leave a thread's stack too small."""
    size = sum(size_of(node.type) for node in nodes if isinstance(node, Declare) and isinstance(node.type, Array))
    if size <= _STACK_BYTES // 2:
        return ()
    return (f"local arrays take {size} bytes; a thread's stack has {_STACK_BYTES}: see simt_stack_size of aclInit",)


def _is_float(type_: object) -> bool:
    return isinstance(type_, Scalar) and type_.is_float


def _function_errors(nodes: list[object]) -> tuple[FunctionError, ...]:
    """Functions whose results may differ, by CUDA's bound: the vendor's pages of SIMT functions have no figures."""
    names = {node.id for node in nodes if isinstance(node, Intrinsic) and node.type == FLOAT32}
    bounds = {name: INTRINSICS[name].error(FLOAT32) for name in sorted(names)}
    return tuple(FunctionError(name, "float32", bound) for name, bound in bounds.items() if bound)
