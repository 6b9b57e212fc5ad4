"""CUDA's functions: instructions and functions of the vector unit, and what is written with these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.ir.nodes import (
    BinaryOp,
    Compare,
    CompareOp,
    Intrinsic,
    Literal,
    Unary,
    UnaryOp,
)
from transkernel.ir.tile import Splat
from transkernel.ir.types import (
    BFLOAT16,
    FLOAT32,
    INT32,
    Scalar,
    Tile,
)
from transkernel.tile import build
from transkernel.tile.placement.bits import Bits
from transkernel.tile.placement.core import (
    FLOATS,
    SCALAR_FUNCTIONS,
    WORDS,
    hint,
    no_function,
    shape_of,
)
from transkernel.tile.placement.numbers import EXTREMES
from transkernel.tile.placement.wide_products import WideProducts
from transkernel.tile.placement.working import Held

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
_EXTREMES = {"fmax_nan": "max", "fmin_nan": "min"}


class Functions(Bits, WideProducts):
    """Intrinsic."""

    def _intrinsic(self, node: Intrinsic, into: Held | None, count: Any) -> Held | None:
        element, extent = build.element_of(node), shape_of(node)
        if element == BFLOAT16:
            return self.in_single(node, into, count)
        if node.id in ("min", "max") and element == INT32:
            return self._word_extreme(node, into, count)
        if node.id == "abs" and element == INT32:
            x = node.arguments[0]
            negative = Unary(UnaryOp.NEGATE, x, x.type, node.span)
            return self.tile(Intrinsic("max", (x, negative), node.type, node.span), into, count)
        if element not in FLOATS:
            if node.id == "mulhi" and element in WORDS:
                return self.high_word(node, into, count)
            found = self.bits_function(node, into, count)
            return found if found is not None else self._made_of(node, into, count)
        if node.id in EXTREMES:
            return self._extreme_but_nan(node, into, count)
        if node.id in _EXTREMES:
            left, right = (self.operand(each) for each in node.arguments)
            if not isinstance(left, Held):
                left, right = right, left
            name = _EXTREMES[node.id] + ("" if isinstance(right, Held) else "s")
            return self.apply(name, (self.held(left, element, extent), right), element, extent, into, count)
        return self._function(node, element, into, count)

    def _extreme_but_nan(self, node: Intrinsic, into: Held | None, count: Any) -> Held:
        """fmin and fmax, where a NaN loses: of `x` and `y`, `x == x ? max(x, y == y ? y : -inf) : y`."""
        x, y = sorted(node.arguments, key=lambda each: not isinstance(each.type, Tile) or isinstance(each, Splat))
        x_is_number, span = self.never_nan.holds(x), node.span
        y = getattr(y, "value", y) if isinstance(y, Splat) else y
        y_is_number = self.never_nan.holds(y)
        with self.named(x) as one, self.named(y) as other:
            least = other if y_is_number else self.never_nan.without(other, node.id == "fmax")
            made = build.intrinsic(f"{node.id}_nan", (one, least), build.element_of(node), span)
            if not x_is_number:
                made = build.where(build.compare(CompareOp.EQUAL, one, one, span), made, other, span)
            return self.tile(made, into, count)

    def _function(self, node: Intrinsic, element: Scalar, into: Held | None, count: Any) -> Held | None:
        extent = shape_of(node)
        if node.id in _ROUNDED and element != FLOAT32:
            return self.in_single(node, into, count)
        name = _ROUNDED.get(node.id) or _FUNCTIONS.get(node.id)
        if name is not None:
            operand = self.held(self.operand(node.arguments[0]), element, extent)
            if name not in _IN_PLACE and (into is None or into.buffer == operand.buffer):
                into = self.working.acquire(hint(element), element, extent)
            return self.apply(name, (operand,), element, extent, into, count)
        if node.id == "fma":
            return self._multiply_add(node, element)
        if node.id in ("pow", "pow_fast", "fmod"):
            pair = tuple(self.held(self.operand(each), element, extent) for each in node.arguments)
            made = self.working.acquire(hint(element), element, extent)
            self.working.vector("fmod" if node.id == "fmod" else "power", made, pair, count if into is None else None)
            return self.done(made, pair)
        return self._made_of(node, into, count)

    def _multiply_add(self, node: Intrinsic, element: Scalar) -> Held:
        """Rounded once: the instruction adds the product to what its target holds."""
        extent = shape_of(node)
        left, right, total = (self.held(self.operand(each), element, extent) for each in node.arguments)
        made = total
        if not total.owned or total.buffer in (left.buffer, right.buffer):
            made = self.working.acquire(hint(element), element, extent)
            self.copy(made, total)
        self.working.vector("mul_add_dst", made, (left, right))
        return self.done(made, (left, right, total))

    def _word_extreme(self, node: Intrinsic, into: Held | None, count: Any) -> Held:
        extent = shape_of(node)
        left, right = (self.operand(each) for each in node.arguments)
        if not isinstance(left, Held):
            left, right = right, left
        name = node.id if isinstance(right, Held) else f"{node.id}s"
        return self.apply(name, (self.held(left, INT32, extent), right), INT32, extent, into, count)

    def _made_of(self, node: Intrinsic, into: Held | None, count: Any) -> Held | None:
        """Functions that are written with others."""
        formula = _FORMULAS.get(node.id)
        if formula is not None:
            return self.tile(formula(node), into, count)
        if node.id not in SCALAR_FUNCTIONS:
            raise no_function(node)
        return None


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
    "divide_fast": lambda node: _op(BinaryOp.DIVIDE, *node.arguments),
    "relu": lambda node: _of("fmax_nan", node, node.arguments[0], _literal(0.0, node)),
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
