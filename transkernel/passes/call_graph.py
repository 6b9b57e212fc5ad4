"""Who calls whom: the functions that a kernel reaches, in the order of definition before use."""

from __future__ import annotations

from transkernel.diagnostics import Note, refuse
from transkernel.ir.nodes import Call, Function, Kernel, Program
from transkernel.ir.visit import walk_all


def calls_of(function: Function | Kernel) -> tuple[Call, ...]:
    """The calls in a body, in the order of the text."""
    return tuple(node for node in walk_all(function.body) if isinstance(node, Call))


def reachable(program: Program) -> tuple[Function, ...]:
    """The functions that the kernel reaches, each after those it calls; otherwise in the order of the program.

    Raises Refusal TK0302 for a function that calls itself, directly or through others.
    """
    by_name = {function.name: function for function in program.functions}
    calls = {function.name: calls_of(function) for function in program.functions}
    needed = _needed(program, calls)
    ordered: dict[str, Function] = {}
    for function in program.functions:
        if function.name in needed:
            _visit(function.name, by_name, calls, ordered, [])
    return tuple(ordered.values())


def _needed(program: Program, calls: dict[str, tuple[Call, ...]]) -> set[str]:
    needed: set[str] = set()
    pending = [call.function for call in calls_of(program.kernel)]
    while pending:
        name = pending.pop()
        if name not in needed:
            needed.add(name)
            pending.extend(call.function for call in calls[name])
    return needed


def _visit(
    name: str,
    by_name: dict[str, Function],
    calls: dict[str, tuple[Call, ...]],
    ordered: dict[str, Function],
    open_calls: list[Call],
) -> None:
    if name in ordered:
        return
    for call in calls[name]:
        if call.function == name or any(each.function == call.function for each in open_calls):
            callee = by_name[call.function]
            message = f"`{callee.cuda_name}` calls itself; a device function that is recursive cannot be translated"
            raise refuse("TK0302", message, call.span, Note("the function is here", callee.span))
        _visit(call.function, by_name, calls, ordered, [*open_calls, call])
    ordered[name] = by_name[name]
