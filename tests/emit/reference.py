"""What an expression of the IR is worth, by the rules of nodes.py alone: the oracle for the printer's conversions."""

from __future__ import annotations

from typing import Any

import numpy as np

from transkernel.ir import nodes as ir
from transkernel.ir.types import BOOL, FLOAT32, Kind, Scalar


class UndefinedError(Exception):
    """The value is undefined in C: a signed overflow."""


def evaluate(node: ir.Expression, values: dict[str, Any], thread: int) -> Any:  # noqa: C901 - a case a node
    """A Python int, bool, or NumPy float; `values` are arrays of which thread `thread` has one element each."""
    match node:
        case ir.Literal():
            return typed(node.value, node.type)
        case ir.Special(register=ir.Register.THREAD_INDEX):
            return thread
        case ir.Special():
            return {ir.Register.BLOCK_INDEX: 0, ir.Register.GRID_SIZE: 1}.get(node.register, len(values["threads"]))
        case ir.Index(base=ir.Variable(name=name)):
            return typed(values[name][thread].item(), node.type)
        case ir.Convert(operand=operand, type=type_):
            return typed(evaluate(operand, values, thread), type_)
        case ir.Select(condition=condition, then=then, otherwise=otherwise):
            return evaluate(then if evaluate(condition, values, thread) else otherwise, values, thread)
        case ir.Unary(op=op, operand=operand):
            value = evaluate(operand, values, thread)
            return not value if op == "!" else checked(-value if op == "-" else ~value, node.type)
        case ir.Logical(op=op, left=left, right=right):
            first = bool(evaluate(left, values, thread))
            return first and bool(evaluate(right, values, thread)) if op == "&&" else (
                first or bool(evaluate(right, values, thread)))  # fmt: skip
        case ir.Compare(op=op, left=left, right=right):
            return compare(op, evaluate(left, values, thread), evaluate(right, values, thread))
        case ir.Binary():
            left, right = evaluate(node.left, values, thread), evaluate(node.right, values, thread)
            return binary(node.op, left, right, node.type)
    raise TypeError(type(node).__name__)


def compare(op: str, left: Any, right: Any) -> bool:
    truth: bool = {"==": left == right, "!=": left != right, "<": left < right, "<=": left <= right, ">": left > right,
            ">=": left >= right}[op]  # fmt: skip
    return truth


def binary(op: str, left: Any, right: Any, type_: Any) -> Any:
    if type_.is_float:
        with np.errstate(all="ignore"):
            return {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}[op](left, right)
    if op in ("/", "%"):
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return checked(quotient if op == "/" else left - quotient * right, type_)
    operations = {"+": int.__add__, "-": int.__sub__, "*": int.__mul__, "&": int.__and__, "|": int.__or__,
                  "^": int.__xor__, "<<": int.__lshift__, ">>": int.__rshift__}  # fmt: skip
    return checked(operations[op](left, right), type_)


def checked(value: Any, type_: Any) -> Any:
    """An arithmetic result: unsigned ones wrap, signed ones must not overflow."""
    if type_.is_float:
        return value
    wrapped = typed(value, type_)
    if type_.is_signed and wrapped != value:
        raise UndefinedError
    return wrapped


def typed(value: Any, type_: Any) -> Any:
    """A conversion between numbers."""
    assert isinstance(type_, Scalar)
    if type_ == BOOL:
        return bool(value)
    if type_.is_float:
        with np.errstate(all="ignore"):
            return (np.float32 if type_ == FLOAT32 else np.float64)(value)
    number = int(value)
    number &= (1 << type_.bits) - 1
    if type_.kind is Kind.SIGNED and number >> (type_.bits - 1):
        number -= 1 << type_.bits
    return number
