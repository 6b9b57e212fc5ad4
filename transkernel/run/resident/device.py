"""What `transkernel.load` asks of a device, and the arrays that live on one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from transkernel.manifest import KernelEntry
from transkernel.run.launch import Extent
from transkernel.source import SourceFile


class CannotRun(RuntimeError):
    """No device, or not this one, can run the kernel or the launch; the message says why."""


@dataclass(frozen=True, slots=True)
class Original:
    """A CUDA text without what only the host runs. headers: texts by the names that they are included by."""

    text: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """A kernel to make ready: its CUDA source, and its port where there is one.

    kernel: CUDA's name, with template arguments. port, entry, build_options: of the port to OpenCL; `refused` says
    why there is none. included: the files that the source includes. original: makes what NVIDIA's compiler takes.
    variables: the file's `__constant__` and `__device__` variables that are known.
    """

    kernel: str
    source: SourceFile
    include_dirs: tuple[str, ...] = ()
    defines: tuple[tuple[str, str], ...] = ()
    port: str = ""
    entry: KernelEntry | None = None
    build_options: tuple[str, ...] = ()
    refused: str = ""
    included: tuple[str, ...] = ()
    original: Callable[[], Original] | None = None
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """Blocks of the grid, threads of a block, and bytes of dynamic shared memory."""

    grid: Extent
    block: Extent
    shared_bytes: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Struct:
    """A struct by value in CUDA's layout; pointers: what its members that are pointers point to, by name."""

    data: bytes
    pointers: Mapping[str, Array | NDArray[Any] | None] = field(default_factory=dict)


# What stands for one parameter. A buffer is an Array of the same device, a C-contiguous NumPy array that is copied in
# and, unless the parameter is const, out again, or None for the null pointer; a number is of the parameter's own dtype,
# a vector an array of its lanes.
Given = Any


class ResidentKernel(Protocol):
    def fits(self, shape: Shape) -> object:
        """What `launch` wants for launches of that shape. Raises CannotRun where they are beyond the device."""

    def launch(self, fitted: Any, given: Sequence[Given], variables: Mapping[str, Array]) -> None:
        """Starts the kernel, and waits for it where a NumPy array is to be copied back.

        variables: file-scope variables of the kernel's file. Raises RuntimeError where the launch breaks.
        """


class ResidentDevice(Protocol):
    id: str

    def prepare(self, work: Work) -> ResidentKernel:
        """Builds the kernel, or takes it from the cache on disk. Raises CannotRun."""

    def allocate(self, size: int) -> Any:
        """Memory of that many bytes. Raises MemoryError."""

    def upload(self, memory: Any, values: NDArray[Any]) -> None: ...
    def download(self, memory: Any, into: NDArray[Any]) -> None: ...
    def synchronise(self) -> None: ...


class Array:
    """An array that lives on a device. Kernels use it without a copy; `numpy()` brings its values here."""

    __slots__ = ("device", "dtype", "memory", "nbytes", "shape")

    def __init__(self, device: ResidentDevice, values: NDArray[Any]) -> None:
        self.device = device
        self.shape, self.dtype, self.nbytes = values.shape, values.dtype, values.nbytes
        self.memory = device.allocate(self.nbytes)
        device.upload(self.memory, np.ascontiguousarray(values))

    @property
    def size(self) -> int:
        """How many elements it has."""
        return self.nbytes // self.dtype.itemsize

    def numpy(self) -> NDArray[Any]:
        """A copy of its values, once every kernel that was launched before has ended."""
        values = np.empty(self.shape, self.dtype)
        self.device.download(self.memory, values)
        return values

    def set(self, values: object) -> None:
        """Overwrites its values; whatever broadcasts to its shape will do."""
        given = np.asarray(values, self.dtype)
        self.device.upload(self.memory, np.ascontiguousarray(np.broadcast_to(given, self.shape)))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        if copy is False:
            raise ValueError("an array on a device is always copied")
        values = self.numpy()
        return values if dtype is None else values.astype(dtype, copy=False)

    def __repr__(self) -> str:
        return f"<Array {self.dtype}{list(self.shape)} on {self.device.id}>"
