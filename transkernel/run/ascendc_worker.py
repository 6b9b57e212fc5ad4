"""The child of ascendc: loads a library that ascendc_build made, and launches its kernels on images of memory."""

from __future__ import annotations

import ctypes
import time
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from transkernel.run.ascendc_build import build
from transkernel.run.ascendc_plan import Whole
from transkernel.run.child import serve
from transkernel.run.launch import GUARD_BYTES, Extent, aligned_bytes
from transkernel.run.plan import Bound, Memory, Number

_MOST_PARAMETERS = 256
# What on-chip memory holds before it is written: no number, and one that a wrong sum may well pass for.
_POISONS = (0xFFFDFFFD, 0x3F9D3C9D)


@dataclass(frozen=True, slots=True, eq=False)
class RunRequest:
    """kernel: its number in the library's table. images: guarded images of buffers by key, and the bytes between the
    guards of each, the bytes of its elements, and the name that a message calls it by.

    modes: whether the pipes run late, a launch for each; the results must not differ. Of SIMT there is one.
    """

    library: str
    kernel: int
    arguments: tuple[Bound | Whole, ...]
    images: dict[str, NDArray[np.uint8]]
    sizes: dict[str, int]
    elements: dict[str, int]
    names: dict[str, str]
    grid: Extent
    block: Extent
    shared_bytes: int
    cores: int
    descending: bool
    modes: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a launch did on all cores.

    scalar_on_chip, scalar_in_memory: elements that the scalar unit read or wrote. vector_elements: of each instruction
    the elements of its longest operand. copied_elements: to and from the chip. matrix_products: m * n * k of each.
    """

    scalar_on_chip: int = 0
    scalar_in_memory: int = 0
    vector_instructions: int = 0
    vector_elements: int = 0
    copies: int = 0
    copied_elements: int = 0
    matrix_instructions: int = 0
    matrix_products: int = 0

    @property
    def scalar_accesses(self) -> int:
        return self.scalar_on_chip + self.scalar_in_memory


@dataclass(frozen=True, slots=True, eq=False)
class RunReply:
    """failure: a message of one line; the images are empty then."""

    images: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    counts: Counts = Counts()
    seconds: float = 0.0
    failure: str = ""


class _Range(ctypes.Structure):
    """ascendc_twin::Range of request.h."""

    _fields_ = (
        ("address", ctypes.c_uint64),
        ("bytes", ctypes.c_uint64),
        ("name", ctypes.c_char_p),
        ("element", ctypes.c_uint64),
    )


class LaunchRequest(ctypes.Structure):
    """ascendc_twin::Request of request.h."""

    _fields_ = (
        ("grid", ctypes.c_uint32 * 3),
        ("block", ctypes.c_uint32 * 3),
        ("shared_bytes", ctypes.c_uint64),
        ("cores", ctypes.c_uint32),
        ("descending", ctypes.c_int32),
        ("late", ctypes.c_int32),
        ("poison", ctypes.c_uint32),
        ("range_count", ctypes.c_uint32),
        ("ranges", ctypes.POINTER(_Range)),
        *((each.name, ctypes.c_uint64) for each in fields(Counts)),
        ("message", ctypes.c_char * 1024),
    )


def run(request: RunRequest) -> RunReply:
    """A launch in each mode, each on its own copy of the images."""
    library = ctypes.CDLL(request.library)
    wrong = _wrong_parameters(library, request)
    if wrong:
        return RunReply(failure=wrong)
    start = time.monotonic()
    first: dict[str, NDArray[np.uint8]] = {}
    counts = Counts()
    for late in request.modes:
        images, asked = _launch(library, request, late)
        if asked.message:
            return RunReply(failure=asked.message.decode(errors="replace"), seconds=time.monotonic() - start)
        if first and (differs := _difference(first, images, request)):
            return RunReply(failure=differs, seconds=time.monotonic() - start)
        first = first or images
        counts = Counts(*(getattr(asked, each.name) for each in fields(Counts)))
    return RunReply(first, counts, time.monotonic() - start)


def _wrong_parameters(library: ctypes.CDLL, request: RunRequest) -> str:
    """How the kernel's parameters differ from what the manifest says; empty where they do not."""
    sizes = (ctypes.c_uint32 * _MOST_PARAMETERS)()
    count = library.ascendc_twin_parameters(request.kernel, sizes, _MOST_PARAMETERS)
    if count != len(request.arguments):
        return f"the kernel has {count} parameters, its manifest {len(request.arguments)}"
    for number, argument in enumerate(request.arguments):
        size = len(argument.data) if isinstance(argument, (Number, Whole)) else ctypes.sizeof(ctypes.c_void_p)
        if size != sizes[number]:
            return f"parameter {number + 1} of the kernel has {sizes[number]} bytes, its manifest says {size}"
    return ""


def _launch(
    library: ctypes.CDLL, request: RunRequest, late: bool
) -> tuple[dict[str, NDArray[np.uint8]], LaunchRequest]:
    images = {key: _copied(image) for key, image in request.images.items()}
    values = [_bytes_of(argument, images) for argument in request.arguments]
    addresses = (ctypes.c_void_p * max(len(values), 1))(*(value.ctypes.data for value in values))
    ranges = (_Range * max(len(images), 1))(
        *(
            _Range(
                image.ctypes.data + GUARD_BYTES, request.sizes[key], request.names[key].encode(), request.elements[key]
            )
            for key, image in images.items()
        )
    )
    asked = LaunchRequest(
        (ctypes.c_uint32 * 3)(*request.grid),
        (ctypes.c_uint32 * 3)(*request.block),
        request.shared_bytes,
        request.cores,
        request.descending,
        late,
        _POISONS[0 if late else 1],
        len(images),
        ranges,
    )
    library.ascendc_twin_run(request.kernel, addresses, ctypes.byref(asked))
    return images, asked


def _copied(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    place = aligned_bytes(image.size)
    place[:] = image
    return place


def _bytes_of(argument: Bound | Whole, images: dict[str, NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """An argument's value as it lies in memory: an address, a number, a struct with its pointers filled in."""
    if isinstance(argument, Number):
        data = argument.data
    elif isinstance(argument, Whole):
        filled = bytearray(argument.data)
        for offset, memory in argument.pointers:
            filled[offset : offset + 8] = _address(memory, images)
        data = bytes(filled)
    else:
        data = _address(argument.memory, images)
    placed = aligned_bytes(len(data))
    placed[:] = np.frombuffer(data, np.uint8)
    return placed


def _address(memory: Memory, images: dict[str, NDArray[np.uint8]]) -> bytes:
    address = images[memory.key].ctypes.data + GUARD_BYTES + memory.offset if memory.key else 0
    return int(address).to_bytes(8, "little")


def _difference(one: dict[str, NDArray[np.uint8]], other: dict[str, NDArray[np.uint8]], request: RunRequest) -> str:
    for key, image in one.items():
        if not np.array_equal(image, other[key]):
            byte = int(np.flatnonzero(image != other[key])[0]) - GUARD_BYTES
            return (
                f"byte {byte} of {request.names[key]} depends on how the pipes run: a wait is missing, "
                "or it depends on memory that nobody wrote"
            )
    return ""


if __name__ == "__main__":
    # Under its own name: what is pickled here must be found there.
    from transkernel.run import ascendc_worker

    serve({"build": build, "run": ascendc_worker.run})
