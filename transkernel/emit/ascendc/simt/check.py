"""What no rewrite could make Ascend C's SIMT language of, found before any of them begins.

Sources: asc-devkit, docs/zh/guide, "内置数据类型" (no double), "共享内存大小的限制" (the Unified Buffer), and
docs/zh/api/SIMT-API/Warp函数 (no masks).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.ascendc.simt.atomics import check_results
from transkernel.emit.ascendc.simt.warps import known_mask
from transkernel.ir.nodes import Atomic, Call, Function, If, Kernel, Program, WarpOp, WarpOperation
from transkernel.ir.types import FLOAT64, Array, Pointer, Struct, Type, Vector, size_of
from transkernel.ir.visit import STATEMENTS, children, walk, walk_all
from transkernel.passes.uniformity import FunctionUniformity, Uniformity, Variation
from transkernel.source import Span

UNIFIED_BUFFER = 256 << 10
_RESERVED = 8 << 10  # the compiler's own
_LEAST_CACHE = 32 << 10  # what global memory is read through
SHARED_BYTES = UNIFIED_BUFFER - _RESERVED - _LEAST_CACHE


def check_program(program: Program) -> None:
    """Raises Refusal (TK0412, TK0472, TK0473, TK0474)."""
    _check_calls(program)
    _check_shared(program.kernel)
    for body in (program.kernel.body, *(each.body for each in program.functions)):
        for statement in (node for node in walk_all(body) if isinstance(node, STATEMENTS)):
            for node in _own_expressions(statement):
                if isinstance(node, Atomic):
                    check_results(statement, node)
    _check_branches(program)


def check_types(program: Program) -> None:
    """Raises Refusal (TK0470): there is no double, neither in memory nor to compute with."""
    structs = {each.name: each for each in program.structs}
    for type_, span in _types(program):
        if _has_double(type_, structs):
            raise refuse("TK0470", "the cores have no double precision", span)


def _check_calls(program: Program) -> None:
    """Functions come before those that call them, so that a call of a later one is recursion."""
    seen: set[str] = set()
    for function in program.functions:
        for node in walk_all(function.body):
            if isinstance(node, Call) and node.function not in seen:
                raise refuse("TK0412", f"`{function.cuda_name}` calls itself", node.span)
        seen.add(function.name)


def _check_shared(kernel: Kernel) -> None:
    size = sum(size_of(each.type) for each in kernel.shared if not each.dynamic)
    if size > SHARED_BYTES:
        message = f"{size} bytes of shared memory; a core has {SHARED_BYTES} beside its cache"
        raise refuse("TK0473", message, kernel.span)


def _types(program: Program) -> Iterator[tuple[Type, Span]]:
    functions: tuple[Function | Kernel, ...] = (program.kernel, *program.functions)
    for function in functions:
        if isinstance(function, Function):
            yield function.result, function.span
        for parameter in function.parameters:
            yield parameter.type, parameter.span
        for node in walk_all(function.body):
            if hasattr(node, "type"):
                yield node.type, node.span
    for shared in program.kernel.shared:
        yield shared.type, shared.span
    for variable in program.globals:
        yield variable.type, variable.span
    for struct in program.structs:
        yield struct, program.kernel.span


def _has_double(type_: Type, structs: dict[str, Struct]) -> bool:
    match type_:
        case Vector():
            return type_.scalar == FLOAT64
        case Pointer() | Array():
            inner = type_.element
            return not isinstance(inner, Struct) and _has_double(inner, structs)
        case Struct():
            whole = structs.get(type_.name, type_)
            return any(_has_double(each.type, structs) for each in whole.fields)
    return type_ == FLOAT64


def _own_expressions(statement: Any) -> Iterator[Any]:
    """The expressions of a statement that are not of a statement inside of it."""
    for child in children(statement):
        if not isinstance(child, STATEMENTS) and not hasattr(child, "labels"):
            yield from walk(child)


# ---------------------------------------------------------------- lanes of two branches


def _check_branches(program: Program) -> None:
    """CUDA lets lanes of both arms of a branch meet in one operation, as their masks say; here each arm is alone."""
    meeting: set[str] = set()
    for function in program.functions:
        if _meets(function.body, meeting):
            meeting.add(function.name)
    if not _meets(program.kernel.body, meeting):
        return
    uniformity = Uniformity(program, whole_warps=True)
    for unit in (uniformity.kernel, *uniformity.joined().values()):
        _check_unit(unit, meeting)


def _check_unit(unit: FunctionUniformity, meeting: set[str]) -> None:
    for node in walk_all(unit.function.body):
        if not isinstance(node, If) or unit.of(node.condition) is not Variation.THREAD:
            continue
        for second in _meeting_nodes(node.otherwise, meeting):
            if any(_may_meet(first, second) for first in _meeting_nodes(node.then, meeting)):
                message = "lanes of both arms of a branch may meet in this operation, which takes no mask here"
                raise refuse("TK0474", message, second.span)


def _may_meet(one: Any, other: Any) -> bool:
    """Not so without a mask, which means those that are here, and with masks that have no lane in common."""
    if isinstance(one, Call) or isinstance(other, Call):
        return True
    if one.op is not other.op or one.mask is None or other.mask is None:
        return False
    lanes, others = known_mask(one.mask), known_mask(other.mask)
    return lanes is None or others is None or bool(lanes & others)


def _meets(body: tuple[Any, ...], meeting: set[str]) -> bool:
    return bool(_meeting_nodes(body, meeting))


def _meeting_nodes(body: tuple[Any, ...], meeting: set[str]) -> list[Any]:
    return [
        node
        for node in walk_all(body)
        if (isinstance(node, WarpOperation) and node.op is not WarpOp.ACTIVE_MASK)
        or (isinstance(node, Call) and node.function in meeting)
    ]
