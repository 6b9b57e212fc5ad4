"""What no rewrite below could make OpenCL C of, found before any of them begins."""

from __future__ import annotations

from collections.abc import Iterator

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import Call, Program
from transkernel.ir.types import Array, Pointer, Space, Struct, Type
from transkernel.ir.visit import walk_all
from transkernel.source import Span


def check_program(program: Program) -> None:
    """Raises Refusal (TK0410, TK0412)."""
    _check_calls(program)
    for type_, span in _types(program):
        if _is_generic(type_):
            raise refuse("TK0410", "it is not known which memory this pointer points to", span)


def _check_calls(program: Program) -> None:
    """Functions come before those that call them, so that a call of a later one is recursion."""
    seen: set[str] = set()
    for function in program.functions:
        for node in walk_all(function.body):
            if isinstance(node, Call) and node.function not in seen:
                raise refuse("TK0412", f"`{function.cuda_name}` calls itself; OpenCL C has no recursion", node.span)
        seen.add(function.name)


def _types(program: Program) -> Iterator[tuple[Type, Span]]:
    for parameter in program.kernel.parameters:
        yield parameter.type, parameter.span
    for function in program.functions:
        for parameter in function.parameters:
            yield parameter.type, parameter.span
    for body in (program.kernel.body, *(each.body for each in program.functions)):
        for node in walk_all(body):
            if hasattr(node, "type"):
                yield node.type, node.span


def _is_generic(type_: Type) -> bool:
    match type_:
        case Pointer():
            return type_.space is Space.GENERIC or _is_generic(type_.element)
        case Array():
            return _is_generic(type_.element)
        case Struct():
            return any(isinstance(each.type, Pointer) and each.type.space is Space.GENERIC for each in type_.fields)
    return False
