"""What every thread may compute, also one that should not be there: no memory is touched, nothing can trap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Atomic,
    Binary,
    BinaryOp,
    BlockVote,
    Build,
    Call,
    Decay,
    Dereference,
    Index,
    Lane,
    Literal,
    Member,
    Variable,
    WarpOperation,
)
from transkernel.ir.types import BOOL, Array, Pointer, Scalar, Struct, Type, Vector
from transkernel.ir.visit import children
from transkernel.source import Span

_NEVER = (Call, Atomic, WarpOperation, BlockVote, Dereference)


def is_safe(node: Any, is_defined: Callable[[str], bool]) -> bool:
    """Whether a thread may evaluate an expression wherever it is. is_defined: of names that hold a value for all."""
    match node:
        case Variable():
            return is_defined(node.name)
        case AddressOf() | Decay():
            return _is_safe_address(node.place, is_defined)
        case Index():
            return False
        case Binary(op=BinaryOp.DIVIDE | BinaryOp.REMAINDER) if isinstance(node.type, Scalar) and node.type.is_integer:
            divisor = node.right
            if not isinstance(divisor, Literal) or divisor.value in (0, -1):
                return False
    return not isinstance(node, _NEVER) and all(is_safe(child, is_defined) for child in children(node))


def _is_safe_address(place: Any, is_defined: Callable[[str], bool]) -> bool:
    """An address is a sum; what it points to is not looked at."""
    while isinstance(place, Index | Member | Lane | Dereference):
        if isinstance(place, Index):
            if not is_safe(place.index, is_defined):
                return False
            if isinstance(place.base.type, Pointer):
                return is_safe(place.base, is_defined)
        if isinstance(place, Dereference):
            return is_safe(place.pointer, is_defined)
        place = place.base
    return isinstance(place, Variable)


def zero(type_: Type, span: Span) -> Any:
    """A value of the type for threads whose value does not matter; None for arrays, which have no such value."""
    match type_:
        case Scalar():
            return Literal(False if type_ == BOOL else 0.0 if type_.is_float else 0, type_, span)
        case Pointer():
            return Literal(0, type_, span)
        case Vector():
            return Build((zero(type_.scalar, span),) * type_.lanes, type_, span)
        case Struct():
            return Build((), type_, span)
        case Array():
            return None
