"""Which floats of a tile kernel are never NaN, in any lane, and what takes NaN out of the others.

CUDA's fmin and fmax pass a NaN by (CUDA Math API: "If one argument is NaN, returns the numeric argument"); what the
vector unit's Min and Max and their reductions make of one is not said.
"""

from __future__ import annotations

import math
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    CompareOp,
    Convert,
    Declare,
    Intrinsic,
    Literal,
    Select,
    Unary,
    Variable,
)
from transkernel.ir.tile import Broadcast, Reduce, ReduceOp, Reshape, Splat, TileKernel, Transpose, Where
from transkernel.ir.types import Scalar, Tile
from transkernel.ir.visit import walk_statements
from transkernel.tile import build

_FROM_ONE = (Splat, Broadcast, Reshape, Transpose)
EXTREMES = ("fmin", "fmax")
# Functions that are NaN for NaN alone.
_KEEPING = frozenset("fabs exp exp_fast exp2 tanh erf erfc floor ceil trunc round rint fmin_nan fmax_nan".split())


class NeverNaN:
    """Of one kernel. Nothing is known of what is loaded, of parameters, of sums and of products."""

    def __init__(self, kernel: TileKernel) -> None:
        values: dict[str, list[Any]] = {}
        for node in walk_statements(kernel.body):
            if isinstance(node, Declare):
                values.setdefault(node.name, []).append(node.init)
            elif isinstance(node, Assign) and isinstance(node.target, Variable):
                values.setdefault(node.target.name, []).append(node.value)
        self._variables = set(values)
        while found := {name for name in self._variables if not all(map(self.holds, values[name]))}:
            self._variables -= found

    def holds(self, node: Any) -> bool:
        """Whether no lane of the node, a float or a tile of floats, is NaN."""
        match node:
            case Literal(value=value):
                return not math.isnan(value)
            case Variable(name=name):
                return name in self._variables
            case Where(then=then, otherwise=otherwise) | Select(then=then, otherwise=otherwise):
                return self.holds(then) and self.holds(otherwise)
            case Intrinsic(id=id_, arguments=arguments):
                some = any if id_ in EXTREMES else all
                return (id_ in EXTREMES or id_ in _KEEPING) and some(map(self.holds, arguments))
            case Convert(operand=operand):
                element = build.element_of(operand)
                return not (isinstance(element, Scalar) and element.is_float) or self.holds(operand)
            case Unary(operand=operand):
                return self.holds(operand)
            case Reduce(op=ReduceOp.MIN | ReduceOp.MAX, value=value):
                return self.holds(value)
        return isinstance(node, _FROM_ONE) and self.holds(node.value)

    def without(self, node: Any, largest: bool) -> Any:
        """The node with what loses against any number in place of NaN. It has to be cheap: it is written twice."""
        if self.holds(node):
            return node
        element, span = build.element_of(node), node.span
        least = Literal(-math.inf if largest else math.inf, element, span)
        is_number = build.compare(CompareOp.EQUAL, node, node, span)
        if not isinstance(node.type, Tile):
            return Select(is_number, node, least, element, span)
        return build.where(is_number, node, build.splat(least, node.type.shape, span), span)


def is_extreme_of_floats(node: Any) -> bool:
    """Whether a reduction's result is the least or the largest of floats."""
    element = build.element_of(node)
    return node.op in (ReduceOp.MIN, ReduceOp.MAX) and isinstance(element, Scalar) and element.is_float
