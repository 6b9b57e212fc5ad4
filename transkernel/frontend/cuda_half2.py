"""half2 and bfloat162: CUDA's functions on pairs, lane by lane (CUDA Math API, "Half2 Arithmetic Functions")."""

from __future__ import annotations

from transkernel.frontend.arithmetic import lanewise
from transkernel.frontend.cuda_conversions import conversion
from transkernel.frontend.cuda_half import EXPANDED_HALVES, HALF_MATH, HALVES
from transkernel.frontend.cuda_rows import Arguments, Expand, Expansion, Expansions
from transkernel.frontend.function import FunctionLowering
from transkernel.ir import nodes as ir
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT32, UINT32, Scalar, Type, Vector
from transkernel.source import Span

PAIRS: Expansions = {}


def _add(name: str, parameters: tuple[Type, ...], result: Type, expand: Expand) -> None:
    PAIRS.setdefault(name, []).append(Expansion(parameters, result, expand))


def _scalar(name: str, types: tuple[Type, ...]) -> Expand:
    """The function of a name on single numbers."""
    for expansion in EXPANDED_HALVES.get(name, ()):
        if expansion.parameters == types:
            return expansion.expand
    row = next(row for row in HALVES[name] if row.parameters == types)
    return lambda lowering, arguments, span: row.make(arguments, span)


def _lanes(name: str, type_: Vector, count: int) -> Expand:
    """The scalar function of a name on each lane."""
    one = _scalar(name, (type_.scalar,) * count)

    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        return lanewise(lowering, type_, lambda *lanes: one(lowering, lanes, span), arguments, span)

    return expand


def _each(
    name: str, type_: Vector, lowering: FunctionLowering, arguments: Arguments, span: Span
) -> list[ir.Expression]:
    """A scalar comparison of the low lanes and of the high ones."""
    one = _scalar(name, (type_.scalar,) * len(arguments))
    kept = [lowering.stable(argument) for argument in arguments]
    return [
        one(lowering, tuple(ir.Lane(argument, lane, type_.scalar, span) for argument in kept), span) for lane in (0, 1)
    ]


def _chosen(test: ir.Expression, yes: float | int, no: float | int, type_: Scalar, span: Span) -> ir.Expression:
    return ir.Select(test, ir.Literal(yes, type_, span), ir.Literal(no, type_, span), type_, span)


def _ones(name: str, type_: Vector) -> Expand:
    """Comparisons of pairs give 1.0 or 0.0 in each lane."""

    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        tests = _each(name, type_, lowering, arguments, span)
        return ir.Build(tuple(_chosen(test, 1.0, 0.0, type_.scalar, span) for test in tests), type_, span)

    return expand


def _mask(name: str, type_: Vector) -> Expand:
    """`__hgt2_mask`: 16 bits of ones for each lane that holds."""

    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        low, high = _each(name, type_, lowering, arguments, span)
        parts = (_chosen(low, 0xFFFF, 0, UINT32, span), _chosen(high, 0xFFFF0000, 0, UINT32, span))
        return ir.Binary(ir.BinaryOp.OR, *parts, UINT32, span)

    return expand


def _both(name: str, type_: Vector) -> Expand:
    """`__hbgt2`: true where both lanes are."""

    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        low, high = _each(name, type_, lowering, arguments, span)
        return ir.Logical(ir.LogicalOp.AND, low, high, span)

    return expand


def _lane(lane: int, type_: Vector, to: Scalar | None = None) -> Expand:
    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        value = ir.Lane(arguments[0], lane, type_.scalar, span)
        return value if to is None else conversion(to, ir.Rounding.NEAREST)((value,), span)

    return expand


def _pair(type_: Vector, *order: tuple[int, int | None]) -> Expand:
    """A pair of chosen lanes: (argument, lane), lane None for a scalar argument, converted where it must be."""

    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        kept = [lowering.stable(argument) for argument in arguments]
        lanes = []
        for argument, lane in order:
            value: ir.Expression = kept[argument]
            if lane is not None:
                assert isinstance(value.type, Vector)
                value = ir.Lane(value, lane, value.type.scalar, span)
            if value.type != type_.scalar:
                value = conversion(type_.scalar, ir.Rounding.NEAREST)((value,), span)
            lanes.append(value)
        return ir.Build(tuple(lanes), type_, span)

    return expand


def _complex_product(type_: Vector) -> Expand:
    """`__hcmadd`: a * b + c of complex numbers, as four fused operations in the order of cuda_fp16.hpp."""

    def expand(lowering: FunctionLowering, arguments: Arguments, span: Span) -> ir.Expression:
        kept = [lowering.stable(argument) for argument in arguments]
        (a, b), (c, d), (e, f) = (
            tuple(ir.Lane(argument, lane, type_.scalar, span) for lane in (0, 1)) for argument in kept
        )

        def fused(*values: ir.Expression) -> ir.Expression:
            return ir.Intrinsic("fma", values, type_.scalar, span)

        minus_b = ir.Unary(ir.UnaryOp.NEGATE, b, type_.scalar, span)
        real = fused(minus_b, d, fused(a, c, e))
        imaginary = fused(b, c, fused(a, d, f))
        return ir.Build((real, imaginary), type_, span)

    return expand


_BINARY = {
    **{f"__h{word}2{suffix}": f"__h{word}{suffix}" for word in ("add", "sub", "mul") for suffix in ("", "_rn", "_sat")},
    **{f"__h{word}2{suffix}": f"__h{word}{suffix}" for word in ("min", "max") for suffix in ("", "_nan")},
    "__h2div": "__hdiv",
}
_TERNARY = {f"__hfma2{suffix}": f"__hfma{suffix}" for suffix in ("", "_sat", "_relu")}
_UNARY = {"__hneg2": "__hneg", "__habs2": "__habs", "h2rcp": "hrcp"} | {f"h2{name[1:]}": name for name in HALF_MATH}
_COMPARE = tuple(f"{word}{order}" for word in ("eq", "ne", "lt", "le", "gt", "ge") for order in ("", "u"))
_FLOAT2 = Vector(FLOAT32, 2)

for _scalar_type, _word, _halves in ((FLOAT16, "half", "half2"), (BFLOAT16, "bfloat16", "bfloat162")):
    _two = Vector(_scalar_type, 2)
    for _count, _names in ((1, _UNARY), (2, _BINARY), (3, _TERNARY)):
        for _name, _of in _names.items():
            _add(_name, (_two,) * _count, _two, _lanes(_of, _two, _count))
    for _name in _COMPARE:
        _add(f"__h{_name}2", (_two, _two), _two, _ones(f"__h{_name}", _two))
        _add(f"__hb{_name}2", (_two, _two), BOOL, _both(f"__h{_name}", _two))
        _add(f"__h{_name}2_mask", (_two, _two), UINT32, _mask(f"__h{_name}", _two))
    _add("__hisnan2", (_two,), _two, _ones("__hisnan", _two))
    _add("__hcmadd", (_two,) * 3, _two, _complex_product(_two))
    for _side, _index in (("low", 0), ("high", 1)):
        _add(f"__{_side}2{_word}", (_two,), _scalar_type, _lane(_index, _two))
        _add(f"__{_side}2float", (_two,), FLOAT32, _lane(_index, _two, FLOAT32))
        _add(f"__{_side}2{_halves}", (_two,), _two, _pair(_two, (0, _index), (0, _index)))
        _add(f"__{_side}s2{_halves}", (_two, _two), _two, _pair(_two, (0, _index), (1, _index)))
    _add(f"__{_word}2{_halves}", (_scalar_type,), _two, _pair(_two, (0, None), (0, None)))
    _add(f"__{_word}22float2", (_two,), _FLOAT2, _pair(_FLOAT2, (0, 0), (0, 1)))
    _add(f"__float22{_halves}_rn", (_FLOAT2,), _two, _pair(_two, (0, 0), (0, 1)))
    _add(f"__floats2{_halves}_rn", (FLOAT32, FLOAT32), _two, _pair(_two, (0, None), (1, None)))
    _add(f"__float2{_halves}_rn", (FLOAT32,), _two, _pair(_two, (0, None), (0, None)))
    _add(f"__halves2{_halves}", (_scalar_type, _scalar_type), _two, _pair(_two, (0, None), (1, None)))
    _add("__lowhigh2highlow", (_two,), _two, _pair(_two, (0, 1), (0, 0)))
