"""Prints loads, stores and atomics: `tl.load`, `tl.store`, `tl.atomic_*`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.emit.triton.texts import ADDITIVE, UNARY, Shape, Text, call, firm, grouped, infix, number, tensor
from transkernel.emit.triton.types import element_of, memory_type, shape_of
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.nodes import AtomicOp, Scope
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, UINT8, Pointer, Scalar, size_of
from transkernel.ir.values import wrap
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.emit.triton.expressions import Expressions

_FUNCTIONS: dict[AtomicOp, str] = {
    AtomicOp.ADD: "tl.atomic_add", AtomicOp.SUBTRACT: "tl.atomic_add",
    AtomicOp.MIN: "tl.atomic_min", AtomicOp.MAX: "tl.atomic_max", AtomicOp.AND: "tl.atomic_and",
    AtomicOp.OR: "tl.atomic_or", AtomicOp.XOR: "tl.atomic_xor", AtomicOp.EXCHANGE: "tl.atomic_xchg",
}  # fmt: skip
# Triton's own default is acq_rel.
_ORDERS = {"relaxed": "relaxed", "acquire": "acquire", "release": "release", "acq_rel": "acq_rel", "seq_cst": "acq_rel"}
_SCOPES = {Scope.WARP: "cta", Scope.BLOCK: "cta", Scope.DEVICE: "gpu", Scope.SYSTEM: "sys"}


def print_load(expressions: Expressions, node: tile.Load) -> Text:
    type_, shape = element_of(node.type), shape_of(node.type)
    assert isinstance(type_, Scalar)
    arguments = [_places(expressions, node).text]
    mask = expressions.mask(node.mask, shape)
    if mask is not None:
        arguments.append(f"mask={mask.text}")
        if node.other is not None:
            arguments.append(f"other={_other(expressions, node.other, type_)}")
    if node.volatile:
        arguments.append("volatile=True")
    if type_ == BOOL:
        return infix("!=", call("tl.load", arguments, UINT8, shape), number(0, UINT8), BOOL)
    return call("tl.load", arguments, type_, shape)


def _other(expressions: Expressions, node: object, type_: Scalar) -> str:
    if type_ == BOOL and isinstance(node, ir.Literal):
        return "1" if node.value else "0"
    return expressions.stored(node, memory_type(type_)).text


def print_store(expressions: Expressions, node: tile.Store) -> str:
    pointer = element_of(node.pointer.type)
    assert isinstance(pointer, Pointer)
    shape = shape_of(node.pointer.type)
    value = expressions.stored(node.value, memory_type(pointer.element))
    arguments = [_places(expressions, node).text, value.text]
    mask = expressions.mask(node.mask, shape)
    if mask is not None:
        arguments.append(f"mask={mask.text}")
    return f"tl.store({', '.join(arguments)})"


_ALIGNED = 16  # bytes: the most that CUDA asks of a vector


def _places(expressions: Expressions, node: tile.Load | tile.Store) -> Text:
    """The addresses of an access. Where CUDA alone knows that vectors are aligned, the compiler is told."""
    shape = shape_of(node.pointer.type)
    match node.pointer:
        case ir.PointerOffset(
            pointer=tile.Broadcast(value=tile.Reshape(value=first)),
            offset=tile.Broadcast(value=tile.Reshape(value=tile.Lanes())) as columns,
        ) if node.fields > 1:
            type_ = element_of(node.pointer.type)
            assert isinstance(type_, Pointer)
            size = min(node.fields * size_of(type_.element), _ALIGNED)
            aligned = call("tl.multiple_of", [expressions.full(first).text, str(size)], type_)
            made = f"{aligned.text}[:, None] + {expressions.loose(columns).text}"
            return Text(made, ADDITIVE, type_, shape)
    return _pointer(expressions, node.pointer, shape)


def _pointer(expressions: Expressions, node: object, shape: Shape) -> Text:
    return expressions.shaped(expressions.loose(node), shape)


# ---------------------------------------------------------------- atomics


def print_atomic(expressions: Expressions, node: tile.TileAtomic) -> Text:
    pointer_type = element_of(node.pointer.type)
    assert isinstance(pointer_type, Pointer)
    element = pointer_type.element
    assert isinstance(element, Scalar)
    _check(node.op, element, node.span)
    shape = shape_of(node.pointer.type)
    if node.op is AtomicOp.COMPARE_EXCHANGE:
        return _compare_exchange(expressions, node, element, shape)
    arguments = [_pointer(expressions, node.pointer, shape).text]
    mask = expressions.mask(node.mask, shape)
    masked = [f"mask={mask.text}"] if mask is not None else []
    if node.op is AtomicOp.LOAD:
        return call("tl.load", [*arguments, *masked, "volatile=True"], element, shape)
    if node.op is AtomicOp.STORE:
        value = expressions.stored(node.operands[0], element)
        return call("tl.store", [*arguments, value.text, *masked], element, shape)
    arguments += [_operand(expressions, node, element), *masked, *_words(node)]
    return call(_FUNCTIONS[node.op], arguments, element, shape)


def _operand(expressions: Expressions, node: tile.TileAtomic, element: Scalar) -> str:
    value = expressions.stored(node.operands[0], element)
    if node.op is not AtomicOp.SUBTRACT:
        return value.text
    if value.value is not None:
        return number(wrap(-value.value, element), element).text
    return f"-{grouped(firm(value), UNARY)}"


def _words(node: tile.TileAtomic) -> list[str]:
    order, scope = _ORDERS[node.order], _SCOPES[node.scope]
    return [f'sem="{order}"', *([f'scope="{scope}"'] if scope != "gpu" else [])]


def _check(op: AtomicOp, element: Scalar, span: Span) -> None:
    """Triton's atomics are on 32 and 64 bits, and the addition on 16-bit floats too
    (triton/language/semantic.py, `_validate_atomic_rmw_element_type`)."""
    if op in (AtomicOp.LOAD, AtomicOp.STORE):
        return
    small_add = op is AtomicOp.ADD and element in (FLOAT16, BFLOAT16)
    if element.bits < 32 and not small_add:
        raise refuse("TK0422", f"Triton has no atomic {op} on {element}", span)
    if op in (AtomicOp.INCREMENT, AtomicOp.DECREMENT):
        raise refuse("TK0422", "Triton has no atomic that counts and starts again", span)


def _compare_exchange(expressions: Expressions, node: tile.TileAtomic, element: Scalar, shape: Shape) -> Text:
    """`tl.atomic_cas` has no mask. A lane that is idle compares the first element of the buffer with 0 and would store
    0: it changes nothing, whatever is there."""
    pointer = _pointer(expressions, node.pointer, shape)
    expected, desired = (expressions.full_in(each, shape) for each in node.operands)
    mask = expressions.mask(node.mask, shape)
    if mask is None:
        arguments = [pointer.text, expected.text, desired.text]
    else:
        base = _base(expressions, node.pointer)
        if base is None:
            message = "`tl.atomic_cas` has no mask, and the buffer behind this address is not known"
            raise refuse("TK0422", message, node.span)
        zero = "0.0" if element.is_float else "0"
        places = expressions.shaped(base, shape).text if shape else base.text
        arguments = [
            f"tl.where({mask.text}, {pointer.text}, {places})",
            *(f"tl.where({mask.text}, {each.text}, {zero})" for each in (expected, desired)),
        ]
    return tensor(call("tl.atomic_cas", [*arguments, *_words(node)], element).text, element, shape)


def _base(expressions: Expressions, node: object) -> Text | None:
    """The pointer of the whole block that an address is computed from."""
    while True:
        match node:
            case ir.PointerOffset(pointer=inner) | tile.Splat(value=inner) | tile.Broadcast(value=inner):
                node = inner
            case ir.Variable():
                found = expressions.exact(node)
                return found if not found.shape else None
            case ir.Convert(operand=inner) if isinstance(element_of(inner.type), Pointer):
                base = _base(expressions, inner)
                return None if base is None else expressions.repointed(base, element_of(node.type))
            case _:
                return None
