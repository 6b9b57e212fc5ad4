"""The types that CUDA, `std` and `cuda::std` bring along, known as tables: no header of theirs is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from transkernel.frontend import ast
from transkernel.frontend.constants import convert_literal
from transkernel.frontend.entities import Declared, Scope
from transkernel.frontend.group_types import group_type, integral_constant
from transkernel.ir.nodes import Literal
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
    Type,
    Vector,
)

if TYPE_CHECKING:
    from transkernel.frontend.unit import Unit

_VECTOR_STEMS: dict[str, Scalar] = {
    "char": INT8, "uchar": UINT8, "short": INT16, "ushort": UINT16, "int": INT32, "uint": UINT32, "long": INT64,
    "ulong": UINT64, "longlong": INT64, "ulonglong": UINT64, "float": FLOAT32, "double": FLOAT64,
}  # fmt: skip

# CUDA C++ Programming Guide, "Built-in Vector Types"; a vector of one lane is kept as a vector, for its `.x`.
VECTOR_TYPES: dict[str, Vector] = {
    f"{stem}{lanes}": Vector(scalar, lanes) for stem, scalar in _VECTOR_STEMS.items() for lanes in (1, 2, 3, 4)
}

CUDA_TYPES: dict[str, Type] = {
    **VECTOR_TYPES,
    "dim3": Vector(UINT32, 3),
    "half": FLOAT16,
    "__half": FLOAT16,
    "half2": Vector(FLOAT16, 2),
    "__half2": Vector(FLOAT16, 2),
    "nv_half": FLOAT16,
    "nv_half2": Vector(FLOAT16, 2),
    "at::Half": FLOAT16,
    "c10::Half": FLOAT16,
    "at::BFloat16": BFLOAT16,
    "c10::BFloat16": BFLOAT16,
    "__nv_bfloat16": BFLOAT16,
    "nv_bfloat16": BFLOAT16,
    "__nv_bfloat162": Vector(BFLOAT16, 2),
    "nv_bfloat162": Vector(BFLOAT16, 2),
    "size_t": UINT64,
    "ssize_t": INT64,
    "ptrdiff_t": INT64,
    "intptr_t": INT64,
    "uintptr_t": UINT64,
    "intmax_t": INT64,
    "uintmax_t": UINT64,
    "clock_t": INT64,
    "uchar": UINT8,
    "ushort": UINT16,
    "uint": UINT32,
    "ulong": UINT64,
    "u_int8_t": UINT8,
    "u_int16_t": UINT16,
    "u_int32_t": UINT32,
    "u_int64_t": UINT64,
    **{f"int{bits}_t": type_ for bits, type_ in ((8, INT8), (16, INT16), (32, INT32), (64, INT64))},
    **{f"uint{bits}_t": type_ for bits, type_ in ((8, UINT8), (16, UINT16), (32, UINT32), (64, UINT64))},
    **{f"int_fast{bits}_t": type_ for bits, type_ in ((8, INT8), (16, INT64), (32, INT64), (64, INT64))},
    **{f"int_least{bits}_t": type_ for bits, type_ in ((8, INT8), (16, INT16), (32, INT32), (64, INT64))},
}


def bare(name: ast.Name) -> str:
    """A name without `std::`, `cuda::` or `cuda::std::` before it."""
    parts = [part.identifier for part in name.parts]
    while len(parts) > 1 and parts[0] in ("std", "cuda"):
        parts.pop(0)
    return "::".join(parts)


def library_type(unit: Unit, scope: Scope, name: ast.Name) -> Declared | None:
    """The type of a name that the source does not declare itself, or None."""
    text = bare(name)
    if text in CUDA_TYPES:
        return Declared(CUDA_TYPES[text])
    tag = _integral_constant(unit, scope, name, text)
    if tag is not None:
        return tag
    group = group_type(unit, scope, name)
    if group is not None:
        return group
    trait, _, member = text.partition("::")
    if member == "type" or (trait.endswith("_t") and not member):
        key = trait.removesuffix("_t") if not member else trait
        part = next(part for part in name.parts if part.identifier == trait)
        handler = _TYPE_TRAITS.get(key)
        if handler is not None and part.arguments is not None:
            return handler([_argument(unit, scope, argument) for argument in part.arguments])
    return None


def _integral_constant(unit: Unit, scope: Scope, name: ast.Name, text: str) -> Declared | None:
    """`std::integral_constant<T, v>`, `std::bool_constant<v>`, `std::true_type` and `std::false_type`."""
    known = {"true_type": True, "false_type": False}.get(text)
    if known is not None:
        return Declared(integral_constant(unit, Literal(known, BOOL, name.span)))
    arguments = name.last.arguments
    if text not in ("bool_constant", "integral_constant") or not arguments:
        return None
    value = unit.template_value(arguments[-1], scope)
    type_ = Declared(BOOL) if text == "bool_constant" else unit.template_value(arguments[0], scope)
    if not isinstance(value, Literal) or not isinstance(type_, Declared) or not isinstance(type_.type, Scalar):
        return None
    converted = convert_literal(value, type_.type)
    return Declared(integral_constant(unit, converted)) if converted is not None else None


def _argument(unit: Unit, scope: Scope, argument: ast.TemplateArgument) -> Declared | Literal:
    value = unit.template_value(argument, scope)
    assert isinstance(value, Declared | Literal)
    return value


def _conditional(arguments: list[Declared | Literal]) -> Declared | None:
    condition, then, otherwise = arguments
    chosen = then if isinstance(condition, Literal) and condition.value else otherwise
    return chosen if isinstance(chosen, Declared) else None


def _enable_if(arguments: list[Declared | Literal]) -> Declared | None:
    condition = arguments[0]
    if not isinstance(condition, Literal) or not condition.value:
        return None
    result = arguments[1] if len(arguments) > 1 else Declared(BOOL)
    return result if isinstance(result, Declared) else None


def _on_type(change: Callable[[Declared], Declared]) -> Callable[[list[Declared | Literal]], Declared | None]:
    def apply(arguments: list[Declared | Literal]) -> Declared | None:
        first = arguments[0]
        return change(first) if isinstance(first, Declared) else None

    return apply


def _decay(declared: Declared) -> Declared:
    if isinstance(declared.type, Array):
        return Declared(Pointer(declared.type.element, const=declared.const))
    return Declared(declared.type)


def _remove_pointer(declared: Declared) -> Declared:
    if not isinstance(declared.type, Pointer):
        return declared
    return Declared(declared.type.element, declared.type.const, declared.type.volatile)


def _sign(signed: bool) -> Callable[[Declared], Declared]:
    by_bits = {8: (UINT8, INT8), 16: (UINT16, INT16), 32: (UINT32, INT32), 64: (UINT64, INT64)}

    def change(declared: Declared) -> Declared:
        if not isinstance(declared.type, Scalar):
            return declared
        return replace(declared, type=by_bits[declared.type.bits][signed])

    return change


# C++17 [meta.trans] and what kernels use of it.
_TYPE_TRAITS: dict[str, Callable[[list[Declared | Literal]], Declared | None]] = {
    "conditional": _conditional,
    "enable_if": _enable_if,
    "decay": _on_type(_decay),
    "remove_cv": _on_type(lambda declared: replace(declared, const=False, volatile=False)),
    "remove_const": _on_type(lambda declared: replace(declared, const=False)),
    "remove_volatile": _on_type(lambda declared: replace(declared, volatile=False)),
    "remove_reference": _on_type(lambda declared: replace(declared, reference="")),
    "remove_cvref": _on_type(lambda declared: Declared(declared.type)),
    "remove_pointer": _on_type(_remove_pointer),
    "add_const": _on_type(lambda declared: replace(declared, const=True)),
    "add_pointer": _on_type(lambda declared: Declared(Pointer(declared.type, const=declared.const))),
    "make_signed": _on_type(_sign(True)),
    "make_unsigned": _on_type(_sign(False)),
    "type_identity": _on_type(lambda declared: declared),
    "underlying_type": _on_type(lambda declared: declared),
}
