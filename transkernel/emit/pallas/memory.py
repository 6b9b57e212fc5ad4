"""Prints loads, stores and atomics, by how their lanes lie in memory.

Blocks of a grid run one after another, so that an atomic is a read, a change and a write, lane after lane.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transkernel.diagnostics import refuse
from transkernel.emit.pallas.buffers import Buffer
from transkernel.emit.pallas.runs import Pattern
from transkernel.emit.pallas.texts import (
    POSTFIX,
    Shape,
    Text,
    call,
    cast,
    dtype_name,
    element_of,
    infix,
    memory_type,
    number,
    shape_of,
    shaped,
)
from transkernel.ir import tile
from transkernel.ir.nodes import AtomicOp
from transkernel.ir.types import BOOL, UINT8, Pointer, Scalar

if TYPE_CHECKING:
    from transkernel.emit.pallas.expressions import Expressions

_SHARED_PLACES: dict[AtomicOp, str] = {
    AtomicOp.ADD: "scatter_add", AtomicOp.MIN: "scatter_min", AtomicOp.MAX: "scatter_max",
}  # fmt: skip
_CHANGES: dict[AtomicOp, str] = {
    AtomicOp.ADD: "lambda old, value: old + value",
    AtomicOp.SUBTRACT: "lambda old, value: old - value",
    AtomicOp.MIN: "lambda old, value: jnp.minimum(old, value)",
    AtomicOp.MAX: "lambda old, value: jnp.maximum(old, value)",
    AtomicOp.AND: "lambda old, value: old & value",
    AtomicOp.OR: "lambda old, value: old | value",
    AtomicOp.XOR: "lambda old, value: old ^ value",
    AtomicOp.EXCHANGE: "lambda old, value: value",
    AtomicOp.STORE: "lambda old, value: value",
    AtomicOp.LOAD: "lambda old: old",
    AtomicOp.COMPARE_EXCHANGE: "lambda old, expected, desired: jnp.where(old == expected, desired, old)",
    AtomicOp.INCREMENT: "lambda old, most: jnp.where(old >= most, 0, old + 1)",
    AtomicOp.DECREMENT: "lambda old, most: jnp.where((old == 0) | (old > most), most, old - 1)",
}


def print_load(expressions: Expressions, node: tile.Load) -> Text:
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    buffer = expressions.buffers.of(node.pointer)
    made = _as_read(_loaded(expressions, node, buffer, shape), type_)
    if node.mask is None or node.other is None:
        return made
    mask = expressions.exact(node.mask)
    other = expressions.exact(node.other)
    return call("jnp.where", [mask.text, made.text, other.text], type_, shape)


def _loaded(expressions: Expressions, node: tile.Load, buffer: Buffer, shape: Shape) -> Text:
    return cast(_held(expressions, node, buffer, shape), buffer.type)


def _held(expressions: Expressions, node: tile.Load, buffer: Buffer, shape: Shape) -> Text:
    """What memory gives, in the type that it has."""
    reference = expressions.references[buffer.name]
    if buffer.name in expressions.blocks.names:
        return Text(f"{reference}[...]", POSTFIX, buffer.held, shape)
    access = expressions.runs.of(node.pointer)
    if access.pattern is Pattern.SAME:
        place = expressions.position(access.start)
        return call(expressions.needs.use("load_one"), [reference, place.text], buffer.held)
    if access.pattern is Pattern.RUN:
        start = expressions.position(access.start)
        return call(expressions.needs.use("load_run"), [reference, start.text, str(shape[0])], buffer.held, shape)
    place = shaped(expressions.position(node.pointer), shape)
    arguments = [reference, place.text]
    if expressions.profile.compiles and node.mask is not None:
        arguments.append(expressions.exact(node.mask).text)
    return call(expressions.needs.use("gather"), arguments, buffer.held, shape)


def _as_read(piece: Text, type_: Scalar) -> Text:
    """What memory holds as the kernel reads it."""
    if type_ == BOOL:
        return infix("!=", piece, number(0, UINT8), BOOL)
    if piece.type == type_:
        return piece
    return call("jax.lax.bitcast_convert_type", [piece.text, dtype_name(type_, None)], type_, piece.shape)


def print_store(expressions: Expressions, node: tile.Store) -> str:
    buffer = expressions.buffers.of(node.pointer)
    reference, shape = expressions.references[buffer.name], shape_of(node.pointer.type)
    value = _as_stored(expressions, node.value, node.pointer, buffer)
    access = expressions.runs.of(node.pointer)
    mask = None if node.mask is None else expressions.exact(node.mask)
    if buffer.name in expressions.blocks.names:
        return _block_stored(expressions, buffer, value, mask, shape)
    if not shape:
        place = expressions.position(node.pointer)
        arguments = [reference, place.text, value.text, *([mask.text] if mask is not None else [])]
        return f"{expressions.needs.use('store_one')}({', '.join(arguments)})"
    lanes = shaped(mask, shape) if mask is not None else Text("True", 10, BOOL, (), True)
    if access.pattern is Pattern.SAME:
        place = expressions.position(access.start)
        if not value.shape and (mask is None or not mask.shape):
            arguments = [reference, place.text, value.text, *([mask.text] if mask is not None else [])]
            return f"{expressions.needs.use('store_one')}({', '.join(arguments)})"
        if not value.shape:
            return (
                f"{expressions.needs.use('store_one')}({reference}, {place.text}, {value.text}, jnp.any({lanes.text}))"
            )
        arguments = [reference, place.text, value.text, lanes.text]
        return f"{expressions.needs.use('store_same')}({', '.join(arguments)})"
    if access.pattern is Pattern.RUN:
        start = expressions.position(access.start)
        arguments = [reference, start.text, shaped(value, shape).text, shaped(lanes, shape).text]
        return f"{expressions.needs.use('store_run')}({', '.join(arguments)})"
    place = shaped(expressions.position(node.pointer), shape)
    return f"{expressions.needs.use('scatter')}({reference}, {place.text}, {value.text}, {lanes.text})"


def _block_stored(expressions: Expressions, buffer: Buffer, value: Text, mask: Text | None, shape: Shape) -> str:
    reference = expressions.references[buffer.name]
    if mask is None:
        return f"{reference}[...] = {shaped(value, shape).text}"
    kept = expressions.before[buffer.name] if buffer.name in expressions.blocks.once else reference
    return f"{reference}[...] = jnp.where({mask.text}, {value.text}, {kept}[...])"


def _as_stored(expressions: Expressions, node: Any, pointer: Any, buffer: Buffer) -> Text:
    """A value as memory holds it."""
    target = element_of(pointer.type)
    assert isinstance(target, Pointer)
    value = expressions.exact(node)
    if target.element == BOOL:
        return cast(cast(value, UINT8), buffer.held)
    if memory_type(target.element) == buffer.type:
        return cast(value, buffer.held)
    value = expressions.typed(node)
    return call("jax.lax.bitcast_convert_type", [value.text, dtype_name(buffer.type, None)], buffer.type, value.shape)


# ---------------------------------------------------------------- atomics


def _accumulated(expressions: Expressions, node: tile.TileAtomic, buffer: Buffer, start: Any) -> Text:
    """All lanes on one place, whose old value nobody asks for."""
    shape = shape_of(node.pointer.type)
    place = expressions.position(start)
    mask = expressions.exact(node.mask) if node.mask is not None else number(True, BOOL)
    value = _as_stored(expressions, node.operands[0], node.pointer, buffer)
    helper = _SHARED_PLACES[node.op].replace("scatter_", "") + "_same"
    arguments = [expressions.references[buffer.name], place.text, value.text, shaped(mask, shape).text]
    return call(expressions.needs.use(helper), arguments, buffer.type)


def print_atomic(expressions: Expressions, node: tile.TileAtomic, used: bool = True) -> Text:
    """used: somebody asks for the old values."""
    buffer = expressions.buffers.of(node.pointer)
    pointer = element_of(node.pointer.type)
    assert isinstance(pointer, Pointer)
    if memory_type(pointer.element) != buffer.type or buffer.held != buffer.type:
        raise refuse("TK0443", "an atomic on memory that is read as another type elsewhere", node.span)
    shape = shape_of(node.pointer.type)
    reference = expressions.references[buffer.name]
    place = shaped(expressions.position(node.pointer), shape)
    mask = expressions.exact(node.mask).text if node.mask is not None else "True"
    operands = [_as_stored(expressions, each, node.pointer, buffer) for each in node.operands]
    access = expressions.runs.of(node.pointer)
    if shape and not used and node.op in _SHARED_PLACES and access.pattern is Pattern.SAME:
        return _accumulated(expressions, node, buffer, access.start)
    if not used and node.op in _SHARED_PLACES:
        helper = expressions.needs.use(_SHARED_PLACES[node.op])
        return call(helper, [reference, place.text, operands[0].text, mask], buffer.type, shape)
    if not used and node.op is AtomicOp.STORE:
        return call(expressions.needs.use("scatter"), [reference, place.text, operands[0].text, mask], buffer.type)
    if expressions.profile.compiles and shape and node.op is AtomicOp.COMPARE_EXCHANGE:
        raise refuse(
            "TK0445", "the compiler of a v5e breaks on loops that compare and swap until they succeed", node.span
        )
    given = ", ".join(each.text for each in operands)
    listed = f"({given},)" if len(operands) == 1 else f"({given})"
    arguments = [reference, place.text, listed, mask, _CHANGES[node.op]]
    return call(expressions.needs.use("in_turn"), arguments, buffer.type, shape)
