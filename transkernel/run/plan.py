"""From a launch and a manifest to images of memory, and from images back to arrays: what all runners of ports share."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.manifest import GlobalVariable, KernelEntry, Parameter
from transkernel.run.launch import (
    GUARD_BYTES,
    Buffer,
    Launch,
    LaunchArgument,
    StructValue,
    with_guards,
    without_guards,
)


class CannotBind(Exception):
    """The launch and the manifest do not fit; the message says where."""


class NotMadeFor(CannotBind):
    """The port is made for launches of another shape, and says so."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The address `offset` bytes into the data of the image of that key; of no image, the null pointer."""

    key: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Pointer:
    """An address, as a pointer to elements of that type."""

    memory: Memory
    dtype: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number's bytes; bfloat16 is two."""

    data: bytes
    dtype: str


Bound = Pointer | Number  # what an argument is in languages whose pointers and numbers have types of their own


@dataclass(frozen=True, slots=True, eq=False)
class Buffers:
    """The buffers of a launch by key, each with the name that it goes by in the outcome."""

    by_key: dict[str, tuple[str, NDArray[Any]]] = field(default_factory=dict)

    def add(self, buffer: Buffer, kind: str) -> Memory:
        """The same name is the same memory; a variable and a buffer may share a name without being the same."""
        if buffer.is_null:
            return Memory("")
        key = f"{kind} {buffer.name}"
        self.by_key[key] = (buffer.name, buffer.array)
        return Memory(key, buffer.offset)

    def images(self) -> dict[str, NDArray[np.uint8]]:
        """Each buffer's bytes between its guards."""
        return {key: _salted(with_guards(array), key, array.nbytes) for key, (_, array) in self.by_key.items()}

    def sizes(self) -> dict[str, int]:
        """The bytes between the guards."""
        return {key: array.nbytes for key, (_, array) in self.by_key.items()}

    def after(
        self, images: Mapping[str, NDArray[np.uint8]], launch: Launch
    ) -> tuple[dict[str, NDArray[Any]], dict[str, int]]:
        """The launch's arrays out of the images, by name, and how many guard bytes of each changed, where any did."""
        arrays = {buffer.name: buffer.array.copy() for buffer in (*launch.buffers(), *launch.symbols)}
        hits: dict[str, int] = {}
        for key, (name, array) in self.by_key.items():
            after, changed = without_guards(_salted(images[key], key, array.nbytes), array)
            if name in arrays:
                arrays[name] = after
            if changed:
                hits[name] = changed
        return arrays, hits


def _salted(image: NDArray[np.uint8], key: str, size: int) -> NDArray[np.uint8]:
    """The image with other guards, of this buffer alone; of a salted image, the plain one.

    A kernel that goes one element too far in `y[i] = a * x[i] + y[i]`, or in a copy, would write into the guard of y
    what stands there already, were all guards the same NaN.
    """
    salt = np.random.Generator(np.random.PCG64(zlib.crc32(key.encode()))).bytes(image.size - size)
    noise, salted = np.frombuffer(salt, np.uint8), image.copy()
    salted[:GUARD_BYTES] ^= noise[:GUARD_BYTES]
    salted[GUARD_BYTES + size :] ^= noise[GUARD_BYTES:]
    return salted


def given_arguments(entry: KernelEntry, launch: Launch) -> dict[str, tuple[Parameter, LaunchArgument]]:
    """The kernel's parameters by name, each with what the launch gives for it. Raises CannotBind."""
    if len(entry.params) != len(launch.arguments):
        raise CannotBind(f"{entry.kernel} has {len(entry.params)} parameters, the launch {len(launch.arguments)}")
    return {param.name: (param, value) for param, value in zip(entry.params, launch.arguments, strict=True)}


def parameter_of(name: str, given: Mapping[str, tuple[Parameter, LaunchArgument]]) -> tuple[Parameter, LaunchArgument]:
    """Raises CannotBind where the kernel has no such parameter."""
    if name not in given:
        raise CannotBind(f"the port wants the parameter {name}, which the kernel does not have")
    return given[name]


def global_buffer(name: str, variables: Sequence[GlobalVariable], launch: Launch) -> Buffer:
    """What the launch gives, else what the variable is initialised with, else zeros, as in CUDA. Raises CannotBind."""
    symbol = next((symbol for symbol in launch.symbols if symbol.name == name), None)
    if symbol is not None:
        return symbol
    variable = global_variable(name, variables)
    dtype = np.dtype(np.uint16 if variable.dtype == "bfloat16" else variable.dtype)
    if variable.initial is None:
        return Buffer(name, np.zeros(variable.shape, dtype))
    return Buffer(name, np.frombuffer(bytes.fromhex(variable.initial), np.uint8))


def global_variable(name: str, variables: Sequence[GlobalVariable]) -> GlobalVariable:
    """Raises CannotBind where the manifest does not describe it."""
    found = next((variable for variable in variables if variable.name == name), None)
    if found is None:
        raise CannotBind(f"the port wants the variable {name}, which its manifest does not describe")
    return found


def pointer_member(param: Parameter, value: LaunchArgument, name: str) -> Buffer:
    """The buffer that a pointer inside a struct names. Raises CannotBind."""
    offset = next((layout.offset for layout in param.fields if layout.name == name), None)
    pointers = dict(value.pointers) if isinstance(value, StructValue) else {}
    if offset is None or offset not in pointers:
        raise CannotBind(f"the launch gives no buffer for {param.name}.{name}")
    return pointers[offset]
