"""Prints what only tiles have: lanes, reductions, scans, gathers, changes of shape, products."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from transkernel.diagnostics import refuse
from transkernel.emit.pallas.helpers import ROW
from transkernel.emit.pallas.texts import (
    POSTFIX,
    Shape,
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
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, INT32, UINT32, Scalar

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
    if node.op in _REDUCTIONS and expressions.profile.compiles and type_ == UINT32:
        arguments = [value.text, _REDUCTIONS[node.op], *axis]
        return call(expressions.needs.use("reduced"), arguments, type_, shape)
    if node.op in _REDUCTIONS:
        widens = node.op in (ReduceOp.ADD, ReduceOp.MULTIPLY) and type_.bits < 32 and type_.is_integer
        more = [f"dtype={dtype_name(type_, node.span)}"] if widens else []
        return call(_REDUCTIONS[node.op], [value.text, *axis, *more], type_, shape)
    if expressions.profile.compiles:
        arguments = [value.text, _STEPS[node.op], str(node.axis)]
        return call(expressions.needs.use("joined"), arguments, type_, shape)
    start, join = _JOINED[node.op]
    if node.op is ReduceOp.AND and not type_.is_signed:
        start = hex((1 << type_.bits) - 1)
    begin = f"{dtype_name(type_, node.span)}({start})"
    return call("jax.lax.reduce", [value.text, begin, join, f"({node.axis},)"], type_, shape)


def _scan(expressions: Expressions, node: tile.Scan) -> Text:
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    value = expressions.full(node.value)
    if type_ == BOOL:
        value = cast(value, INT32)
    reverse = ["reverse=True"] if node.reverse else []
    if expressions.profile.compiles:
        step, neutral = _steps_of(node.op, value.type)
        arguments = [value.text, step, neutral, str(node.axis), *reverse]
        made = call(expressions.needs.use("scanned"), arguments, value.type, shape)
    elif node.op in _SCANS:
        made = call(_SCANS[node.op], [value.text, f"axis={node.axis}", *reverse], value.type, shape)
    else:
        arguments = [_STEPS[node.op], value.text, f"axis={node.axis}", *reverse]
        made = call("jax.lax.associative_scan", arguments, value.type, shape)
    return infix("!=", made, number(0, INT32), BOOL) if type_ == BOOL else made


def _steps_of(op: ReduceOp, type_: Scalar) -> tuple[str, str]:
    """How two values of a running sum are joined, and what changes nothing."""
    least = "-jnp.inf" if type_.is_float else str(-(1 << (type_.bits - 1)) if type_.is_signed else 0)
    most = "jnp.inf" if type_.is_float else hex((1 << (type_.bits - type_.is_signed)) - 1)
    return {
        ReduceOp.ADD: ("jnp.add", "0"), ReduceOp.MULTIPLY: ("jnp.multiply", "1"), ReduceOp.MIN: ("jnp.minimum", most),
        ReduceOp.MAX: ("jnp.maximum", least), ReduceOp.AND: ("jnp.bitwise_and", "-1" if type_.is_signed else most),
        ReduceOp.OR: ("jnp.bitwise_or", "0"), ReduceOp.XOR: ("jnp.bitwise_xor", "0"),
    }[op]  # fmt: skip


def _gather(expressions: Expressions, node: tile.Gather) -> Text:
    value = _value(expressions, node.value)
    index = shaped(expressions.index(node.index), shape_of(node.index.type), node.span)
    function = "jnp.take_along_axis"
    if expressions.profile.compiles:
        _in_registers(value.shape, node)
        function = expressions.needs.use("exchanged")
    return call(function, [value.text, index.text, f"axis={node.axis}"], value.type, shape_of(node.type))


def _in_registers(shape: Shape, node: Any) -> None:
    """Refuses tiles whose rows are longer than a vector register's."""
    if len(shape) > 1 and isinstance(shape[-1], int) and shape[-1] > ROW:
        raise refuse("TK0445", f"a v5e exchanges lanes within a register's {ROW}, and here {shape[-1]}", node.span)


def _histogram(expressions: Expressions, node: tile.Histogram) -> Text:
    value, mask = expressions.full(node.value), expressions.full(node.mask)
    (bins,) = shape_of(node.type)
    hits = f"{grouped(value, POSTFIX)}[:, None] == jax.lax.iota(jnp.int32, {bins})"
    if expressions.profile.compiles:  # which has no columns of truths
        hits = f"jnp.where({hits}, {grouped(cast(mask, INT32), POSTFIX)}[:, None], 0)"
    else:
        hits = f"({hits}) & {grouped(mask, POSTFIX)}[:, None]"
    return call("jnp.sum", [hits, "axis=0", "dtype=jnp.int32"], INT32, (bins,))


def _reshape(expressions: Expressions, node: tile.Reshape) -> Text:
    shape = shape_of(node.type)
    value = _value(expressions, node.value)
    if shape == shape_of(node.value.type):
        return value
    if not expressions.profile.compiles:
        return Text(f"{grouped(value, POSTFIX)}.reshape{shape_text(shape)}", POSTFIX, value.type, shape)
    if [each for each in value.shape if each != 1] != [each for each in shape if each != 1]:
        _in_registers(value.shape, node)
        _in_registers(shape, node)
        return call(expressions.needs.use("regrouped"), [value.text, shape_text(shape)], value.type, shape)
    word = cast(value, INT32) if value.type == BOOL else value  # truths have no shape of their own in a register
    made = Text(f"{grouped(word, POSTFIX)}.reshape{shape_text(shape)}", POSTFIX, word.type, shape)
    return made if word is value else infix("!=", made, number(0, INT32), BOOL)


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
