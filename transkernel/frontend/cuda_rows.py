"""What a row of CUDA's function tables is, and how rows are made. One table a chapter: cuda_math.py and its neighbours.

Source of the names and overloads: CUDA Math API Reference Manual.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from transkernel.ir import nodes as ir
from transkernel.ir.types import BOOL, Scalar, Type
from transkernel.records import record
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.function import FunctionLowering

Arguments = tuple[ir.Expression, ...]
Make = Callable[[Arguments, Span], ir.Expression]
Expand = Callable[["FunctionLowering", Arguments, Span], ir.Expression]


@record
class Row:
    """One overload of a CUDA function that is one expression of its arguments, each used once."""

    parameters: tuple[Type, ...]
    result: Type
    make: Make


@record
class Expansion:
    """One overload that needs an argument more than once, and so may put it into a variable first."""

    parameters: tuple[Type, ...]
    result: Type
    expand: Expand


Rows = dict[str, list[Row]]
Expansions = dict[str, list[Expansion]]


def merged(*tables: Rows) -> Rows:
    """The overloads of all tables, by name."""
    result: Rows = {}
    for table in tables:
        for name, rows in table.items():
            result.setdefault(name, []).extend(rows)
    return result


def intrinsic(id_: str, result: Type) -> Make:
    """A node of the intrinsics table."""
    return lambda arguments, span: ir.Intrinsic(id_, arguments, result, span)


def operation(op: ir.BinaryOp, type_: Scalar) -> Make:
    """An operator, which rounds once to nearest and is never contracted."""
    return lambda arguments, span: ir.Binary(op, arguments[0], arguments[1], type_, span)


def reciprocal(type_: Scalar, divide: Make | None = None) -> Make:
    """One divided by the argument."""
    made = divide or operation(ir.BinaryOp.DIVIDE, type_)
    return lambda arguments, span: made((ir.Literal(1.0, type_, span), arguments[0]), span)


def negated(arguments: Arguments, span: Span) -> ir.Expression:
    return ir.Unary(ir.UnaryOp.NEGATE, arguments[0], arguments[0].type, span)


def compared(op: ir.CompareOp) -> Make:
    return lambda arguments, span: ir.Compare(op, arguments[0], arguments[1], span)


def inverted(make: Make) -> Make:
    """The opposite of a truth value."""
    return lambda arguments, span: ir.Unary(ir.UnaryOp.NOT, make(arguments, span), BOOL, span)


def after(id_: str, type_: Scalar, inner: Make) -> Make:
    """An intrinsic of one argument on another function's result."""
    return lambda arguments, span: ir.Intrinsic(id_, (inner(arguments, span),), type_, span)


def reinterpreted(to: Scalar) -> Make:
    """The same bits as another type."""
    return lambda arguments, span: ir.Bitcast(arguments[0], to, span)


OPERATIONS = {
    "add": ir.BinaryOp.ADD, "sub": ir.BinaryOp.SUBTRACT, "mul": ir.BinaryOp.MULTIPLY, "div": ir.BinaryOp.DIVIDE,
}  # fmt: skip
COMPARISONS = {
    "eq": ir.CompareOp.EQUAL, "ne": ir.CompareOp.NOT_EQUAL, "lt": ir.CompareOp.LESS, "le": ir.CompareOp.LESS_EQUAL,
    "gt": ir.CompareOp.GREATER, "ge": ir.CompareOp.GREATER_EQUAL,
}  # fmt: skip
