"""Memory for tile programs: buffers of bytes. A pointer is the buffer's number << 40 | the byte in it; 0 is null.

Beside each byte stands who touched it since the last barrier, so that what no barrier orders is found as it happens:
tile IR's rule by addresses, where ir/memory_order.py has it by names.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.intrinsics.evaluate import evaluate
from tests.intrinsics.evaluate import to_bytes as bytes_of
from tests.tile.numbers import UndefinedError, Values, from_bytes, to_bytes
from transkernel.ir.nodes import Build, GlobalVariable
from transkernel.ir.types import Array, Scalar, Struct, Type, Vector, size_of

_SHIFT = 40


def initial_value(variable: GlobalVariable) -> Values:
    """The bytes that a file-scope variable starts with."""
    data = np.zeros(size_of(variable.type), np.uint8)
    if variable.init is not None:
        _fill(data, 0, variable.type, variable.init)
    return data


def _fill(data: Values, start: int, type_: Type, node: Any) -> None:
    if not isinstance(node, Build):
        assert isinstance(type_, Scalar | Vector)
        made = np.frombuffer(bytes_of(evaluate(node, {}), type_), np.uint8)
        data[start : start + len(made)] = made
        return
    for part, (inner, offset) in zip(node.elements, _parts(type_), strict=False):
        _fill(data, start + offset, inner, part)


def _parts(type_: Type) -> list[tuple[Type, int]]:
    """The type and offset of each part."""
    match type_:
        case Struct():
            return [(each.type, each.offset) for each in type_.fields]
        case Array():
            return [(type_.element, number * size_of(type_.element)) for number in range(type_.extent)]
        case Vector():
            return [(type_.scalar, number * size_of(type_.scalar)) for number in range(type_.lanes)]
    return [(type_, 0)]


_NOBODY, _MANY, _SCALAR = -1, -2, -3


class _Order:
    """Of one buffer: how many barriers had been passed when each byte was loaded, stored and changed by an atomic."""

    def __init__(self, size: int) -> None:
        self._loaded, self._stored, self._changed, self._kind = (np.zeros(size, np.int64) for _ in range(4))
        self._loader = np.full(size, _NOBODY, np.int64)  # the only lane to load a byte since then, or many

    def load(self, now: int, bytes_: Values, lanes: Values) -> None:
        if np.any((self._stored[bytes_] == now) | (self._changed[bytes_] == now)):
            raise UndefinedError("a load of what was stored since the last barrier")
        shared = (self._loaded[bytes_] == now) & (self._loader[bytes_] != lanes)
        self._loader[bytes_] = lanes
        shared |= self._loader[bytes_] != lanes  # by another lane of this load
        self._loader[bytes_[shared]] = _MANY
        self._loaded[bytes_] = now

    def store(self, now: int, bytes_: Values, lanes: Values) -> None:
        if np.any((self._stored[bytes_] == now) | (self._changed[bytes_] == now)):
            raise UndefinedError("a store to what was stored since the last barrier")
        if np.any((self._loaded[bytes_] == now) & (self._loader[bytes_] != lanes)):
            raise UndefinedError("a store to what another lane loaded since the last barrier")
        self._stored[bytes_] = now

    def change(self, now: int, bytes_: Values, kind: int) -> None:
        """kind: what the atomic commutes with; 0 for nothing."""
        if np.any((self._stored[bytes_] == now) | (self._loaded[bytes_] == now)):
            raise UndefinedError("an atomic on what was touched since the last barrier")
        if np.any((self._changed[bytes_] == now) & ((self._kind[bytes_] != kind) | (kind == 0))):
            raise UndefinedError("an atomic on what another atomic changed since the last barrier")
        self._changed[bytes_], self._kind[bytes_] = now, kind


class Memory:
    """Loads and stores of numbers, all lanes at once; an access outside a buffer, or not aligned, is undefined."""

    def __init__(self, poison: int) -> None:
        self._buffers: dict[int, Values] = {}
        self._orders: dict[int, _Order] = {}
        self._numbers: dict[int, int] = {}
        self._poison = poison
        self._now = 1

    def barrier(self) -> None:
        """All that was touched until now is in order with what comes."""
        self._now += 1

    def add(self, array: Any) -> int:
        """The pointer to an array's bytes, which are written in place; arrays at one address are one buffer."""
        flat = array.reshape(-1).view(np.uint8)
        if array.size and not np.shares_memory(flat, array):
            raise ValueError("an array lies in one piece")
        address = array.__array_interface__["data"][0] if array.size else -len(self._buffers) - 1
        number = self._numbers.setdefault(address, len(self._numbers) + 1)
        if len(flat) >= len(self._buffers.get(number, ())):
            self._buffers[number] = flat
            self._orders[number] = _Order(len(flat))
        return number << _SHIFT

    def load(self, pointers: Values, mask: Values, type_: Scalar, *, ordered: bool = True) -> Values:
        """The numbers; poison where the mask does not hold."""
        size = size_of(type_)
        data = np.full((*pointers.shape, size), self._poison, np.uint8)
        for number, lanes, bytes_ in self._places(pointers, mask, size):
            if ordered:
                self._orders[number].load(self._now, bytes_, _numbered(pointers, lanes, bytes_))
            data[lanes] = self._buffers[number][bytes_]
        return from_bytes(data, type_)

    def store(self, pointers: Values, values: Values, mask: Values, type_: Scalar, *, ordered: bool = True) -> None:
        """Where two lanes name one place, the later one wins."""
        data = to_bytes(np.broadcast_to(values, pointers.shape), type_)
        for number, lanes, bytes_ in self._places(pointers, mask, size_of(type_)):
            if ordered:
                self._orders[number].store(self._now, bytes_, _numbered(pointers, lanes, bytes_))
            self._buffers[number][bytes_] = data[lanes]

    def change(self, pointers: Values, mask: Values, type_: Scalar, kind: int) -> None:
        """Says that an atomic is about to happen there. kind: what it commutes with; 0 for nothing."""
        for number, _, bytes_ in self._places(pointers, mask, size_of(type_)):
            self._orders[number].change(self._now, bytes_, kind)

    def _places(self, pointers: Values, mask: Values, size: int) -> list[tuple[int, Any, Values]]:
        """For each buffer: its number, which lanes point into it, and their bytes."""
        if not pointers.ndim and not mask.ndim:
            return [self._place(int(pointers), size)] if mask else []
        mask = np.broadcast_to(mask, pointers.shape)
        buffers, offsets = np.asarray(pointers >> _SHIFT), np.asarray(pointers & ((1 << _SHIFT) - 1))
        places = []
        for number in map(int, np.unique(buffers[mask])):
            lanes = np.nonzero(mask & (buffers == number)) if mask.ndim else ()
            first = offsets[lanes]
            self._check(number, int(np.max(first)), size, is_aligned=not np.any(first % size))
            places.append((number, lanes, first[..., None] + np.arange(size)))
        return places

    def _place(self, pointer: int, size: int) -> tuple[int, Any, Values]:
        """Of one pointer."""
        number, first = pointer >> _SHIFT, pointer & ((1 << _SHIFT) - 1)
        self._check(number, first, size, is_aligned=first % size == 0)
        return number, (), np.arange(first, first + size)

    def _check(self, number: int, last: int, size: int, *, is_aligned: bool) -> None:
        if number not in self._buffers:
            raise UndefinedError("an access through a pointer to nothing")
        if last + size > (end := len(self._buffers[number])):
            raise UndefinedError(f"an access at byte {last} of {end}")
        if not is_aligned:
            raise UndefinedError(f"an access that is not aligned to {size} bytes")


def _numbered(pointers: Values, lanes: Any, bytes_: Values) -> Values:
    """The lane of each byte; a scalar is of no lane."""
    number = np.arange(pointers.size).reshape(pointers.shape)[lanes] if pointers.ndim else np.asarray(_SCALAR)
    return np.broadcast_to(number[..., None], bytes_.shape)
