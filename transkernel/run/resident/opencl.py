"""OpenCL devices in this process: contexts that live as long as it does, and built programs kept on disk.

A kernel that breaks its driver takes the process with it, as with every OpenCL program.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel import resources
from transkernel.manifest import Argument, KernelEntry
from transkernel.run.devices import Device, find_devices
from transkernel.run.opencl import DEFAULT_STANDARD, tidy_log
from transkernel.run.opencl_loader import load_opencl, loading_error
from transkernel.run.resident.device import Array, CannotRun, Given, Shape, Work
from transkernel.run.resident.spare import Placed, Spare

_DRIVER_VARIABLES = ("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH", "OCL_ICD_FILENAMES", "PYOPENCL_HOME")
_ODD_LANES = 3  # an OpenCL vector of three lanes is as large as one of four


@cache
def open_opencl(device: Device) -> OpenCLDevice:
    """The device in this process, the same one each time. Raises CannotRun where this process does not see it."""
    cl = _pyopencl()
    selection = device.selection
    if selection is None:
        raise CannotRun(device.reason or "it runs no OpenCL")
    same = [
        found
        for platform in _platforms(cl)
        if platform.name == selection.platform
        for found in platform.get_devices()
        if found.name == selection.device
    ]
    if len(same) <= selection.ordinal:
        why = loading_error(selection.icd) or "this process loaded OpenCL before, without its driver"
        raise CannotRun(why)
    return OpenCLDevice(device.id, cl, same[selection.ordinal])


@cache
def _pyopencl() -> Any:
    """pyopencl with every driver of a usable device; the user's variables are left as they were."""
    usable = (device for device in find_devices() if device.usable and device.selection is not None)
    icds = tuple(dict.fromkeys(device.selection.icd for device in usable if device.selection is not None))
    with _variables_kept(), suppress(RuntimeError):
        return load_opencl(icds)
    import pyopencl

    return pyopencl


@contextmanager
def _variables_kept() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _DRIVER_VARIABLES}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _platforms(cl: Any) -> list[Any]:
    try:
        return list(cl.get_platforms())
    except cl.LogicError:
        return []


class OpenCLDevice:
    """One context and one in-order queue."""

    def __init__(self, device_id: str, cl: Any, device: Any) -> None:
        self.id = device_id
        self.cl, self.device = cl, device
        self.context = cl.Context([device])
        self.queue = cl.CommandQueue(self.context)
        self._programs: dict[str, Any] = {}
        self._spare = Spare()

    def prepare(self, work: Work) -> OpenCLKernel:
        if work.entry is None:
            raise CannotRun(work.refused)
        options = work.build_options
        if not any(option.startswith("-cl-std=") for option in options):
            options = (DEFAULT_STANDARD, *options)
        program = self._program(work.port, " ".join(options))
        return OpenCLKernel(self, self.cl.Kernel(program, work.entry.entry), work.entry)

    def allocate(self, size: int) -> Any:
        try:
            return self.cl.Buffer(self.context, self.cl.mem_flags.READ_WRITE, max(size, 1))
        except self.cl.Error as error:
            raise MemoryError(f"{self.id} has no memory for an array: {error}") from None

    def place(self, values: NDArray[Any]) -> Any:
        """A buffer with the values of an array, for one launch: `give_back` takes it. Raises MemoryError."""
        memory = self._spare.take(values.nbytes)
        if memory is None:
            memory = self.allocate(values.nbytes)
        self.upload(memory, values)
        return memory

    def give_back(self, memory: Any, size: int) -> None:
        self._spare.keep(memory, size)

    def upload(self, memory: Any, values: NDArray[Any]) -> None:
        if values.nbytes:
            self.cl.enqueue_copy(self.queue, memory, values)

    def download(self, memory: Any, into: NDArray[Any]) -> None:
        if into.nbytes:
            self.cl.enqueue_copy(self.queue, into, memory)

    def synchronise(self) -> None:
        self.queue.finish()

    # --- programs

    def _program(self, text: str, options: str) -> Any:
        """Built now, in this process before, or in another: the driver's binary is kept on disk. Raises CannotRun."""
        device, platform = self.device, self.device.platform
        parts = (text, options, platform.name, platform.version, device.name, device.version, device.driver_version)
        key = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]
        if key not in self._programs:
            file = resources.cache_folder() / "opencl" / f"{key}.bin"
            program = self._from_binary(file, options)
            self._programs[key] = self._build(text, options, file) if program is None else program
        return self._programs[key]

    def _from_binary(self, file: Path, options: str) -> Any:
        try:
            program = self.cl._cl._Program(self.context, [self.device], [file.read_bytes()])
            program._build(options.encode(), [self.device])
        except (OSError, self.cl.Error):  # not there, or of a driver that has changed without saying so
            return None
        return program

    def _build(self, text: str, options: str, file: Path) -> Any:
        # The class below pyopencl.Program: that one keeps a cache of its own, and leaves a failed source in /tmp.
        program = self.cl._cl._Program(self.context, text)
        try:
            program._build(options.encode(), [self.device])
        except self.cl.Error as error:
            log = program.get_build_info(self.device, self.cl.program_build_info.LOG)
            raise CannotRun(f"its compiler fails:\n{tidy_log(log) or error}") from None
        with suppress(self.cl.Error):
            resources.keep(file, program.get_info(self.cl.program_info.BINARIES)[0])
        return program


@dataclass(frozen=True, slots=True, eq=False)
class _Fitted:
    """arguments: of the port, with what does not change from launch to launch in its place."""

    global_size: tuple[int, ...]
    local_size: tuple[int, ...]
    arguments: tuple[Any, ...]


class OpenCLKernel:
    """A kernel of a built program. Its slots say where each parameter of the CUDA kernel goes among the port's."""

    def __init__(self, device: OpenCLDevice, kernel: Any, entry: KernelEntry) -> None:
        self._device, self._kernel, self._entry = device, kernel, entry
        self._lock = threading.Lock()  # setting arguments and enqueuing are two steps
        self._places = {param.name: index for index, param in enumerate(entry.params)}
        self._buffers: list[tuple[int, int, bool]] = []  # of the port, of the CUDA kernel, is const
        self._numbers: list[tuple[int, int, int]] = []  # of the port, of the CUDA kernel, bytes to add
        self._structs: list[tuple[int, int]] = []
        self._members: list[tuple[int, int, str]] = []
        self._variables: list[tuple[int, str]] = []
        for index, argument in enumerate(entry.arguments):
            self._slot(index, argument)
        info = device.cl.kernel_work_group_info
        self._most_threads = min(
            device.device.max_work_group_size, kernel.get_work_group_info(info.WORK_GROUP_SIZE, device.device)
        )
        self._static_bytes = kernel.get_work_group_info(info.LOCAL_MEM_SIZE, device.device)

    def _slot(self, index: int, argument: Argument) -> None:
        if argument.kind == "global":
            self._variables.append((index, argument.name))
        if argument.kind != "param":
            return
        at = self._places[argument.name]
        param = self._entry.params[at]
        if argument.field:
            self._members.append((index, at, argument.field))
        elif param.kind == "buffer":
            self._buffers.append((index, at, param.const))
        elif param.kind == "struct":
            self._structs.append((index, at))
        else:
            self._numbers.append((index, at, self._missing_bytes(index, param.width, param.dtype)))

    def _missing_bytes(self, index: int, width: int, dtype: str) -> int:
        """How many bytes longer a vector of three lanes is here. PoCL takes too few without a word, so more are tried
        first."""
        if width != _ODD_LANES:
            return 0
        size = 2 if dtype == "bfloat16" else np.dtype(dtype).itemsize
        try:
            self._kernel.set_arg(index, bytes(size * (_ODD_LANES + 1)))
        except self._device.cl.LogicError:
            return 0
        return size

    def fits(self, shape: Shape) -> _Fitted:
        threads, device = prod(shape.block), self._device.device
        if threads > self._most_threads:
            raise CannotRun(f"a block of {threads} threads; this kernel runs with up to {self._most_threads} there")
        for axis, along, most in zip("xyz", shape.block, device.max_work_item_sizes, strict=False):
            if along > most:
                raise CannotRun(f"a block of {along} threads along {axis}; it has up to {most}")
        arguments = [self._local_bytes(argument, shape) for argument in self._entry.arguments]
        shared = self._static_bytes + sum(size for size in arguments if size is not None)
        if shared > device.local_mem_size:
            raise CannotRun(f"{shared} bytes of shared memory for a block; it has {device.local_mem_size}")
        local = self._device.cl.LocalMemory
        sizes = tuple(blocks * threads for blocks, threads in zip(shape.grid, shape.block, strict=True))
        return _Fitted(sizes, shape.block, tuple(None if size is None else local(max(size, 1)) for size in arguments))

    def _local_bytes(self, argument: Argument, shape: Shape) -> int | None:
        if argument.kind == "dynamic_shared":
            return shape.shared_bytes
        if argument.kind == "per_thread_shared":
            return argument.bytes * prod(shape.block)
        return None

    def launch(self, fitted: _Fitted, given: Sequence[Given], variables: Mapping[str, Array]) -> None:
        arguments = list(fitted.arguments)
        placed: dict[int, Placed] = {}
        for index, at, const in self._buffers:
            arguments[index] = self._address(given[at], const, placed)
        for index, at, missing in self._numbers:
            arguments[index] = given[at] if not missing else given[at].tobytes() + bytes(missing)
        for index, at in self._structs:
            arguments[index] = given[at].data
        for index, at, name in self._members:
            arguments[index] = self._address(given[at].pointers[name], False, placed)
        for index, name in self._variables:
            arguments[index] = variables[name].memory
        try:
            self._start(fitted, arguments, placed)
        except self._device.cl.Error as error:
            raise RuntimeError(f"{self._entry.kernel} on {self._device.id}: {error}") from None

    def _start(self, fitted: _Fitted, arguments: list[Any], placed: dict[int, Placed]) -> None:
        """Runs the kernel, and where NumPy arrays were placed, waits and copies back what it may have written."""
        cl, queue = self._device.cl, self._device.queue
        with self._lock:
            self._kernel.set_args(*arguments)
            cl.enqueue_nd_range_kernel(queue, self._kernel, fitted.global_size, fitted.local_size)
        for each in placed.values():
            if each.written:
                cl.enqueue_copy(queue, each.array, each.memory)
        if not placed:
            queue.flush()
            return
        queue.finish()
        for each in placed.values():
            self._device.give_back(each.memory, each.array.nbytes)

    def _address(self, value: Given, const: bool, placed: dict[int, Placed]) -> Any:
        """A device buffer for a pointer; the same array is the same memory."""
        if value is None:
            return None
        if type(value) is Array:
            return value.memory
        found = placed.get(id(value))
        if found is None:
            found = placed[id(value)] = Placed(value, self._device.place(value))
        found.written |= not const and value.nbytes > 0
        return found.memory
