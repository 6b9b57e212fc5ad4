"""`memcpy`, `memmove` and `memset` in a kernel: one assignment where a whole object is meant, else a loop.

A loop goes by elements where both pointers' types and the number of bytes allow it, else by bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.frontend.constants import evaluate
from transkernel.frontend.conversions import convert
from transkernel.frontend.entities import Operand
from transkernel.frontend.function import nothing
from transkernel.frontend.initializers import zero
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    INT32,
    INT64,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    VOID,
    Array,
    Pointer,
    Scalar,
    Struct,
    Type,
    is_integer,
    size_of,
)
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.function import FunctionLowering

_WORDS = {1: UINT8, 2: UINT16, 4: UINT32, 8: UINT64}


def _known(value: ir.Expression, type_: Scalar) -> ir.Literal | None:
    """The value of an argument that the function takes as an integer, where it is known."""
    return evaluate(value if is_integer(value.type) else convert(value, type_))


def _copy(lowering: FunctionLowering, values: tuple[ir.Expression, ...], span: Span) -> Operand:
    """`memcpy(to, source, bytes)`."""
    to, source, count = _objects("memcpy", values, span)
    known = _known(count, UINT64)
    if known is not None and _copied_whole(lowering, to, source, int(known.value), span):
        return nothing(span)
    unit = _unit(_element(to), _element(source), known)
    places = [_kept(lowering, _as_units(each, unit, span)) for each in (to, source)]
    _each(lowering, _units(count, known, unit, span), span,
          lambda index: ir.Assign(_at(places[0], index, span), _at(places[1], index, span), span))  # fmt: skip
    return nothing(span)


def _move(lowering: FunctionLowering, values: tuple[ir.Expression, ...], span: Span) -> Operand:
    """`memmove`, which may overlap: by way of a copy."""
    to, source, count = _objects("memmove", values, span)
    known = _known(count, UINT64)
    if known is None:
        raise refuse("TK0264", "`memmove` in a kernel is translated where its number of bytes is known", span)
    unit = _unit(_element(to), _element(source), known)
    units = int(known.value) // size_of(unit)
    if not units:
        return nothing(span)
    places = [_kept(lowering, _as_units(each, unit, span)) for each in (to, source)]
    copy = lowering.declare("moved", Array(unit, units), None, span)
    number = ir.integer(units, INT32, span)

    def kept(index: ir.Expression) -> ir.Index:
        return ir.Index(copy, index, unit, span)

    _each(lowering, number, span, lambda index: ir.Assign(kept(index), _at(places[1], index, span), span))
    _each(lowering, number, span, lambda index: ir.Assign(_at(places[0], index, span), kept(index), span))
    return nothing(span)


def _set(lowering: FunctionLowering, values: tuple[ir.Expression, ...], span: Span) -> Operand:
    """`memset(to, byte, bytes)`."""
    if len(values) != 3:
        raise refuse("TK0261", "`memset` takes 3 arguments", span)
    to, byte, count = _object_pointer(values[0]), values[1], values[2]
    known, value = _known(count, UINT64), _known(byte, INT32)
    if not isinstance(to.type, Pointer):
        raise refuse("TK0261", "`memset` takes a pointer", span)
    element = _element(to)
    cleared = value is not None and value.value == 0 and known is not None
    if cleared and known is not None and known.value == size_of(element) and not isinstance(element, Array):
        whole = _seen_as(to, element, span)
        lowering.out.append(ir.Assign(whole, _cleared(element, span), span))  # type: ignore[arg-type]
        return nothing(span)
    unit = _unit(element, element, known if value is not None else None, words=not cleared)
    pattern = _cleared(unit, span) if cleared else _repeated(byte, value, unit, span)
    place = _kept(lowering, _as_units(to, unit, span))
    kept = lowering.stable(pattern, "byte")
    _each(lowering, _units(count, known, unit, span), span,
          lambda index: ir.Assign(_at(place, index, span), kept, span))  # fmt: skip
    return nothing(span)


MEMORY: dict[str, Callable[[FunctionLowering, tuple[ir.Expression, ...], Span], Operand]] = {
    "memcpy": _copy,
    "__builtin_memcpy": _copy,
    "memmove": _move,
    "memset": _set,
    "__builtin_memset": _set,
}


# ---------------------------------------------------------------- whole objects


def _objects(
    name: str, values: tuple[ir.Expression, ...], span: Span
) -> tuple[ir.Expression, ir.Expression, ir.Expression]:
    if len(values) != 3:
        raise refuse("TK0261", f"`{name}` takes 3 arguments", span)
    to, source = (_object_pointer(each) for each in values[:2])
    if not isinstance(to.type, Pointer) or not isinstance(source.type, Pointer):
        raise refuse("TK0261", f"`{name}` takes pointers", span)
    return to, source, values[2]


def _copied_whole(lowering: FunctionLowering, to: ir.Expression, source: ir.Expression, count: int, span: Span) -> bool:
    """The assignment of one object, which is also how bits are read as another type; False where it is none."""
    written, read = _element(to), _element(source)
    if VOID in (written, read) or size_of(written) != count or size_of(read) != count:
        return False
    if isinstance(written, Array) and isinstance(read, Array):
        return False
    # An array is neither assigned nor cast as a whole: its bytes are seen as the other type.
    seen = read if isinstance(written, Array) else written
    value = _seen_as(source, seen if isinstance(read, Array) else read, span)
    if value.type != seen:
        value = ir.Bitcast(value, seen, span)
    lowering.out.append(ir.Assign(_seen_as(to, seen, span), value, span))  # type: ignore[arg-type]
    return True


def _cleared(type_: Type, span: Span) -> ir.Expression:
    """An object of zero bytes, whatever its class's own initialisers say."""
    return ir.Build((), type_, span) if isinstance(type_, Struct) else zero(type_, span)


def _object_pointer(value: ir.Expression) -> ir.Expression:
    """The pointer before it became `void*`."""
    while isinstance(value, ir.Convert) and isinstance(value.type, Pointer) and value.type.element == VOID:
        value = value.operand
    if isinstance(value, ir.Decay):
        return ir.AddressOf(value.place, Pointer(value.place.type, const=_is_const(value)), value.span)
    return value


def _is_const(pointer: ir.Expression) -> bool:
    return isinstance(pointer.type, Pointer) and pointer.type.const


def _element(pointer: ir.Expression) -> Type:
    assert isinstance(pointer.type, Pointer)
    return pointer.type.element


def _seen_as(pointer: ir.Expression, type_: Type, span: Span) -> ir.Expression:
    """What a pointer points to, as a `type_`."""
    from transkernel.frontend.expressions import dereference

    assert isinstance(pointer.type, Pointer)
    if pointer.type.element != type_:
        pointer = ir.Convert(pointer, replace(pointer.type, element=type_), span, explicit=True)
    return dereference(pointer, span).expression


# ---------------------------------------------------------------- loops


def _innermost(type_: Type) -> Type:
    while isinstance(type_, Array):
        type_ = type_.element
    return type_


def _unit(to: Type, source: Type, known: ir.Literal | None, *, words: bool = False) -> Type:
    """What is copied at a time. words: as an unsigned integer.

    Only bytes and integers of one size may be read for something else: compilers count on it (C11 6.5 7).
    """
    written, read = _innermost(to), _innermost(source)
    if known is None or VOID in (written, read) or int(known.value) % size_of(written):
        return UINT8
    if written == read and not words:
        return written
    plain = is_integer(written) and is_integer(read) and size_of(written) == size_of(read)
    return _WORDS[size_of(written)] if plain and BOOL not in (written, read) else UINT8


def _as_units(pointer: ir.Expression, unit: Type, span: Span) -> ir.Expression:
    """A pointer to the first unit of what a pointer points to."""
    if (
        isinstance(pointer, ir.AddressOf)
        and isinstance(pointer.place.type, Array)
        and pointer.place.type.element == unit
    ):
        return ir.Decay(pointer.place, Pointer(unit, const=_is_const(pointer)), span)
    assert isinstance(pointer.type, Pointer)
    if pointer.type.element == unit:
        return pointer
    return ir.Convert(pointer, replace(pointer.type, element=unit), span, explicit=True)


def _kept(lowering: FunctionLowering, pointer: ir.Expression) -> ir.Expression:
    return pointer if isinstance(pointer, ir.Variable | ir.Decay) else lowering.temporary(pointer, "bytes")


def _at(pointer: ir.Expression, index: ir.Expression, span: Span) -> ir.Index:
    """`pointer[index]`; of an array that decayed, the array's own element."""
    base = pointer.place if isinstance(pointer, ir.Decay) else pointer
    return ir.Index(base, index, _element(pointer), span)


def _units(count: ir.Expression, known: ir.Literal | None, unit: Type, span: Span) -> ir.Expression:
    if known is not None:
        return ir.integer(int(known.value) // size_of(unit), INT32, span)
    return convert(count, INT64)


def _each(
    lowering: FunctionLowering, count: ir.Expression, span: Span, work: Callable[[ir.Expression], ir.Statement]
) -> None:
    """A statement for each unit."""
    if isinstance(count, ir.Literal) and count.value <= 1:
        if count.value:
            lowering.out.append(work(ir.integer(0, INT32, span)))
        return
    type_ = count.type
    assert isinstance(type_, Scalar)
    bound = lowering.stable(count, "count")
    name = lowering.fresh("i")
    index = ir.Variable(name, type_, span)
    start = ir.Declare(name, type_, ir.integer(0, type_, span), span)
    stop = ir.Compare(ir.CompareOp.LESS, index, bound, span)
    step = ir.Assign(index, ir.Binary(ir.BinaryOp.ADD, index, ir.integer(1, type_, span), type_, span), span)
    lowering.out.append(ir.For((start,), stop, (step,), (work(index),), span))


def _repeated(byte: ir.Expression, value: ir.Literal | None, unit: Type, span: Span) -> ir.Expression:
    """The byte in every byte of a unit."""
    if value is None:
        return convert(byte, UINT8)
    assert isinstance(unit, Scalar)
    pattern = int.from_bytes(bytes([int(value.value) & 0xFF]) * size_of(unit), "little")
    return ir.integer(pattern, unit, span)
