"""What lanes compute: NumPy arrays of the IR's types, one rule a node, wrapping and rounding as the types do.

BFLOAT16 is held as float32 that is a bfloat16; pointers are int64; all else is NumPy's type of that name.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from transkernel.harness.intrinsic_references import meaning, rounded, to_type
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import AtomicOp, BinaryOp, CompareOp, Convert, Rounding, UnaryOp
from transkernel.ir.tile import ReduceOp
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT64, SCALARS, Scalar, Type, is_float

Values = np.ndarray[Any, Any]


class UndefinedError(Exception):
    """The program does what has no meaning."""


def _dtype(type_: Scalar) -> Any:
    if type_ == BOOL:
        return np.dtype(np.bool_)
    if type_.is_float:
        return np.dtype(np.float32 if type_ == BFLOAT16 else f"f{type_.bits // 8}")
    return np.dtype(f"{'i' if type_.is_signed else 'u'}{type_.bits // 8}")


_DTYPES = {each: _dtype(each) for each in SCALARS}


def dtype_of(type_: Type) -> Any:
    """NumPy's type of the values."""
    return _DTYPES[type_] if isinstance(type_, Scalar) else np.dtype(np.int64)


def typed(value: Any, type_: Type) -> Values:
    """A number, or numbers, that the type holds; BFLOAT16 is rounded. Perhaps the same array: nobody writes into it."""
    made, dtype = np.asarray(value), dtype_of(type_)
    if made.dtype != dtype:
        with np.errstate(all="ignore"):
            made = made.astype(dtype)
    return _bfloat(made) if type_ == BFLOAT16 else made


def _bfloat(value: Values) -> Values:
    """float32 to the nearest bfloat16, ties to even."""
    bits = np.ascontiguousarray(value, np.float32).view(np.uint32).astype(np.uint64)
    kept = ((bits + 0x7FFF + ((bits >> np.uint64(16)) & np.uint64(1))) & np.uint64(0xFFFF0000)).astype(np.uint32)
    return np.where(np.isnan(value), value, kept.view(np.float32).reshape(value.shape))


def from_bytes(data: Values, type_: Type) -> Values:
    """The numbers of bytes, whose last axis is one number's."""
    if type_ == BOOL:
        return np.asarray(data[..., 0] != 0)
    data = np.ascontiguousarray(data)
    if type_ == BFLOAT16:
        return np.asarray((data.view(np.uint16).astype(np.uint32) << np.uint32(16)).view(np.float32)[..., 0])
    return np.asarray(data.view(dtype_of(type_))[..., 0])


def to_bytes(value: Values, type_: Type) -> Values:
    """The inverse of `from_bytes`."""
    if type_ == BFLOAT16:
        value = (np.ascontiguousarray(value, np.float32).view(np.uint32) >> 16).astype(np.uint16).reshape(value.shape)
    return np.ascontiguousarray(value[..., None]).view(np.uint8)


# ------------------------------------------------------------ operators

_OPERATORS: dict[BinaryOp, Any] = {
    BinaryOp.ADD: np.add, BinaryOp.SUBTRACT: np.subtract, BinaryOp.MULTIPLY: np.multiply,
    BinaryOp.AND: np.bitwise_and, BinaryOp.OR: np.bitwise_or, BinaryOp.XOR: np.bitwise_xor,
}  # fmt: skip
_COMPARE: dict[CompareOp, Any] = {
    CompareOp.EQUAL: np.equal, CompareOp.NOT_EQUAL: np.not_equal, CompareOp.LESS: np.less,
    CompareOp.LESS_EQUAL: np.less_equal, CompareOp.GREATER: np.greater, CompareOp.GREATER_EQUAL: np.greater_equal,
}  # fmt: skip
_UNARY: dict[UnaryOp, Any] = {
    UnaryOp.NEGATE: np.negative, UnaryOp.BIT_NOT: np.invert, UnaryOp.NOT: np.logical_not
}  # fmt: skip


def binary(op: BinaryOp, left: Values, right: Values, type_: Type) -> Values:
    if op in (BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT):
        return _shifted(op, left, right, type_)
    if op is BinaryOp.DIVIDE and is_float(type_):
        return typed(np.divide(left, right), type_)
    if op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
        quotient = _quotient(left, right)
        return quotient if op is BinaryOp.DIVIDE else np.asarray(left - quotient * right)
    return typed(_OPERATORS[op](left, right), type_)


def _quotient(left: Values, right: Values) -> Values:
    """Truncated, as C's."""
    if np.any(right == 0):
        raise UndefinedError("a lane divides by zero")
    floor = np.floor_divide(left, right)
    up = (left - floor * right != 0) & ((left < 0) != (right < 0))
    return np.asarray(floor + up.astype(floor.dtype))


def _shifted(op: BinaryOp, left: Values, right: Values, type_: Type) -> Values:
    """By the width or more, which C does not define and idle lanes may do: as PTX has it, 0 or the sign."""
    assert isinstance(type_, Scalar)
    far = (right < 0) | (right >= type_.bits)
    count = np.where(far, 0, right).astype(left.dtype)
    if op is BinaryOp.SHIFT_LEFT:
        return np.asarray(np.where(far, np.zeros_like(left), np.left_shift(left, count)))
    ends = np.where(left < 0, -1, 0).astype(left.dtype) if type_.is_signed else np.zeros_like(left)
    return np.asarray(np.where(far, ends, np.right_shift(left, count)))


def compare(op: CompareOp, left: Values, right: Values) -> Values:
    return np.asarray(_COMPARE[op](left, right))


def unary(op: UnaryOp, value: Values) -> Values:
    return np.asarray(_UNARY[op](value))


# ------------------------------------------------------------ conversions

_WHOLE: dict[Rounding | None, Any] = {
    None: np.trunc, Rounding.ZERO: np.trunc, Rounding.NEAREST: np.rint, Rounding.UP: np.ceil, Rounding.DOWN: np.floor,
}  # fmt: skip


def convert(node: Convert, value: Values, source: Type, target: Type) -> Values:
    """A number to another type; out of the range of an integer it is cut to it, and 0 for NaN, as CUDA's devices do."""
    if not isinstance(source, Scalar) or not isinstance(target, Scalar):
        return typed(value, target)
    if target == BOOL:
        return np.asarray(value != 0)
    if source.is_float and not target.is_float:
        return _to_integer(value, node.rounding, target)
    exact = target == FLOAT64 or (target.bits == 16 and source == FLOAT64) or not source.is_float
    if target.is_float and (node.rounding is not None or (target.bits == 16 and exact)):
        return _each(lambda one: _rounded(one, target, str(node.rounding or "rn")), target, value)
    return typed(value, target)


def _rounded(value: Any, target: Scalar, mode: str) -> Any:
    if isinstance(value, float) and (not np.isfinite(value) or value == 0):
        return value
    return rounded(Fraction(value), target, mode)


def _to_integer(value: Values, rounding: Rounding | None, target: Scalar) -> Values:
    low = -(1 << (target.bits - 1)) if target.is_signed else 0
    high = low + (1 << target.bits) - 1
    whole = _WHOLE[rounding](value.astype(np.float64))
    inside = (whole >= float(low)) & (whole < float(high + 1))
    ends = np.where(whole > 0, np.array(high, dtype_of(target)), np.array(low, dtype_of(target)))
    ends = np.where(np.isnan(whole), np.zeros_like(ends), ends)
    return np.asarray(np.where(inside, np.where(inside, whole, 0).astype(dtype_of(target)), ends))


def _each(compute: Callable[..., Any], type_: Type, *values: Values) -> Values:
    """A function of Python's numbers, lane by lane."""
    lanes = np.broadcast_arrays(*values)
    results = [compute(*(lane[index].item() for lane in lanes)) for index in np.ndindex(lanes[0].shape)]
    return typed(np.array(results, object), type_).reshape(lanes[0].shape)


_seen: dict[Any, Any] = {}


def intrinsic(id_: str, arguments: tuple[Values, ...], types: tuple[Type, ...]) -> Values:
    """By the executable meaning of the intrinsics."""
    row = INTRINSICS[id_]
    free = [type_ for type_, operand in zip(types, row.operands, strict=True) if operand is None]
    of = free[0] if free else row.over[0]
    assert isinstance(of, Scalar)
    result = row.result or of

    def compute(*numbers: Any) -> Any:
        key = (id_, of, repr(numbers))  # which tells 0.0 from -0.0
        if key not in _seen:
            _seen[key] = to_type(meaning(id_, of, *numbers), result)
        return _seen[key]

    return _each(compute, result, *arguments)


# ------------------------------------------------------------ reductions and atomics

_COMBINE: dict[ReduceOp | AtomicOp, Any] = {
    ReduceOp.ADD: np.add, ReduceOp.MULTIPLY: np.multiply, ReduceOp.MIN: np.fmin, ReduceOp.MAX: np.fmax,
    ReduceOp.AND: np.bitwise_and, ReduceOp.OR: np.bitwise_or, ReduceOp.XOR: np.bitwise_xor,
    AtomicOp.ADD: np.add, AtomicOp.SUBTRACT: np.subtract, AtomicOp.MIN: np.fmin, AtomicOp.MAX: np.fmax,
    AtomicOp.AND: np.bitwise_and, AtomicOp.OR: np.bitwise_or, AtomicOp.XOR: np.bitwise_xor,
    AtomicOp.EXCHANGE: lambda old, new: new, AtomicOp.STORE: lambda old, new: new, AtomicOp.LOAD: lambda old: old,
    AtomicOp.COMPARE_EXCHANGE: lambda old, expected, desired: desired if old == expected else old,
    AtomicOp.INCREMENT: lambda old, top: 0 if old >= top else old + 1,
    AtomicOp.DECREMENT: lambda old, top: top if old == 0 or old > top else old - 1,
}  # fmt: skip


def combined(op: ReduceOp | AtomicOp, type_: Type, *operands: Any) -> Values:
    return typed(_COMBINE[op](*operands), type_)


def running(op: ReduceOp, type_: Type, value: Values, axis: int) -> Values:
    """What the lanes up to each one give, one after the other."""
    if type_ != BFLOAT16:
        return np.asarray(_COMBINE[op].accumulate(value, axis, dtype_of(type_)))
    lanes = list(np.moveaxis(value, axis, 0))
    for number in range(1, len(lanes)):
        lanes[number] = combined(op, type_, lanes[number - 1], lanes[number])
    return np.stack(lanes, axis)
