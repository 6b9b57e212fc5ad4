"""Prints what only tiles have: lanes, reductions, scans, gathers, changes of shape, products."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from transkernel.diagnostics import refuse
from transkernel.emit.triton.needs import Helper
from transkernel.emit.triton.texts import POSTFIX, Shape, Text, call, cast, grouped, infix, number, tensor
from transkernel.emit.triton.types import element_of, shape_of, type_name
from transkernel.ir import tile
from transkernel.ir.nodes import Literal
from transkernel.ir.tile import ReduceOp
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT32,
    INT64,
    UINT8,
    UINT32,
    Pointer,
    Scalar,
)

if TYPE_CHECKING:
    from transkernel.emit.triton.expressions import Expressions


def shape_text(shape: Shape) -> str:
    """`(LANES,)`, `(WARPS, 32)`."""
    axes = ", ".join(str(each) for each in shape)
    return f"({axes},)" if len(shape) == 1 else f"({axes})"


def _combine(name: str, meaning: str) -> Helper:
    return Helper(name, f"@triton.jit\ndef {name}(a, b):\n    return {meaning}")


# What Triton has no reduction or scan of its own for.
_COMBINES: dict[ReduceOp, Helper] = {
    ReduceOp.ADD: _combine("sum_of_two", "a + b"),
    ReduceOp.MULTIPLY: _combine("product_of_two", "a * b"),
    ReduceOp.AND: _combine("and_of_two", "a & b"),
    ReduceOp.OR: _combine("or_of_two", "a | b"),
    ReduceOp.XOR: _combine("xor_of_two", "a ^ b"),
    ReduceOp.MIN: _combine("min_of_two", "tl.minimum(a, b)"),
    ReduceOp.MAX: _combine("max_of_two", "tl.maximum(a, b)"),
}
_REDUCTIONS: dict[ReduceOp, str] = {
    ReduceOp.ADD: "tl.sum", ReduceOp.MIN: "tl.min", ReduceOp.MAX: "tl.max", ReduceOp.XOR: "tl.xor_sum",
}  # fmt: skip
_SCANS: dict[ReduceOp, str] = {ReduceOp.ADD: "tl.cumsum", ReduceOp.MULTIPLY: "tl.cumprod"}
# The reductions that make 32 bits of less (triton/language/standard.py).
_WIDENING = frozenset({ReduceOp.ADD, ReduceOp.MIN, ReduceOp.MAX})


def _lanes(expressions: Expressions, node: tile.Lanes) -> Text:
    type_, (extent,) = element_of(node.type), shape_of(node.type)
    lanes = call("tl.arange", ["0", str(extent)], INT32, (extent,))
    return cast(replace(lanes, low=0, high=(1 << 20) - 1), type_)


def _reduce(expressions: Expressions, node: tile.Reduce) -> Text:
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    if type_ == BOOL:
        return _reduce_truth(expressions, node, shape)
    value = expressions.full(node.value)
    if type_ == BFLOAT16:
        value = cast(value, FLOAT32)
    axis = f"axis={node.axis}"
    if node.op in _REDUCTIONS:
        return cast(call(_REDUCTIONS[node.op], [value.text, axis], _widened(node.op, value.scalar), shape), type_)
    helper = expressions.needs.use(_COMBINES[node.op])
    return cast(call("tl.reduce", [value.text, str(node.axis), helper], value.scalar, shape), type_)


def _widened(op: ReduceOp, type_: Scalar) -> Scalar:
    if op not in _WIDENING or type_.bits >= 32:
        return type_
    if type_.is_float:
        return type_ if op is ReduceOp.ADD else FLOAT32
    return UINT32 if op is ReduceOp.ADD and not type_.is_signed else INT32


def _reduce_truth(expressions: Expressions, node: tile.Reduce, shape: Shape) -> Text:
    """Any and all, as the largest and the smallest of 0 and 1."""
    function = {ReduceOp.OR: "tl.max", ReduceOp.MAX: "tl.max", ReduceOp.AND: "tl.min", ReduceOp.MIN: "tl.min",
                ReduceOp.XOR: "tl.xor_sum"}[node.op]  # fmt: skip
    counted = cast(expressions.full(node.value), INT32)
    return infix("!=", call(function, [counted.text, f"axis={node.axis}"], INT32, shape), number(0, INT32), BOOL)


def _scan(expressions: Expressions, node: tile.Scan) -> Text:
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    value = expressions.full(node.value)
    if type_ == BFLOAT16:
        value = cast(value, FLOAT32)
    if type_ == BOOL:
        value = cast(value, INT32)
    reverse = ["reverse=True"] if node.reverse else []
    function = _SCANS.get(node.op)
    if function is not None:
        made = call(function, [value.text, f"axis={node.axis}", *reverse], _widened(ReduceOp.ADD, value.scalar), shape)
    else:
        helper = expressions.needs.use(_COMBINES[node.op])
        made = call("tl.associative_scan", [value.text, str(node.axis), helper, *reverse], value.scalar, shape)
    return infix("!=", made, number(0, INT32), BOOL) if type_ == BOOL else cast(made, type_)


def _gather(expressions: Expressions, node: tile.Gather) -> Text:
    type_ = element_of(node.type)
    if isinstance(type_, Pointer):
        raise refuse("TK0421", "lanes of addresses are gathered, which Triton has no function for", node.span)
    value, index = expressions.full(node.value), expressions.full(node.index)
    if index.type not in (INT32, INT64):
        index = cast(index, INT32)
    if type_ == BOOL:
        value = cast(value, INT32)
    made = call("tl.gather", [value.text, index.text, str(node.axis)], value.type, shape_of(node.type))
    return infix("!=", made, number(0, INT32), BOOL) if type_ == BOOL else made


def _histogram(expressions: Expressions, node: tile.Histogram) -> Text:
    value, mask = expressions.full(node.value), expressions.full(node.mask)
    shape = shape_of(node.type)
    return call("tl.histogram", [value.text, str(shape[0]), f"mask={mask.text}"], INT32, shape)


def _reshape(expressions: Expressions, node: tile.Reshape) -> Text:
    before, shape = shape_of(node.value.type), shape_of(node.type)
    value = expressions.full(node.value)
    inserted = _inserted(before, shape)
    if inserted is not None:
        return tensor(f"{grouped(value, POSTFIX)}[{inserted}]", value.type, shape)
    return call("tl.reshape", [value.text, shape_text(shape)], value.type, shape)


def _inserted(before: Shape, after: Shape) -> str | None:
    """`:, None` where the shape only gains axes of extent 1."""
    marks, rest = [], list(before)
    for axis in after:
        if rest and rest[0] == axis:
            marks.append(":")
            rest.pop(0)
        elif axis == 1:
            marks.append("None")
        else:
            return None
    return ", ".join(marks) if not rest and before and len(after) > len(before) else None


def _transpose(expressions: Expressions, node: tile.Transpose) -> Text:
    value = expressions.full(node.value)
    if node.axes == (1, 0):
        return call("tl.trans", [value.text], value.type, shape_of(node.type))
    axes = ", ".join(str(each) for each in node.axes)
    return call("tl.permute", [value.text, f"({axes})"], value.type, shape_of(node.type))


# Columns of a tile of four: `tl.split` and `tl.join` know two.
_SPLIT_FOUR = Helper(
    "split_four",
    """@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w""",
)
_JOIN_FOUR = Helper(
    "join_four",
    """@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))""",
)


def columns_of(expressions: Expressions, value: Text) -> str:
    """All columns of a tile of two or four, as a tuple."""
    function = {2: "tl.split", 4: expressions.needs.use(_SPLIT_FOUR) if value.shape[-1] == 4 else ""}
    return f"{function[value.shape[-1]]}({value.text})"  # type: ignore[index]


def _split(expressions: Expressions, node: tile.Split) -> Text:
    columns = columns_of(expressions, expressions.full(node.value))
    return tensor(f"{columns}[{node.field}]", element_of(node.type), shape_of(node.type))


def _join(expressions: Expressions, node: tile.Join) -> Text:
    type_ = element_of(node.type)
    assert isinstance(type_, Scalar)
    shape = shape_of(node.type)
    columns = [expressions.full(each).text for each in node.values]
    function = "tl.join" if len(columns) == 2 else expressions.needs.use(_JOIN_FOUR)
    return call(function, columns, type_, shape)


def _dot(expressions: Expressions, node: tile.Dot) -> Text:
    """IEEE arithmetic: Triton's default for float32 on NVIDIA rounds the factors to 10 bits. Integers of 32 bits and
    more have no `tl.dot`, and no type has one for inner axes that are too short; they are multiplied out."""
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    left, right = expressions.full(node.left), expressions.full(node.right)
    accumulator = None if _is_zero(node.accumulator) else expressions.full(node.accumulator)
    inner = shape_of(node.left.type)[-1]
    if left.scalar not in _LEAST_INNER or (isinstance(inner, int) and inner < _LEAST_INNER[left.scalar]):
        return _multiplied_out(cast(left, type_), cast(right, type_), accumulator, type_, shape)
    arguments = [left.text, right.text]
    if accumulator is not None:
        arguments.append(accumulator.text)
    if left.type in (FLOAT32, FLOAT64):
        arguments.append('input_precision="ieee"')
    if type_ not in (FLOAT32, INT32) or (type_ == INT32 and accumulator is None):
        arguments.append(f"out_dtype={type_name(type_)}")
    return call("tl.dot", arguments, type_, shape)


# The shortest inner axis that `tl.dot` takes on every GPU that ports are compiled for.
_LEAST_INNER = {FLOAT16: 16, BFLOAT16: 16, FLOAT32: 8, FLOAT64: 4, INT8: 32, UINT8: 32}


def _multiplied_out(left: Text, right: Text, accumulator: Text | None, type_: Scalar, shape: Shape) -> Text:
    beside = ":, " * (len(shape) - 2)
    products = f"{grouped(left, POSTFIX)}[{beside}:, :, None] * {grouped(right, POSTFIX)}[{beside}None, :, :]"
    total = call("tl.sum", [products, f"axis={len(shape) - 1}"], type_, shape)
    return total if accumulator is None else infix("+", accumulator, total, type_)


def _is_zero(node: Any) -> bool:
    inner = node.value if isinstance(node, tile.Splat) else node
    return inner is None or (isinstance(inner, Literal) and inner.value == 0)


TILES: dict[type, Callable[[Expressions, Any], Text]] = {
    tile.Lanes: _lanes, tile.Reduce: _reduce, tile.Scan: _scan, tile.Gather: _gather, tile.Histogram: _histogram,
    tile.Reshape: _reshape,
    tile.Transpose: _transpose, tile.Split: _split, tile.Join: _join, tile.Dot: _dot,
}  # fmt: skip
