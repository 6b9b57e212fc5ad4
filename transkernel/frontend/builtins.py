"""What CUDA and the standard library provide by name: variables, constants and functions, found in tables."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.frontend import ast, cooperative_groups, group_types, literals, traits
from transkernel.frontend.conversions import convert, describe, rank
from transkernel.frontend.cuda_conversions import EXPANDED_CONVERSIONS
from transkernel.frontend.cuda_device import HANDLERS, assert_, print_, size_of_warp
from transkernel.frontend.cuda_half import EXPANDED_HALVES
from transkernel.frontend.cuda_half2 import PAIRS
from transkernel.frontend.cuda_math import EXPANDED_MATH, FUNCTIONS
from transkernel.frontend.cuda_math_results import RESULT_HANDLERS
from transkernel.frontend.cuda_refused import REFUSED
from transkernel.frontend.entities import BuiltinOperand, Declared, Meaning, Operand
from transkernel.frontend.function import nothing
from transkernel.frontend.memory import MEMORY
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    FLOAT32,
    FLOAT64,
    INT32,
    INT64,
    UINT32,
    UINT64,
    VOID,
    Pointer,
    Scalar,
    Type,
    Vector,
    is_arithmetic,
    size_of,
)
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.function import FunctionLowering

_REGISTERS = {
    "threadIdx": ir.Register.THREAD_INDEX,
    "blockIdx": ir.Register.BLOCK_INDEX,
    "blockDim": ir.Register.BLOCK_SIZE,
    "gridDim": ir.Register.GRID_SIZE,
}
_AXES = {"x": 0, "y": 1, "z": 2}

# <climits>, <cfloat>, <cmath>, <cstdint> and math_constants.h.
CONSTANTS: dict[str, tuple[float | int, Scalar]] = {
    "INFINITY": (math.inf, FLOAT32), "NAN": (math.nan, FLOAT32), "HUGE_VALF": (math.inf, FLOAT32),
    "HUGE_VAL": (math.inf, FLOAT64), "FLT_MAX": (3.4028234663852886e38, FLOAT32),
    "FLT_MIN": (1.1754943508222875e-38, FLOAT32), "FLT_EPSILON": (2.0**-23, FLOAT32),
    "FLT_TRUE_MIN": (2.0**-149, FLOAT32), "DBL_MAX": (1.7976931348623157e308, FLOAT64),
    "DBL_MIN": (2.2250738585072014e-308, FLOAT64), "DBL_EPSILON": (2.0**-52, FLOAT64),
    "FLT_MANT_DIG": (24, INT32), "DBL_MANT_DIG": (53, INT32), "FLT_DIG": (6, INT32), "DBL_DIG": (15, INT32),
    "CHAR_BIT": (8, INT32), "SCHAR_MIN": (-128, INT32), "SCHAR_MAX": (127, INT32), "CHAR_MIN": (-128, INT32),
    "CHAR_MAX": (127, INT32), "UCHAR_MAX": (255, INT32), "SHRT_MIN": (-32768, INT32), "SHRT_MAX": (32767, INT32),
    "USHRT_MAX": (65535, INT32), "INT_MIN": (-(2**31), INT32), "INT_MAX": (2**31 - 1, INT32),
    "UINT_MAX": (2**32 - 1, UINT32), "LONG_MIN": (-(2**63), INT64), "LONG_MAX": (2**63 - 1, INT64),
    "ULONG_MAX": (2**64 - 1, UINT64), "LLONG_MIN": (-(2**63), INT64), "LLONG_MAX": (2**63 - 1, INT64),
    "ULLONG_MAX": (2**64 - 1, UINT64), "SIZE_MAX": (2**64 - 1, UINT64), "RAND_MAX": (2**31 - 1, INT32),
    **{f"INT{bits}_MIN": (-(2 ** (bits - 1)), type_) for bits, type_ in
       ((8, INT32), (16, INT32), (32, INT32), (64, INT64))},
    **{f"INT{bits}_MAX": (2 ** (bits - 1) - 1, type_) for bits, type_ in
       ((8, INT32), (16, INT32), (32, INT32), (64, INT64))},
    **{f"UINT{bits}_MAX": (2**bits - 1, type_) for bits, type_ in
       ((8, INT32), (16, INT32), (32, UINT32), (64, UINT64))},
    **{name: (value, FLOAT64) for name, value in (
        ("M_PI", math.pi), ("M_PI_2", math.pi / 2), ("M_PI_4", math.pi / 4), ("M_1_PI", 1 / math.pi),
        ("M_2_PI", 2 / math.pi), ("M_2_SQRTPI", 2 / math.sqrt(math.pi)), ("M_E", math.e),
        ("M_LOG2E", math.log2(math.e)), ("M_LOG10E", math.log10(math.e)), ("M_LN2", math.log(2)),
        ("M_LN10", math.log(10)), ("M_SQRT2", math.sqrt(2)), ("M_SQRT1_2", math.sqrt(0.5)))},
    "CUDART_INF_F": (math.inf, FLOAT32), "CUDART_NAN_F": (math.nan, FLOAT32), "CUDART_PI_F": (math.pi, FLOAT32),
    "CUDART_PIO2_F": (math.pi / 2, FLOAT32), "CUDART_PIO4_F": (math.pi / 4, FLOAT32),
    "CUDART_2_OVER_PI_F": (2 / math.pi, FLOAT32), "CUDART_SQRT_TWO_F": (math.sqrt(2), FLOAT32),
    "CUDART_SQRT_HALF_F": (math.sqrt(0.5), FLOAT32), "CUDART_L2E_F": (math.log2(math.e), FLOAT32),
    "CUDART_LN2_F": (math.log(2), FLOAT32), "CUDART_MAX_NORMAL_F": (3.4028234663852886e38, FLOAT32),
    "CUDART_MIN_DENORM_F": (2.0**-149, FLOAT32), "CUDART_INF": (math.inf, FLOAT64), "CUDART_NAN": (math.nan, FLOAT64),
    "CUDART_PI": (math.pi, FLOAT64), "CUDART_SQRT_TWO": (math.sqrt(2), FLOAT64), "CUDART_LN2": (math.log(2), FLOAT64),
}  # fmt: skip

_EXPANDED = (EXPANDED_MATH, EXPANDED_CONVERSIONS, EXPANDED_HALVES, PAIRS)


def _nan(nodes: tuple[ast.Expression, ...], span: Span, type_: Scalar) -> Operand:
    """`nan("")`: the text would choose the NaN's payload, which CUDA does not promise to keep."""
    if len(nodes) != 1 or not isinstance(nodes[0], ast.StringLiteral):
        raise refuse("TK0261", "`nan` takes a string literal", span)
    return Operand(ir.Literal(math.nan, type_, span))


def _sized_literal(suffix: str) -> Callable[[FunctionLowering, tuple[ast.Expression, ...], Span], Operand]:
    """<cstdint>'s `UINT64_C(5)`: the literal with a suffix pasted on (C11 7.20.4)."""

    def make(lowering: FunctionLowering, nodes: tuple[ast.Expression, ...], span: Span) -> Operand:
        if len(nodes) != 1 or not isinstance(nodes[0], ast.IntegerLiteral):
            raise refuse("TK0261", "this macro takes one integer literal", span)
        text = nodes[0].text + suffix
        value, type_ = literals.integer(text, span)
        return Operand(ir.Literal(value, type_, span, spelling=text))

    return make


_SIZED_LITERALS = {
    **{f"{word}_C": _sized_literal("") for word in ("INT8", "INT16", "INT32", "UINT8", "UINT16")},
    "UINT32_C": _sized_literal("U"),
    **{f"{word}_C": _sized_literal("L") for word in ("INT64", "INTMAX")},
    **{f"{word}_C": _sized_literal("UL") for word in ("UINT64", "UINTMAX")},
}

_SPELLED: dict[str, Callable[[FunctionLowering, tuple[ast.Expression, ...], Span], Operand]] = {
    "printf": print_,
    "assert": assert_,
    **_SIZED_LITERALS,
    "nan": lambda lowering, nodes, span: _nan(nodes, span, FLOAT64),
    "nanf": lambda lowering, nodes, span: _nan(nodes, span, FLOAT32),
}


def is_builtin(name: str) -> bool:
    """Whether CUDA or the standard library provides the name."""
    return (
        name in _REGISTERS
        or name in ("warpSize", "NULL")
        or name in CONSTANTS
        or name in FUNCTIONS
        or any(name in table for table in _EXPANDED)
        or name in HANDLERS
        or name in RESULT_HANDLERS
        or name in REFUSED
        or name in _SPELLED
        or traits.is_trait(name)
        or name in MEMORY
        or name in ("bit_cast", "__builtin_bit_cast", "swap")
    )


def builtin_value(lowering: FunctionLowering, meaning: Meaning, span: Span) -> Operand | None:
    """The value of a built-in variable or constant, or None where the meaning is none."""
    if not isinstance(meaning, BuiltinOperand):
        return None
    base, _, member = meaning.name.partition(".")
    if base in _REGISTERS:
        if member in _AXES:
            return Operand(ir.Special(_REGISTERS[base], _AXES[member], span))
        if not member:
            axes = tuple(ir.Special(_REGISTERS[base], axis, span) for axis in range(3))
            return Operand(ir.Build(axes, Vector(UINT32, 3), span))
    if meaning.name == "NULL":
        return Operand(ir.Literal(0, Pointer(VOID), span))
    if meaning.name == "warpSize":
        return Operand(size_of_warp(span))
    known = CONSTANTS.get(meaning.name)
    if known is not None:
        from transkernel.ir.values import round_to

        value, type_ = known
        number = round_to(float(value), type_) if type_.is_float else value
        return Operand(ir.Literal(number, type_, span))
    trait = traits.trait_value(lowering, meaning, span)
    return Operand(trait) if trait is not None else None


def call_builtin(
    lowering: FunctionLowering, callee: BuiltinOperand, nodes: tuple[ast.Expression, ...], span: Span
) -> Operand:
    """The call of a function that CUDA or the standard library provides."""
    name = callee.name
    if name.startswith(group_types.NAMESPACE):
        return cooperative_groups.call_group(lowering, callee, nodes, span)
    if name in _SPELLED:
        return _SPELLED[name](lowering, nodes, span)
    if name in REFUSED:
        raise refuse("TK0279", f"`{name}` is not translated: {REFUSED[name]}", span)
    from transkernel.frontend.calls import arguments_of

    given = arguments_of(lowering, nodes)
    operands = [each if isinstance(each, Operand) else lowering.operand(each) for each in given]
    if callee.arguments and name in ("min", "max", "bit_cast", "__builtin_bit_cast"):
        return _typed_call(lowering, callee, operands, span)
    limit = traits.limit_call(lowering, callee, span)
    if limit is not None:
        return Operand(limit)
    if name == "swap":
        return _swap(lowering, operands, span)
    values = tuple(_number(lowering, operand) for operand in operands)
    if name in MEMORY:
        return MEMORY[name](lowering, values, span)
    return call_values(lowering, name, values, span)


def call_values(lowering: FunctionLowering, name: str, values: tuple[ir.Expression, ...], span: Span) -> Operand:
    """The call of a function of the tables with values."""
    rows = _rows(name, values)
    if rows is not None:
        return rows(lowering, span)
    handler = HANDLERS.get(name) or RESULT_HANDLERS.get(name)
    if handler is not None:
        return handler(lowering, name, values, span)
    kinds = ", ".join(describe(value.type) for value in values)
    raise refuse("TK0256", f"no `{name}` takes ({kinds})", span)


def _number(lowering: FunctionLowering, operand: Operand) -> ir.Expression:
    from transkernel.frontend.calls import arithmetic_conversion
    from transkernel.ir.types import Struct

    if isinstance(operand.type, Struct):
        return arithmetic_conversion(lowering, operand)
    return lowering.rvalue(operand)


class _Chosen:
    """A row of the tables with its arguments converted."""

    def __init__(self, make: object, parameters: tuple[Type, ...], values: tuple[ir.Expression, ...]) -> None:
        self.make = make
        self.values = tuple(convert(value, type_) for value, type_ in zip(values, parameters, strict=True))

    def __call__(self, lowering: FunctionLowering, span: Span) -> Operand:
        return Operand(self.make(lowering, self.values, span))  # type: ignore[operator]


def _rows(name: str, values: tuple[ir.Expression, ...]) -> _Chosen | None:
    """The overload of a table function that fits best; the first of equals."""
    best: tuple[tuple[int, int], _Chosen] | None = None
    candidates: list[tuple[tuple[Type, ...], object]] = [
        (row.parameters, _plain(row.make)) for row in FUNCTIONS.get(name, ())
    ]
    for table in _EXPANDED:
        candidates += [(row.parameters, row.expand) for row in table.get(name, ())]
    for parameters, make in candidates:
        cost = _cost(parameters, values)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, _Chosen(make, parameters, values))
    return best[1] if best is not None else None


def _plain(make: object) -> object:
    return lambda lowering, values, span: make(values, span)  # type: ignore[operator]


def _cost(parameters: tuple[Type, ...], values: tuple[ir.Expression, ...]) -> tuple[int, int] | None:
    if len(parameters) != len(values):
        return None
    total, worst = 0, 0
    for parameter, value in zip(parameters, values, strict=True):
        found = rank(value.type, parameter)
        if found is None:
            return None
        step = int(found) * 2
        if is_arithmetic(value.type) and is_arithmetic(parameter):
            # Narrowing a float is the last choice: `pow(double, float)` is the double one.
            step += int(value.type.is_float and value.type.bits > parameter.bits)
            step += int(value.type.is_float and not parameter.is_float)
        total, worst = total + step, max(worst, step)
    return worst, total


def _typed_call(lowering: FunctionLowering, callee: BuiltinOperand, operands: list[Operand], span: Span) -> Operand:
    """`std::max<int>(a, b)` and `bit_cast<T>(x)`."""
    from transkernel.frontend.calls import convert_operand

    assert callee.arguments is not None
    wanted = lowering.unit.template_value(callee.arguments[0], lowering.scope)
    if not isinstance(wanted, Declared):
        raise refuse("TK0235", f"`{callee.name}` takes a type", span)
    if callee.name.endswith("bit_cast"):
        value = lowering.rvalue(operands[0])
        if size_of(value.type) != size_of(wanted.type):
            raise refuse("TK0231", "a bit cast needs two types of one size", span)
        return Operand(ir.Bitcast(value, wanted.type, span))
    values = tuple(convert_operand(lowering, operand, Declared(wanted.type)) for operand in operands)
    return HANDLERS[callee.name](lowering, callee.name, values, span)


def _swap(lowering: FunctionLowering, operands: list[Operand], span: Span) -> Operand:
    left, right = operands
    if not left.lvalue or not right.lvalue or left.type != right.type:
        raise refuse("TK0261", "`swap` takes two places of one type", span)
    places = [lowering.stable_place(each.expression) for each in (left, right)]
    kept = lowering.temporary(places[0], "swapped")
    lowering.out.append(ir.Assign(places[0], places[1], span))  # type: ignore[arg-type]
    lowering.out.append(ir.Assign(places[1], kept, span))  # type: ignore[arg-type]
    return nothing(span)
