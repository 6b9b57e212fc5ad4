"""One kernel of a module, and one launch shape of a kernel: the way of each launch, which has to be short."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from operator import index
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from transkernel.load.arguments import Reader, reader, reader_of_unknown
from transkernel.load.choose import TURN
from transkernel.run.launch import Extent
from transkernel.run.resident.device import Array, CannotRun, Given, ResidentDevice, ResidentKernel, Shape, Struct

if TYPE_CHECKING:
    from transkernel.load.module import Module

# CUDA's own limits, which every GPU of NVIDIA has.
_MOST_THREADS = 1024
_MOST_BLOCK: Extent = (1024, 1024, 64)
_MOST_GRID: Extent = (2**31 - 1, 65535, 65535)


class Kernel:
    """A kernel: `kernel[grid, block](...)`, or `kernel[grid, block, shared_bytes](...)`.

    grid counts blocks and block counts threads, each one to three numbers.
    """

    def __init__(self, module: Module, name: str) -> None:
        self.name = name
        self._module = module
        self._work = module.work(name)
        entry = self._work.entry
        self.names = tuple(param.name for param in entry.params) if entry is not None else None
        self._readers = [reader(name, param) for param in entry.params] if entry is not None else None
        self._prepared: dict[int, tuple[ResidentDevice, ResidentKernel] | CannotRun] = {}
        self._launches: dict[Any, Launch] = {}

    def __getitem__(self, shape: Any) -> Launch:
        try:
            return self._launches[shape]
        except (KeyError, TypeError):  # TypeError: a list has no hash
            launch = Launch(self, _shape(self.name, shape))
        if len(self._launches) < _MOST_LAUNCHES and not isinstance(shape, list) and _has_hash(shape):
            self._launches[shape] = launch
        return launch

    def __call__(self, *given: object, **named: object) -> None:
        raise TypeError(f"say how {self.name} is launched: {self.name}[grid, block](...)")

    def __repr__(self) -> str:
        entry = self._work.entry
        params = ", ".join(f"{each.type} {each.name}" for each in entry.params) if entry is not None else "..."
        return f"<Kernel {self.name}({params})>"

    def opened(self) -> list[ResidentDevice]:
        """The devices that it has run on."""
        return [found[0] for found in self._prepared.values() if not isinstance(found, CannotRun)]

    def prepared(self, rank: int) -> tuple[ResidentDevice, ResidentKernel]:
        """The kernel on the module's device of that rank, made ready once. Raises CannotRun."""
        found = self._prepared.get(rank)
        if found is None:
            try:
                device = self._module.open(rank)
                found = device, device.prepare(self._work)
            except CannotRun as reason:
                found = reason
            self._prepared[rank] = found
        if isinstance(found, CannotRun):
            raise found
        return found

    def _readers_of(self, kernel: ResidentKernel, count: int) -> list[Reader]:
        """How each argument is read. Raises CannotRun where a kernel without a port is not known either to what runs
        it."""
        if self._readers is None:
            table = kernel.parameters(count)  # type: ignore[attr-defined]  # only what runs originals takes what has no port
            self._readers = [
                reader_of_unknown(self.name, number, kind, size) for number, (kind, size) in enumerate(table, start=1)
            ]
        return self._readers

    def next_launch(self, shape: Shape, count: int, after: int, reason: CannotRun | None) -> _On:
        """The launch with so many arguments on the first device behind that rank which takes it. Raises CannotRun
        where none does."""
        reasons = []
        for rank, device_id in list(enumerate(self._module.device_ids()))[max(after, 0) :]:
            try:
                if rank == after and reason is not None:
                    raise reason
                device, kernel = self.prepared(rank)
                return _On(rank, device, kernel, kernel.fits(shape), self._readers_of(kernel, count))
            except CannotRun as why:
                reasons.append(f"{device_id}: {why}")
                self._module.fell_back(self.name, device_id, str(why))
        raise CannotRun(f"nothing here runs {self.name}:\n" + "\n".join(reasons)) from None

    def variables(self, device: ResidentDevice) -> Any:
        return self._module.variables.on(device)


_MOST_LAUNCHES = 1024  # shapes that are remembered; a program that never repeats one is no worse off


class _On:
    """A launch shape on a device."""

    __slots__ = ("device", "fitted", "kernel", "rank", "readers")

    def __init__(
        self, rank: int, device: ResidentDevice, kernel: ResidentKernel, fitted: object, readers: list[Reader]
    ) -> None:
        self.rank, self.device, self.kernel, self.fitted, self.readers = rank, device, kernel, fitted, readers


class Launch:
    """A kernel with its grid and block: call it with the kernel's arguments, in their order or by name."""

    def __init__(self, kernel: Kernel, shape: Shape) -> None:
        self._kernel, self._shape = kernel, shape
        self._on: _On | None = None

    def __call__(self, *given: object, **named: object) -> None:
        if named:
            given = self._in_order(given, named)
        on = self._on
        if on is None:
            on = self._settle(given, -1, None)
        while True:
            try:
                return self._start(on, given)
            except CannotRun as reason:
                on = self._settle(given, on.rank, reason)

    def _settle(self, given: Sequence[object], after: int, reason: CannotRun | None) -> _On:
        """Finds a device, and remembers it."""
        kernel = self._kernel
        if kernel.names is not None and len(given) != len(kernel.names):
            raise TypeError(_wrong_count(kernel, given))
        with TURN:
            self._on = kernel.next_launch(self._shape, len(given), after, reason)
        return self._on

    def _start(self, on: _On, given: Sequence[object]) -> None:
        if len(given) != len(on.readers):
            raise TypeError(_wrong_count(self._kernel, given))
        values = [read(value) for read, value in zip(on.readers, given, strict=True)]
        guests: list[tuple[Array, NDArray[Any]]] = []
        for value in values:
            kind = type(value)
            if value.device is not on.device if kind is Array else kind is Struct or kind is np.ndarray:
                values, guests = _Gathered(self._kernel.name, on.device).all(values)
                break
        on.kernel.launch(on.fitted, values, self._kernel.variables(on.device))
        for array, brought in guests:
            array.set(brought)

    def _in_order(self, given: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
        names = self._kernel.names
        if names is None:
            raise TypeError(f"{self._kernel.name}: the names of its parameters are not known; give them in their order")
        rest = names[len(given) :]
        unknown = next((name for name in named if name not in rest), None)
        if unknown is not None:
            again = "is given twice" if unknown in names else f"is no parameter; it has {', '.join(names)}"
            raise TypeError(f"{self._kernel.name}: `{unknown}` {again}")
        missing = next((name for name in rest if name not in named), None)
        if missing is not None:
            raise TypeError(f"{self._kernel.name}: `{missing}` is missing")
        return (*given, *(named[name] for name in rest))


def _wrong_count(kernel: Kernel, given: Sequence[object]) -> str:
    names = f" ({', '.join(kernel.names)})" if kernel.names else ""
    count = len(kernel.names) if kernel.names is not None else "another number of"
    return f"{kernel.name} takes {count} arguments{names}, not {len(given)}"


# --- arrays of one launch


class _Gathered:
    """The arrays of one launch: those of the very same memory become one array, and those that live on another device
    are brought here."""

    def __init__(self, kernel: str, device: ResidentDevice) -> None:
        self._kernel, self._device = kernel, device
        self._seen: list[tuple[int, int, NDArray[Any]]] = []
        self._guests: dict[int, tuple[Array, NDArray[Any]]] = {}

    def all(self, values: Sequence[Given]) -> tuple[list[Given], list[tuple[Array, NDArray[Any]]]]:
        """The values as the device takes them, and arrays of other devices with what stands for them. Raises ValueError
        for arrays that share a part of their memory."""
        return [self._one(value) for value in values], list(self._guests.values())

    def _one(self, value: Given) -> Given:
        if type(value) is Struct:
            return Struct(value.data, {name: self._one(each) for name, each in value.pointers.items()})
        if type(value) is Array and value.device is not self._device:
            return self._guests.setdefault(id(value), (value, value.numpy()))[1]
        if not isinstance(value, np.ndarray) or value.nbytes == 0:
            return value
        start = value.__array_interface__["data"][0]
        end = start + value.nbytes
        for other_start, other_end, other in self._seen:
            if (start, end) == (other_start, other_end):
                return other
            if start < other_end and other_start < end:
                raise ValueError(f"{self._kernel}: two of its arrays share a part of their memory; pass copies")
        self._seen.append((start, end, value))
        return value


# --- launch shapes


def _has_hash(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _shape(kernel: str, given: Any) -> Shape:
    """Raises TypeError or ValueError, with CUDA's limits."""
    if not isinstance(given, tuple) or len(given) not in (2, 3):
        raise TypeError(f"{kernel} is launched as {kernel}[grid, block] or {kernel}[grid, block, shared_bytes]")
    grid, block = _extent(kernel, "grid", given[0], _MOST_GRID), _extent(kernel, "block", given[1], _MOST_BLOCK)
    if prod(block) > _MOST_THREADS:
        raise ValueError(f"{kernel}: a block of {prod(block)} threads; CUDA allows up to {_MOST_THREADS}")
    shared = _number(kernel, "shared_bytes", given[2]) if len(given) == 3 else 0
    if shared < 0:
        raise ValueError(f"{kernel}: shared_bytes cannot be {shared}")
    return Shape(grid, block, shared)


def _extent(kernel: str, what: str, given: Any, most: Extent) -> Extent:
    parts = tuple(given) if isinstance(given, tuple | list) else (given,)
    if not 1 <= len(parts) <= 3:
        raise TypeError(f"{kernel}: {what} is one to three numbers, not {given!r}")
    x, y, z = (*(_number(kernel, what, part) for part in parts), 1, 1)[:3]
    for axis, count, limit in zip("xyz", (x, y, z), most, strict=True):
        if not 1 <= count <= limit:
            raise ValueError(f"{kernel}: {what} is {count} along {axis}; CUDA allows 1 to {limit}")
    return x, y, z


def _number(kernel: str, what: str, given: Any) -> int:
    try:
        return index(given)
    except TypeError:
        raise TypeError(f"{kernel}: {what} is a whole number, not {given!r}") from None
