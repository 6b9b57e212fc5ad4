"""A GPU of NVIDIA's: the CUDA text itself, compiled by NVRTC and launched by the driver, in this process.

The driver's primary context and default stream are used, which other libraries of the process share. A kernel that
breaks, breaks the context: every later call says so, as in every CUDA program.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel import __version__, resources
from transkernel.manifest import Parameter
from transkernel.run.nvrtc import NotCompiled, Request, compiled, find_toolkit, version, why_not
from transkernel.run.resident import cuda_driver
from transkernel.run.resident.cuda_driver import Driver, DriverError, driver_path, load_driver
from transkernel.run.resident.device import Array, CannotRun, Given, Shape, Struct, Work
from transkernel.run.resident.host import open_host
from transkernel.run.resident.spare import Placed, Spare

_FORMAT = 1  # of the files on disk; counts also what is done to a text before it is compiled
# Functions and variables without a word of where they are, that are left once host code is out, are the kernels' too.
_OPTIONS = ("--device-as-default-execution-space",)


def open_cuda(device_id: str) -> CudaDevice:
    """The first GPU of NVIDIA's driver, the same each time. Raises CannotRun where there is none."""
    return _opened(device_id, driver_path())


@cache
def _opened(device_id: str, path: str) -> CudaDevice:
    try:
        return CudaDevice(device_id, load_driver(path))
    except (OSError, AttributeError, DriverError) as error:
        raise CannotRun(f"NVIDIA's driver cannot be used: {error}") from None


class Memory:
    """Bytes on the device, freed with this object."""

    __slots__ = ("_device", "address")

    def __init__(self, device: CudaDevice, address: int) -> None:
        self._device, self.address = device, address

    def __del__(self) -> None:
        with suppress(Exception):  # the context may be broken, or the interpreter at its end
            self._device.current().cuMemFree_v2(self.address)


class CudaDevice:
    """The primary context of one GPU."""

    def __init__(self, device_id: str, driver: Driver) -> None:
        self.id = device_id
        self._driver = driver
        gpu = driver.number("cuDeviceGet", 0)
        major, minor, self.most_shared_bytes = (
            driver.number("cuDeviceGetAttribute", which, gpu)
            for which in (cuda_driver.CAPABILITY_MAJOR, cuda_driver.CAPABILITY_MINOR, cuda_driver.MOST_SHARED_BYTES)
        )
        self._capability = (major, minor)
        self._context = driver.handle("cuDevicePrimaryCtxRetain", gpu)
        self._modules: dict[str, tuple[ctypes.c_void_p, dict[str, str]]] = {}
        self._spare = Spare()

    def current(self) -> Driver:
        """The driver, with this device's context as the thread's. Raises DriverError."""
        self._driver.cuCtxSetCurrent(self._context)
        return self._driver

    def prepare(self, work: Work) -> CudaKernel:
        globals_ = (
            [each.name for each in work.entry.arguments if each.kind == "global"] if work.entry else work.variables
        )
        symbols = tuple(dict.fromkeys(globals_))
        try:
            module, names = self._module(work, (work.kernel, *(f"&{name}" for name in symbols)))
            driver = self.current()
            kernel = driver.handle("cuModuleGetFunction", module, names[work.kernel].encode())
            places = {name: self._place_of(module, names[f"&{name}"]) for name in symbols}
        except NotCompiled as why:
            raise CannotRun(f"its compiler fails:\n{why}") from None
        except DriverError as error:
            raise CannotRun(f"its driver does not load the kernel: {error}") from None
        return CudaKernel(self, kernel, work, places)

    def _place_of(self, module: ctypes.c_void_p, symbol: str) -> tuple[int, int]:
        """Address and bytes of a variable."""
        address, size = ctypes.c_uint64(), ctypes.c_size_t()
        self._driver.cuModuleGetGlobal_v2(ctypes.byref(address), ctypes.byref(size), module, symbol.encode())
        return address.value, size.value

    # --- memory

    def allocate(self, size: int) -> Memory:
        address = ctypes.c_uint64()
        try:
            self.current().cuMemAlloc_v2(ctypes.byref(address), max(size, 1))
        except DriverError as error:
            if error.status == cuda_driver.OUT_OF_MEMORY:
                raise MemoryError(f"{self.id} has no memory for an array: {error}") from None
            raise self.broken(error) from None
        return Memory(self, address.value)

    def place(self, values: NDArray[Any]) -> Memory:
        """A buffer with the values of an array, for one launch: `give_back` takes it. Raises MemoryError."""
        memory: Memory = self._spare.take(values.nbytes) or self.allocate(values.nbytes)
        self.upload(memory, values)
        return memory

    def give_back(self, memory: Memory, size: int) -> None:
        self._spare.keep(memory, size)

    def upload(self, memory: Memory, values: NDArray[Any]) -> None:
        try:
            if values.nbytes:
                self.current().cuMemcpyHtoD_v2(memory.address, values.ctypes.data, values.nbytes)
        except DriverError as error:
            raise self.broken(error) from None

    def download(self, memory: Memory, into: NDArray[Any]) -> None:
        try:
            if into.nbytes:
                self.current().cuMemcpyDtoH_v2(into.ctypes.data, memory.address, into.nbytes)
        except DriverError as error:
            raise self.broken(error) from None

    def synchronise(self) -> None:
        try:
            self.current().cuCtxSynchronize()
        except DriverError as error:
            raise self.broken(error) from None

    def broken(self, error: DriverError) -> RuntimeError:
        """A failure may be of a kernel that was launched before."""
        return RuntimeError(f"{self.id}: {error}")

    # --- programs

    def _module(self, work: Work, expressions: tuple[str, ...]) -> tuple[ctypes.c_void_p, dict[str, str]]:
        """Compiled now, or taken from the disk. Raises NotCompiled or DriverError."""
        toolkit = find_toolkit()
        if toolkit is None or work.original is None:
            raise NotCompiled(why_not() or "its text is not known")
        parts = [__version__, _FORMAT, version(toolkit), self._capability, expressions, work.source.name]
        parts += [work.source.text, work.include_dirs, work.defines, *(_digest(path) for path in work.included)]
        key = hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:40]
        if key not in self._modules:
            file = resources.cache_folder() / "cuda" / f"{key}.bin"
            known = self._from_disk(file)
            if known is None:
                original = work.original()
                folders = dict.fromkeys((*work.include_dirs, *_beside(work.source.name)))
                options = (
                    *_OPTIONS,
                    *(f"-I{os.path.abspath(each)}" for each in folders),
                    *(f"-D{a}={b}" for a, b in work.defines),
                )
                name = work.source.name
                binary, names = compiled(
                    Request(toolkit, original.text, name, self._capability, options, expressions, original.headers)
                )
                known = self._loaded(binary), names
                resources.keep(file, json.dumps(names).encode() + b"\n" + binary)
            self._modules[key] = known
        return self._modules[key]

    def _from_disk(self, file: Path) -> tuple[ctypes.c_void_p, dict[str, str]] | None:
        try:
            head, _, binary = file.read_bytes().partition(b"\n")
            return self._loaded(binary), dict(json.loads(head))
        except (OSError, ValueError, TypeError, DriverError):  # not there, spoiled, or of a driver that has changed
            return None

    def _loaded(self, binary: bytes) -> ctypes.c_void_p:
        return self.current().handle("cuModuleLoadData", binary)


def _digest(path: str) -> str:
    with suppress(OSError):
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return ""


def _beside(name: str) -> tuple[str, ...]:
    """The folder of a source that is a file."""
    return () if name.startswith("<") else (str(Path(name).parent),)


class CudaKernel:
    """A kernel of a loaded module. symbols: where the file's variables are that it uses."""

    def __init__(
        self, device: CudaDevice, kernel: ctypes.c_void_p, work: Work, symbols: Mapping[str, tuple[int, int]]
    ) -> None:
        self._device, self._kernel, self._work, self._symbols = device, kernel, work, symbols
        self._params: Sequence[Parameter | None] = work.entry.params if work.entry is not None else ()
        self._lock = threading.Lock()  # variables are copied in and out around a launch
        driver = device.current()
        self._most_threads, self._static_bytes, self._dynamic_bytes = (
            driver.number("cuFuncGetAttribute", which, kernel)
            for which in (cuda_driver.KERNEL_THREADS, cuda_driver.KERNEL_SHARED_BYTES, cuda_driver.KERNEL_DYNAMIC_BYTES)
        )

    def parameters(self, count: int) -> tuple[tuple[str, int], ...]:
        """As the host's compiler sees them, whose types have CUDA's sizes. Raises CannotRun."""
        return open_host("cuda-host").prepare(self._work).parameters(count)

    def fits(self, shape: Shape) -> Shape:
        threads, shared = prod(shape.block), self._static_bytes + shape.shared_bytes
        if threads > self._most_threads:
            raise CannotRun(f"a block of {threads} threads; this kernel runs with up to {self._most_threads} there")
        if shared > self._device.most_shared_bytes:
            raise CannotRun(f"{shared} bytes of shared memory for a block; it has {self._device.most_shared_bytes}")
        if shape.shared_bytes > self._dynamic_bytes:
            try:
                self._device.current().cuFuncSetAttribute(
                    self._kernel, cuda_driver.KERNEL_DYNAMIC_BYTES, shape.shared_bytes
                )
            except DriverError as error:
                raise CannotRun(f"{shape.shared_bytes} bytes of dynamic shared memory: {error}") from None
            self._dynamic_bytes = shape.shared_bytes
        return shape

    def launch(self, fitted: Shape, given: Sequence[Given], variables: Mapping[str, Array]) -> None:
        placed: dict[int, Placed] = {}
        values = [self._bytes(index, value, placed) for index, value in enumerate(given)]
        try:
            with self._lock:
                self._start(fitted, values, variables)
            if placed:
                self._device.current().cuCtxSynchronize()
        except DriverError as error:
            if error.status == cuda_driver.OUT_OF_RESOURCES:
                raise CannotRun(f"the launch is beyond it: {error}") from None
            raise RuntimeError(f"{self._work.kernel} on {self._device.id}: {error}") from None
        for each in placed.values():
            if each.written:
                self._device.download(each.memory, each.array)
            self._device.give_back(each.memory, each.array.nbytes)

    def _start(self, shape: Shape, values: Sequence[bytes], variables: Mapping[str, Array]) -> None:
        driver = self._device.current()
        for name, (address, size) in self._symbols.items():
            if variables[name].nbytes != size:
                raise CannotRun(f"its variable {name} has {size} bytes, not {variables[name].nbytes}")
            driver.cuMemcpyDtoDAsync_v2(address, variables[name].memory.address, size, None)
        kept = [ctypes.create_string_buffer(value, len(value)) for value in values]
        places = (ctypes.c_void_p * max(len(kept), 1))(*(ctypes.addressof(each) for each in kept))
        driver.cuLaunchKernel(self._kernel, *shape.grid, *shape.block, shape.shared_bytes, None, places, None)
        for name, (address, size) in self._symbols.items():
            driver.cuMemcpyDtoDAsync_v2(variables[name].memory.address, address, size, None)

    def _bytes(self, index: int, value: Given, placed: dict[int, Placed]) -> bytes:
        """An argument as the kernel has it in its parameters."""
        param = self._params[index] if self._params else None
        if isinstance(value, Struct):
            data = bytearray(value.data)
            offsets = {each.name: each.offset for each in param.fields} if param is not None else {}
            for name, pointed in value.pointers.items():
                data[offsets[name] : offsets[name] + 8] = self._address(pointed, False, placed)
            return bytes(data)
        if isinstance(value, np.generic) or (param is not None and param.kind == "scalar"):
            return bytes(value.tobytes())
        return self._address(value, param is not None and param.const, placed)

    def _address(self, value: Given, const: bool, placed: dict[int, Placed]) -> bytes:
        """The same array is the same memory."""
        if value is None:
            return bytes(8)
        if type(value) is Array:
            return bytes(ctypes.c_uint64(value.memory.address))
        found = placed.get(id(value))
        if found is None:
            found = placed[id(value)] = Placed(value, self._device.place(value))
        found.written |= not const and value.nbytes > 0
        return bytes(ctypes.c_uint64(found.memory.address))
