"""What manifests say of CUDA's parameters and file-scope variables, whatever the target."""

from __future__ import annotations

import struct as bytes_format

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import Build, Convert, Expression, GlobalVariable, Literal, Parameter
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    Array,
    Pointer,
    Scalar,
    Space,
    Struct,
    Type,
    Vector,
    size_of,
)
from transkernel.ir.values import bits_of
from transkernel.manifest import FieldLayout
from transkernel.manifest import GlobalVariable as GlobalEntry
from transkernel.manifest import Parameter as ParameterEntry

# What NumPy calls a number, for manifests and launchers.
NUMPY_NAMES: dict[Scalar, str] = {
    BOOL: "bool",
    INT8: "int8", INT16: "int16", INT32: "int32", INT64: "int64",
    UINT8: "uint8", UINT16: "uint16", UINT32: "uint32", UINT64: "uint64",
    FLOAT16: "float16", BFLOAT16: "bfloat16", FLOAT32: "float32", FLOAT64: "float64",
}  # fmt: skip


def describe_parameter(parameter: Parameter, structs: dict[str, Struct]) -> ParameterEntry:
    """A parameter of the CUDA kernel."""
    type_, name, written = parameter.type, parameter.name, parameter.cuda_type
    match type_:
        case Pointer(element=element):
            if isinstance(element, Struct):
                whole = structs[element.name]
                fields = flat_fields(whole, structs)
                return ParameterEntry(name, "buffer", written, "uint8", 1, type_.const, whole.size, fields)
            dtype, width = number_of(element)
            return ParameterEntry(name, "buffer", written, dtype, width, type_.const)
        case Struct():
            whole = structs[type_.name]
            fields = flat_fields(whole, structs)
            return ParameterEntry(name, "struct", written, "uint8", 1, True, whole.size, fields)
    dtype, width = number_of(type_)
    return ParameterEntry(name, "scalar", written, dtype, width, True)


def number_of(type_: Type) -> tuple[str, int]:
    """NumPy's name of an element and how many of it make one."""
    match type_:
        case Vector():
            return NUMPY_NAMES[type_.scalar], type_.lanes
        case Array():
            dtype, width = number_of(type_.element)
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
            dtype, count = number_of(each.type)
            pointee = number_of(each.type.element)[0] if isinstance(each.type, Pointer) else None
            found.append(FieldLayout(name, offset, dtype, count, pointee))
    return tuple(found)


# ---------------------------------------------------------------- file-scope variables


def described_name(name: str) -> str:
    """CUDA's name of what has one of tile IR's own constants' names there: `LANES` of `LANES.`."""
    return name.removesuffix(".")


def describe_global(variable: GlobalVariable, structs: dict[str, Struct]) -> GlobalEntry:
    """A variable that is a buffer of the port. Raises Refusal where its start value is no constant."""
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
        dtype = number_of(type_)[0]
    initial = None if variable.init is None else initial_bytes(variable.init, variable.type, structs).hex()
    return GlobalEntry(
        name=described_name(variable.name),
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
