"""CUDA's functions that touch more than numbers: atomics, warps, barriers, memory hints, printing.

Sources: CUDA C++ Programming Guide, "C++ Language Extensions" (atomic functions, warp functions, synchronisation).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.conversions import common_type, convert, describe, promote, to_bool
from transkernel.frontend.entities import Operand
from transkernel.frontend.function import FunctionLowering, nothing
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    FLOAT64,
    INT8,
    INT32,
    UINT32,
    VOID,
    Pointer,
    Scalar,
    Type,
    Vector,
    is_arithmetic,
    is_float,
    is_integer,
)
from transkernel.source import Span

Handler = Callable[[FunctionLowering, str, tuple[ir.Expression, ...], Span], Operand]


def _pointee(name: str, pointer: ir.Expression, span: Span) -> Type:
    if not isinstance(pointer.type, Pointer):
        raise refuse("TK0261", f"`{name}` needs a pointer", span)
    return pointer.type.element


def _count(name: str, arguments: tuple[ir.Expression, ...], low: int, high: int, span: Span) -> None:
    if not low <= len(arguments) <= high:
        said = str(low) if low == high else f"{low} to {high}"
        raise refuse("TK0261", f"`{name}` takes {said} arguments and got {len(arguments)}", span)


# ---------------------------------------------------------------- atomics

_ATOMICS = {
    "atomicAdd": ir.AtomicOp.ADD, "atomicSub": ir.AtomicOp.SUBTRACT, "atomicMin": ir.AtomicOp.MIN,
    "atomicMax": ir.AtomicOp.MAX, "atomicInc": ir.AtomicOp.INCREMENT, "atomicDec": ir.AtomicOp.DECREMENT,
    "atomicAnd": ir.AtomicOp.AND, "atomicOr": ir.AtomicOp.OR, "atomicXor": ir.AtomicOp.XOR,
    "atomicExch": ir.AtomicOp.EXCHANGE, "atomicCAS": ir.AtomicOp.COMPARE_EXCHANGE,
}  # fmt: skip
_SCOPES = {"": ir.Scope.DEVICE, "_block": ir.Scope.BLOCK, "_system": ir.Scope.SYSTEM}


def _atomic(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    base, _, scope = name.partition("_")
    op = _ATOMICS[base]
    wanted = 3 if op is ir.AtomicOp.COMPARE_EXCHANGE else 2
    _count(name, arguments, wanted, wanted, span)
    type_ = _pointee(name, arguments[0], span)
    if not isinstance(type_, Scalar | Vector):
        raise refuse("TK0261", f"`{name}` does not work on a `{describe(type_)}`", span)
    operands = tuple(convert(argument, type_) for argument in arguments[1:])
    place = _SCOPES["_" + scope if scope else ""]
    return Operand(ir.Atomic(op, arguments[0], operands, type_, span, place))


# ---------------------------------------------------------------- warps

_SHUFFLES = {
    "__shfl": ir.WarpOp.SHUFFLE, "__shfl_up": ir.WarpOp.SHUFFLE_UP, "__shfl_down": ir.WarpOp.SHUFFLE_DOWN,
    "__shfl_xor": ir.WarpOp.SHUFFLE_XOR,
}  # fmt: skip
_VOTES = {"__any": ir.WarpOp.ANY, "__all": ir.WarpOp.ALL, "__ballot": ir.WarpOp.BALLOT}
_REDUCTIONS = {
    f"__reduce_{word}_sync": op
    for word, op in (
        ("add", ir.WarpOp.REDUCE_ADD), ("min", ir.WarpOp.REDUCE_MIN), ("max", ir.WarpOp.REDUCE_MAX),
        ("and", ir.WarpOp.REDUCE_AND), ("or", ir.WarpOp.REDUCE_OR), ("xor", ir.WarpOp.REDUCE_XOR),
    )
}  # fmt: skip


def _shuffle(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    masked = name.endswith("_sync")
    op = _SHUFFLES[name.removesuffix("_sync")]
    start = 1 if masked else 0
    _count(name, arguments, start + 2, start + 3, span)
    mask = convert(arguments[0], UINT32) if masked else None
    value = arguments[start]
    if not isinstance(value.type, Scalar | Vector) or value.type == VOID:
        raise refuse("TK0261", f"`{name}` does not work on a `{describe(value.type)}`", span)
    type_ = promote(value.type) if isinstance(value.type, Scalar) and not is_float(value.type) else value.type
    selector = convert(arguments[start + 1], UINT32 if op is not ir.WarpOp.SHUFFLE else INT32)
    width = _width(lowering, arguments[start + 2]) if len(arguments) > start + 2 else 32
    return Operand(ir.WarpOperation(op, (convert(value, type_), selector), mask, width, type_, span))


def _width(lowering: FunctionLowering, value: ir.Expression) -> int | ir.Expression:
    from transkernel.frontend.constants import evaluate

    if isinstance(value, ir.Special) and value.register is ir.Register.WARP_SIZE:
        return 32
    known = evaluate(convert(value, INT32))
    return int(known.value) if known is not None else convert(value, INT32)


def _vote(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    masked = name.endswith("_sync")
    op = _VOTES[name.removesuffix("_sync")]
    _count(name, arguments, 1 + masked, 1 + masked, span)
    mask = convert(arguments[0], UINT32) if masked else None
    type_ = UINT32 if op is ir.WarpOp.BALLOT else INT32
    return Operand(ir.WarpOperation(op, (_predicate(arguments[-1]),), mask, 32, type_, span))


def _predicate(value: ir.Expression) -> ir.Expression:
    """Votes take an `int` (CUDA C++ Programming Guide, "Warp Vote Functions"): 0.5f and 1ull << 32 vote against."""
    narrow = isinstance(value.type, Scalar) and value.type.is_integer and value.type.bits <= 32
    return to_bool(value if narrow else convert(value, INT32))


def _match(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    any_ = "any" in name
    _count(name, arguments, 2 if any_ else 3, 2 if any_ else 3, span)
    op = ir.WarpOp.MATCH_ANY if any_ else ir.WarpOp.MATCH_ALL
    found = ir.WarpOperation(op, (arguments[1],), convert(arguments[0], UINT32), 32, UINT32, span)
    if any_:
        return Operand(found)
    kept = lowering.temporary(found, "match")
    hit = ir.Compare(ir.CompareOp.NOT_EQUAL, kept, ir.integer(0, UINT32, span), span)
    target = ir.Dereference(arguments[2], INT32, span)
    lowering.out.append(ir.Assign(target, convert(hit, INT32), span))
    return Operand(kept)


def _reduce(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    _count(name, arguments, 2, 2, span)
    if not is_integer(arguments[1].type):
        raise refuse("TK0261", f"`{name}` needs an integer", span)
    type_ = promote(arguments[1].type)
    value = convert(arguments[1], type_)
    return Operand(ir.WarpOperation(_REDUCTIONS[name], (value,), convert(arguments[0], UINT32), 32, type_, span))


def _active_mask(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    return Operand(ir.WarpOperation(ir.WarpOp.ACTIVE_MASK, (), None, 32, UINT32, span))


# ---------------------------------------------------------------- barriers and fences


def _barrier(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    scope = ir.Scope.WARP if name == "__syncwarp" else ir.Scope.BLOCK
    lowering.out.append(ir.Barrier(scope, span))
    return nothing(span)


def _block_vote(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    _count(name, arguments, 1, 1, span)
    op = ir.BlockVoteOp(name.removeprefix("__syncthreads_"))
    return Operand(ir.BlockVote(op, _predicate(arguments[0]), INT32, span))


_FENCES = {
    "__threadfence": ir.Scope.DEVICE, "__threadfence_block": ir.Scope.BLOCK, "__threadfence_system": ir.Scope.SYSTEM,
}  # fmt: skip


def _fence(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    lowering.out.append(ir.Fence(_FENCES[name], span))
    return nothing(span)


# ---------------------------------------------------------------- memory hints


def _load(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    _pointee(name, arguments[0], span)
    from transkernel.frontend.expressions import dereference

    return Operand(dereference(arguments[0], span).expression)


def _store(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    _count(name, arguments, 2, 2, span)
    from transkernel.frontend.expressions import dereference

    place = dereference(arguments[0], span).expression
    lowering.out.append(ir.Assign(place, convert(arguments[1], place.type), span))  # type: ignore[arg-type]
    return nothing(span)


# ---------------------------------------------------------------- results through pointers


def _sincos(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    """`sincosf(x, &s, &c)` and its relatives."""
    _count(name, arguments, 3, 3, span)
    type_ = _pointee(name, arguments[1], span)
    assert isinstance(type_, Scalar)
    fast = "_fast" if name.startswith("__") else ""
    pi = "pi" if "pi" in name else ""
    value = lowering.stable(convert(arguments[0], type_), "angle")
    for pointer, word in zip(arguments[1:], ("sin", "cos"), strict=True):
        place = _through(pointer, span)
        result = ir.Intrinsic(f"{word}{pi}{fast}", (value,), type_, span)
        lowering.out.append(ir.Assign(place, result, span))
    return nothing(span)


def _through(pointer: ir.Expression, span: Span) -> ir.Place:
    from transkernel.frontend.expressions import dereference

    return dereference(pointer, span).expression  # type: ignore[return-value]


def _modf(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    """The whole part through the pointer, the fraction with the same sign as the result."""
    _count(name, arguments, 2, 2, span)
    type_ = _pointee(name, arguments[1], span)
    assert isinstance(type_, Scalar)
    value = lowering.stable(convert(arguments[0], type_), "number")
    whole = lowering.temporary(ir.Intrinsic("trunc", (value,), type_, span), "whole")
    lowering.out.append(ir.Assign(_through(arguments[1], span), whole, span))
    infinite = ir.Intrinsic("isinf", (value,), BOOL, span)
    difference = ir.Binary(ir.BinaryOp.SUBTRACT, value, whole, type_, span)
    part = ir.Select(infinite, ir.Literal(0.0, type_, span), difference, type_, span)
    return Operand(ir.Intrinsic("copysign", (part, value), type_, span))


# ---------------------------------------------------------------- min and max


def _extreme(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    """CUDA has `min` and `max` for every pair of number types, in their common type (math_functions.hpp)."""
    _count(name, arguments, 2, 2, span)
    left, right = arguments
    if not is_arithmetic(left.type) or not is_arithmetic(right.type):
        raise refuse("TK0261", f"`{name}` needs numbers", span)
    type_ = common_type(left.type, right.type)
    id_ = {"min": "fmin", "max": "fmax"}[name] if type_.is_float else name
    return Operand(ir.Intrinsic(id_, (convert(left, type_), convert(right, type_)), type_, span))


# ---------------------------------------------------------------- printing and stopping


def _trap(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    lowering.out.append(ir.Trap(span))
    return nothing(span)


def _ignored(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    """Hints to the compiler that change no result."""
    return nothing(span)


def _first(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    _count(name, arguments, 1, 2, span)
    return Operand(arguments[0])


def _clock(lowering: FunctionLowering, name: str, arguments: tuple[ir.Expression, ...], span: Span) -> Operand:
    raise refuse("TK0262", f"`{name}` reads a clock that the targets do not have", span)


HANDLERS: dict[str, Handler] = {
    **{f"{name}{suffix}": _atomic for name in _ATOMICS for suffix in _SCOPES},
    **{f"{name}{suffix}": _shuffle for name in _SHUFFLES for suffix in ("", "_sync")},
    **{f"{name}{suffix}": _vote for name in _VOTES for suffix in ("", "_sync")},
    **dict.fromkeys(("__match_any_sync", "__match_all_sync"), _match),
    **dict.fromkeys(_REDUCTIONS, _reduce),
    "__activemask": _active_mask,
    **dict.fromkeys(("__syncthreads", "__syncwarp"), _barrier),
    **{f"__syncthreads_{word}": _block_vote for word in ("count", "and", "or")},
    **dict.fromkeys(_FENCES, _fence),
    **dict.fromkeys(("__ldg", "__ldca", "__ldcg", "__ldcs", "__ldlu", "__ldcv", "__builtin_nontemporal_load"), _load),
    **dict.fromkeys(("__stwb", "__stcg", "__stcs", "__stwt"), _store),
    **dict.fromkeys(("sincos", "sincosf", "__sincosf", "sincospi", "sincospif"), _sincos),
    **dict.fromkeys(("modf", "modff"), _modf),
    **dict.fromkeys(("min", "max"), _extreme),
    **dict.fromkeys(("__trap", "abort"), _trap),
    **dict.fromkeys(
        ("__builtin_unreachable", "__builtin_assume", "__assume", "__nanosleep", "__prof_trigger"), _ignored
    ),
    **dict.fromkeys(("move", "forward", "__builtin_expect", "__builtin_assume_aligned", "launder", "as_const"), _first),
    **dict.fromkeys(("clock", "clock64", "globaltimer"), _clock),
}


# ---------------------------------------------------------------- with their arguments' syntax


_CONVERSION = re.compile(r"%(?:%|[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+)?)?(?:hh|h|ll|l|j|z|t|L)?[a-zA-Z])")
_PADDED = re.compile(r"%(-?\d*)s$")


def print_(lowering: FunctionLowering, nodes: tuple[ast.Expression, ...], span: Span) -> Operand:
    """printf: the format must be written down; floats are promoted to double, small integers to int.

    A string literal among the arguments becomes part of the format: no target passes strings. A choice between two
    (`x ? "!" : ""`) becomes a choice between two statements.
    """
    if not nodes or not isinstance(nodes[0], ast.StringLiteral):
        raise refuse("TK0263", "the format of `printf` must be a string literal", span)
    format_ = written_text(nodes[0])
    arguments: list[ir.Expression] = []
    inserted: dict[int, str] = {}
    chosen: dict[int, tuple[ir.Expression, str, str]] = {}
    for position, node in enumerate(nodes[1:]):
        if (texts := _two_texts(node)) is not None:
            condition, then, otherwise = texts
            chosen[position] = (to_bool(lowering.value(condition)), written_text(then), written_text(otherwise))
            continue
        text = function_name(lowering, node) if isinstance(node, ast.NameExpression) else node
        if isinstance(text, ast.StringLiteral):
            inserted[position] = written_text(text)
            continue
        value = lowering.value(node)
        if isinstance(value.type, Pointer) and value.type.element == INT8:
            raise refuse("TK0263", "a string as an argument of `printf`", node.span)
        if is_float(value.type):
            value = convert(value, FLOAT64)
        elif is_integer(value.type):
            value = convert(value, promote(value.type))
        arguments.append(value)
    lowering.out.append(_printed(format_, inserted, chosen, tuple(arguments), span))
    return nothing(span)


def _two_texts(node: ast.Expression) -> tuple[ast.Expression, ast.StringLiteral, ast.StringLiteral] | None:
    """The condition and the texts of a choice between two string literals."""
    if not isinstance(node, ast.ConditionalExpression):
        return None
    if isinstance(node.then, ast.StringLiteral) and isinstance(node.otherwise, ast.StringLiteral):
        return node.condition, node.then, node.otherwise
    return None


def _printed(
    format_: str,
    texts: dict[int, str],
    chosen: dict[int, tuple[ir.Expression, str, str]],
    arguments: tuple[ir.Expression, ...],
    span: Span,
) -> ir.Statement:
    """A statement for each way in which the texts can be chosen."""
    if not chosen:
        return ir.Print(_with_texts(format_, texts, span), arguments, span)
    position, (condition, then, otherwise) = next(iter(chosen.items()))
    others = {at: each for at, each in chosen.items() if at != position}
    ways = (_printed(format_, {**texts, position: text}, others, arguments, span) for text in (then, otherwise))
    first, second = ways
    return ir.If(condition, (first,), (second,), span)


def written_text(node: ast.StringLiteral) -> str:
    """What stands between the quotes of adjacent literals, escapes as written."""
    return "".join(re.sub(r'^[a-zA-Z0-9]*"(.*)"$', r"\1", part, flags=re.DOTALL) for part in node.parts)


def function_name(lowering: FunctionLowering, node: ast.NameExpression) -> ast.StringLiteral | None:
    """`__func__` and `__FUNCTION__`: the name of the function as a string (C++17 [dcl.fct.def.general])."""
    if node.name.text not in ("__func__", "__FUNCTION__"):
        return None
    return ast.StringLiteral((f'"{lowering.written_name}"',), node.span)


def _with_texts(format_: str, texts: dict[int, str], span: Span) -> str:
    """A format with some of its arguments, by their position, written into it."""
    if not texts:
        return format_
    position = 0

    def put(found: re.Match[str]) -> str:
        nonlocal position
        conversion = found[0]
        if conversion == "%%":
            return conversion
        here = position + conversion.count("*")
        position = here + 1
        if here not in texts:
            return conversion
        padded = _PADDED.match(conversion)
        if padded is None or (padded[1] and "\\" in texts[here]):
            raise refuse("TK0263", f"a string as the argument of `{conversion}`", span)
        text = texts[here]
        width = int(padded[1] or 0)
        return (text.ljust(-width) if width < 0 else text.rjust(width)).replace("%", "%%")

    return _CONVERSION.sub(put, format_)


def assert_(lowering: FunctionLowering, nodes: tuple[ast.Expression, ...], span: Span) -> Operand:
    """assert: the message is the condition's own text."""
    if len(nodes) != 1:
        raise refuse("TK0261", "`assert` takes one argument", span)
    condition = to_bool(lowering.value(nodes[0]))
    lowering.out.append(ir.Assert(condition, " ".join(nodes[0].span.text.split()), span))
    return nothing(span)


def size_of_warp(span: Span) -> ir.Expression:
    """`warpSize` is an int."""
    return ir.Special(ir.Register.WARP_SIZE, 0, span, INT32)
