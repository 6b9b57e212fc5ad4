"""What of a kernel may behave in another way where it is going: TK05xx, by a table of checks on thread IR.

A warning is about results that the kernel does not promise elsewhere; a note tells what the port does about a
difference, or asks something of whoever calls it. The first place of each kind is named, and how many more there are.
What warp-synchronous code needs (TK0501) is `warp_synchronous`'s; what types are called (TK0509) the front end knows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from transkernel.diagnostics import Diagnostic, Severity
from transkernel.ir.nodes import (
    Assign,
    Atomic,
    AtomicOp,
    Barrier,
    Binary,
    BinaryOp,
    Call,
    Convert,
    Declare,
    Dereference,
    DoWhile,
    For,
    Function,
    Index,
    Kernel,
    Literal,
    Program,
    Register,
    Return,
    Special,
    Variable,
    WarpOp,
    WarpOperation,
    While,
)
from transkernel.ir.types import FLOAT32, FLOAT64, Array, Pointer, Scalar, Space, Vector
from transkernel.ir.visit import STATEMENTS, children, walk, walk_all, walk_statements
from transkernel.passes.uniformity import FunctionUniformity, Uniformity, Variation
from transkernel.records import record
from transkernel.source import Span

Nodes = tuple[Any, ...]  # of the program's bodies, parents first
Found = Iterator[tuple[str, Span]]  # a message, and where

_ALL_LANES = 0xFFFFFFFF
_LEAST_NORMAL = 2.0**-126
_LANES = 32


@record
class Check:
    code: str
    severity: Severity
    find: Callable[[Program, Nodes], Found]


def portability(program: Program) -> tuple[Diagnostic, ...]:
    """One diagnostic for each kind that is found, in the order of the codes; address spaces must be resolved."""
    nodes = _nodes(program)
    return tuple(made for check in _CHECKS if (made := _first(check, program, nodes)) is not None)


def _first(check: Check, program: Program, nodes: Nodes) -> Diagnostic | None:
    found = list(dict.fromkeys(check.find(program, nodes)))
    if not found:
        return None
    message, span = found[0]
    more = len(found) - 1
    places = f" (and at {more} more place{'s' if more > 1 else ''})" if more else ""
    return Diagnostic(check.code, check.severity, message + places, span)


def _units(program: Program) -> tuple[Any, ...]:
    return (*program.functions, program.kernel)


def _nodes(program: Program) -> Nodes:
    return tuple(node for unit in _units(program) for node in walk_all(unit.body))


# ------------------------------------------------------------ lanes


def _divergent_lanes(program: Program, nodes: Nodes) -> Found:
    """Warp operations of all lanes that a part of a warp may not reach."""
    if not any(_wants_all_lanes(node) for node in nodes):
        return
    uniformity = Uniformity(program, whole_warps=True)
    wanting: set[str] = set()
    for function in program.functions:
        if any(_wants_all_lanes(node) or _calls(node, wanting) for node in walk_all(function.body)):
            wanting.add(function.name)
    for unit in (uniformity.kernel, *uniformity.joined().values()):
        yield from _divergent_in(unit, wanting)


def _divergent_in(unit: FunctionUniformity, wanting: set[str]) -> Found:
    left = False
    for statement in walk_all(unit.function.body):
        if not isinstance(statement, STATEMENTS):
            continue
        partial = left or unit.control_of(statement) is Variation.THREAD
        left = left or (isinstance(statement, Return) and partial)
        for node in _own_expressions(statement) if partial else ():
            if _wants_all_lanes(node) or _calls(node, wanting):
                yield "all 32 lanes are expected here, but a part of a warp may not come here", node.span


def _wants_all_lanes(node: Any) -> bool:
    if not isinstance(node, WarpOperation) or node.op is WarpOp.ACTIVE_MASK:
        return False
    return isinstance(node.mask, Literal) and node.mask.value == _ALL_LANES


def _calls(node: Any, functions: set[str]) -> bool:
    return isinstance(node, Call) and node.function in functions


def _own_expressions(statement: Any) -> Iterator[Any]:
    """The expressions of a statement that are not of a statement inside of it."""
    for child in children(statement):
        if not isinstance(child, STATEMENTS) and not hasattr(child, "labels"):
            yield from walk(child)


def _warps(program: Program, nodes: Nodes) -> Found:
    for node in nodes:
        if isinstance(node, WarpOperation):
            yield "the port keeps warps of 32 lanes, whatever width the device's own have", node.span
            return
        if isinstance(node, Special) and node.register in (Register.LANE, Register.WARP_SIZE):
            yield "`warpSize` is 32 in the port, whatever width the device's own warps have", node.span
            return


# ------------------------------------------------------------ order


def _spins(program: Program, nodes: Nodes) -> Found:
    """Loops that end when another thread writes: nothing in their body or step could end them."""
    for node in nodes:
        if isinstance(node, While | DoWhile | For) and node.condition is not None:
            waits = any(_is_watched(each) for each in walk(node.condition))
            if waits and not any(isinstance(each, Assign | Declare) for each in walk_statements(node.body)):
                yield "this waits for another thread, which need not run before this one ends", node.span


def _is_watched(node: Any) -> bool:
    """A read of memory that others may change: volatile, or an atomic that takes a lock."""
    if isinstance(node, Atomic):
        return node.op in (AtomicOp.COMPARE_EXCHANGE, AtomicOp.EXCHANGE, AtomicOp.LOAD)
    if not isinstance(node, Index | Dereference):
        return False
    pointer = (node.pointer if isinstance(node, Dereference) else node.base).type
    return isinstance(pointer, Pointer) and pointer.volatile and pointer.space is not Space.PRIVATE


def _races(program: Program, nodes: Nodes) -> Found:
    """In one list of statements, without a barrier between: a write of `s[t + 1]` and a read of `s[t + 2]`."""
    for unit in _units(program):
        names = _thread_names(unit)
        for block in _lists(unit.body):
            yield from _races_in(block, names, program)


def _races_in(block: tuple[Any, ...], names: set[str], program: Program) -> Found:
    plain = {each.name for each in program.kernel.shared if not each.volatile}
    written: dict[str, int] = {}
    for statement in block:
        if isinstance(statement, Barrier) or any(isinstance(each, Barrier | WarpOperation) for each in walk(statement)):
            written.clear()
        if not isinstance(statement, Assign | Declare):
            continue
        target = statement.target if isinstance(statement, Assign) else None
        for node in walk(statement):
            slot = _slot(node, names, plain) if node is not target else None
            if slot is not None and 0 < abs(slot[1] - written.get(slot[0], slot[1])) < _LANES:
                yield (
                    f"`{slot[0]}` is read where another thread may have written it, with no barrier between",
                    node.span,
                )
        slot = _slot(target, names, plain)
        if slot is not None:
            written[slot[0]] = slot[1]


def _slot(node: Any, names: set[str], plain: set[str]) -> tuple[str, int] | None:
    """The array and c of `array[threadIdx.x + c]`."""
    if not isinstance(node, Index) or not isinstance(node.base, Variable) or node.base.name not in plain:
        return None
    if not isinstance(node.base.type, Array):
        return None
    index, offset = _unconverted(node.index), 0
    if isinstance(index, Binary) and index.op in (BinaryOp.ADD, BinaryOp.SUBTRACT):
        by = _unconverted(index.right)
        if not isinstance(by, Literal):
            return None
        offset = int(by.value) if index.op is BinaryOp.ADD else -int(by.value)
        index = _unconverted(index.left)
    return (node.base.name, offset) if _is_thread(index, names) else None


def _is_thread(node: Any, names: set[str]) -> bool:
    if isinstance(node, Special):
        return node.register is Register.THREAD_INDEX and node.axis == 0
    return isinstance(node, Variable) and node.name in names


def _thread_names(unit: Function | Kernel) -> set[str]:
    """Locals that are `threadIdx.x` and stay so."""
    targets = (node.target for node in walk_statements(unit.body) if isinstance(node, Assign))
    changed = {target.name for target in targets if isinstance(target, Variable)}
    declared = [node for node in walk_statements(unit.body) if isinstance(node, Declare) and node.name not in changed]
    return {node.name for node in declared if _is_thread(_unconverted(node.init), set())}


def _unconverted(node: Any) -> Any:
    while isinstance(node, Convert):
        node = node.operand
    return node


def _lists(body: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """A list of statements and all lists inside of it."""
    yield body
    for node in walk_all(body):
        for name in ("then", "otherwise", "body"):
            inner = getattr(node, name, None)
            if isinstance(inner, tuple):
                yield inner


# ------------------------------------------------------------ numbers and memory


def _contractions(program: Program, nodes: Nodes) -> Found:
    """Products that are added to: nvcc makes one operation of them unless it is told not to."""
    for node in nodes:
        if not isinstance(node, Binary) or node.op not in (BinaryOp.ADD, BinaryOp.SUBTRACT):
            continue
        products = (isinstance(each, Binary) and each.op is BinaryOp.MULTIPLY for each in (node.left, node.right))
        if _is_float(node.type) and any(products):
            yield "nvcc rounds `a * b + c` once by default, the port twice, as it is written", node.span


def _is_float(type_: Any) -> bool:
    return type_ in (FLOAT32, FLOAT64) or (isinstance(type_, Vector) and type_.scalar in (FLOAT32, FLOAT64))


def _subnormals(program: Program, nodes: Nodes) -> Found:
    for node in nodes:
        if isinstance(node, Literal) and node.type == FLOAT32 and 0 < math.fabs(node.value) < _LEAST_NORMAL:
            yield "this number is subnormal, and a device may take it for zero (OpenCL: CL_FP_DENORM)", node.span


def _alignments(program: Program, nodes: Nodes) -> Found:
    """A pointer to numbers that is read as one to vectors."""
    for node in nodes:
        if not isinstance(node, Convert) or not isinstance(node.type, Pointer):
            continue
        wide, narrow = node.type.element, getattr(node.operand.type, "element", None)
        if isinstance(wide, Vector) and isinstance(narrow, Scalar) and wide.lanes in (2, 4):
            size = wide.lanes * wide.scalar.bits // 8
            yield f"read as `{wide.scalar}` by {wide.lanes}: the address must be a multiple of {size}", node.span


_CHECKS = (
    Check("TK0502", Severity.WARNING, _divergent_lanes),
    Check("TK0503", Severity.WARNING, _races),
    Check("TK0504", Severity.WARNING, _spins),
    Check("TK0505", Severity.WARNING, _subnormals),
    Check("TK0506", Severity.NOTE, _warps),
    Check("TK0507", Severity.NOTE, _contractions),
    Check("TK0508", Severity.NOTE, _alignments),
)
