"""Shrinks a kernel that fails to a few lines, on the IR, as long as it fails in the same way.

A step drops statements, puts a branch's or loop's body in its place, or an expression's part or a literal in the place
of the expression. No step makes a kernel less defined than it was: what guards a divisor, shift, index, cast of a float
or signed operation is replaced by a literal or not at all, and barriers stay while there is shared memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice
from typing import Any

from tests.fuzz.expressions import literal
from tests.fuzz.generate import PLACES, Fuzzed
from transkernel.ir import nodes as ir
from transkernel.ir.types import BOOL, Array, Pointer, Scalar, Struct
from transkernel.ir.verify import VerificationError, verify
from transkernel.ir.visit import EXPRESSIONS, STATEMENTS, children, walk, walk_all

Statements = tuple[Any, ...]
Fails = Callable[[Sequence[Fuzzed]], Sequence[bool]]
_AT_ONCE = 12


def reduce(fuzzed: Fuzzed, fails: Fails, seconds: float = 300.0) -> Fuzzed:
    """The smallest kernel found in that time. fails: for each of some kernels, whether it fails as the first did."""
    end = time.monotonic() + seconds
    tidy = tidied(fuzzed)
    current = tidy if tidy is not None and fails([tidy])[0] else fuzzed
    start = 0
    tried: set[str] = set()
    while time.monotonic() < end:
        found = _one_step(current, start, fails, tried, end)
        if found is None:
            return current
        current, start = found
    return current


def _one_step(current: Fuzzed, start: int, fails: Fails, tried: set[str], end: float) -> tuple[Fuzzed, int] | None:
    """A smaller kernel, and where its own steps should begin: those before were just tried on much the same kernel."""
    everything = list(enumerate(steps(current)))
    candidates = _fresh(everything[start:] + everything[:start], tried)
    while time.monotonic() < end and (some := list(islice(candidates, _AT_ONCE))):
        failing = [pair for pair, does in zip(some, fails([each for _, each in some]), strict=True) if does]
        if failing:
            number, smallest = min(failing, key=lambda pair: size(pair[1]))
            return smallest, number
    return None


def _fresh(numbered: list[tuple[int, Fuzzed]], tried: set[str]) -> Iterator[tuple[int, Fuzzed]]:
    for number, candidate in numbered:
        known = repr(candidate.program) + str(candidate.block) + str(candidate.grid)
        if known not in tried:
            tried.add(known)
            yield number, candidate


def size(fuzzed: Fuzzed) -> int:
    """The nodes of all bodies."""
    bodies = [fuzzed.program.kernel.body, *(each.body for each in fuzzed.program.functions)]
    return sum(1 for body in bodies for _ in walk_all(body))


def steps(fuzzed: Fuzzed) -> Iterator[Fuzzed]:
    """Every kernel one step smaller, the largest steps first."""
    if fuzzed.grid > 1:
        yield replace(fuzzed, grid=1)
    program = fuzzed.program
    for smaller in (_fewer_statements, _smaller_expressions):
        for body in smaller(program.kernel.body):
            yield from _sound(fuzzed, replace(program, kernel=replace(program.kernel, body=body)))
        for number, function in enumerate(program.functions):
            for body in smaller(function.body):
                changed = (*program.functions[:number], replace(function, body=body), *program.functions[number + 1 :])
                yield from _sound(fuzzed, replace(program, functions=changed))


def _sound(fuzzed: Fuzzed, program: ir.Program) -> Iterator[Fuzzed]:
    candidate = tidied(replace(fuzzed, program=program))
    if candidate is None or _reads_unwritten(candidate.program, fuzzed.program):
        return
    try:
        verify(candidate.program, spaces_resolved=False)
    except VerificationError:
        return
    yield candidate


def _reads_unwritten(smaller: ir.Program, before: ir.Program) -> bool:
    """Whether a shared array that was written more often before is no longer written first of all, by every thread."""
    return any(
        _writes(smaller, each.name) < _writes(before, each.name) and not _begins_written(smaller, each.name)
        for each in smaller.kernel.shared
    )


def _writes(program: ir.Program, name: str) -> int:
    return sum(1 for node in walk_all(program.kernel.body) if isinstance(node, ir.Assign) and _names(node.target, name))


def _begins_written(program: ir.Program, name: str) -> bool:
    first = next(each for each in program.kernel.body if _names(each, name))
    return isinstance(first, ir.Assign) and _names(first.target, name) and not _names(first.value, name)


def _names(node: Any, name: str) -> bool:
    return any(isinstance(each, ir.Variable) and each.name == name for each in walk(node))


# ---------------------------------------------------------------- what nothing uses


def tidied(fuzzed: Fuzzed) -> Fuzzed | None:
    """Without functions, parameters, shared memory and structs that nothing names; None where no output is left."""
    program = fuzzed.program
    functions: list[ir.Function] = []
    bodies: list[Any] = [*program.kernel.body]
    for function in reversed(program.functions):
        if any(isinstance(node, ir.Call) and node.function == function.name for node in walk_all(tuple(bodies))):
            functions.insert(0, function)
            bodies += function.body
    named = {node.name for node in walk_all(tuple(bodies)) if isinstance(node, ir.Variable)}
    kernel = program.kernel
    parameters = tuple(each for each in kernel.parameters if each.name in named)
    kept = {each.name for each in parameters}
    if not any(each.out and each.name in kept for each in fuzzed.buffers):
        return None
    shared = tuple(each for each in kernel.shared if each.name in named)
    body = _with_needed_barriers(kernel.body, any_at_all=bool(shared) or not kernel.shared)
    if not any(each.dynamic for each in shared):
        fuzzed = replace(fuzzed, shared_bytes=0)
    smaller = ir.Program(
        replace(kernel, parameters=parameters, shared=shared, body=body),
        tuple(functions),
        tuple(each for each in program.globals if each.name in named),
        _reached(
            program.structs, [*parameters, *(p for each in functions for p in each.parameters)], bodies, functions
        ),
    )
    return replace(
        fuzzed,
        program=smaller,
        buffers=tuple(each for each in fuzzed.buffers if each.name in kept),
        numbers=tuple(each for each in fuzzed.numbers if each[0] in kept),
    )


def _reached(
    structs: tuple[Struct, ...], parameters: list[ir.Parameter], bodies: list[Any], functions: list[ir.Function]
) -> tuple[Struct, ...]:
    types = [each.type for each in parameters] + [each.result for each in functions]
    types += [node.type for node in walk_all(tuple(bodies)) if hasattr(node, "type")]
    names: set[str] = set()
    while types:
        type_ = types.pop()
        while isinstance(type_, Pointer | Array):
            type_ = type_.element
        if isinstance(type_, Struct) and type_.name not in names:
            names.add(type_.name)
            known = next(each for each in structs if each.name == type_.name)
            types += [each.type for each in known.fields]
    return tuple(each for each in structs if each.name in names)


def _with_needed_barriers(statements: Statements, *, any_at_all: bool) -> Statements:
    """No two of them in a row; none where there is no shared memory left."""

    def needed(statements: Statements) -> Iterator[Any]:
        for before, node in zip((None, *statements), statements, strict=False):
            if not isinstance(node, ir.Barrier) or (any_at_all and node != before):
                yield node

    def change(node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(change(each) for each in needed(node))
        if isinstance(node, (*STATEMENTS, ir.SwitchCase)):
            return _with_fields(node, change)
        return node

    changed: Statements = change(statements)
    return changed


def _with_fields(node: Any, change: Callable[[Any], Any]) -> Any:
    updates = {each.name: getattr(node, each.name) for each in fields(node)}
    return replace(node, **{name: change(value) for name, value in updates.items() if isinstance(value, tuple)})


# ---------------------------------------------------------------- statements


def _fewer_statements(statements: Statements) -> Iterator[Statements]:
    """Large parts out first, then one; then bodies in place of what they stand in; then the same inside."""
    yield from _without_parts(statements)
    for at, node in enumerate(statements):
        for inner in _inside(node):
            yield (*statements[:at], *inner, *statements[at + 1 :])
    for at, node in enumerate(statements):
        for name in ("then", "otherwise", "body"):
            inner = getattr(node, name, ())
            for smaller in _fewer_statements(inner) if inner else ():
                yield (*statements[:at], replace(node, **{name: smaller}), *statements[at + 1 :])
        if isinstance(node, ir.Switch):
            for cases in _fewer_cases(node.cases):
                yield (*statements[:at], replace(node, cases=cases), *statements[at + 1 :])


def _without_parts(statements: Statements) -> Iterator[Statements]:
    length = len(statements)
    while length:
        for start in range(0, len(statements), length):
            part = statements[start : start + length]
            if not all(isinstance(each, ir.Return | ir.Barrier) for each in part):
                yield statements[:start] + statements[start + length :]
        length //= 2


def _inside(node: Any) -> Iterator[Statements]:
    """What may stand in a statement's place."""
    if isinstance(node, ir.If):
        yield from (each for each in (node.then, node.otherwise) if each)
    elif isinstance(node, ir.Block):
        yield node.body
    elif isinstance(node, ir.For | ir.While | ir.DoWhile):
        if not any(isinstance(each, ir.Break | ir.Continue) for each in walk_all(node.body)):
            yield (*getattr(node, "init", ()), *node.body)
    elif isinstance(node, ir.Switch):
        for case in node.cases:
            yield tuple(each for each in case.body if not isinstance(each, ir.Break))


def _fewer_cases(cases: tuple[ir.SwitchCase, ...]) -> Iterator[tuple[ir.SwitchCase, ...]]:
    for at, case in enumerate(cases):
        if len(cases) > 1:
            yield (*cases[:at], *cases[at + 1 :])
        for smaller in _fewer_statements(case.body):
            yield (*cases[:at], replace(case, body=smaller), *cases[at + 1 :])


# ---------------------------------------------------------------- expressions


def _smaller_expressions(statements: Statements) -> Iterator[Statements]:
    for at, node in enumerate(statements):
        for changed in _statement_with_less(node):
            yield (*statements[:at], changed, *statements[at + 1 :])


_VALUES: dict[type, str] = {
    ir.Declare: "init", ir.Assign: "value", ir.Evaluate: "value", ir.Return: "value", ir.If: "condition",
    ir.Switch: "value",
}  # fmt: skip


def _statement_with_less(node: Any) -> Iterator[Any]:
    """Targets keep their index: whose element it is must not change."""
    if isinstance(node, ir.Declare) and node.name in PLACES:
        return
    name = _VALUES.get(type(node), "")
    value = getattr(node, name) if name else None
    if value is not None:
        yield from (replace(node, **{name: each}) for each in _less(value, free=not isinstance(node, ir.Switch)))
    if isinstance(node, ir.For | ir.While | ir.DoWhile):
        yield from _fewer_rounds(node)
    if isinstance(node, ir.Switch):
        for at, case in enumerate(node.cases):
            for body in _smaller_expressions(case.body):
                yield replace(node, cases=(*node.cases[:at], replace(case, body=body), *node.cases[at + 1 :]))
    for name in ("then", "otherwise", "body"):
        inner = getattr(node, name, ())
        for smaller in _smaller_expressions(inner) if inner else ():
            yield replace(node, **{name: smaller})


def _fewer_rounds(node: Any) -> Iterator[Any]:
    bound = getattr(node.condition, "right", None)
    if isinstance(bound, EXPRESSIONS) and not isinstance(bound, ir.Variable):
        yield from (replace(node, condition=replace(node.condition, right=each)) for each in _less(bound, free=False))


def _less(node: Any, *, free: bool) -> Iterator[Any]:
    """free: a part of the same type may stand in its place; else a literal only."""
    type_ = node.type
    if isinstance(node, ir.Literal):
        return
    if free:
        yield from (each for each in _parts(node) if each.type == type_)
    if isinstance(type_, Scalar) and (type_.bits >= 32 or type_ == BOOL):
        yield literal(1, type_).node
    if _is_guard(node):
        return
    for name, value in _operands(node):
        for smaller in _less(value, free=_is_free(node, name)):
            yield _put(node, name, smaller)


def _parts(node: Any) -> Iterator[Any]:
    """Below a node, no deeper than what guards."""
    if _is_guard(node) or isinstance(node, ir.Variable | ir.AddressOf | ir.Decay):
        return
    for child in children(node):
        if isinstance(child, EXPRESSIONS):
            yield child
            if not isinstance(child, ir.Call):
                yield from _parts(child)


def _is_guard(node: Any) -> bool:
    """A choice around a cast of a float, or around the bits of one."""
    if not isinstance(node, ir.Select):
        return False
    casts = [each for each in walk(node) if isinstance(each, ir.Convert | ir.Bitcast)]
    return any(_from_float(each) for each in casts)


def _from_float(node: ir.Convert | ir.Bitcast) -> bool:
    source, target = node.operand.type, node.type
    numbers = isinstance(source, Scalar) and isinstance(target, Scalar)
    return numbers and source.is_float and target.is_integer and not getattr(node, "saturate", False)  # type: ignore[union-attr]


def _operands(node: Any) -> Iterator[tuple[str, Any]]:
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, EXPRESSIONS) and each.name not in ("base", "pointer", "place", "mask"):
            yield each.name, value
        elif isinstance(value, tuple):
            yield from (
                (f"{each.name} {at}", inner) for at, inner in enumerate(value) if isinstance(inner, EXPRESSIONS)
            )


def _put(node: Any, name: str, value: Any) -> Any:
    field_name, _, at = name.partition(" ")
    if not at:
        return replace(node, **{field_name: value})
    old = getattr(node, field_name)
    return replace(node, **{field_name: (*old[: int(at)], value, *old[int(at) + 1 :])})


_ORDINARY = (ir.BinaryOp.ADD, ir.BinaryOp.SUBTRACT, ir.BinaryOp.MULTIPLY)


def _is_free(node: Any, name: str) -> bool:
    """Whether an operand may become any other value of its type."""
    if isinstance(node, ir.Index | ir.Bitcast):
        return False
    if isinstance(node, ir.WarpOperation) and name == "arguments 1":
        return False
    if not isinstance(node, ir.Binary):
        return True
    if node.op in (ir.BinaryOp.DIVIDE, ir.BinaryOp.REMAINDER, *ir.SHIFTS) and name == "right":
        return bool(node.type.is_float) if isinstance(node.type, Scalar) else False
    signed = isinstance(node.type, Scalar) and node.type.is_signed
    return not (signed and (node.op in _ORDINARY or node.op is ir.BinaryOp.SHIFT_LEFT or node.op is ir.BinaryOp.AND))
