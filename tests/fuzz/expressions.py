"""Random typed expressions whose value CUDA defines, with the interval that each integer is known to lie in.

Signed arithmetic never overflows: operands are narrow enough, or the work is done unsigned. Divisors are not zero,
shifts stay below the width, indices stay inside, floats are cut to the range of the integer they become. What CUDA
leaves open is not made: the bits and sign of a NaN, the sign of a zero that min and max give. Everything made here is
exact, so that two correct implementations agree to the bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from tests.fuzz.spellings import BITCAST_WORDS, INTRINSIC_WORDS, ROUNDED_WORDS
from transkernel.ir import nodes as ir
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
    Scalar,
    Type,
)
from transkernel.ir.values import round_to, wrap
from transkernel.records import record
from transkernel.source import SourceFile, Span

SPAN = Span(SourceFile("fuzz.cu", "\n"), 0, 0)

SMALL = (INT8, UINT8, INT16, UINT16)
WIDE = (INT32, UINT32, INT64, UINT64)
HALVES = (FLOAT16, BFLOAT16)
FLOATS = (FLOAT32, FLOAT64)
NUMBERS = (*SMALL, *WIDE, *HALVES, *FLOATS)
UNSIGNED_OF = {INT32: UINT32, INT64: UINT64}


@record
class Value:
    """An expression; for integers what it lies in, both ends included."""

    node: Any
    low: int = 0
    high: int = 0

    @property
    def type(self) -> Type:
        return self.node.type  # type: ignore[no-any-return]


def bounds(type_: Scalar) -> tuple[int, int]:
    """The least and the greatest number of an integer type."""
    if type_ == BOOL:
        return 0, 1
    low = -(1 << (type_.bits - 1)) if type_.is_signed else 0
    return low, low + (1 << type_.bits) - 1


def whole(node: Any) -> Value:
    """A value of which no more is known than its type."""
    type_ = node.type
    return Value(node, *bounds(type_)) if isinstance(type_, Scalar) and type_.is_integer else Value(node)


def literal(number: float, type_: Scalar) -> Value:
    """A literal, rounded to its type."""
    if type_.is_float:
        return Value(ir.Literal(round_to(float(number), type_), type_, SPAN))
    kept = wrap(int(number), type_)
    return Value(ir.Literal(bool(kept) if type_ == BOOL else kept, type_, SPAN), kept, kept)


def implicit(value: Value, type_: Scalar) -> Value:
    """As C++ converts by itself; a literal becomes one of the other type, as the front end has it."""
    if value.type == type_:
        return value
    if isinstance(value.node, ir.Literal):
        return literal(value.node.value, type_)
    inner = said(value)
    return _converted(inner, ir.Convert(inner.node, type_, SPAN))


def cast(value: Value, type_: Scalar) -> Value:
    """As the programmer writes it."""
    if value.type == type_:
        return said(value)
    inner = said(value)
    return _converted(inner, ir.Convert(inner.node, type_, SPAN, explicit=True))


def said(value: Value) -> Value:
    """With a cast where only some places convert: C++ does not convert the operand of a shift or of a cast."""
    node = value.node
    if not isinstance(node, ir.Convert) or node.explicit:
        return value
    return Value(
        ir.Convert(node.operand, node.type, SPAN, node.rounding, node.saturate, explicit=True), value.low, value.high
    )


def _converted(value: Value, node: ir.Convert) -> Value:
    source, type_ = value.type, node.type
    if not isinstance(type_, Scalar) or not isinstance(source, Scalar) or not (type_.is_integer and source.is_integer):
        return whole(node)
    low, high = bounds(type_)
    fits = type_ != BOOL and low <= value.low and value.high <= high
    return Value(node, value.low, value.high) if fits else whole(node)


def promoted(type_: Scalar) -> Scalar:
    return INT32 if type_.is_integer and type_.bits < 32 else type_


def meeting_types(type_: Scalar) -> tuple[Scalar, ...]:
    """What may stand beside an operand of the type so that C++ computes in it."""
    below: dict[Scalar, tuple[Scalar, ...]] = {
        INT32: (*SMALL, BOOL), UINT32: (*SMALL, BOOL, INT32), INT64: (*SMALL, BOOL, INT32, UINT32),
        UINT64: (*SMALL, BOOL, INT32, UINT32, INT64), FLOAT32: (*SMALL, *WIDE), FLOAT64: (*SMALL, *WIDE, FLOAT32),
    }  # fmt: skip
    return below.get(type_, ())


def _mask_interval(left: Value, right: Value) -> tuple[int, int] | None:
    """Of `&`: no more than a side that is not negative."""
    tops = [each.high for each in (left, right) if each.low >= 0]
    return (0, min(tops)) if tops else None


def _or_interval(left: Value, right: Value) -> tuple[int, int] | None:
    if left.low < 0 or right.low < 0:
        return None
    return 0, (1 << max(left.high, right.high).bit_length()) - 1


_INTERVALS: dict[ir.BinaryOp, Callable[[Value, Value], tuple[int, int] | None]] = {
    ir.BinaryOp.ADD: lambda a, b: (a.low + b.low, a.high + b.high),
    ir.BinaryOp.SUBTRACT: lambda a, b: (a.low - b.high, a.high - b.low),
    ir.BinaryOp.MULTIPLY: lambda a, b: _corners(a, b),
    ir.BinaryOp.AND: _mask_interval,
    ir.BinaryOp.OR: _or_interval,
    ir.BinaryOp.XOR: _or_interval,
}


def _corners(left: Value, right: Value) -> tuple[int, int]:
    products = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return min(products), max(products)


_ARITHMETIC = (ir.BinaryOp.ADD, ir.BinaryOp.SUBTRACT, ir.BinaryOp.MULTIPLY)
_BITWISE = (ir.BinaryOp.AND, ir.BinaryOp.OR, ir.BinaryOp.XOR)
_FLOAT_OPERATIONS = (*_ARITHMETIC, ir.BinaryOp.DIVIDE)
# Made only in the guarded forms below.
_GUARDED = ("fmin", "fmax", "copysign")
_INTRINSICS: dict[Type, list[tuple[str, tuple[Type, ...]]]] = {}
for _id, _arguments, _result in INTRINSIC_WORDS:
    _INTRINSICS.setdefault(_result, []).append((_id, _arguments))


class Expressions:
    """Grows expressions over what is in scope.

    leaves: what can be read, by type. arrays: what can be indexed: (base, element type, extent).
    uniform: what all threads of a block see alike.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self.leaves: list[Value] = []
        self.uniform: list[Value] = []
        self.arrays: list[tuple[Any, Type, int]] = []

    # ------------------------------------------------------------ the entry points

    def of(self, type_: Type, depth: int) -> Value:
        """A value of exactly that scalar type."""
        assert isinstance(type_, Scalar)
        if type_ == BOOL:
            return said(self.condition(depth))
        if depth <= 0 or self.random.random() < 0.12:
            return self.leaf(type_)
        if type_ in SMALL:
            return self._small(type_, depth)
        return self._float(type_, depth) if type_.is_float else self._integer(type_, depth)

    def initial(self, type_: Scalar, depth: int) -> Value:
        """A value for a variable, an argument or a target of the type: C++ may convert it."""
        choices = [each for each in (*NUMBERS, BOOL) if self._converts(each, type_)]
        if choices and self.random.random() < 0.3:
            return implicit(self.of(self.random.choice(choices), depth), type_)
        return self.of(type_, depth)

    @staticmethod
    def _converts(source: Scalar, type_: Scalar) -> bool:
        """Without asking, and with a result that is defined; halves convert through their own functions."""
        if source == type_ or source in HALVES or type_ in HALVES:
            return False
        return type_.is_float or type_ == BOOL or source.is_integer

    def index(self, extent: int, depth: int = 1) -> Any:
        """An integer expression below the extent."""
        inside = [leaf.node for leaf in self.leaves if leaf.type in WIDE and leaf.low >= 0 and leaf.high < extent]
        if inside and self.random.random() < 0.5:
            return self.random.choice(inside)
        if self.random.random() < 0.15:
            return literal(self.random.randrange(extent), INT32).node
        type_ = self.random.choice((INT32, UINT32, UINT32, INT64, UINT64))
        inner = self.of(type_, depth)
        if inner.low >= 0 and inner.high < extent:
            return inner.node
        if extent & (extent - 1) == 0 and (type_.is_signed or self.random.random() < 0.5):
            return self._joined(ir.BinaryOp.AND, inner, literal(extent - 1, type_)).node
        if type_.is_signed:
            inner = self._cast_unsigned(inner)
        assert isinstance(inner.type, Scalar)
        return self._joined(ir.BinaryOp.REMAINDER, inner, literal(extent, inner.type), (0, extent - 1)).node

    def condition(self, depth: int) -> Value:
        """A BOOL."""
        roll = self.random.random()
        if depth > 0 and roll < 0.25:
            op = self.random.choice(tuple(ir.LogicalOp))
            return Value(ir.Logical(op, self.condition(depth - 1).node, self.condition(depth - 1).node, SPAN), 0, 1)
        if depth > 0 and roll < 0.35:
            return Value(ir.Unary(ir.UnaryOp.NOT, self.condition(depth - 1).node, BOOL, SPAN), 0, 1)
        if depth > 0 and roll < 0.42:
            type_ = self.random.choice((*WIDE, *SMALL, *FLOATS))
            return implicit(self._not_literal(type_, depth - 1), BOOL)
        known = [leaf for leaf in self.leaves if leaf.type == BOOL]
        if known and roll < 0.55:
            return self.random.choice(known)
        type_ = self.random.choice((*WIDE, *FLOATS, INT32, *HALVES))
        left, right = self._pair(type_, depth - 1)
        return Value(ir.Compare(self.random.choice(tuple(ir.CompareOp)), left.node, right.node, SPAN), 0, 1)

    def uniform_condition(self) -> Any:
        """A BOOL on which all threads of a block agree."""
        value = self.random.choice(self.uniform)
        assert isinstance(value.type, Scalar)
        op = self.random.choice(tuple(ir.CompareOp))
        bound = literal(self.random.choice((0, 1, 2, 3, 40)), value.type)
        return ir.Compare(op, value.node, bound.node, SPAN)

    def leaf(self, type_: Scalar) -> Value:
        """A variable, an element or a literal."""
        known = [leaf for leaf in self.leaves if leaf.type == type_]
        arrays = [each for each in self.arrays if each[1] == type_]
        roll = self.random.random()
        if arrays and (roll < 0.3 or not known):
            base, _, extent = self.random.choice(arrays)
            return whole(ir.Index(base, self.index(extent, 0), type_, SPAN))
        if known and (roll < 0.85 or type_ in SMALL):
            return self.random.choice(known)
        others = [leaf for leaf in self.leaves if leaf.type != type_ and leaf.type in (*WIDE, *SMALL)]
        if others and roll < 0.9:
            return cast(self.random.choice(others), type_)
        if type_ in SMALL or type_ in HALVES:
            return cast(self.number(INT32 if type_ in SMALL else FLOAT32), type_)
        return self.number(type_)

    def number(self, type_: Scalar) -> Value:
        """A literal: often a small one, sometimes one at an edge."""
        if type_.is_float:
            chosen = self.random.choice((0.0, 0.5, 1.0, 1.5, 2.0, -1.25, 0.1, 3.0, 1e-3, 100.0, -7.5, 65504.0, 1e10))
            return literal(chosen, type_)
        low, high = bounds(type_)
        edges = (high, high - 1, low + 1, high // 2, 255, 256, 65535, 127)
        small = self.random.randint(0 if low == 0 else -9, 20)
        return literal(self.random.choice(edges) if self.random.random() < 0.2 else small, type_)

    # ------------------------------------------------------------ integers

    def _small(self, type_: Scalar, depth: int) -> Value:
        if self.random.random() < 0.4:
            return self.leaf(type_)
        if self.random.random() < 0.25:
            return self._select(type_, depth)
        return cast(self.of(self.random.choice((*WIDE, INT32)), depth - 1), type_)

    def _integer(self, type_: Scalar, depth: int) -> Value:
        makers: Sequence[tuple[Callable[[Scalar, int], Value], int]] = (
            (self._arithmetic, 5), (self._bitwise, 3), (self._shift, 3), (self._divide, 3), (self._select, 2),
            (self._from_integer, 3), (self._intrinsic, 3), (self._unary, 2), (self._from_float, 2),
        )  # fmt: skip
        (chosen,) = self.random.choices([each for each, _ in makers], [weight for _, weight in makers])
        return chosen(type_, depth)

    def _pair(self, type_: Scalar, depth: int) -> tuple[Value, Value]:
        """Two operands that C++ brings to the type; one of them has it, or is promoted to it."""
        first, second = self._operand(type_, depth), self.of(type_, depth)
        if type_ == INT32 and self.random.random() < 0.3:
            second = self._operand(type_, depth)
        return (first, second) if self.random.random() < 0.5 else (second, first)

    def _operand(self, type_: Scalar, depth: int) -> Value:
        below = meeting_types(type_)
        if not below or self.random.random() < 0.6:
            return self.of(type_, depth)
        return implicit(self.of(self.random.choice(below), depth), type_)

    def _joined(self, op: ir.BinaryOp, left: Value, right: Value, interval: tuple[int, int] | None = None) -> Value:
        """The operation; the interval is worked out where it is not given and stays inside of the type."""
        type_ = left.type
        assert isinstance(type_, Scalar)
        node = ir.Binary(op, left.node, right.node, type_, SPAN)
        if interval is None and op in _INTERVALS:
            interval = _INTERVALS[op](left, right)
        low, high = bounds(type_)
        inside = interval is not None and low <= interval[0] and interval[1] <= high
        return Value(node, *interval) if inside and interval is not None else whole(node)

    def _arithmetic(self, type_: Scalar, depth: int) -> Value:
        left, right = self._pair(type_, depth - 1)
        op = self.random.choice(_ARITHMETIC)
        if not type_.is_signed:
            return self._joined(op, left, right)
        if self.random.random() < 0.5:
            left, right = self._narrow(left), self._narrow(right)
        interval = _INTERVALS[op](left, right)
        assert interval is not None
        low, high = bounds(type_)
        if low <= interval[0] and interval[1] <= high:
            return self._joined(op, left, right, interval)
        # Unsigned numbers wrap, and the conversion back is two's complement.
        return cast(self._joined(op, self._cast_unsigned(left), self._cast_unsigned(right)), type_)

    def _cast_unsigned(self, value: Value) -> Value:
        assert isinstance(value.type, Scalar)
        unsigned = UNSIGNED_OF[value.type]
        if isinstance(value.node, ir.Literal):
            return literal(value.node.value, unsigned)
        return cast(value, unsigned)

    def _narrow(self, value: Value) -> Value:
        """The value cut to a few bits, by a mask, a remainder or a shift."""
        type_ = value.type
        assert isinstance(type_, Scalar)
        if value.low >= -4096 and value.high <= 4096:
            return value
        roll = self.random.random()
        if roll < 0.4:
            return self._joined(ir.BinaryOp.AND, value, literal(self.random.choice((7, 255, 1023)), type_))
        if roll < 0.8:
            bound = self.random.choice((5, 97, 1000))
            return self._joined(ir.BinaryOp.REMAINDER, value, literal(bound, type_), (1 - bound, bound - 1))
        count = type_.bits - self.random.choice((3, 8, 11))
        value = said(value)
        interval = value.low >> count, value.high >> count
        return self._joined(ir.BinaryOp.SHIFT_RIGHT, value, literal(count, INT32), interval)

    def _bitwise(self, type_: Scalar, depth: int) -> Value:
        left, right = self._pair(type_, depth - 1)
        return self._joined(self.random.choice(_BITWISE), left, right)

    def _shift(self, type_: Scalar, depth: int) -> Value:
        value = self._shifted(type_, depth)
        count = self._count(type_, depth)
        right = self.random.random() < 0.5
        if not right and type_.is_signed:
            # A signed number is shifted left only where no bit is lost.
            value, count = self._narrow(value), literal(self.random.randint(0, type_.bits - 14), INT32)
            if value.low < 0:
                value = self._joined(ir.BinaryOp.AND, value, literal(1023, type_))
            interval = value.low << count.low, value.high << count.low
            return self._joined(ir.BinaryOp.SHIFT_LEFT, value, count, interval)
        op = ir.BinaryOp.SHIFT_RIGHT if right else ir.BinaryOp.SHIFT_LEFT
        interval = (min(value.low, 0), max(value.high, 0)) if right else bounds(type_)
        return self._joined(op, value, count, interval)

    def _shifted(self, type_: Scalar, depth: int) -> Value:
        """The left of a shift, which has its own promoted type, whatever stands on the right."""
        if type_ == INT32 and self.random.random() < 0.4:
            return implicit(self._not_literal(self.random.choice(SMALL), depth - 1), INT32)
        return self.of(type_, depth - 1)

    def _count(self, type_: Scalar, depth: int) -> Value:
        if self.random.random() < 0.5:
            return literal(self.random.randrange(type_.bits), INT32)
        inner = self.of(self.random.choice(WIDE), depth - 1)
        assert isinstance(inner.type, Scalar)
        return self._joined(ir.BinaryOp.AND, inner, literal(type_.bits - 1, inner.type))

    def _divide(self, type_: Scalar, depth: int) -> Value:
        left, right = self._operand(type_, depth - 1), self.of(type_, depth - 1)
        op = self.random.choice((ir.BinaryOp.DIVIDE, ir.BinaryOp.REMAINDER))
        roll = self.random.random()
        if roll < 0.4:
            number = self.random.choice((1, 2, 3, 7, 10, 16, 100, 127))
            right = literal(-number if type_.is_signed and number > 1 and roll < 0.1 else number, type_)
        elif roll < 0.6 and not type_.is_signed:
            right = self._joined(ir.BinaryOp.OR, right, literal(1, type_), (1, bounds(type_)[1]))
        else:
            masked = self._joined(ir.BinaryOp.AND, right, literal(self.random.choice((3, 15, 255)), type_))
            right = self._joined(ir.BinaryOp.ADD, masked, literal(1, type_))
        if type_.is_signed and op is ir.BinaryOp.REMAINDER and right.low > 0:
            return self._joined(op, left, right, (1 - right.high, right.high - 1))
        return self._joined(op, left, right)

    def _unary(self, type_: Scalar, depth: int) -> Value:
        value = self._not_literal(type_, depth - 1)
        low, _ = bounds(type_)
        if self.random.random() < 0.5 and (not type_.is_signed or value.low > low):
            node = ir.Unary(ir.UnaryOp.NEGATE, value.node, type_, SPAN)
            return Value(node, -value.high, -value.low) if type_.is_signed else whole(node)
        return whole(ir.Unary(ir.UnaryOp.BIT_NOT, value.node, type_, SPAN))

    def _not_literal(self, type_: Scalar, depth: int) -> Value:
        """A value that the front end does not fold with the operator before it."""
        value = self.of(type_, depth)
        if not isinstance(value.node, ir.Literal):
            return value
        known = [leaf for leaf in self.leaves if leaf.type == type_]
        if known:
            return self.random.choice(known)
        return cast(whole(ir.Special(ir.Register.THREAD_INDEX, 0, SPAN)), type_)

    def _from_integer(self, type_: Scalar, depth: int) -> Value:
        source = self.random.choice([each for each in (*WIDE, *SMALL, BOOL) if each != type_])
        return cast(self.of(source, depth - 1), type_)

    def _from_float(self, type_: Scalar, depth: int) -> Value:
        """A cast of a float that is in range, or a conversion that saturates, or its bits where it is a number."""
        if type_ == INT32 and self.random.random() < 0.3:
            rounding = self.random.choice(tuple(ir.Rounding))
            value = self.of(FLOAT32, depth - 1)
            return whole(ir.Convert(value.node, INT32, SPAN, rounding, saturate=True, explicit=True))
        variables = [leaf for leaf in self.leaves if leaf.type in (*FLOATS, *HALVES)]
        variables = [leaf for leaf in variables if isinstance(leaf.node, ir.Variable)]
        if not variables:
            return self.leaf(type_)
        value = self.random.choice(variables)
        if (value.type, type_) in BITCAST_WORDS:
            is_nan = ir.Intrinsic("isnan", (value.node,), BOOL, SPAN)
            bits = ir.Bitcast(value.node, type_, SPAN)
            return whole(ir.Select(is_nan, literal(0, type_).node, bits, type_, SPAN))
        return self._cut(value, type_)

    def _cut(self, value: Value, type_: Scalar) -> Value:
        """`x > -100.0f && x < 100.0f ? (int)x : 7`. Halves have no literals: they are compared as floats."""
        compared = value if value.type in FLOATS else cast(value, FLOAT32)
        assert isinstance(compared.type, Scalar)
        top = self.random.choice((100.0, 127.0, 30000.0 if type_.bits > 8 else 50.0))
        bottom = -top if type_.is_signed else 0.0
        above = ir.Compare(ir.CompareOp.GREATER_EQUAL, compared.node, literal(bottom, compared.type).node, SPAN)
        below = ir.Compare(ir.CompareOp.LESS, compared.node, literal(top, compared.type).node, SPAN)
        inside = ir.Logical(ir.LogicalOp.AND, above, below, SPAN)
        other = literal(7, type_)
        number = ir.Convert(value.node, type_, SPAN, explicit=True)
        return Value(ir.Select(inside, number, other.node, type_, SPAN), int(bottom), max(int(top), 7))

    # ------------------------------------------------------------ floats

    def _float(self, type_: Scalar, depth: int) -> Value:
        makers: Sequence[tuple[Callable[[Scalar, int], Value], int]] = (
            (self._float_arithmetic, 6), (self._select, 1), (self._to_float, 3), (self._intrinsic, 3),
            (self._negated, 1), (self._guarded, 2), (self._from_bits, 1),
        )  # fmt: skip
        (chosen,) = self.random.choices([each for each, _ in makers], [weight for _, weight in makers])
        return chosen(type_, depth)

    def _float_arithmetic(self, type_: Scalar, depth: int) -> Value:
        left, right = self._pair(type_, depth - 1)
        return Value(ir.Binary(self.random.choice(_FLOAT_OPERATIONS), left.node, right.node, type_, SPAN))

    def _to_float(self, type_: Scalar, depth: int) -> Value:
        rounded = [source for source, target in ROUNDED_WORDS if target == type_]
        if rounded and self.random.random() < 0.3:
            source = self.random.choice(rounded)
            rounding = self.random.choice((ir.Rounding.ZERO, ir.Rounding.UP, ir.Rounding.DOWN))
            return Value(ir.Convert(self.of(source, depth - 1).node, type_, SPAN, rounding, explicit=True))
        source = self.random.choice([each for each in (*WIDE, *SMALL, *FLOATS, *HALVES) if each != type_])
        if source in HALVES and type_ in HALVES:
            source = FLOAT32
        return cast(self.of(source, depth - 1), type_)

    def _negated(self, type_: Scalar, depth: int) -> Value:
        return Value(ir.Unary(ir.UnaryOp.NEGATE, self._not_literal(type_, depth - 1).node, type_, SPAN))

    def _guarded(self, type_: Scalar, depth: int) -> Value:
        """min and max with the sign of a zero taken away; copysign with the sign of a number."""
        a, b = self.of(type_, depth - 1), self.of(type_, depth - 1)
        if type_ in FLOATS and self.random.random() < 0.3:
            sign = cast(self.of(INT32, depth - 1), type_)
            return Value(ir.Intrinsic("copysign", (a.node, sign.node), type_, SPAN))
        extreme = ir.Intrinsic(self.random.choice(("fmin", "fmax")), (a.node, b.node), type_, SPAN)
        zero = literal(0, type_) if type_ in FLOATS else cast(literal(0, FLOAT32), type_)
        return Value(ir.Binary(ir.BinaryOp.ADD, extreme, zero.node, type_, SPAN))

    def _from_bits(self, type_: Scalar, depth: int) -> Value:
        """Of bits without the highest of the exponent, which are never those of a NaN."""
        sources = [source for source, target in BITCAST_WORDS if target == type_ and source in WIDE]
        if not sources:
            return self.leaf(type_)
        source = self.random.choice(sources)
        kept = bounds(source)[1] ^ (1 << (source.bits - 2))
        kept &= (1 << (source.bits - 1)) - 1 if source.is_signed else kept
        bits = self._joined(ir.BinaryOp.AND, self.of(source, depth - 1), literal(kept, source))
        return Value(ir.Bitcast(bits.node, type_, SPAN))

    # ------------------------------------------------------------ of any type

    def _select(self, type_: Scalar, depth: int) -> Value:
        """Narrow literals would be promoted, so narrow choices are none."""
        then, otherwise = self.of(type_, depth - 1), self.of(type_, depth - 1)
        node = ir.Select(self.condition(depth - 1).node, then.node, otherwise.node, type_, SPAN)
        return Value(node, min(then.low, otherwise.low), max(then.high, otherwise.high))

    def _intrinsic(self, type_: Scalar, depth: int) -> Value:
        choices = [each for each in _INTRINSICS.get(type_, ()) if each[0] not in _GUARDED]
        if not choices:
            return self.leaf(type_)
        id_, types = self.random.choice(choices)
        arguments = tuple(self.of(each, depth - 1).node for each in types)
        node = ir.Intrinsic(id_, arguments, type_, SPAN)
        return Value(node, 0, 64) if id_ in ("popc", "ffs", "clz") else whole(node)
