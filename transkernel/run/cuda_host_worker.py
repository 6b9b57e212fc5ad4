"""The child of cuda_host: loads a library that cuda_host_build made, and launches its kernel through ctypes."""

from __future__ import annotations

import _ctypes
import ctypes
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.run.child import serve
from transkernel.run.cuda_host import RunRequest
from transkernel.run.cuda_host_build import build
from transkernel.run.launch import (
    GUARD_BYTES,
    Buffer,
    Launch,
    LaunchArgument,
    Outcome,
    Scalar,
    StructValue,
    aligned_bytes,
    with_guards,
    without_guards,
)

_MOST_PARAMETERS = 256
_KINDS = {b"p": "a pointer", b"f": "a floating-point number", b"i": "an integer", b"c": "a struct"}
_DTYPE_KINDS = {"f": b"f", "i": b"i", "u": b"i", "b": b"i"}


class LaunchRequest(ctypes.Structure):
    """cuda_host::Request of launch.h."""

    _fields_ = (
        ("grid", ctypes.c_uint32 * 3),
        ("block", ctypes.c_uint32 * 3),
        ("shared_bytes", ctypes.c_uint64),
        ("stack_bytes", ctypes.c_uint64),
        ("descending", ctypes.c_int32),
        ("cores", ctypes.c_int32),
        ("guard_hits", ctypes.c_uint64),
        ("message", ctypes.c_char * 512),
    )


class _Parameter(ctypes.Structure):
    """cuda_host::Parameter of launch.h."""

    _fields_ = (("bytes", ctypes.c_uint32), ("kind", ctypes.c_char))


class LaunchError(Exception):
    """The launch does not fit the kernel."""


def run(request: RunRequest) -> Outcome:
    """One launch on fresh copies of its buffers. The library is unloaded afterwards, so that the next launch finds
    its file-scope variables as they were written."""
    library = ctypes.CDLL(request.library)
    try:
        return _launch(library, request)
    except LaunchError as error:
        return Outcome("run-fail", str(error))
    finally:
        _ctypes.dlclose(library._handle)


def _launch(library: ctypes.CDLL, request: RunRequest) -> Outcome:
    launch = request.launch
    check_arguments(launch, parameters_of(library, request.number))
    images = {buffer.name: with_guards(buffer.array) for buffer in launch.buffers()}
    arguments = [argument_bytes(argument, images) for argument in launch.arguments]
    addresses = (ctypes.c_void_p * len(arguments))(*(data.ctypes.data for data in arguments))
    number = request.number
    symbols = {each.name: symbol_memory(library, f"{number}_{i}", each) for i, each in enumerate(launch.symbols)}
    asked = LaunchRequest(
        (ctypes.c_uint32 * 3)(*launch.grid),
        (ctypes.c_uint32 * 3)(*launch.block),
        launch.shared_bytes,
        request.stack_bytes,
        request.descending,
        request.cores,
    )
    start = time.monotonic()
    failed = library[f"cuda_host_run_{number}"](addresses, ctypes.byref(asked))
    seconds = time.monotonic() - start
    if failed:
        return Outcome("run-fail", asked.message.decode(errors="replace"), run_seconds=seconds)
    arrays, hits = _after(launch, images)
    arrays |= {name: array.copy() for name, array in symbols.items()}
    if asked.guard_hits:
        hits["__shared__"] = asked.guard_hits
    return Outcome("ok", arrays=arrays, guard_hits=hits, run_seconds=seconds)


def parameters_of(library: ctypes.CDLL, number: int = 0) -> list[tuple[bytes, int]]:
    """Kind and bytes of each parameter of a kernel."""
    table = (_Parameter * _MOST_PARAMETERS)()
    count = min(library[f"cuda_host_parameters_{number}"](table, _MOST_PARAMETERS), _MOST_PARAMETERS)
    return [(parameter.kind, parameter.bytes) for parameter in table[:count]]


def parameters(path: str) -> tuple[tuple[str, int], ...]:
    """Kind and bytes of each parameter of a library's kernel."""
    library = ctypes.CDLL(path)
    try:
        return tuple((kind.decode(), size) for kind, size in parameters_of(library))
    finally:
        _ctypes.dlclose(library._handle)


def check_arguments(launch: Launch, parameters: list[tuple[bytes, int]]) -> None:
    """Raises LaunchError where number, kinds or sizes disagree."""
    if len(parameters) != len(launch.arguments):
        raise LaunchError(
            f"{launch.kernel} takes {len(parameters)} arguments, the launch gives {len(launch.arguments)}"
        )
    for number, (argument, (kind, size)) in enumerate(zip(launch.arguments, parameters, strict=True), 1):
        given_kind, given_size = _shape(argument)
        # A half, a bfloat16 or a vector is a struct to C++ and a number to NumPy.
        if given_size != size or (given_kind != kind and not (kind == b"c" and given_kind != b"p")):
            raise LaunchError(
                f"parameter {number} of {launch.kernel} is {_KINDS[kind]} of {size} bytes, "
                f"{argument.name} is {_KINDS[given_kind]} of {given_size} bytes"
            )


def _shape(argument: LaunchArgument) -> tuple[bytes, int]:
    if isinstance(argument, Buffer):
        return b"p", ctypes.sizeof(ctypes.c_void_p)
    if isinstance(argument, Scalar) and argument.value.ndim == 0:
        return _DTYPE_KINDS.get(argument.value.dtype.kind, b"c"), len(argument.data)
    return b"c", len(argument.data)


def argument_bytes(argument: LaunchArgument, images: dict[str, NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """An argument's value as it lies in memory: an address, a number, a struct with its pointers filled in."""
    if isinstance(argument, Buffer):
        return _place(_address(argument, images))
    data = bytearray(argument.data)
    if isinstance(argument, StructValue):
        for offset, buffer in argument.pointers:
            data[offset : offset + 8] = _address(buffer, images)
    return _place(bytes(data))


def _address(buffer: Buffer, images: dict[str, NDArray[np.uint8]]) -> bytes:
    address = 0 if buffer.is_null else images[buffer.name].ctypes.data + GUARD_BYTES + buffer.offset
    return int(address).to_bytes(8, "little")


def _place(data: bytes) -> NDArray[np.uint8]:
    placed = aligned_bytes(len(data))
    placed[:] = np.frombuffer(data, np.uint8)
    return placed


def symbol_memory(library: ctypes.CDLL, number: str, symbol: Buffer) -> NDArray[Any]:
    """The variable's own memory as an array, set to the value that the launch gives. Raises LaunchError."""
    size = library[f"cuda_host_symbol_bytes_{number}"]
    size.restype = ctypes.c_ulong
    if size() != symbol.array.nbytes:
        raise LaunchError(f"{symbol.name} is {size()} bytes, the launch gives {symbol.array.nbytes}")
    place = library[f"cuda_host_symbol_{number}"]
    place.restype = ctypes.c_void_p
    memory = (ctypes.c_uint8 * symbol.array.nbytes).from_address(place())
    variable: NDArray[Any] = np.ctypeslib.as_array(memory).view(symbol.array.dtype).reshape(symbol.array.shape)
    variable[...] = symbol.array
    return variable


def _after(launch: Launch, images: dict[str, NDArray[np.uint8]]) -> tuple[dict[str, NDArray[Any]], dict[str, int]]:
    """The buffers after the run, and the guard bytes that changed where any did."""
    arrays: dict[str, NDArray[Any]] = {}
    hits: dict[str, int] = {}
    for buffer in launch.buffers():
        arrays[buffer.name], changed = without_guards(images[buffer.name], buffer.array)
        if changed:
            hits[buffer.name] = changed
    return arrays, hits


if __name__ == "__main__":
    serve({"build": build, "run": run, "parameters": parameters})
