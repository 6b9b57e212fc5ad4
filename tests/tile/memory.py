"""Memory for tile programs: buffers of bytes. A pointer is the buffer's number << 40 | the byte in it; 0 is null."""

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


class Memory:
    """Loads and stores of numbers, all lanes at once; an access outside a buffer, or not aligned, is undefined."""

    def __init__(self, poison: int) -> None:
        self._buffers: dict[int, Values] = {}
        self._numbers: dict[int, int] = {}
        self._poison = poison

    def add(self, array: Any) -> int:
        """The pointer to an array's bytes, which are written in place; arrays at one address are one buffer."""
        flat = array.reshape(-1).view(np.uint8)
        if array.size and not np.shares_memory(flat, array):
            raise ValueError("an array lies in one piece")
        address = array.__array_interface__["data"][0] if array.size else -len(self._buffers) - 1
        number = self._numbers.setdefault(address, len(self._numbers) + 1)
        if len(flat) >= len(self._buffers.get(number, ())):
            self._buffers[number] = flat
        return number << _SHIFT

    def load(self, pointers: Values, mask: Values, type_: Scalar) -> Values:
        """The numbers; poison where the mask does not hold."""
        size = size_of(type_)
        data = np.full((*pointers.shape, size), self._poison, np.uint8)
        for buffer, lanes, offsets in self._places(pointers, mask, size):
            data[lanes] = buffer[offsets]
        return from_bytes(data, type_)

    def store(self, pointers: Values, values: Values, mask: Values, type_: Scalar) -> None:
        """Where two lanes name one place, the later one wins."""
        data = to_bytes(np.broadcast_to(values, pointers.shape), type_)
        for buffer, lanes, offsets in self._places(pointers, mask, size_of(type_)):
            buffer[offsets] = data[lanes]

    def _places(self, pointers: Values, mask: Values, size: int) -> list[tuple[Values, Any, Values]]:
        """For each buffer: its bytes, which lanes point into it, and the bytes' numbers."""
        mask = np.broadcast_to(mask, pointers.shape)
        buffers, offsets = np.asarray(pointers >> _SHIFT), np.asarray(pointers & ((1 << _SHIFT) - 1))
        places = []
        for number in np.unique(buffers[mask]):
            lanes = np.nonzero(mask & (buffers == number)) if mask.ndim else ()
            buffer = self._buffers.get(int(number))
            if buffer is None:
                raise UndefinedError("an access through a pointer to nothing")
            first = offsets[lanes]
            if np.any(first + size > len(buffer)):
                raise UndefinedError(f"an access at byte {int(np.max(first))} of {len(buffer)}")
            if np.any(first % size):
                raise UndefinedError(f"an access that is not aligned to {size} bytes")
            places.append((buffer, lanes, first[..., None] + np.arange(size)))
        return places
