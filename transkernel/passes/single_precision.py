"""Double precision whose results single precision gives bit for bit, for cores that have no other.

`float y = x * 0.5;` computes in double, and rounds to float at once. A sum, difference, product, quotient or root of
floats that is rounded to 53 bits and then to 24 is the one that is rounded to 24 bits alone, since 53 >= 2 * 24 + 2
(Figueroa, "When is double rounding innocuous?", 1995). Comparisons of floats are the same in either precision, and so
is what only chooses among floats, changes their signs or takes their whole parts. A double that lasts longer stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Compare,
    Convert,
    Expression,
    Function,
    Intrinsic,
    Kernel,
    Literal,
    Program,
    Select,
    Unary,
    UnaryOp,
)
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    UINT8,
    UINT16,
    is_integer,
)
from transkernel.ir.values import round_to
from transkernel.ir.visit import rewrite_all

_ROUNDED = (BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY, BinaryOp.DIVIDE)
_WHOLE_FLOATS = (BOOL, INT8, UINT8, INT16, UINT16, FLOAT16, BFLOAT16)  # whose every value is a float
_CHOOSING = frozenset("fabs fmin fmax fmin_nan fmax_nan floor ceil trunc rint round copysign".split())


def in_single_precision(program: Program) -> Program:
    """The program with such double precision as single precision."""

    def changed(unit: Any) -> Any:
        assert isinstance(unit, Function | Kernel)
        return replace(unit, body=rewrite_all(unit.body, _change))

    return replace(program, kernel=changed(program.kernel), functions=tuple(map(changed, program.functions)))


def _change(node: Any) -> Any:
    match node:
        case Convert(operand=operand) if operand.type == FLOAT64 and node.type == FLOAT32 and node.rounding is None:
            return _rounded(operand) or node
        case Convert(operand=operand) if operand.type == FLOAT64 and is_integer(node.type):
            single = _float_of(operand)
            return node if single is None else replace(node, operand=single)
        case Compare(left=left, right=right) if left.type == FLOAT64:
            one, other = _float_of(left), _float_of(right)
            return node if one is None or other is None else replace(node, left=one, right=other)
    return node


def _rounded(node: Expression) -> Expression | None:
    """A double rounded to float, computed in single precision; None where that may be another number."""
    match node:
        case Literal():
            return replace(node, value=round_to(float(node.value), FLOAT32), type=FLOAT32, symbol=None)
        case Binary() if node.op in _ROUNDED:
            left, right = _float_of(node.left), _float_of(node.right)
            if left is None or right is None:
                return None
            return replace(node, left=left, right=right, type=FLOAT32)
        case Intrinsic(id="sqrt"):
            (operand,) = (_float_of(each) for each in node.arguments)
            return None if operand is None else replace(node, arguments=(operand,), type=FLOAT32)
    return _float_of(node)


def _float_of(node: Expression) -> Expression | None:
    """The float that a double is; None where it need not be one."""
    match node:
        case Literal() if round_to(float(node.value), FLOAT32) == node.value:
            return replace(node, type=FLOAT32, symbol=None)
        case Convert(operand=operand) if operand.type == FLOAT32:
            return operand
        case Convert(operand=operand) if operand.type in _WHOLE_FLOATS:
            return replace(node, type=FLOAT32)
        case Unary(op=UnaryOp.NEGATE):
            inner = _float_of(node.operand)
            return None if inner is None else replace(node, operand=inner, type=FLOAT32)
        case Select():
            then, otherwise = _float_of(node.then), _float_of(node.otherwise)
            if then is None or otherwise is None:
                return None
            return replace(node, then=then, otherwise=otherwise, type=FLOAT32)
        case Intrinsic() if node.id in _CHOOSING:
            singles = tuple(_float_of(each) for each in node.arguments)
            known = tuple(each for each in singles if each is not None)
            return replace(node, arguments=known, type=FLOAT32) if len(known) == len(singles) else None
    return None
