"""Pointers without addresses: which buffer each names, and where in it. A TPU's memory is arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.pallas.texts import element_of, memory_type
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.types import BOOL, FLOAT32, INT32, UINT8, Array, Pointer, Scalar, Struct, Type, Vector, size_of
from transkernel.ir.visit import walk_all
from transkernel.records import record
from transkernel.source import Span

Memory = tile.Load | tile.Store | tile.TileAtomic


@record
class Buffer:
    """name: of the parameter, of the variable or of the scratch memory. type: of its elements, as an array of JAX has
    them. written: the kernel changes it. held: the type that memory has, where it is a wider one.
    is_viewed: the user's array has elements of another size."""

    name: str
    type: Scalar
    written: bool
    held: Scalar
    is_viewed: bool = False
    is_scratch: bool = False


class Buffers:
    """The buffers of a kernel and what its pointers name. Raises Refusal where that is not one buffer each."""

    def __init__(self, program: tile.TileProgram, *, whole_words: bool) -> None:
        """whole_words: numbers of less than 32 bits lie in memory as such of 32."""
        kernel = program.kernel
        self._whole_words = whole_words
        self._roots: dict[str, str] = {}
        declared: dict[str, Scalar] = {}
        for parameter in kernel.parameters:
            if isinstance(parameter.type, Pointer):
                declared[parameter.name] = _number_of(parameter.type.element)
        for variable in program.globals:
            declared[variable.name] = _number_of(variable.type)
        if kernel.scratch is not None:
            declared[kernel.scratch.name] = UINT8
        self._roots |= {name: name for name in declared}
        self._find_roots(kernel.body)
        self.by_name = self._described(declared, kernel)

    def of(self, pointer: Any) -> Buffer:
        """The buffer that a pointer, or each of a tile, points into."""
        root = self._root(pointer)
        if root is None:
            raise refuse("TK0441", "it is not known which buffer this pointer points into", pointer.span)
        return self.by_name[root]

    # ------------------------------------------------------------ which buffer

    def _find_roots(self, body: tuple[Any, ...]) -> None:
        """Of each variable that is a pointer; every value that it gets must agree."""
        given: list[tuple[str, Any]] = []
        for node in walk_all(body):
            if isinstance(node, ir.Declare) and isinstance(element_of(node.type), Pointer) and node.init is not None:
                given.append((node.name, node.init))
            if isinstance(node, ir.Assign) and isinstance(element_of(node.target.type), Pointer):
                given.append((node.target.name, node.value))  # type: ignore[union-attr]
        before = -1
        while before != len(self._roots):
            before = len(self._roots)
            for name, value in given:
                root = self._root(value)
                if root is not None and self._roots.setdefault(name, root) != root:
                    raise refuse("TK0441", "this pointer points into different buffers", value.span)

    def _root(self, node: Any) -> str | None:
        match node:
            case ir.Variable():
                return self._roots.get(node.name)
            case ir.PointerOffset(pointer=inner) | tile.Splat(value=inner) | tile.Broadcast(value=inner):
                return self._root(inner)
            case tile.Reshape(value=inner) | tile.Transpose(value=inner) | tile.Gather(value=inner):
                return self._root(inner)
            case ir.Convert(operand=inner) | ir.Bitcast(operand=inner):
                return self._root(inner) if isinstance(element_of(inner.type), Pointer) else None
            case tile.Where(then=one, otherwise=other):
                roots = {self._root(one), self._root(other)} - {None}
                if len(roots) > 1:
                    raise refuse("TK0441", "this pointer points into different buffers", node.span)
                return next(iter(roots), None)
        return None

    # ------------------------------------------------------------ what is in it

    def _described(self, declared: dict[str, Scalar], kernel: tile.TileKernel) -> dict[str, Buffer]:
        used: dict[str, set[Scalar]] = {name: set() for name in declared}
        written: set[str] = set()
        spans: dict[str, Span] = {}
        for node in walk_all(kernel.body):
            if not isinstance(node, Memory):
                continue
            root = self._root(node.pointer)
            pointer = element_of(node.pointer.type)
            if root is None or not isinstance(pointer, Pointer):
                raise refuse("TK0441", "it is not known which buffer this pointer points into", node.span)
            used[root].add(memory_type(pointer.element))
            spans.setdefault(root, node.span)
            if not isinstance(node, tile.Load):
                written.add(root)
        scratch = kernel.scratch.name if kernel.scratch is not None else None
        made = {}
        for name, declared_type in declared.items():
            type_ = _one_type(declared_type, used[name], spans.get(name))
            held = (FLOAT32 if type_.is_float else INT32) if self._whole_words and type_.bits < 32 else type_
            viewed = type_.bits != declared_type.bits
            made[name] = Buffer(name, type_, name in written, held, viewed, name == scratch)
        return made


def _one_type(declared: Scalar, used: Iterable[Scalar], span: Span | None) -> Scalar:
    """The elements of the array: as declared where the kernel reads them so, or others of that size."""
    types = sorted(set(used), key=str)
    if not types or declared in types:
        types = [declared, *(each for each in types if each != declared)]
    if len({each.bits for each in types}) > 1:
        said = ", ".join(str(each) for each in types)
        raise refuse("TK0443", f"this memory is read as elements of several sizes: {said}", span)
    if types[0].bits == 64:
        raise refuse("TK0440", f"a TPU has no numbers of the type {types[0]}", span)
    return types[0]


def _number_of(type_: Type) -> Scalar:
    while isinstance(type_, Array):
        type_ = type_.element
    if isinstance(type_, Vector):
        return type_.scalar
    if isinstance(type_, Scalar) and type_.bits:
        return UINT8 if type_ == BOOL else type_
    return UINT8


def unit_of(pointer: Type) -> int:
    """Bytes that one step of a pointer is."""
    inner = element_of(pointer)
    assert isinstance(inner, Pointer)
    return 1 if isinstance(inner.element, Struct) else size_of(inner.element)
