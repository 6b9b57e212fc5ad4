"""The manifest of a port: CUDA's parameters as their author wrote them, and what each argument of the port is."""

from __future__ import annotations

import hashlib
import struct as bytes_format
from pathlib import PurePath

from transkernel.diagnostics import refuse
from transkernel.emit.opencl.function_errors import function_errors
from transkernel.emit.opencl.legalise.hidden import is_buffer
from transkernel.emit.opencl.legalise.pipeline import Legal
from transkernel.emit.opencl.profile import Profile
from transkernel.emit.opencl.types import NUMPY_NAMES
from transkernel.ir.nodes import (
    Build,
    Convert,
    Expression,
    Function,
    GlobalVariable,
    Kernel,
    Literal,
    Parameter,
    Program,
    WarpOperation,
)
from transkernel.ir.types import BFLOAT16, BOOL, Array, Pointer, Scalar, Space, Struct, Type, Vector, size_of
from transkernel.ir.values import bits_of
from transkernel.ir.visit import walk_all
from transkernel.manifest import FieldLayout, KernelEntry, Manifest
from transkernel.manifest import GlobalVariable as GlobalEntry
from transkernel.manifest import Parameter as ParameterEntry
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
    return [_global(each, structs) for each in program.globals if is_buffer(each) and each.name in used]


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
        params=tuple(_parameter(each, structs) for each in kernel.parameters),
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


# ---------------------------------------------------------------- parameters


def _parameter(parameter: Parameter, structs: dict[str, Struct]) -> ParameterEntry:
    type_, name, written = parameter.type, parameter.name, parameter.cuda_type
    match type_:
        case Pointer(element=element):
            if isinstance(element, Struct):
                whole = structs[element.name]
                fields = flat_fields(whole, structs)
                return ParameterEntry(name, "buffer", written, "uint8", 1, type_.const, whole.size, fields)
            dtype, width = _number(element)
            return ParameterEntry(name, "buffer", written, dtype, width, type_.const)
        case Struct():
            whole = structs[type_.name]
            fields = flat_fields(whole, structs)
            return ParameterEntry(name, "struct", written, "uint8", 1, True, whole.size, fields)
    dtype, width = _number(type_)
    return ParameterEntry(name, "scalar", written, dtype, width, True)


def _number(type_: Type) -> tuple[str, int]:
    """NumPy's name of an element and how many of it make one."""
    match type_:
        case Vector():
            return NUMPY_NAMES[type_.scalar], type_.lanes
        case Array():
            dtype, width = _number(type_.element)
            return dtype, width * type_.extent
        case Pointer():
            return "uint64", 1
        case Scalar() if type_.bits:
            return NUMPY_NAMES[type_], 1
    return "uint8", 1  # void


def flat_fields(struct: Struct, structs: dict[str, Struct], path: str = "", start: int = 0) -> tuple[FieldLayout, ...]:
    """The fields at CUDA's offsets, those of nested structs under dotted names."""
    found: list[FieldLayout] = []
    for each in structs[struct.name].fields:
        name, offset = f"{path}{each.name}", start + each.offset
        if isinstance(each.type, Struct):
            found += flat_fields(each.type, structs, f"{name}.", offset)
        elif isinstance(each.type, Array) and isinstance(each.type.element, Struct):
            for position in range(each.type.extent):
                at = offset + position * size_of(each.type.element)
                found += flat_fields(each.type.element, structs, f"{name}[{position}].", at)
        else:
            dtype, count = _number(each.type)
            pointee = _number(each.type.element)[0] if isinstance(each.type, Pointer) else None
            found.append(FieldLayout(name, offset, dtype, count, pointee))
    return tuple(found)


# ---------------------------------------------------------------- file-scope variables


def _global(variable: GlobalVariable, structs: dict[str, Struct]) -> GlobalEntry:
    shape: list[int] = []
    type_ = variable.type
    while isinstance(type_, Array):
        shape.append(type_.extent)
        type_ = type_.element
    if isinstance(type_, Vector):
        shape.append(type_.lanes)
    if isinstance(type_, Struct):
        dtype = "uint8"
        shape.append(structs[type_.name].size)
    else:
        dtype = _number(type_)[0]
    initial = None if variable.init is None else initial_bytes(variable.init, variable.type, structs).hex()
    return GlobalEntry(
        name=variable.name,
        type=str(variable.type),
        dtype=dtype,
        shape=tuple(shape),
        constant=variable.space is Space.CONSTANT,
        initial=initial,
    )


_FORMATS = {"bool": "?", "int8": "b", "int16": "h", "int32": "i", "int64": "q", "uint8": "B", "uint16": "H",
            "uint32": "I", "uint64": "Q", "float16": "e", "float32": "f", "float64": "d"}  # fmt: skip


def initial_bytes(node: Expression, type_: Type, structs: dict[str, Struct]) -> bytes:
    """A constant initialiser as CUDA lays it out in memory. Raises Refusal where it is no constant."""
    if isinstance(node, Build):
        return _built_bytes(node, type_, structs)
    value = _constant(node)
    if value is None or not isinstance(type_, Scalar):
        raise refuse("TK0413", "the start value of this variable is not a constant", node.span)
    if type_ == BFLOAT16:
        return bytes_format.pack("<H", bits_of(float(value), BFLOAT16))
    return bytes_format.pack(f"<{_FORMATS[NUMPY_NAMES[type_]]}", bool(value) if type_ == BOOL else value)


def _built_bytes(node: Build, type_: Type, structs: dict[str, Struct]) -> bytes:
    image = bytearray(structs[type_.name].size if isinstance(type_, Struct) else size_of(type_))
    for position, element in enumerate(node.elements):
        match type_:
            case Struct():
                field = structs[type_.name].fields[position]
                offset, inner = field.offset, field.type
            case Array():
                inner = type_.element
                offset = position * size_of(inner)
            case Vector():
                inner = type_.scalar
                offset = position * size_of(inner)
            case _:
                raise refuse("TK0413", "the start value of this variable is not a constant", node.span)
        data = initial_bytes(element, inner, structs)
        image[offset : offset + len(data)] = data
    return bytes(image)


def _constant(node: Expression) -> int | float | None:
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Convert) and isinstance(node.type, Scalar):
        inner = _constant(node.operand)
        if inner is None:
            return None
        return float(inner) if node.type.is_float else int(inner)
    return None
