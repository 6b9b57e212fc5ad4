"""CUDA's functions on numbers that give more than one result, through pointers: `frexp`, `remquo`, `__vibmax_s32`."""

from __future__ import annotations

from collections.abc import Callable

from transkernel.diagnostics import refuse
from transkernel.frontend.conversions import convert
from transkernel.frontend.entities import Operand
from transkernel.frontend.function import FunctionLowering
from transkernel.ir import nodes as ir
from transkernel.ir.types import FLOAT32, FLOAT64, INT16, INT32, UINT16, UINT32, Pointer, Scalar
from transkernel.source import Span

Handler = Callable[[FunctionLowering, str, tuple[ir.Expression, ...], Span], Operand]


def _give(lowering: FunctionLowering, pointer: ir.Expression, value: ir.Expression, span: Span) -> None:
    """`*pointer = value`."""
    from transkernel.frontend.expressions import dereference

    place = dereference(pointer, span).expression
    lowering.out.append(ir.Assign(place, convert(value, place.type), span))  # type: ignore[arg-type]


def _check(name: str, arguments: tuple[ir.Expression, ...], count: int, pointers: int, span: Span) -> None:
    if len(arguments) != count:
        raise refuse("TK0261", f"`{name}` takes {count} arguments and got {len(arguments)}", span)
    if not all(isinstance(each.type, Pointer) for each in arguments[count - pointers :]):
        raise refuse("TK0261", f"`{name}` gives a result through a pointer", span)


def _float_type(name: str, values: tuple[ir.Expression, ...]) -> Scalar:
    """`frexpf(x)` is float; `frexp(x)` is what x is, or double for an integer."""
    single = name.endswith("f") or all(value.type == FLOAT32 for value in values)
    return FLOAT32 if single else FLOAT64


def _frexp(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    _check(name, arguments, 2, 1, span)
    type_ = _float_type(name, arguments[:1])
    value = lowering.stable(convert(arguments[0], type_), "number")
    _give(lowering, arguments[1], ir.Intrinsic("frexp_exponent", (value,), INT32, span), span)
    return Operand(ir.Intrinsic("frexp_fraction", (value,), type_, span))


def _remquo(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    _check(name, arguments, 3, 1, span)
    type_ = _float_type(name, arguments[:2])
    left, right = (lowering.stable(convert(argument, type_), "number") for argument in arguments[:2])
    _give(lowering, arguments[2], ir.Intrinsic("remquo_bits", (left, right), INT32, span), span)
    return Operand(ir.Intrinsic("remainder", (left, right), type_, span))


def _chosen(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    """`__vibmax_s32(a, b, &first)`: the larger, and whether it is the first; of equals the first."""
    _check(name, arguments, 3, 1, span)
    type_ = INT32 if "_s" in name else UINT32
    left, right = (lowering.stable(convert(argument, type_), "number") for argument in arguments[:2])
    _give(lowering, arguments[2], _is_first(name, left, right, span), span)
    return Operand(ir.Intrinsic("max" if "max" in name else "min", (left, right), type_, span))


def _is_first(name: str, left: ir.Expression, right: ir.Expression, span: Span) -> ir.Expression:
    op = ir.CompareOp.GREATER_EQUAL if "max" in name else ir.CompareOp.LESS_EQUAL
    return ir.Compare(op, left, right, span)


def _chosen_halves(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    """`__vibmax_s16x2(a, b, &high, &low)`: the same in each half-word."""
    _check(name, arguments, 4, 2, span)
    sign = "s" if "_s" in name else "u"
    word = INT16 if sign == "s" else UINT16
    left, right = (lowering.stable(convert(argument, UINT32), "words") for argument in arguments[:2])
    for pointer, shift in zip(arguments[2:], (16, 0), strict=True):
        halves = [_half(value, shift, word, span) for value in (left, right)]
        _give(lowering, pointer, _is_first(name, halves[0], halves[1], span), span)
    id_ = f"v{'max' if 'max' in name else 'min'}{sign}2"
    return Operand(ir.Intrinsic(id_, (left, right), UINT32, span))


def _half(value: ir.Expression, shift: int, word: Scalar, span: Span) -> ir.Expression:
    if shift:
        value = ir.Binary(ir.BinaryOp.SHIFT_RIGHT, value, ir.integer(shift, INT32, span), UINT32, span)
    return ir.Convert(value, word, span, explicit=True)


RESULT_HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(("frexp", "frexpf"), _frexp),
    **dict.fromkeys(("remquo", "remquof"), _remquo),
    **{f"__vib{word}_{kind}": _chosen for word in ("max", "min") for kind in ("s32", "u32")},
    **{f"__vib{word}_{kind}": _chosen_halves for word in ("max", "min") for kind in ("s16x2", "u16x2")},
}
