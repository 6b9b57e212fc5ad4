"""CUDA's cooperative groups: groups are types without state, known at translation time, and so vanish from the IR.

Source: CUDA C++ Programming Guide, "Cooperative Groups", and the headers' own definitions (cooperative_groups.h,
cooperative_groups/details/functional.h and coalesced_reduce.h). Lanes of a tile are those of its warp, so that a tile
of a block is `lane & (size - 1)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.constants import evaluate
from transkernel.frontend.conversions import convert, describe
from transkernel.frontend.entities import BuiltinOperand, FunctionsOperand, Meaning, Operand
from transkernel.frontend.function import nothing
from transkernel.frontend.group_types import (
    BLOCK,
    GRID,
    PREFIX,
    REFUSED_FUNCTIONS,
    TILE,
    WARP,
    empty_type,
    group_value,
    is_group,
    parts_of,
    tile_size,
    tile_type,
)
from transkernel.ir import nodes as ir
from transkernel.ir.types import BOOL, INT32, UINT32, UINT64, Scalar, Struct, Type, Vector, is_integer
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.function import FunctionLowering

# ---------------------------------------------------------------- ranks and sizes

_AXES = range(3)


def _register(register: ir.Register, span: Span, type_: Scalar = UINT32) -> list[ir.Expression]:
    return [convert(ir.Special(register, axis, span), type_) for axis in _AXES]


def _binary(op: ir.BinaryOp, left: ir.Expression, right: ir.Expression) -> ir.Expression:
    return ir.Binary(op, left, right, left.type, left.span)


def _product(factors: list[ir.Expression]) -> ir.Expression:
    first, second, third = factors
    return _binary(ir.BinaryOp.MULTIPLY, _binary(ir.BinaryOp.MULTIPLY, first, second), third)


def _linear(index: list[ir.Expression], size: list[ir.Expression]) -> ir.Expression:
    """`(z * height + y) * width + x`."""
    rows = _binary(ir.BinaryOp.ADD, _binary(ir.BinaryOp.MULTIPLY, index[2], size[1]), index[1])
    return _binary(ir.BinaryOp.ADD, _binary(ir.BinaryOp.MULTIPLY, rows, size[0]), index[0])


def _block_rank(span: Span) -> ir.Expression:
    return _linear(_register(ir.Register.THREAD_INDEX, span), _register(ir.Register.BLOCK_SIZE, span))


def _block_size(span: Span) -> ir.Expression:
    return _product(_register(ir.Register.BLOCK_SIZE, span))


def _tile_rank(size: int, span: Span) -> ir.Expression:
    lane = ir.Special(ir.Register.LANE, 0, span)
    return lane if size == WARP else _binary(ir.BinaryOp.AND, lane, ir.integer(size - 1, UINT32, span))


def _parent(numbers: tuple[int, ...], span: Span) -> int:
    """The size of the tile that a tile is a part of, 0 for the block. A whole warp can only be a part of the block."""
    if len(numbers) == 1 and numbers[0] != WARP:
        raise refuse("TK0271", "the type of this tile does not say what it is a part of", span)
    return numbers[1] if len(numbers) > 1 else 0


def _meta_rank(numbers: tuple[int, ...], span: Span) -> ir.Expression:
    size, parent = ir.integer(numbers[0], UINT32, span), _parent(numbers, span)
    whole = _tile_rank(parent, span) if parent else _block_rank(span)
    return _binary(ir.BinaryOp.DIVIDE, whole, size)


def _meta_size(numbers: tuple[int, ...], span: Span) -> ir.Expression:
    parent = _parent(numbers, span)
    if parent:
        return ir.integer(parent // numbers[0], UINT32, span)
    raised = _binary(ir.BinaryOp.ADD, _block_size(span), ir.integer(numbers[0] - 1, UINT32, span))
    return _binary(ir.BinaryOp.DIVIDE, raised, ir.integer(numbers[0], UINT32, span))


def _dimensions(register: ir.Register) -> Callable[[Span], ir.Expression]:
    return lambda span: ir.Build(tuple(_register(register, span)), Vector(UINT32, 3), span)


def _grid_block_rank(span: Span) -> ir.Expression:
    return _linear(
        _register(ir.Register.BLOCK_INDEX, span, UINT64), _register(ir.Register.GRID_SIZE, span, UINT64)
    )  # fmt: skip


def _grid_rank(span: Span) -> ir.Expression:
    before = _binary(ir.BinaryOp.MULTIPLY, _grid_block_rank(span), convert(_block_size(span), UINT64))
    return _binary(ir.BinaryOp.ADD, before, convert(_block_rank(span), UINT64))


def _grid_blocks(span: Span) -> ir.Expression:
    return _product(_register(ir.Register.GRID_SIZE, span, UINT64))


def _grid_size(span: Span) -> ir.Expression:
    return _binary(ir.BinaryOp.MULTIPLY, _grid_blocks(span), convert(_block_size(span), UINT64))


_BLOCK_VALUES: dict[str, Callable[[Span], ir.Expression]] = {
    "thread_rank": _block_rank,
    "size": _block_size,
    "num_threads": _block_size,
    "thread_index": _dimensions(ir.Register.THREAD_INDEX),
    "group_index": _dimensions(ir.Register.BLOCK_INDEX),
    "group_dim": _dimensions(ir.Register.BLOCK_SIZE),
    "dim_threads": _dimensions(ir.Register.BLOCK_SIZE),
}
_GRID_VALUES: dict[str, Callable[[Span], ir.Expression]] = {
    "thread_rank": _grid_rank,
    "size": _grid_size,
    "num_threads": _grid_size,
    "block_rank": _grid_block_rank,
    "num_blocks": _grid_blocks,
    "block_index": _dimensions(ir.Register.BLOCK_INDEX),
    "group_dim": _dimensions(ir.Register.GRID_SIZE),
    "dim_blocks": _dimensions(ir.Register.GRID_SIZE),
}
_TILE_VALUES: dict[str, Callable[[tuple[int, ...], Span], ir.Expression]] = {
    "thread_rank": lambda numbers, span: _tile_rank(numbers[0], span),
    "size": lambda numbers, span: ir.integer(numbers[0], UINT32, span),
    "num_threads": lambda numbers, span: ir.integer(numbers[0], UINT32, span),
    "meta_group_rank": _meta_rank,
    "meta_group_size": _meta_size,
}
_SHUFFLES = {
    "shfl": ir.WarpOp.SHUFFLE,
    "shfl_up": ir.WarpOp.SHUFFLE_UP,
    "shfl_down": ir.WarpOp.SHUFFLE_DOWN,
    "shfl_xor": ir.WarpOp.SHUFFLE_XOR,
}
_SCOPES = {BLOCK: ir.Scope.BLOCK, TILE: ir.Scope.WARP}


# ---------------------------------------------------------------- calls


def call_group(
    lowering: FunctionLowering, callee: BuiltinOperand, nodes: tuple[ast.Expression, ...], span: Span
) -> Operand:
    """A function of `cooperative_groups` or a method of a group."""
    from transkernel.frontend.calls import arguments_of

    if callee.object is not None:
        method = callee.name.rpartition(".")[2]
        given = _operands(lowering, arguments_of(lowering, nodes))
        return _method(lowering, callee.object.type, method, given, span)
    name = callee.name.removeprefix(PREFIX)
    if name in REFUSED_FUNCTIONS:
        raise refuse("TK0271", f"`{name}`: {REFUSED_FUNCTIONS[name]}", span)
    if name == "this_thread_block":
        return Operand(group_value(empty_type(lowering.unit, BLOCK), span))
    if name == "this_grid":
        return Operand(group_value(empty_type(lowering.unit, GRID), span))
    if name == "reduce" and len(nodes) == 3:
        operation = lowering.meaning(nodes[2])
        return _reduce(lowering, [*_operands(lowering, arguments_of(lowering, nodes[:2])), operation], span)
    given = _operands(lowering, arguments_of(lowering, nodes))
    if not given or not is_group(given[0].type):
        raise refuse("TK0261", f"`{name}` takes a group", span)
    if name == "tiled_partition":
        return _partition(lowering, callee, given, span)
    return _method(lowering, given[0].type, {"group_size": "size"}.get(name, name), [], span)


def _operands(lowering: FunctionLowering, given: tuple[Operand | ast.InitializerList, ...]) -> list[Operand]:
    return [each if isinstance(each, Operand) else lowering.operand(each) for each in given]


def _partition(lowering: FunctionLowering, callee: BuiltinOperand, given: list[Operand], span: Span) -> Operand:
    size: object = None
    if callee.arguments:
        size = lowering.unit.template_value(callee.arguments[0], lowering.scope)
    elif len(given) == 2:
        size = evaluate(lowering.rvalue(given[1]))
    if not isinstance(size, ir.Literal) or not is_integer(size.type):
        raise refuse("TK0271", "the size of a tile must be known at translation time", span)
    kind, numbers = parts_of(given[0].type)
    parent = numbers[0] if kind == TILE else 0
    if parent and int(size.value) > parent:
        raise refuse("TK0271", f"a tile of {parent} threads has no part of {int(size.value)}", span)
    return Operand(group_value(tile_type(lowering.unit, int(size.value), span, parent), span))


def _method(lowering: FunctionLowering, group: Type, method: str, given: list[Operand], span: Span) -> Operand:
    kind, numbers = parts_of(group)
    if method == "sync" and kind in _SCOPES:
        lowering.out.append(ir.Barrier(_SCOPES[kind], span))
        return nothing(span)
    if method == "sync" and kind == GRID:
        raise refuse("TK0272", "a barrier of the whole grid has no counterpart on the targets", span)
    if kind == TILE and method in _TILE_VALUES:
        return Operand(_TILE_VALUES[method](numbers, span))
    if kind == TILE:
        return _warp_method(lowering, numbers[0], method, [lowering.rvalue(each) for each in given], span)
    values = {BLOCK: _BLOCK_VALUES, GRID: _GRID_VALUES}.get(kind, {})
    if method not in values:
        raise refuse("TK0271", f"`{method}` of a `{kind}` is not translated", span)
    return Operand(values[method](span))


def _warp_method(
    lowering: FunctionLowering, size: int, method: str, values: list[ir.Expression], span: Span
) -> Operand:
    from transkernel.frontend.builtins import call_values

    if method in _SHUFFLES and len(values) == 2:
        given = (*values, ir.integer(size, INT32, span))
        return call_values(lowering, f"__{method}", given, span)
    if method in ("any", "all", "ballot") and len(values) == 1:
        return _vote(lowering, size, method, values[0], span)
    if method in ("match_any", "match_all") and size == WARP and values:
        mask = ir.integer(2**32 - 1, UINT32, span)
        return call_values(lowering, f"__{method}_sync", (mask, *values), span)
    raise refuse("TK0271", f"`{method}` of a tile of {size} threads is not translated", span)


def _vote(lowering: FunctionLowering, size: int, method: str, predicate: ir.Expression, span: Span) -> Operand:
    """A vote of a tile; of a part of a warp it is read out of the ballot of the warp."""
    from transkernel.frontend.builtins import call_values

    if size == WARP:
        return call_values(lowering, f"__{method}", (predicate,), span)
    ballot = lowering.rvalue(call_values(lowering, "__ballot", (predicate,), span))
    lane = ir.Special(ir.Register.LANE, 0, span)
    first = _binary(ir.BinaryOp.AND, lane, ir.integer(WARP - size, UINT32, span))
    all_ones = ir.integer(2**size - 1, UINT32, span)
    bits = _binary(ir.BinaryOp.AND, _binary(ir.BinaryOp.SHIFT_RIGHT, ballot, first), all_ones)
    if method == "ballot":
        return Operand(bits)
    op, other = (ir.CompareOp.EQUAL, all_ones) if method == "all" else (
        ir.CompareOp.NOT_EQUAL, ir.integer(0, UINT32, span))  # fmt: skip
    return Operand(convert(ir.Compare(op, bits, other, span), INT32))


# ---------------------------------------------------------------- reductions

_ARITHMETIC = {
    "plus": ir.BinaryOp.ADD,
    "bit_and": ir.BinaryOp.AND,
    "bit_or": ir.BinaryOp.OR,
    "bit_xor": ir.BinaryOp.XOR,
}


def _reduce(lowering: FunctionLowering, given: list[Meaning], span: Span) -> Operand:
    """`reduce(tile, value, op)`: a butterfly of shuffles, as coalesced_reduce.h does it."""
    tile, start_value, operation = given
    assert isinstance(tile, Operand)
    assert isinstance(start_value, Operand)
    size = tile_size(tile.type)
    if size is None:
        raise refuse("TK0271", "`reduce` is translated for tiles of a warp and smaller", span)
    value = lowering.rvalue(start_value)
    if not _can_shuffle(lowering, value.type):
        raise refuse("TK0271", f"`reduce` of a `{describe(value.type)}` is not translated", span)
    kept = lowering.declare("reduced", value.type, value, span)
    name = lowering.fresh("offset")
    offset = ir.Variable(name, UINT32, span)
    taken, body = lowering.captured(lambda: _step(lowering, size, kept, offset, operation, span))
    body.append(ir.Assign(kept, taken, span))
    start = ir.Declare(name, UINT32, ir.integer(size // 2, UINT32, span), span)
    halved = ir.Binary(ir.BinaryOp.SHIFT_RIGHT, offset, ir.integer(1, INT32, span), UINT32, span)
    condition = ir.Compare(ir.CompareOp.GREATER, offset, ir.integer(0, UINT32, span), span)
    lowering.out.append(ir.For((start,), condition, (ir.Assign(offset, halved, span),), tuple(body), span))
    return Operand(kept)


def _step(
    lowering: FunctionLowering, size: int, kept: ir.Variable, offset: ir.Variable, operation: Meaning, span: Span
) -> ir.Expression:
    """`op(reduced, reduced of the lane that is offset away)`."""
    other = _shuffled(lowering, size, kept, offset, span)
    if isinstance(operation, FunctionsOperand):
        return _result(lowering, operation, (Operand(kept), Operand(other)), span)
    if not isinstance(operation, Operand):
        raise refuse("TK0243", "the operation of a `reduce` cannot be called", span)
    kind, _ = parts_of(operation.type)
    written = isinstance(operation.type, Struct) and operation.type.name.partition("<")[2].rstrip(">")
    if is_group(operation.type) and written not in ("", describe(kept.type)):
        raise refuse("TK0271", f"a `{kind}<{written}>` for a `{describe(kept.type)}` is not translated", span)
    if kind in _ARITHMETIC:
        from transkernel.frontend.arithmetic import binary

        return convert(binary(lowering, _ARITHMETIC[kind], kept, other, span), kept.type)
    if kind in ("less", "greater"):
        other = lowering.temporary(other, "other")
        left, right = (other, kept) if kind == "less" else (kept, other)
        condition = ir.Compare(ir.CompareOp.LESS, left, right, span)
        return ir.Select(condition, other, kept, kept.type, span)
    return _called(lowering, operation, (Operand(kept), Operand(other)), span)


def _can_shuffle(lowering: FunctionLowering, type_: Type) -> bool:
    """Numbers, and structs of numbers, whose fields are shuffled one by one."""
    if isinstance(type_, Struct):
        fields = lowering.unit.classes[type_.name].struct.fields
        return not type_.is_union and bool(fields) and all(isinstance(each.type, Scalar) for each in fields)
    return isinstance(type_, Scalar) and type_ != BOOL


def _shuffled(
    lowering: FunctionLowering, size: int, kept: ir.Expression, offset: ir.Variable, span: Span
) -> ir.Expression:
    """The value of the lane that is offset away."""
    if isinstance(kept.type, Struct):
        fields = lowering.unit.classes[kept.type.name].struct.fields
        parts = [ir.Member(kept, field.name, field.type, span) for field in fields]
        return ir.Build(tuple(_shuffled(lowering, size, part, offset, span) for part in parts), kept.type, span)
    other = lowering.rvalue(_warp_method(lowering, size, "shfl_xor", [kept, offset], span))
    return convert(other, kept.type)


def _called(
    lowering: FunctionLowering, operation: Operand, arguments: tuple[Operand, ...], span: Span
) -> ir.Expression:
    """The programmer's own functor or lambda."""
    info = lowering.unit.classes.get(operation.type.name) if isinstance(operation.type, Struct) else None
    methods = info.find_methods("operator()") if info is not None else []
    if not methods:
        raise refuse("TK0243", "the operation of a `reduce` cannot be called", span)
    found = FunctionsOperand("operator()", tuple(methods), None, lowering.scope, operation)
    return _result(lowering, found, arguments, span)


def _result(
    lowering: FunctionLowering, found: FunctionsOperand, arguments: tuple[Operand, ...], span: Span
) -> ir.Expression:
    from transkernel.frontend.calls import call_chosen

    return convert(lowering.rvalue(call_chosen(lowering, found, arguments, span)), arguments[0].type)
