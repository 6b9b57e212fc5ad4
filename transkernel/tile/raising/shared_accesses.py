"""Shared arrays as names and indices: every access as `array[index]`, no pointers into them.

A pointer that is declared once, as `row = tile + y * 33`, becomes the index that it stands for. An array of structs
becomes one array a member. An array whose address goes anywhere else, or into an atomic whose old value is looked at,
stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Convert,
    Declare,
    Evaluate,
    Literal,
    PointerOffset,
    SharedVariable,
    Variable,
    integer,
)
from transkernel.ir.tile import Load, Splat, Store, TileAtomic, TileKernel
from transkernel.ir.types import INT32, Array, Pointer, Scalar, Space, Struct, Vector, size_of
from transkernel.ir.visit import map_children, map_tuple, walk_statements
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.layout import Layout
from transkernel.tile.raising.facts import is_wide

_MOST_MEMBERS = 8


@record
class SharedArray:
    """extent: how many elements, None where the launch says. stride: bytes from one to the next."""

    name: str
    element: Scalar
    extent: int | None
    stride: int
    span: Span


@record
class Accesses:
    """A kernel's statements with nothing but `array[index]` for the arrays; their pointer is `name` still."""

    name: str
    arrays: tuple[SharedArray, ...]
    body: tuple[Any, ...]


class _Escapes(Exception):
    """The address of the array is used for something else."""


@record
class _Bytes:
    """terms: values that are multiplied with numbers of bytes; rest: bytes."""

    terms: tuple[tuple[Any, int], ...] = ()
    rest: int = 0


def accesses_of(variable: SharedVariable, kernel: TileKernel, layout: Layout, fresh: FreshNames) -> Accesses | None:
    """The kernel with plain accesses to the shared variable; None where it has others."""
    inner = variable.type
    while isinstance(inner, Array):
        inner = inner.element
    if not isinstance(inner, Scalar | Vector | Struct):
        return None
    leaves = [*layout.leaves(inner, variable.span)] if isinstance(inner, Struct) else []
    if len(leaves) > _MOST_MEMBERS or any(not isinstance(leaf.type, Scalar) for leaf in leaves):
        return None
    unit = layout.unit(inner)
    stride = layout.struct(inner).size if isinstance(inner, Struct) else size_of(unit)
    whole = layout.units(variable.type) * size_of(unit)
    extent = None if variable.dynamic else whole // stride
    members = [(leaf.offset, fresh(leaf.name(variable.name)), leaf.type) for leaf in leaves] or [
        (0, variable.name, unit)
    ]
    arrays = {
        offset: SharedArray(name, type_, extent, stride, variable.span)
        for offset, name, type_ in members
        if isinstance(type_, Scalar)
    }
    try:
        body = _Plain(variable.name, arrays, stride, kernel).body()
    except _Escapes:
        return None
    return Accesses(variable.name, tuple(arrays.values()), body)


class _Plain:
    def __init__(self, name: str, arrays: dict[int, SharedArray], stride: int, kernel: TileKernel) -> None:
        self._name = name
        self._arrays = arrays
        self._stride = stride
        self._kernel = kernel
        self._pointers: dict[str, _Bytes] = {name: _Bytes()}
        self._assigned = {
            node.target.name
            for node in walk_statements(kernel.body)
            if isinstance(node, Assign) and isinstance(node.target, Variable)
        }

    def body(self) -> tuple[Any, ...]:
        return map_tuple(self._kernel.body, self._change)

    def _change(self, node: Any) -> Any:
        """A statement or an expression with plain accesses."""
        if isinstance(node, Declare) and node.name == self._name:
            return node
        if isinstance(node, Declare) and isinstance(build.element_of(node), Pointer) and node.init is not None:
            where = self._bytes(node.init)
            if where is not None:
                return self._index_declared(node, where)
        if isinstance(node, Load | Store):
            where = self._bytes(node.pointer)
            if where is not None:
                changed = replace(node, pointer=Literal(0, INT32, node.span))
                return replace(map_children(changed, self._change), pointer=self._place(where, node))
        if isinstance(node, Evaluate) and isinstance(node.value, TileAtomic):
            where = self._bytes(node.value.pointer)
            if where is not None:
                value: Any = node.value
                atomic = replace(value, pointer=Literal(0, INT32, node.span))
                atomic = map_children(atomic, self._change)
                return replace(node, value=replace(atomic, pointer=self._place(where, node.value)))
        if isinstance(node, Variable) and node.name in self._pointers:
            raise _Escapes
        return map_children(node, self._change)

    def _index_declared(self, node: Declare, where: _Bytes) -> Any:
        """The declaration of a pointer as that of an index."""
        if node.name in self._assigned:
            raise _Escapes
        if not where.terms:
            self._pointers[node.name] = where
            return ()
        index = self._sum(where.terms, node.span)
        self._pointers[node.name] = _Bytes(((Variable(node.name, index.type, node.span), self._stride),), where.rest)
        return Declare(node.name, index.type, index, node.span)

    def _place(self, where: _Bytes, node: Load | Store | TileAtomic) -> Any:
        array = self._arrays.get(where.rest % self._stride)
        element = build.element_of(node.pointer).element
        if array is None or element != array.element:
            raise _Escapes
        span = node.span
        index: Any = integer(where.rest // self._stride, INT32, span)
        if where.terms:
            index = build.plus(self._sum(where.terms, span), index, span)
        shape = build.shape_of(node.pointer)
        if shape is not None:
            index = build.splat(index, shape, span)
        pointer = Variable(array.name, Pointer(array.element, Space.GLOBAL), span)
        return PointerOffset(pointer, index, build.tiled(Pointer(array.element, Space.GLOBAL), shape), span)

    def _sum(self, terms: tuple[tuple[Any, int], ...], span: Span) -> Any:
        """In elements. INT32, as no shared memory is larger."""
        total: Any = None
        for value, scale in terms:
            if scale % self._stride:
                raise _Escapes
            each = build.times(build.convert(value, INT32, span), scale // self._stride, span)
            total = each if total is None else build.binary(BinaryOp.ADD, total, each, span)
        return total

    # ------------------------------------------------------------ pointers

    def _bytes(self, pointer: Any) -> _Bytes | None:
        """How far from the array's start a pointer is; None of other pointers."""
        match pointer:
            case Variable():
                return self._pointers.get(pointer.name)
            case Splat():
                return self._bytes(pointer.value)
            case Convert() if isinstance(build.element_of(pointer), Pointer):
                return self._bytes(pointer.operand)
            case PointerOffset():
                base = self._bytes(pointer.pointer)
                if base is None:
                    return None
                by = self._scaled(pointer.offset, size_of(build.element_of(pointer).element))
                return _Bytes((*base.terms, *by.terms), base.rest + by.rest)
        return None

    def _scaled(self, node: Any, scale: int) -> _Bytes:
        """A number of objects of `scale` bytes. Structs are looked for in the sums and products of an offset."""
        if isinstance(node, Literal):
            return _Bytes((), int(node.value) * scale)
        if len(self._arrays) > 1 or scale != self._stride:
            match node:
                case Splat():
                    return self._scaled(node.value, scale)
                case Convert() if is_wide(node) and is_wide(node.operand):
                    return self._scaled(node.operand, scale)
                case Binary(op=BinaryOp.MULTIPLY, right=Literal() as by) if is_wide(node):
                    return self._scaled(node.left, scale * int(by.value))
                case Binary(op=BinaryOp.ADD) if is_wide(node):
                    left, right = self._scaled(node.left, scale), self._scaled(node.right, scale)
                    return _Bytes((*left.terms, *right.terms), left.rest + right.rest)
        return _Bytes(((self._change(node), scale),))
