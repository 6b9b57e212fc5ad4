"""The manifest of a port: CUDA's parameters as their author wrote them, and what each argument of the port is."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from transkernel.emit.c.hidden import is_buffer
from transkernel.emit.c.legal import Legal
from transkernel.emit.opencl.function_errors import function_errors
from transkernel.emit.opencl.profile import Profile
from transkernel.emit.parameters import describe_global, describe_parameter
from transkernel.ir.nodes import (
    Function,
    Kernel,
    Program,
    WarpOperation,
)
from transkernel.ir.types import Scalar, Struct
from transkernel.ir.visit import walk_all
from transkernel.manifest import GlobalVariable as GlobalEntry
from transkernel.manifest import KernelEntry, Manifest
from transkernel.source import SourceFile

_DIVIDE_NOTE = (
    "float / and sqrt are exact on devices that build with -cl-fp32-correctly-rounded-divide-sqrt, "
    "elsewhere within 2.5 and 3 ulp (OpenCL C 1.2, 7.4)"
)


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
        structs = {each.name: each for each in program.structs}
        kernels.append(_kernel(program, made, entry, structs, block))
        for variable in describe_variables(program, made):
            globals_.setdefault(variable.name, variable)
    name = PurePath(source.name)
    return Manifest(
        transkernel=version,
        target="opencl",
        profile=profile.name,
        source=name.name,
        sha256=hashlib.sha256(source.text.encode()).hexdigest(),
        port=f"{name.stem}.cl",
        kernels=tuple(kernels),
        globals=tuple(globals_.values()),
        build_options=profile.build_options,
    )


def describe_variables(program: Program, made: Legal) -> list[GlobalEntry]:
    """The file-scope variables that are buffers of the port. Raises Refusal where a start value is no constant."""
    structs = {each.name: each for each in program.structs}
    used = {argument.name for argument in made.arguments if argument.kind == "global"}
    return [describe_global(each, structs) for each in program.globals if is_buffer(each) and each.name in used]


def _kernel(
    program: Program, made: Legal, entry: str, structs: dict[str, Struct], block: tuple[int, int, int] | None
) -> KernelEntry:
    kernel = program.kernel
    warps = any(isinstance(node, WarpOperation) for body in _bodies(program) for node in walk_all(body))
    notes = [*made.needs.notes]
    if _divides(program):
        notes.append(_DIVIDE_NOTE)
    notes += [f"needs {extension}" for extension in sorted(made.needs.extensions)]
    return KernelEntry(
        kernel=kernel.cuda_name,
        entry=entry,
        line=kernel.span.line,
        params=tuple(describe_parameter(each, structs) for each in kernel.parameters),
        arguments=made.arguments,
        block=block,
        uses_dynamic_shared=any(each.kind == "dynamic_shared" for each in made.arguments),
        warp_width=32 if warps else 0,
        notes=tuple(notes),
        functions=function_errors(program),
    )


def _bodies(program: Program) -> list[tuple[object, ...]]:
    functions: tuple[Kernel | Function, ...] = (program.kernel, *program.functions)
    return [each.body for each in functions]


def _divides(program: Program) -> bool:
    """Whether a float division or root is in it whose rounding OpenCL leaves open."""
    for body in _bodies(program):
        for node in walk_all(body):
            float_ = isinstance(getattr(node, "type", None), Scalar) and node.type.is_float
            if float_ and (str(getattr(node, "op", "")) == "/" or getattr(node, "id", "") == "sqrt"):
                return True
    return False
