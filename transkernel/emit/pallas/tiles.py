"""Prints what only tiles have: lanes, reductions, scans, gathers, changes of shape, products."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from transkernel.diagnostics import refuse
from transkernel.emit.pallas.texts import (
    POSTFIX,
    Text,
    call,
    cast,
    dtype_name,
    element_of,
    firm,
    grouped,
    infix,
    number,
    shape_of,
    shape_text,
    shaped,
)
from transkernel.ir import tile
from transkernel.ir.nodes import Literal
from transkernel.ir.tile import ReduceOp
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, INT32, Scalar

if TYPE_CHECKING:
    from transkernel.emit.pallas.expressions import Expressions

_REDUCTIONS: dict[ReduceOp, str] = {
    ReduceOp.ADD: "jnp.sum", ReduceOp.MULTIPLY: "jnp.prod", ReduceOp.MIN: "jnp.min", ReduceOp.MAX: "jnp.max",
}  # fmt: skip
_TRUTHS: dict[ReduceOp, str] = {
    ReduceOp.OR: "jnp.any", ReduceOp.MAX: "jnp.any", ReduceOp.AND: "jnp.all", ReduceOp.MIN: "jnp.all",
}  # fmt: skip
# What JAX has no reduction of its own for: where it begins, and how two join.
_JOINED: dict[ReduceOp, tuple[str, str]] = {
    ReduceOp.AND: ("-1", "jax.lax.bitwise_and"),
    ReduceOp.OR: ("0", "jax.lax.bitwise_or"),
    ReduceOp.XOR: ("0", "jax.lax.bitwise_xor"),
}
_SCANS: dict[ReduceOp, str] = {
    ReduceOp.ADD: "jax.lax.cumsum", ReduceOp.MULTIPLY: "jax.lax.cumprod", ReduceOp.MIN: "jax.lax.cummin",
    ReduceOp.MAX: "jax.lax.cummax",
}  # fmt: skip
_STEPS: dict[ReduceOp, str] = {
    ReduceOp.AND: "jnp.bitwise_and", ReduceOp.OR: "jnp.bitwise_or", ReduceOp.XOR: "jnp.bitwise_xor",
}  # fmt: skip


def _value(expressions: Expressions, node: Any) -> Text:
    """Exact, an array of the IR's shape; a pointer as an index, 64 bits as their low 32."""
    return shaped(expressions.value(node), shape_of(node.type), node.span)


def _lanes(expressions: Expressions, node: tile.Lanes) -> Text:
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    held = INT32 if type_.bits == 64 else type_
    return call("jax.lax.iota", [dtype_name(held, node.span), str(shape[0])], held, shape)


def _reduce(expressions: Expressions, node: tile.Reduce) -> Text:
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    value = expressions.full(node.value)
    axis = [] if not shape and node.axis == 0 else [f"axis={node.axis}"]
    if type_ == BOOL:
        if node.op is ReduceOp.XOR:
            counted = call("jnp.sum", [value.text, *axis, "dtype=jnp.int32"], INT32, shape)
            return infix("!=", infix("%", counted, number(2, INT32), INT32), number(0, INT32), BOOL)
        return call(_TRUTHS[node.op], [value.text, *axis], BOOL, shape)
    if node.op in _REDUCTIONS:
        widens = node.op in (ReduceOp.ADD, ReduceOp.MULTIPLY) and type_.bits < 32 and type_.is_integer
        more = [f"dtype={dtype_name(type_, node.span)}"] if widens else []
        return call(_REDUCTIONS[node.op], [value.text, *axis, *more], type_, shape)
    if expressions.profile.compiles:
        raise refuse("TK0445", "the compiler of a v5e combines lanes by sums, products and extremes alone", node.span)
    start, join = _JOINED[node.op]
    if node.op is ReduceOp.AND and not type_.is_signed:
        start = hex((1 << type_.bits) - 1)
    begin = f"{dtype_name(type_, node.span)}({start})"
    return call("jax.lax.reduce", [value.text, begin, join, f"({node.axis},)"], type_, shape)


def _scan(expressions: Expressions, node: tile.Scan) -> Text:
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    if expressions.profile.compiles:
        raise refuse("TK0445", "the compiler of a v5e takes no running sums", node.span)
    value = expressions.full(node.value)
    if type_ == BOOL:
        value = cast(value, INT32)
    reverse = ["reverse=True"] if node.reverse else []
    if node.op in _SCANS:
        made = call(_SCANS[node.op], [value.text, f"axis={node.axis}", *reverse], value.type, shape)
    else:
        arguments = [_STEPS[node.op], value.text, f"axis={node.axis}", *reverse]
        made = call("jax.lax.associative_scan", arguments, value.type, shape)
    return infix("!=", made, number(0, INT32), BOOL) if type_ == BOOL else made


def _gather(expressions: Expressions, node: tile.Gather) -> Text:
    if expressions.profile.compiles:
        raise refuse("TK0445", "lanes are exchanged between vector registers, for which a v5e has nothing", node.span)
    value = _value(expressions, node.value)
    index = shaped(expressions.index(node.index), shape_of(node.index.type), node.span)
    arguments = [value.text, index.text, f"axis={node.axis}"]
    return call("jnp.take_along_axis", arguments, value.type, shape_of(node.type))


def _histogram(expressions: Expressions, node: tile.Histogram) -> Text:
    value, mask = expressions.full(node.value), expressions.full(node.mask)
    (bins,) = shape_of(node.type)
    hits = (
        f"({grouped(value, POSTFIX)}[:, None] == jax.lax.iota(jnp.int32, {bins})) & {grouped(mask, POSTFIX)}[:, None]"
    )
    return call("jnp.sum", [hits, "axis=0", "dtype=jnp.int32"], INT32, (bins,))


def _reshape(expressions: Expressions, node: tile.Reshape) -> Text:
    shape = shape_of(node.type)
    value = _value(expressions, node.value)
    if shape == shape_of(node.value.type):
        return value
    if expressions.profile.compiles:
        raise refuse("TK0445", "a tile's lanes are regrouped, which a v5e's vector registers do not allow", node.span)
    return Text(f"{grouped(value, POSTFIX)}.reshape{shape_text(shape)}", POSTFIX, value.type, shape)


def _transpose(expressions: Expressions, node: tile.Transpose) -> Text:
    value = _value(expressions, node.value)
    axes = "" if node.axes == (1, 0) else ", ".join(str(each) for each in node.axes)
    text = f"{grouped(value, POSTFIX)}.T" if not axes else f"{grouped(value, POSTFIX)}.transpose({axes})"
    return Text(text, POSTFIX, value.type, shape_of(node.type))


def _dot(expressions: Expressions, node: tile.Dot) -> Text:
    """IEEE arithmetic: JAX's default rounds the factors to bfloat16 on a TPU."""
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    left, right = expressions.full(node.left), expressions.full(node.right)
    if left.type != type_ and left.type not in (FLOAT16, BFLOAT16):
        left, right = cast(left, type_, node.span), cast(right, type_, node.span)
    arguments = [left.text, right.text]
    if type_.is_float and left.type == type_:
        arguments.append("precision=jax.lax.Precision.HIGHEST")
    arguments.append(f"preferred_element_type={dtype_name(type_, node.span)}")
    function = "jnp.dot" if len(shape) == 2 else "jnp.matmul"
    product = call(function, arguments, type_, shape)
    if _is_zero(node.accumulator):
        return product
    return infix("+", firm(expressions.full(node.accumulator)), product, type_)


def _is_zero(node: Any) -> bool:
    inner = node.value if isinstance(node, tile.Splat) else node
    return inner is None or (isinstance(inner, Literal) and inner.value == 0)


TILES: dict[type, Callable[[Expressions, Any], Text]] = {
    tile.Lanes: _lanes, tile.Reduce: _reduce, tile.Scan: _scan, tile.Gather: _gather, tile.Histogram: _histogram,
    tile.Reshape: _reshape, tile.Transpose: _transpose, tile.Dot: _dot,
}  # fmt: skip
