"""Values of tile IR in buffers: an instruction of the vector unit for each operation it has, else a loop over lanes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Bitcast,
    Compare,
    CompareOp,
    Convert,
    Intrinsic,
    Literal,
    Select,
    Unary,
    UnaryOp,
    Variable,
)
from transkernel.ir.placed import Bit, Element, SetElement, Shape
from transkernel.ir.tile import Lanes, Splat, Where
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    Pointer,
    Scalar,
    Tile,
)
from transkernel.ir.visit import map_children, walk
from transkernel.tile import build
from transkernel.tile.block import LANES
from transkernel.tile.placement.lanes import OneLane, Position, linear
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held, Working
from transkernel.tile.ranges import Ranges

Operand = Any  # a Held, or a scalar
_FLOATS = (FLOAT32, FLOAT16)
_WORDS = (INT32, UINT32)
_EXACT = 1 << 24  # up to which floats hold all whole numbers
_REPEAT = 256  # bytes of a full step of the vector unit

_ARITHMETIC = {
    BinaryOp.ADD: ("add", "adds"), BinaryOp.SUBTRACT: ("sub", ""), BinaryOp.MULTIPLY: ("mul", "muls"),
}  # fmt: skip
_BITWISE = {BinaryOp.AND: "and", BinaryOp.OR: "or"}
_COMPARES = {
    CompareOp.EQUAL: "eq", CompareOp.NOT_EQUAL: "ne", CompareOp.LESS: "lt",
    CompareOp.LESS_EQUAL: "le", CompareOp.GREATER: "gt", CompareOp.GREATER_EQUAL: "ge",
}  # fmt: skip
_MIRRORED = {
    CompareOp.EQUAL: CompareOp.EQUAL, CompareOp.NOT_EQUAL: CompareOp.NOT_EQUAL, CompareOp.LESS: CompareOp.GREATER,
    CompareOp.LESS_EQUAL: CompareOp.GREATER_EQUAL, CompareOp.GREATER: CompareOp.LESS,
    CompareOp.GREATER_EQUAL: CompareOp.LESS_EQUAL,
}  # fmt: skip
# Functions of floats that are one instruction, or one of the vendor's functions on vectors.
_FUNCTIONS = {
    "fabs": "abs", "exp": "exp", "exp_fast": "exp", "log": "ln", "log_fast": "ln", "sqrt": "sqrt", "tanh": "tanh",
    "tanh_fast": "tanh", "sin": "sin", "sin_fast": "sin", "cos": "cos", "cos_fast": "cos", "tan": "tan",
    "tan_fast": "tan", "erf": "erf", "erfc": "erfc", "log2": "log2", "log2_fast": "log2", "log10": "log10",
    "log10_fast": "log10", "sinh": "sinh", "cosh": "cosh", "asin": "asin", "acos": "acos", "atan": "atan",
    "asinh": "asinh", "acosh": "acosh", "atanh": "atanh",
}  # fmt: skip
# Instructions whose result may stand where the operand stood; the others are functions with memory of their own.
_IN_PLACE = frozenset(("abs", "exp", "ln", "sqrt", "cast_floor", "cast_ceil", "cast_trunc", "cast_round", "cast_rint"))
# To whole numbers, by a cast of floats to floats.
_ROUNDED = {
    "floor": "cast_floor", "ceil": "cast_ceil", "trunc": "cast_trunc", "round": "cast_round", "rint": "cast_rint",
}  # fmt: skip
_TWO = {
    "fmax": ("max", "maxs"), "fmin": ("min", "mins"), "fmax_nan": ("max", "maxs"), "fmin_nan": ("min", "mins"),
}  # fmt: skip
# Functions that the scalar unit computes itself.
SCALAR_FUNCTIONS = frozenset(
    "min max abs popc clz ffs brev mulhi mul24 hadd rhadd sad byte_perm dp4a dp2a_lo dp2a_hi funnelshift_l "
    "funnelshift_lc funnelshift_r funnelshift_rc".split()
)
_SCALAR_NODES = (Binary, Compare, Convert, Unary, Where, Bitcast, Splat)
# Casts of the vector unit that keep or round as C does: (from, to) to (instruction, types on the way).
_CASTS: dict[tuple[Scalar, Scalar], tuple[tuple[str, Scalar], ...]] = {
    (FLOAT16, FLOAT32): (("cast_none", FLOAT32),),
    (BFLOAT16, FLOAT32): (("cast_none", FLOAT32),),
    (FLOAT32, FLOAT16): (("cast_rint", FLOAT16),),
    (FLOAT32, BFLOAT16): (("cast_rint", BFLOAT16),),
    (INT32, FLOAT32): (("cast_rint", FLOAT32),),
    (FLOAT32, INT32): (("cast_trunc", INT32),),
    (INT16, FLOAT32): (("cast_none", FLOAT32),),
    (FLOAT16, INT32): (("cast_trunc", INT32),),
    (INT32, FLOAT16): (("cast_rint", FLOAT32), ("cast_rint", FLOAT16)),
    (UINT8, INT32): (("cast_none", FLOAT16), ("cast_trunc", INT32)),
    (INT8, INT32): (("cast_none", FLOAT16), ("cast_trunc", INT32)),
    (UINT8, UINT32): (("cast_none", FLOAT16), ("cast_trunc", INT32)),
    (UINT8, FLOAT32): (("cast_none", FLOAT16), ("cast_none", FLOAT32)),
    (INT8, FLOAT32): (("cast_none", FLOAT16), ("cast_none", FLOAT32)),
    (INT16, INT32): (("cast_none", FLOAT32), ("cast_trunc", INT32)),
    (FLOAT16, BFLOAT16): (("cast_none", FLOAT32), ("cast_rint", BFLOAT16)),
    (BFLOAT16, FLOAT16): (("cast_none", FLOAT32), ("cast_rint", FLOAT16)),
}


class Values:
    """others: what makes tiles of nodes that are not elementwise, and scalars of tiles, by the node's type."""

    def __init__(self, working: Working, lanes: OneLane, ranges: Ranges) -> None:
        self.working = working
        self.lanes = lanes
        self.ranges = ranges
        self.variables: dict[str, Held] = {}
        self.lazy: dict[str, Callable[[], Held]] = {}
        self.others: dict[type, Callable[..., Held]] = {}
        self.scalars: dict[type, Callable[[Any], Any]] = {}
        self._table: dict[type, Callable[[Any, Held | None, Any], Held | None]] = {
            Binary: self._binary, Compare: self._compare, Convert: self._convert, Unary: self._unary,
            Where: self._where, Intrinsic: self._intrinsic, Lanes: self._lane_numbers, Bitcast: self._bitcast,
        }  # fmt: skip

    # ------------------------------------------------------------ scalars

    def scalar(self, node: Any) -> Any:
        """A scalar whose tiles, loads and functions are computed before."""
        made = self.scalars.get(type(node))
        if made is not None:
            return made(node)
        if isinstance(node, Where):
            parts = [self.scalar(each) for each in (node.condition, node.then, node.otherwise)]
            return Select(*parts, node.type, node.span)  # type: ignore[call-arg]
        node = map_children(node, self.scalar)
        if isinstance(node, Intrinsic) and node.id not in SCALAR_FUNCTIONS:
            return self._scalar_function(node)
        return simplified(node)

    def _scalar_function(self, node: Intrinsic) -> Any:
        """A function of floats, by the vector unit on a few equal elements."""
        working, element = self.working, build.element_of(node)
        if not isinstance(element, Scalar) or not element.is_float:
            raise _no_function(node)
        eight = (32 // (element.bits // 8),)
        spread = build.intrinsic(
            node.id, tuple(build.splat(each, eight, node.span) for each in node.arguments), element, node.span
        )
        held = self.tile(spread)
        found = working.keep(node.id, Element(held.buffer, working.number(0), element, node.span))
        working.release(held)
        return found

    # ------------------------------------------------------------ tiles

    def tile(self, node: Any, into: Held | None = None, count: Any = None) -> Held:
        """The tile in a buffer: in `into` where that is given, and only its first `count` elements where that is."""
        if build.element_of(node) == FLOAT64:
            raise refuse("TK0480", "the NPU has no `double`", node.span)
        self.working.span = node.span
        held = self._made(node, into, count)
        return held if into is None or held.buffer == into.buffer else self.move(held, into, count)

    def _made(self, node: Any, into: Held | None, count: Any) -> Held:
        if isinstance(node, Variable):
            return self._variable(node)
        if isinstance(node, Splat):
            return self._splat(node, into, count)
        other = self.others.get(type(node))
        if other is not None:
            return other(node, into, count)
        handler = self._table.get(type(node))
        made = handler(node, into, count) if handler is not None else None
        return made if made is not None else self.by_lanes(node, into, count)

    def _variable(self, node: Variable) -> Held:
        if node.name in self.lazy:
            self.variables[node.name] = self.lazy.pop(node.name)()
        return replace(self.variables[node.name], owned=False)

    def move(self, held: Held, into: Held, count: Any = None) -> Held:
        """A tile into a buffer; its own is released."""
        if into.element == BOOL:
            self.working.vector("or", into, (held, held), count, halves=True)
        else:
            self.copy(into, held, count)
        self.working.release(held)
        return into

    def copy(self, into: Held, held: Held, count: Any = None) -> None:
        """The elements of one buffer to another."""
        bits = into.element.bits
        as_ = {32: INT32, 16: INT16}.get(bits)
        if as_ is None:
            whole = self.working.size(into.extent) if count is None else count
            with self.working.loop("lane", whole) as lane:
                value = Element(held.buffer, lane, held.element, self.working.span)
                self.working.emit(SetElement(into.buffer, lane, value, self.working.span))
        else:
            self.working.vector("copy", into, (held,), count, as_=as_)

    def target(self, into: Held | None, operands: tuple[Operand, ...], element: Scalar, extent: Any) -> Held:
        """Where a result goes: into the buffer that is given, or over an operand that nobody needs, or to a new one."""
        if into is not None:
            return into
        for each in operands:
            fits = isinstance(each, Held) and each.owned and each.element != BOOL and each.extent == extent
            if isinstance(each, Held) and fits and each.element.bits == element.bits and element != BOOL:
                return replace(each, element=element)
        return self.working.acquire(_hint(element), element, extent)

    def done(self, target: Held, operands: tuple[Operand, ...]) -> Held:
        """Releases the operands that the result did not take over."""
        for each in operands:
            if isinstance(each, Held) and each.buffer != target.buffer:
                self.working.release(each)
        return target

    def operand(self, node: Any) -> Operand:
        """A tile in a buffer, or a scalar: that of a Splat too."""
        if isinstance(node, Splat):
            return self.scalar(node.value)
        if not isinstance(node.type, Tile):
            return self.scalar(node)
        return self.tile(node)

    def held(self, operand: Operand, element: Scalar, extent: Any) -> Held:
        """The operand in a buffer."""
        if isinstance(operand, Held):
            return operand
        made = self.working.acquire(_hint(element), element, extent)
        self.fill(made, operand)
        return made

    def fill(self, into: Held, value: Any, count: Any = None) -> None:
        """All elements of a buffer the same."""
        if into.element == BOOL:
            ones = Select(value, self.working.number(-1), self.working.number(0), INT32, into_span(value))
            word = build.convert(simplified(ones), INT16, into_span(value))
            bits = self.working.halves_of_bits(self.working.size(into.extent))
            self.working.vector("duplicate", replace(into, element=INT16), (word,), bits)
        elif into.element.bits in (16, 32):
            self.working.vector("duplicate", into, (value,), count)
        else:
            whole = self.working.size(into.extent) if count is None else count
            with self.working.loop("lane", whole) as lane:
                self.working.emit(SetElement(into.buffer, lane, value, self.working.span))

    def _splat(self, node: Splat, into: Held | None, count: Any) -> Held:
        element = build.element_of(node)
        if not isinstance(element, Scalar):
            return self.by_lanes(node, into, count)
        value = self.scalar(node.value)
        made = into or self.working.acquire(_hint(element), element, node.type.shape)  # type: ignore[union-attr]
        self.fill(made, value, count)
        return made

    def _lane_numbers(self, node: Lanes, into: Held | None, count: Any) -> Held | None:
        element = build.element_of(node)
        if element not in _WORDS:
            return None
        made = into or self.working.acquire("lane", element, node.type.shape)  # type: ignore[union-attr]
        self.working.vector("index", made, (self.working.number(0),), count, as_=INT32)
        return made

    # ------------------------------------------------------------ arithmetic

    def _binary(self, node: Binary, into: Held | None, count: Any) -> Held | None:
        element = build.element_of(node)
        if element == BOOL:
            return self._logic(node, into)
        if element in _FLOATS:
            return self._float_binary(node, element, into, count)
        if element == BFLOAT16:
            return self._in_single(node, into, count)
        if element in _WORDS:
            return self._word_binary(node, into, count)
        return None

    def _float_binary(self, node: Binary, element: Scalar, into: Held | None, count: Any) -> Held | None:
        extent = _extent(node)
        left, right = self.operand(node.left), self.operand(node.right)
        if node.op is BinaryOp.SUBTRACT and not isinstance(right, Held):
            right = simplified(Unary(UnaryOp.NEGATE, right, element, node.span))
            return self._apply("adds", (left, right), element, extent, into, count)
        if node.op in _ARITHMETIC and not (isinstance(left, Held) and isinstance(right, Held)):
            scalar = _ARITHMETIC[node.op][1]
            if scalar and (isinstance(left, Held) or isinstance(right, Held)):
                pair = (left, right) if isinstance(left, Held) else (right, left)
                return self._apply(scalar, pair, element, extent, into, count)
        name = "div" if node.op is BinaryOp.DIVIDE else _ARITHMETIC[node.op][0]
        left, right = self.held(left, element, extent), self.held(right, element, extent)
        return self._apply(name, (left, right), element, extent, into, count)

    def _apply(
        self, name: str, operands: tuple[Operand, ...], element: Scalar, extent: Any, into: Held | None, count: Any,
        **more: Any,
    ) -> Held:  # fmt: skip
        target = self.target(into, operands, element, extent)
        self.working.vector(name, target, operands, count, **more)
        return self.done(target, operands)

    def _word_binary(self, node: Binary, into: Held | None, count: Any) -> Held | None:
        element, extent = build.element_of(node), _extent(node)
        if node.op in (BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT):
            if isinstance(node.right.type, Tile) and not isinstance(node.right, Splat):
                return None
            pair = self.operand(node.left), build.convert(self.operand(node.right), INT32, node.span)
            name = "shift_left" if node.op is BinaryOp.SHIFT_LEFT else "shift_right"
            left = self.held(pair[0], element, extent)
            return self._apply(name, (left, pair[1]), element, extent, into, count, as_=element)
        if node.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
            return self._quotient(node, into, count)
        if node.op not in _ARITHMETIC and node.op not in (*_BITWISE, BinaryOp.XOR):
            return None
        left, right = self.operand(node.left), self.operand(node.right)
        if node.op in _ARITHMETIC:
            return self._word_sum(node, left, right, into, count)
        left, right = self.held(left, element, extent), self.held(right, element, extent)
        if node.op in _BITWISE:
            return self._apply(_BITWISE[node.op], (left, right), element, extent, into, count, halves=True)
        return self._exclusive(left, right, element, extent, into, count)

    def _quotient(self, node: Binary, into: Held | None, count: Any) -> Held | None:
        """Of numbers from 0 to 2**24 by a scalar, as floats: a quotient of such that is no whole number is farther from
        the next one than a float's rounding."""
        right: Any = node.right.value if isinstance(node.right, Splat) else node.right
        if not self.ranges.within(node.left, 0, _EXACT) or not self.ranges.within(right, 1, _EXACT):
            return None
        if isinstance(right.type, Tile):
            return None
        span, extent = node.span, _extent(node)
        left = self._once(node.left)
        by = Splat(build.convert(right, FLOAT32, span), Tile(FLOAT32, extent), span)
        ratio = build.binary(BinaryOp.DIVIDE, build.convert(build.convert(left, INT32, span), FLOAT32, span), by, span)
        quotient = build.convert(build.convert(ratio, INT32, span), build.element_of(node), span)
        if node.op is BinaryOp.DIVIDE:
            return self.tile(quotient, into, count)
        whole = build.binary(BinaryOp.MULTIPLY, quotient, build.convert(right, build.element_of(node), span), span)
        return self.tile(build.binary(BinaryOp.SUBTRACT, left, whole, span), into, count)

    def _once(self, node: Any) -> Any:
        """The node as a name, so that it is computed once."""
        if isinstance(node, Variable | Splat):
            return node
        held = self.tile(node)
        name = self.working.fresh("number")
        self.variables[name] = held
        if held.owned:
            self.working.leave(held)
        return Variable(name, node.type, node.span)

    def _word_sum(self, node: Binary, left: Operand, right: Operand, into: Held | None, count: Any) -> Held:
        """Sums and products of 32 bits, modulo 2**32 whatever the sign."""
        element, extent = build.element_of(node), _extent(node)
        plain, scalar = _ARITHMETIC[node.op]
        if node.op is BinaryOp.SUBTRACT and not isinstance(right, Held):
            right = simplified(build.binary(BinaryOp.SUBTRACT, self.working.number(0), _int(right), node.span))
            scalar = "adds"
        if not isinstance(left, Held) and scalar and node.op is not BinaryOp.SUBTRACT:
            left, right = right, left
        if scalar and isinstance(left, Held) and not isinstance(right, Held):
            return self._apply(scalar, (left, _int(right)), element, extent, into, count, as_=INT32)
        left, right = self.held(left, element, extent), self.held(right, element, extent)
        return self._apply(plain, (left, right), element, extent, into, count, as_=INT32)

    def _exclusive(self, left: Held, right: Held, element: Scalar, extent: Any, into: Held | None, count: Any) -> Held:
        """`a ^ b` is `(a | b) - (a & b)`."""
        working = self.working
        either = working.acquire("either", element, extent)
        working.vector("or", either, (left, right), halves=True)
        target = self.target(into, (left, right), element, extent)
        if into is not None:
            target = working.acquire("both", element, extent)
        working.vector("and", target, (left, right), halves=True)
        self.done(target, (left, right))
        return self._apply("sub", (either, target), element, extent, into, count, as_=INT32)

    def _unary(self, node: Unary, into: Held | None, count: Any) -> Held | None:
        element, extent = build.element_of(node), _extent(node)
        if element == BOOL:
            return self._apply("not", (self.tile(node.operand),), BOOL, extent, into, None, halves=True)
        if element == BFLOAT16:
            return self._in_single(node, into, count)
        if node.op is UnaryOp.NEGATE and element in (*_FLOATS, *_WORDS):
            minus = Literal(-1.0 if element in _FLOATS else -1, INT32 if element in _WORDS else element, node.span)
            as_ = INT32 if element in _WORDS else None
            return self._apply("muls", (self.tile(node.operand), minus), element, extent, into, count, as_=as_)
        if node.op is UnaryOp.BIT_NOT and element in (*_WORDS, INT16, UINT16):
            return self._apply("not", (self.tile(node.operand),), element, extent, into, count, halves=True)
        return None

    def _in_single(self, node: Any, into: Held | None, count: Any) -> Held:
        """An operation on 16-bit floats as one on float, rounded."""
        element = build.element_of(node)
        wide = map_children(node, lambda each: build.convert(each, FLOAT32, node.span) if _is_small(each) else each)
        wide = replace(wide, type=build.tiled(FLOAT32, _extent(node)))
        return self.tile(build.convert(wide, element, node.span), into, count)

    # ------------------------------------------------------------ truth

    def _logic(self, node: Binary, into: Held | None) -> Held | None:
        extent = _extent(node)
        if node.op is BinaryOp.XOR:
            return self._differ(node.left, node.right, extent, into)
        if node.op not in _BITWISE:
            return None
        left, right = (self.held(self.operand(each), BOOL, extent) for each in (node.left, node.right))
        return self._bits(_BITWISE[node.op], (left, right), extent, into)

    def _bits(self, name: str, operands: tuple[Held, ...], extent: Any, into: Held | None) -> Held:
        owned = next((each for each in operands if each.owned), None)
        target = into or owned or self.working.acquire("mask", BOOL, extent)
        self.working.vector(name, target, operands, halves=True)
        return self.done(target, operands)

    def _differ(self, one: Any, other: Any, extent: Any, into: Held | None) -> Held:
        """`a ^ b` is `(a | b) & ~(a & b)`."""
        left, right = (self.held(self.operand(each), BOOL, extent) for each in (one, other))
        both = self.working.acquire("both", BOOL, extent)
        self.working.vector("and", both, (left, right), halves=True)
        self.working.vector("not", both, (both,), halves=True)
        either = self._bits("or", (left, right), extent, None)
        return self._bits("and", (either, both), extent, into)

    def _compare(self, node: Compare, into: Held | None, count: Any) -> Held | None:
        element = build.element_of(node.left)
        if not isinstance(element, Scalar):
            return None
        if element == BOOL and node.op in (CompareOp.EQUAL, CompareOp.NOT_EQUAL):
            extent = _extent(node)
            made = self._differ(node.left, node.right, extent, into)
            return made if node.op is CompareOp.NOT_EQUAL else self._bits("not", (made,), extent, into)
        if element in _FLOATS:
            return self._compare_floats(node, element, into)
        if element in _WORDS:
            return self._compare_words(node, into)
        wide = {BFLOAT16: FLOAT32, INT16: INT32, INT8: INT32, UINT8: INT32}.get(element)
        if wide is None:
            return None
        left, right = (build.convert(each, wide, node.span) for each in (node.left, node.right))
        return self.tile(replace(node, left=left, right=right), into)

    def _compare_floats(self, node: Compare, element: Scalar, into: Held | None) -> Held:
        extent, op = _extent(node), node.op
        left, right = self.operand(node.left), self.operand(node.right)
        if not isinstance(left, Held):
            left, right, op = right, left, _MIRRORED[op]
        kind = "compare" if isinstance(right, Held) else "compare_scalar"
        left = self.held(left, element, extent)
        return self._compared(f"{kind}_{_COMPARES[op]}", (left, right), element, extent, into)

    def _compared(
        self, name: str, operands: tuple[Operand, ...], element: Scalar, extent: Any, into: Held | None, **more: Any
    ) -> Held:
        target = into or self.working.acquire("mask", BOOL, extent)
        self.working.vector(name, target, operands, self.repeats(extent, element), **more)
        return self.done(target, operands)

    def repeats(self, extent: Any, element: Scalar) -> Any:
        """The elements of a tile, rounded up to full steps of the vector unit: it compares no others."""
        step = _REPEAT * 8 // element.bits
        known = 1
        for each in extent:
            known *= each if isinstance(each, int) else {LANES: self.working.least_lanes}.get(each, 1)
        whole = self.working.size(extent)
        if known % step == 0:
            return whole
        more = build.plus(whole, self.working.number(step - 1), self.working.span)
        steps = build.binary(BinaryOp.DIVIDE, more, self.working.number(step), self.working.span)
        return simplified(build.times(steps, step, self.working.span))

    def _compare_words(self, node: Compare, into: Held | None) -> Held:
        """The vector unit tells whether 32-bit integers are equal. `a <= b` is `max(a, b) == b`."""
        extent, op = _extent(node), node.op
        left, right = (self._signed(each, extent) for each in (node.left, node.right))
        if op in (CompareOp.EQUAL, CompareOp.NOT_EQUAL):
            made = self._compared("compare_eq", (left, right), INT32, extent, into, as_=INT32)
            return made if op is CompareOp.EQUAL else self._bits("not", (made,), extent, into)
        if op in (CompareOp.GREATER, CompareOp.GREATER_EQUAL):
            left, right, op = right, left, _MIRRORED[op]
        low, high = (left, right) if op is CompareOp.LESS_EQUAL else (right, left)
        larger = self.working.acquire("maximum", INT32, extent)
        self.working.vector("max", larger, (low, high), as_=INT32)
        self.working.release(low)
        made = self._compared("compare_eq", (larger, high), INT32, extent, into, as_=INT32)
        return made if op is CompareOp.LESS_EQUAL else self._bits("not", (made,), extent, into)

    def _signed(self, node: Any, extent: Any) -> Held:
        """An operand whose order as INT32 is that of its own type."""
        held = self.held(self.operand(node), build.element_of(node), extent)
        if build.element_of(node) != UINT32:
            return held
        lowest = Literal(-(1 << 31), INT32, node.span)
        return replace(self._apply("adds", (held, lowest), UINT32, held.extent, None, None, as_=INT32), element=INT32)

    def _where(self, node: Where, into: Held | None, count: Any) -> Held | None:
        element, extent = build.element_of(node), _extent(node)
        if not isinstance(element, Scalar):
            return None
        if element == BOOL:
            return self._choose_bits(node, extent, into)
        if element.bits not in (16, 32):
            return None
        condition = self.operand(node.condition)
        then, otherwise = self.operand(node.then), self.operand(node.otherwise)
        if not isinstance(condition, Held):
            condition = self.held(condition, BOOL, extent)
        as_ = FLOAT32 if element.bits == 32 else FLOAT16
        then = self.held(then, element, extent)
        if not isinstance(otherwise, Held) and element.is_float and element != BFLOAT16:
            return self._apply("select_scalar", (condition, then, otherwise), element, extent, into, count)
        otherwise = self.held(otherwise, element, extent)
        return self._apply("select", (condition, then, otherwise), element, extent, into, count, as_=as_)

    def _choose_bits(self, node: Where, extent: Any, into: Held | None) -> Held:
        """`(c & a) | (~c & b)`."""
        condition, then, otherwise = (
            self.held(self.operand(each), BOOL, extent) for each in (node.condition, node.then, node.otherwise)
        )
        chosen, left = (self.working.acquire("mask", BOOL, extent) for _ in range(2))
        self.working.vector("and", chosen, (condition, then), halves=True)
        self.working.vector("not", left, (condition,), halves=True)
        self.working.vector("and", left, (left, otherwise), halves=True)
        for each in (condition, then, otherwise):
            self.working.release(each)
        return self._bits("or", (chosen, left), extent, into)

    # ------------------------------------------------------------ conversions

    def _convert(self, node: Convert, into: Held | None, count: Any) -> Held | None:
        source, element, extent = build.element_of(node.operand), build.element_of(node), _extent(node)
        if node.rounding is not None or node.saturate or not isinstance(source, Scalar):
            return None
        if source == BOOL:
            return self._of_truth(node, into, count)
        if element == BOOL:
            zero = Literal(0.0 if source.is_float else 0, source, node.span)
            return self.tile(Compare(CompareOp.NOT_EQUAL, node.operand, zero, node.span, node.type), into)
        narrow = _narrowed(node)
        if narrow is not None:
            return self.tile(narrow, into, count)
        if source.is_integer and isinstance(element, Scalar) and element.is_integer and source.bits == element.bits:
            return replace(self.tile(node.operand), element=element) if into is None else None
        if element in (UINT8, INT8) and source in _WORDS:
            return self._to_bytes(node, into, count)
        steps = _CASTS.get((source, element))
        if steps is None:
            return None
        held = self.tile(node.operand)
        for index, (name, type_) in enumerate(steps):
            last = index == len(steps) - 1
            made = (into if last else None) or self.working.acquire(
                _hint(type_), type_ if not last else element, extent
            )
            view = replace(made, element=type_)
            self.working.vector(name, view, (held,), count if last else None)
            self.working.release(held)
            held = made
        return held

    def _to_bytes(self, node: Convert, into: Held | None, count: Any) -> Held:
        """The low 8 bits: a whole number from -128 to 255, which a half holds, and a byte of that."""
        element, extent, span = build.element_of(node), _extent(node), node.span
        low = Literal(128 if element == INT8 else 0, INT32, span)
        value = build.plus(build.convert(node.operand, INT32, span), low, span)
        value = build.binary(BinaryOp.AND, value, Literal(255, INT32, span), span)
        value = build.plus(value, replace(low, value=-low.value), span)
        half = self.tile(build.convert(build.convert(value, FLOAT32, span), FLOAT16, span))
        made = into or self.working.acquire("bytes", element, extent)
        self.working.vector("cast_rint", made, (half,), count)
        return self.done(made, (half,))

    def _of_truth(self, node: Convert, into: Held | None, count: Any) -> Held | None:
        """1 where it holds, 0 elsewhere."""
        element, extent = build.element_of(node), _extent(node)
        if element.bits not in (16, 32):
            return None
        one, zero = (Literal(float(each) if element.is_float else each, element, node.span) for each in (1, 0))
        return self.tile(
            Where(node.operand, Splat(one, Tile(element, extent), node.span), zero, node.type, node.span), into, count
        )

    def _bitcast(self, node: Bitcast, into: Held | None, count: Any) -> Held | None:
        element = build.element_of(node)
        if into is not None or not isinstance(element, Scalar) or not isinstance(node.operand.type, Tile):
            return None
        return replace(self.tile(node.operand), element=element)

    # ------------------------------------------------------------ functions

    def _intrinsic(self, node: Intrinsic, into: Held | None, count: Any) -> Held | None:
        element, extent = build.element_of(node), _extent(node)
        if element == BFLOAT16:
            return self._in_single(node, into, count)
        if node.id in ("min", "max") and element == INT32:
            return self._word_extreme(node, into, count)
        if node.id == "abs" and element == INT32:
            x = node.arguments[0]
            negative = Unary(UnaryOp.NEGATE, x, x.type, node.span)
            return self.tile(Intrinsic("max", (x, negative), node.type, node.span), into, count)
        if element not in _FLOATS:
            return self._made_of(node, into, count)
        if node.id in _TWO:
            left, right = (self.operand(each) for each in node.arguments)
            if not isinstance(left, Held):
                left, right = right, left
            name = _TWO[node.id][0 if isinstance(right, Held) else 1]
            return self._apply(name, (self.held(left, element, extent), right), element, extent, into, count)
        return self._function(node, element, into, count)

    def _function(self, node: Intrinsic, element: Scalar, into: Held | None, count: Any) -> Held | None:
        extent = _extent(node)
        if node.id in _ROUNDED and element != FLOAT32:
            return self._in_single(node, into, count)
        name = _ROUNDED.get(node.id) or _FUNCTIONS.get(node.id)
        if name is not None:
            operand = self.held(self.operand(node.arguments[0]), element, extent)
            if name not in _IN_PLACE and (into is None or into.buffer == operand.buffer):
                into = self.working.acquire(_hint(element), element, extent)
            return self._apply(name, (operand,), element, extent, into, count)
        if node.id in ("pow", "pow_fast", "fmod"):
            pair = tuple(self.held(self.operand(each), element, extent) for each in node.arguments)
            made = self.working.acquire(_hint(element), element, extent)
            self.working.vector("fmod" if node.id == "fmod" else "power", made, pair, count if into is None else None)
            return self.done(made, pair)
        return self._made_of(node, into, count)

    def _word_extreme(self, node: Intrinsic, into: Held | None, count: Any) -> Held:
        extent = _extent(node)
        left, right = (self.operand(each) for each in node.arguments)
        if not isinstance(left, Held):
            left, right = right, left
        name = node.id if isinstance(right, Held) else f"{node.id}s"
        return self._apply(name, (self.held(left, INT32, extent), right), INT32, extent, into, count)

    def _made_of(self, node: Intrinsic, into: Held | None, count: Any) -> Held | None:
        """Functions that are written with others."""
        formula = _FORMULAS.get(node.id)
        if formula is not None:
            return self.tile(formula(node), into, count)
        if node.id not in SCALAR_FUNCTIONS:
            raise _no_function(node)
        return None

    # ------------------------------------------------------------ lane by lane

    def by_lanes(self, node: Any, into: Held | None = None, count: Any = None) -> Held:
        """The tile by the scalar unit, lane after lane."""
        element, extent = build.element_of(node), _extent(node)
        if isinstance(element, Pointer):
            node, element = Convert(node, Tile(UINT64, extent), node.span), UINT64
        lanes = self.laned(node)
        stored = FLOAT32 if element == BOOL else element
        made = into if into is not None and element != BOOL else self.working.acquire(_hint(stored), stored, extent)
        with self.nest(extent, count) as position:
            value = lanes(position)
            if element == BOOL:
                one, zero = (Literal(each, FLOAT32, node.span) for each in (1.0, 0.0))
                value = Select(value, one, zero, FLOAT32, node.span)
            index = simplified(linear(position, extent, node.span))
            self.working.emit(SetElement(made.buffer, index, simplified(value), node.span))
        if element != BOOL:
            return made
        zero = Literal(0.0, FLOAT32, node.span)
        return self._compared("compare_scalar_ne", (made, zero), FLOAT32, extent, into)

    def nest(self, extent: Any, count: Any = None) -> Nest:
        return Nest(self.working, extent, count)

    def laned(self, node: Any) -> Callable[[Position], Any]:
        """A lane of the tile as a scalar, by its position. What needs the vector unit is computed before."""
        held: dict[str, Held] = {}
        prepared = self._prepared(node, held)

        def element(variable: Any, position: Position) -> Any:
            found = held[variable.name]
            index = simplified(linear(position, found.extent, variable.span))
            if found.element == BOOL:
                return Bit(found.buffer, index, variable.span)
            stored = Element(found.buffer, index, found.element, variable.span)
            return build.convert(stored, build.element_of(variable), variable.span)

        for each in held.values():
            if each.owned:
                self.working.leave(each)
        return lambda position: simplified(self.lanes.at(prepared, position, element))

    def _is_of_lanes(self, node: Any) -> bool:
        """Whether the scalar unit can compute a lane of a tile from the lane's number."""
        for each in walk(node):
            if isinstance(each, Variable) and isinstance(each.type, Tile):
                init = self.lanes.init(each.name)
                if init is None or not self._is_of_lanes(init):
                    return False
            if isinstance(each, Intrinsic) and each.id not in SCALAR_FUNCTIONS:
                return False
        return True

    def _prepared(self, node: Any, held: dict[str, Held]) -> Any:
        if not isinstance(node.type, Tile):
            return self.scalar(node)
        if isinstance(node, Variable) and node.name not in self.variables and self._is_of_lanes(node):
            return node
        is_scalar_work = isinstance(node, _SCALAR_NODES) or type(node).__name__ in _RESHAPES or isinstance(node, Lanes)
        is_function = isinstance(node, Intrinsic) and node.id in SCALAR_FUNCTIONS
        if is_scalar_work or is_function:
            return map_children(node, lambda each: self._prepared(each, held))
        found = self.tile(node)
        held[found.buffer] = found
        return Variable(found.buffer, node.type, node.span)


_RESHAPES = ("Reshape", "Broadcast", "Transpose", "PointerOffset", "PointerDifference")


class Nest:
    """`with Nest(working, extent) as position:` a loop an axis around what is emitted inside."""

    def __init__(self, working: Working, extent: Any, count: Any = None) -> None:
        stops = [working.size((each,)) for each in extent]
        if count is not None:
            assert len(stops) == 1
            stops = [count]
        self._loops = [
            working.loop("lane" if len(stops) == 1 else "ij"[axis % 2], each) for axis, each in enumerate(stops)
        ]

    def __enter__(self) -> Position:
        return tuple(each.__enter__() for each in self._loops)

    def __exit__(self, *error: Any) -> None:
        for each in reversed(self._loops):
            each.__exit__(*error)


def into_span(node: Any) -> Any:
    return node.span


def _narrowed(node: Convert) -> Any:
    """The low 32 bits of a sum or product of wider integers, as one of 32 bits."""
    element, operand = build.element_of(node), node.operand
    source = build.element_of(operand)
    if element not in _WORDS or not source.is_integer or source.bits != 64:
        return None
    span = node.span
    if isinstance(operand, Convert) and build.element_of(operand.operand) in _WORDS:
        return build.convert(operand.operand, element, span)
    if isinstance(operand, Binary) and operand.op in (BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY):
        left, right = (build.convert(each, element, span) for each in (operand.left, operand.right))
        return build.binary(operand.op, left, right, span)
    return None


def _is_small(node: Any) -> bool:
    return build.element_of(node) in (BFLOAT16, FLOAT16)


def _extent(node: Any) -> Shape:
    return build.shape_of(node) or ()


def _int(node: Any) -> Any:
    return simplified(build.convert(node, INT32, node.span))


def _hint(element: Scalar) -> str:
    return "mask" if element == BOOL else "work"


def _no_function(node: Intrinsic) -> Any:
    return refuse("TK0481", f"the NPU has no function `{node.id}` on vectors, and none is written for it", node.span)


def _literal(value: float, node: Any) -> Literal:
    return Literal(value, build.element_of(node), node.span)


def _of(name: str, node: Any, *arguments: Any) -> Intrinsic:
    return Intrinsic(name, arguments or node.arguments, node.type, node.span)


def _op(op: BinaryOp, left: Any, right: Any) -> Any:
    return build.binary(op, left, right, left.span)


def _scaled_exponential(base: float) -> Callable[[Intrinsic], Any]:
    """base to the x."""
    return lambda node: _of("pow", node, Splat(_literal(base, node), node.type, node.span), node.arguments[0])


_FORMULAS: dict[str, Callable[[Intrinsic], Any]] = {
    "rsqrt": lambda node: _op(BinaryOp.DIVIDE, _literal(1.0, node), _of("sqrt", node)),
    "rsqrt_rn": lambda node: _op(BinaryOp.DIVIDE, _literal(1.0, node), _of("sqrt", node)),
    "fma": lambda node: _op(BinaryOp.ADD, _op(BinaryOp.MULTIPLY, *node.arguments[:2]), node.arguments[2]),
    "divide_fast": lambda node: _op(BinaryOp.DIVIDE, *node.arguments),
    "relu": lambda node: _of("fmax", node, node.arguments[0], _literal(0.0, node)),
    "saturate": lambda node: _of(
        "fmin", node, _of("fmax", node, node.arguments[0], _literal(0.0, node)), _literal(1.0, node)
    ),
    "exp2": _scaled_exponential(2.0),
    "exp10": _scaled_exponential(10.0),
    "exp10_fast": _scaled_exponential(10.0),
    "isnan": lambda node: Compare(CompareOp.NOT_EQUAL, node.arguments[0], node.arguments[0], node.span, node.type),
    "isinf": lambda node: Compare(
        CompareOp.EQUAL,
        Intrinsic("fabs", node.arguments, node.arguments[0].type, node.span),
        Literal(float("inf"), build.element_of(node.arguments[0]), node.span),
        node.span,
        node.type,
    ),
}
