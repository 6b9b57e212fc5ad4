"""Binary operators: their kinds, their precedences, and the tree that a flat chain of them stands for."""

from __future__ import annotations

from collections.abc import Sequence

from transkernel.frontend import ast

# C++17 [expr]: the higher binds tighter; all of them group from left to right.
PRECEDENCE: dict[str, int] = {
    ".*": 12,
    "->*": 12,
    "*": 11,
    "/": 11,
    "%": 11,
    "+": 10,
    "-": 10,
    "<<": 9,
    ">>": 9,
    "<=>": 8,
    "<": 7,
    ">": 7,
    "<=": 7,
    ">=": 7,
    "==": 6,
    "!=": 6,
    "&": 5,
    "^": 4,
    "|": 3,
    "&&": 2,
    "||": 1,
}

OPERATOR_KINDS = frozenset(
    "SLASH PERCENT PIPE CARET LESS GREATER SHIFT_LEFT SHIFT_RIGHT EQUAL_EQUAL BANG_EQUAL LESS_EQUAL GREATER_EQUAL "
    "SPACESHIP OR_OR DOT_STAR ARROW_STAR".split()
)
"""The lexer's kinds that arrive in the grammar as OPERATOR; `* & && + -` keep theirs, for they are more than that."""

ASSIGNMENT_KINDS = frozenset(
    "PLUS_EQUAL MINUS_EQUAL STAR_EQUAL SLASH_EQUAL PERCENT_EQUAL AMPERSAND_EQUAL PIPE_EQUAL CARET_EQUAL "
    "SHIFT_LEFT_EQUAL SHIFT_RIGHT_EQUAL".split()
)
"""The lexer's kinds that arrive in the grammar as ASSIGN."""


def binary_tree(operands: Sequence[ast.Expression], operators: Sequence[str]) -> ast.Expression:
    """The tree of `operands[0] operators[0] operands[1] ...`, in time linear in the chain."""
    values: list[ast.Expression] = [operands[0]]
    pending: list[str] = []
    for operator, operand in zip(operators, operands[1:], strict=True):
        while pending and PRECEDENCE[pending[-1]] >= PRECEDENCE[operator]:
            _reduce(values, pending)
        pending.append(operator)
        values.append(operand)
    while pending:
        _reduce(values, pending)
    return values[0]


def _reduce(values: list[ast.Expression], pending: list[str]) -> None:
    right = values.pop()
    left = values.pop()
    values.append(ast.BinaryExpression(pending.pop(), left, right, left.span.to(right.span)))
