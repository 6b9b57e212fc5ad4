"""A recorded launch as a case: its arguments as the case file says them, its memory as arrays.

Each allocation that the arguments reach is one array, kept whole, named by its content. The first pointer into it
stands for it; every other pointer into it says `same`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np

from transkernel.harness.capture_kernels import CapturedKernel
from transkernel.harness.dtypes import TYPES, Array
from transkernel.manifest import FieldLayout, GlobalVariable, Parameter
from transkernel.run.cuda_program_records import GivenArgument, Memory, RecordedLaunch, Records

_POINTER_BYTES = 8
_SHORT = {"float": "f", "bfloat": "bf", "int": "i", "uint": "u", "bool": "b"}


class CannotCapture(Exception):
    """The launch cannot be said in a case; the message says why, the same for every launch with this fault."""


@dataclass(frozen=True, slots=True)
class CapturedCase:
    """`body` is the text of the case without its name: two launches with the same are one case. arrays: by key."""

    kernel: CapturedKernel
    body: str
    arrays: Mapping[str, Array]
    launch: int


@dataclass(frozen=True, slots=True)
class _Element:
    """What a pointer points to: so many lanes of a dtype, or bytes."""

    dtype: str
    lanes: int = 1
    bytes: int = 0

    @property
    def unit(self) -> int:
        return self.bytes or TYPES[self.dtype].carrier.itemsize * self.lanes


def case_of(
    launch: RecordedLaunch, kernel: CapturedKernel, records: Records, file: str, variables: Mapping[str, int]
) -> CapturedCase:
    """file: the name of the .npz that the arrays will be in. variables: where each stands among the launch's.

    Raises CannotCapture.
    """
    return _Writer(launch, kernel, records, file, variables).case()


@dataclass(slots=True)
class _Owner:
    """A pointer that stands for an allocation. begin: the address of the array's first byte."""

    name: str
    begin: int


@dataclass(slots=True, eq=False)
class _Writer:
    launch: RecordedLaunch
    kernel: CapturedKernel
    records: Records
    file: str
    variables: Mapping[str, int]
    arrays: dict[str, Array] = field(default_factory=dict)
    owners: dict[int, _Owner] = field(default_factory=dict)

    def case(self) -> CapturedCase:
        launch = self.launch
        if launch.failed:
            raise CannotCapture(f"the launch failed: {launch.failed}")
        if launch.after is None:
            raise CannotCapture("the launch did not come to its end")
        lines = [
            f"kernel = {_quoted(self.kernel.name)}",
            f"grid = {list(launch.grid)}",
            f"block = {list(launch.block)}",
        ]
        lines += [f"shared = {launch.shared}"] if launch.shared else []
        lines += ["", "[case.args]"]
        written = self._written_memory()
        for param, argument in zip(self.kernel.params, launch.arguments, strict=True):
            lines.append(f"{_key(param.name)} = {self._argument(param, argument, written)}")
        own = {param.name for param in self.kernel.params}
        lines += [f"{_key(v.name)} = {self._variable(v)}" for v in self.kernel.variables if v.name not in own]
        if not any("out = true" in line for line in lines):
            raise CannotCapture("it writes nothing that its arguments reach")
        return CapturedCase(self.kernel, "\n".join(lines) + "\n", self.arrays, launch.number)

    # --- memory

    def _written_memory(self) -> set[int]:
        """The allocations that the launch may write: some argument points there to what is not const, or it changed."""
        written = {
            before.address
            for before, after in zip(self.launch.before, self.launch.after or (), strict=True)
            if before.blob != after.blob
        }
        for param, argument in zip(self.kernel.params, self.launch.arguments, strict=True):
            if param.kind == "buffer" and not param.const:
                memory = self._memory(argument.address)
                written |= {memory.address} if memory is not None else set()
        return written

    def _memory(self, address: int) -> Memory | None:
        """The allocation that an address lies in, or is the end of."""
        inside = (memory for memory in self.launch.before if memory.holds(address))
        ends = (memory for memory in self.launch.before if memory.address + memory.bytes == address)
        return next(inside, None) or next(ends, None)

    def _pointer(self, name: str, address: int, element: _Element, written: set[int]) -> str:
        if not address:
            return f'{{ null = true, dtype = "{element.dtype}" }}'
        memory = self._memory(address)
        if memory is None:
            raise CannotCapture(f"`{name}` points to memory that the program did not get from CUDA")
        owner = self.owners.get(memory.address)
        if owner is not None:
            if address < owner.begin:
                raise CannotCapture(f"`{name}` and `{owner.name}` point into one allocation, between its elements")
            return f'{{ same = "{owner.name}", offset = {address - owner.begin} }}'
        head = (address - memory.address) % TYPES[element.dtype].carrier.itemsize
        self.owners[memory.address] = _Owner(name, memory.address + head)
        after = next(each for each in self.launch.after or () if each.address == memory.address)
        out = memory.address in written
        return self._buffer(memory, after if out else None, element, head, address - memory.address - head)

    def _buffer(self, before: Memory, after: Memory | None, element: _Element, head: int, offset: int) -> str:
        parts = [*self._array(before, element, head, "file")]
        if offset:
            parts.append(f"offset = {offset}")
        if after is not None:
            parts += ["out = true", self._array(after, element, head, "expect")[-1]]
        return f"{{ {', '.join(parts)} }}"

    def _array(self, memory: Memory, element: _Element, head: int, key: str) -> list[str]:
        """Shape, dtype and place of the whole elements of an allocation."""
        count = (memory.bytes - head) // element.unit
        kind = TYPES[element.dtype].carrier
        shape = [count, element.lanes] if element.lanes > 1 else [count * (element.unit // kind.itemsize)]
        content = self.records.blob(memory.blob)[head : head + count * element.unit]
        array = np.frombuffer(content, kind).reshape(shape)
        name = f"{_short(element.dtype)}_{'x'.join(map(str, shape))}_{hashlib.sha256(content).hexdigest()[:16]}"
        self.arrays[name] = array
        return [f"shape = {shape}", f'dtype = "{element.dtype}"', f'{key} = "{self.file}:{name}"']

    def _variable(self, variable: GlobalVariable) -> str:
        if variable.name not in self.variables:
            raise CannotCapture(f"the variable `{variable.name}` is not found in the program, or found twice")
        number = self.variables[variable.name]
        before = self.launch.variables_before[number]
        after = (self.launch.variables_after or self.launch.variables_before)[number]
        kind = TYPES[variable.dtype].carrier
        if before.bytes != kind.itemsize * prod(variable.shape) or "*" in variable.type:
            raise CannotCapture(f"the content of the variable `{variable.name}`, a {variable.type}, cannot be said")
        element = _Element(variable.dtype)
        return self._buffer(before, after if before.blob != after.blob else None, element, 0, 0)

    # --- arguments

    def _argument(self, param: Parameter, argument: GivenArgument, written: set[int]) -> str:
        if param.kind == "buffer":
            return self._pointer(param.name, argument.address, self._pointee(param, argument), written)
        if param.kind == "scalar":
            return _number(_values(argument, param))
        if not self.kernel.is_ported or param.size != argument.type.bytes:
            raise CannotCapture(f"the layout of `{param.name}`, a {param.type} by value, is not known")
        return self._struct(param, argument.data, written)

    def _pointee(self, param: Parameter, argument: GivenArgument) -> _Element:
        if argument.element.kind == "p" or any(layout.pointee is not None for layout in param.fields):
            raise CannotCapture(f"`{param.name}` points to memory that holds pointers")
        if "(" in argument.element.name:
            raise CannotCapture(f"`{param.name}` is a pointer to a function")
        if param.fields:
            return _Element("uint8", 1, param.size)
        if not self.kernel.is_ported and argument.element.kind == "c" and param.dtype == "uint8":
            return _Element("uint8", 1, argument.element.bytes)
        return _Element(param.dtype, param.width)

    def _struct(self, param: Parameter, data: bytes, written: set[int]) -> str:
        """A table of the fields, nested as their dotted names say."""
        tree: dict[str, Any] = {}
        for layout in param.fields:
            table = tree
            *outer, last = layout.name.split(".")
            for name in outer:
                table = table.setdefault(name, {})
            table[last] = self._member(param, layout, data, written)
        return _table(tree)

    def _member(self, param: Parameter, layout: FieldLayout, data: bytes, written: set[int]) -> str:
        if layout.pointee is None:
            kind = TYPES[layout.dtype].carrier
            content = data[layout.offset : layout.offset + kind.itemsize * layout.count]
            return _number(_unpacked(np.frombuffer(content, kind), layout.dtype))
        address = int.from_bytes(data[layout.offset : layout.offset + _POINTER_BYTES], "little")
        name = f"{param.name}.{layout.name}"
        memory = self._memory(address)
        pointee = layout.pointee if layout.pointee in TYPES else "uint8"
        # A member's own const is not in the manifest: what its memory holds is compared in any case.
        return self._pointer(name, address, _Element(pointee), written | ({memory.address} if memory else set()))


# --- numbers


def _values(argument: GivenArgument, param: Parameter) -> list[bool | int | float]:
    """An argument's lanes, converted to the parameter's type as C++ does where they were not yet."""
    kind = TYPES[param.dtype].carrier
    if len(argument.data) == kind.itemsize * param.width and argument.type.kind in _same_kinds(param.dtype):
        return _unpacked(np.frombuffer(argument.data, kind), param.dtype)
    given = {"f": f"f{argument.type.bytes}", "i": f"i{argument.type.bytes}", "u": f"u{argument.type.bytes}", "b": "?"}
    if argument.type.kind not in given or param.width != 1 or param.dtype in ("float16", "bfloat16"):
        raise CannotCapture(f"`{param.name}` is a {param.type}, and was given a {argument.type.name}")
    with np.errstate(over="ignore", invalid="ignore"):
        value = np.frombuffer(argument.data, given[argument.type.kind]).astype(kind)
    return _unpacked(value, param.dtype)


def _same_kinds(dtype: str) -> str:
    """The kinds of C++ types whose bytes are those of the dtype; a vector, a half and a bfloat16 are classes."""
    if dtype == "bool":
        return "bc"
    return "fc" if TYPES[dtype].is_float else "iuc"


def _unpacked(values: Array, dtype: str) -> list[bool | int | float]:
    if dtype == "bfloat16":
        widened: list[float] = (values.astype(np.uint32) << np.uint32(16)).view(np.float32).tolist()
        return list(widened)
    plain: list[bool | int | float] = values.tolist()
    return plain


def _number(values: list[bool | int | float]) -> str:
    spelt = [_spelt(value) for value in values]
    return spelt[0] if len(spelt) == 1 else f"[{', '.join(spelt)}]"


def _spelt(value: bool | int | float) -> str:
    """As TOML says it: `true`, `nan`, `-inf`, `1e-05`."""
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _short(dtype: str) -> str:
    stem = dtype.rstrip("0123456789")
    return _SHORT[stem] + dtype[len(stem) :]


# --- text


def _table(tree: Mapping[str, Any]) -> str:
    parts = (f"{_key(name)} = {value if isinstance(value, str) else _table(value)}" for name, value in tree.items())
    return f"{{ {', '.join(parts)} }}"


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else _quoted(name)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def in_lines(case: CapturedCase, name: str) -> Iterator[str]:
    """The case as a table of a case file."""
    yield "[[case]]\n"
    yield f"name = {_quoted(name)}\n"
    yield case.body
