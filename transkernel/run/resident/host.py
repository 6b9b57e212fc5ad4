"""The system's C++ compiler as a device: runs the CUDA text itself, in a child process.

Arrays lie in this process and are copied to the child and back for each launch: slow and always there.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.manifest import KernelEntry
from transkernel.run.cuda_host import CudaHost
from transkernel.run.launch import Buffer, Launch, LaunchArgument, Limits, Outcome, Scalar, StructValue
from transkernel.run.resident.device import Array, CannotRun, Given, Shape, Struct, Work

_LIMITS = Limits(wall_seconds=24 * 3600.0, memory_bytes=32 << 30)


@cache
def open_host(device_id: str) -> HostDevice:
    """The host, the same each time. Raises CannotRun where there is no compiler."""
    host = CudaHost()
    if isinstance(host.compiler, str):
        raise CannotRun(host.compiler)
    return HostDevice(device_id, host)


class HostDevice:
    """Memory is NumPy's."""

    def __init__(self, device_id: str, host: CudaHost) -> None:
        self.id = device_id
        self.host = host

    def prepare(self, work: Work) -> HostKernel:
        return HostKernel(self, work)

    def allocate(self, size: int) -> NDArray[np.uint8]:
        return np.empty(size, np.uint8)

    def upload(self, memory: NDArray[np.uint8], values: NDArray[Any]) -> None:
        memory[:] = _bytes(values)

    def download(self, memory: NDArray[np.uint8], into: NDArray[Any]) -> None:
        _bytes(into)[:] = memory

    def synchronise(self) -> None:
        """Launches have ended when they return."""


def _bytes(array: NDArray[Any]) -> NDArray[np.uint8]:
    """The array's own memory as bytes; it is C-contiguous."""
    return array.reshape(-1).view(np.uint8)


class HostKernel:
    """A kernel that is compiled, or found in the cache, with its first launch."""

    def __init__(self, device: HostDevice, work: Work) -> None:
        self._device, self._work = device, work

    def parameters(self, count: int) -> tuple[tuple[str, int], ...]:
        """Kind (`p` pointer, `f` float, `i` integer, `c` struct) and bytes of each parameter, as the compiler sees
        them: for kernels that nothing else is known of. Raises CannotRun."""
        work = self._work
        found = self._device.host.parameters(
            work.source, work.kernel, count, include_dirs=work.include_dirs, defines=_defines(work), limits=_LIMITS
        )
        if isinstance(found, Outcome):
            raise CannotRun(_why(found))
        return found

    def fits(self, shape: Shape) -> Shape:
        return shape

    def launch(self, fitted: Shape, given: Sequence[Given], variables: Mapping[str, Array]) -> None:
        work, entry = self._work, self._work.entry
        buffers = _Buffers()
        arguments = tuple(_argument(index, value, entry, buffers) for index, value in enumerate(given))
        used = variables if entry is None else [each.name for each in entry.arguments if each.kind == "global"]
        symbols = tuple(Buffer(name, _values(variables[name])) for name in used)
        launch = Launch(work.kernel, fitted.grid, fitted.block, arguments, fitted.shared_bytes, symbols)
        outcome = self._device.host.run(
            work.source, launch, include_dirs=work.include_dirs, defines=_defines(work), limits=_LIMITS
        )
        sys.stdout.write(outcome.output)  # a kernel's printf
        if outcome.status == "compile-fail":
            raise CannotRun(_why(outcome))
        if outcome.status != "ok":
            raise RuntimeError(f"{work.kernel} on {self._device.id}: {outcome.message or outcome.status}")
        for buffer in (*buffers.written.values(), *symbols):
            buffer.array[...] = outcome.arrays[buffer.name]


def _why(outcome: Outcome) -> str:
    return f"its compiler fails:\n{outcome.message}" if outcome.status == "compile-fail" else outcome.message


def _defines(work: Work) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in work.defines)


@dataclass(slots=True, eq=False)
class _Buffers:
    """The buffers of a launch by their arrays' identity, and those that the kernel may write."""

    known: dict[int, Buffer] = field(default_factory=dict)
    written: dict[int, Buffer] = field(default_factory=dict)

    def of(self, name: str, value: Array | NDArray[Any] | None, const: bool) -> Buffer:
        """The same array is the same buffer, whatever the parameter is called."""
        if value is None:
            return Buffer(name, np.empty(0, np.uint8), is_null=True)
        buffer = self.known.setdefault(id(value), Buffer(name, _values(value)))
        if not const and buffer.array.flags.writeable:
            self.written[id(value)] = buffer
        return buffer


def _argument(index: int, value: Given, entry: KernelEntry | None, buffers: _Buffers) -> LaunchArgument:
    param = entry.params[index] if entry is not None else None
    name = param.name if param is not None else f"argument {index + 1}"
    if isinstance(value, Struct):
        offsets = {each.name: each.offset for each in param.fields} if param is not None else {}
        pointers = ((offsets[key], buffers.of(f"{name}.{key}", each, False)) for key, each in value.pointers.items())
        return StructValue(name, value.data, tuple(pointers))
    if isinstance(value, np.generic) or (param is not None and param.kind == "scalar"):
        return Scalar(name, value)
    return buffers.of(name, value, param is not None and param.const)


def _values(value: Array | NDArray[Any]) -> NDArray[Any]:
    """The very memory of an array as NumPy sees it."""
    if isinstance(value, Array):
        memory: NDArray[Any] = value.memory.view(value.dtype).reshape(value.shape)
        return memory
    return value
