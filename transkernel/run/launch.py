"""What to run and what came of it, in NumPy's terms: the one language between the harness and every runner.

A runner puts each buffer between two guard bands (`with_guards`), and tells afterwards how many of their bytes
changed (`without_guards`). Buffers are known by name: the same name twice in a launch is the same
memory, whichever parameters they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

GUARD_BYTES = 4096
BUFFER_ALIGNMENT = 256
# A quiet NaN in half, bfloat16, float and double alike, and as an integer a number that nobody writes.
POISON = np.uint16(0xFFFD)

Status = Literal["ok", "compile-fail", "run-fail", "timeout", "unsupported"]


@dataclass(frozen=True, slots=True, eq=False)
class Buffer:
    """Memory behind a pointer. bfloat16 is carried as uint16, structs as bytes or a structured dtype.

    A size of 0 is a buffer without elements, which still has an address and guards. offset: bytes from the array's
    start to where the pointer points. is_null: the pointer is null, and the array has no elements.
    """

    name: str
    array: NDArray[Any]
    offset: int = 0
    is_null: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A number by value. A vector type (`float3`) is a 1-D array of its lanes; bfloat16 is a uint16."""

    name: str
    value: np.generic | NDArray[Any]

    @property
    def data(self) -> bytes:
        """The value's bytes as CUDA lays them out (`float3` is 12 bytes)."""
        return self.value.tobytes()


@dataclass(frozen=True, slots=True, eq=False)
class StructValue:
    """A struct by value, in CUDA's layout. At each `offset` of `pointers` stands the address of a buffer, 8 bytes."""

    name: str
    data: bytes
    pointers: tuple[tuple[int, Buffer], ...] = ()


LaunchArgument = Buffer | Scalar | StructValue
Extent = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Launch:
    """One launch of one kernel.

    kernel: CUDA's name, with template arguments where it has them (`reduce<float, 256>`).
    grid, block: x, y, z; blocks and threads, each at least 1.
    shared_bytes: dynamic shared memory.
    arguments: in the order of the CUDA parameters.
    symbols: file-scope `__constant__` and `__device__` variables: set before the launch, read after it.

    Raises ValueError where an extent is not positive, or a name stands for two different arrays.
    """

    kernel: str
    grid: Extent
    block: Extent
    arguments: tuple[LaunchArgument, ...]
    shared_bytes: int = 0
    symbols: tuple[Buffer, ...] = ()

    def __post_init__(self) -> None:
        for what, extent in (("grid", self.grid), ("block", self.block)):
            if len(extent) != 3 or min(extent) < 1:
                raise ValueError(f"{what} of {self.kernel} must be three positive numbers, not {extent}")
        seen: dict[str, NDArray[Any]] = {}
        for buffer in (*self.buffers(), *self.symbols):
            if seen.setdefault(buffer.name, buffer.array) is not buffer.array:
                raise ValueError(f"two different arrays are called {buffer.name} in the launch of {self.kernel}")

    def buffers(self) -> Iterator[Buffer]:
        """Every buffer that a pointer names, also those inside structs; one that is named twice comes twice."""
        for argument in self.arguments:
            if isinstance(argument, Buffer):
                yield argument
            elif isinstance(argument, StructValue):
                yield from (buffer for _, buffer in argument.pointers)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kernel that a library launches, and the file-scope variables that its launches set.

    arguments: how many a launch has, which tells the kernel from a host function of the same name.
    """

    kernel: str
    arguments: int
    symbols: tuple[str, ...] = ()

    @staticmethod
    def by(launch: Launch) -> Wanted:
        return Wanted(launch.kernel, len(launch.arguments), tuple(symbol.name for symbol in launch.symbols))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may use. Memory is what the process may allocate, in bytes; `cores` is threads of the host."""

    wall_seconds: float = 60.0
    memory_bytes: int = 4 << 30
    cores: int = 0  # 0: as many as the machine gives this process
    output_bytes: int = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What came of a launch.

    message: for people; empty when `status` is ok and nothing was printed; a kernel's `printf` is in `output`.
    arrays: each buffer and symbol after the run, by name, with the dtype and shape that it was given with.
    guard_hits: for each buffer whose guard bands were written, how many of their bytes changed.
    work: what the device did, by what it counts; empty where it counts nothing.
    """

    status: Status
    message: str = ""
    arrays: dict[str, NDArray[Any]] = field(default_factory=dict)
    guard_hits: dict[str, int] = field(default_factory=dict)
    build_seconds: float = 0.0
    run_seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    output: str = ""
    work: dict[str, int] = field(default_factory=dict)


def aligned_bytes(size: int) -> NDArray[np.uint8]:
    """`size` bytes on a boundary of BUFFER_ALIGNMENT, uninitialised."""
    block = np.empty(size + BUFFER_ALIGNMENT, np.uint8)
    start = -block.ctypes.data % BUFFER_ALIGNMENT
    return block[start : start + size]


def with_guards(array: NDArray[Any]) -> NDArray[np.uint8]:
    """The array's bytes between two bands of GUARD_BYTES; the data starts, aligned, at offset GUARD_BYTES.

    The second band begins right behind the last element, so that writing one element too far is seen.
    """
    size = array.nbytes
    padded = -(-(size + 2 * GUARD_BYTES) // POISON.itemsize) * POISON.itemsize
    image = aligned_bytes(padded)
    image.view(np.uint16)[:] = POISON
    image[GUARD_BYTES : GUARD_BYTES + size] = np.frombuffer(np.ascontiguousarray(array).tobytes(), np.uint8)
    return image


def without_guards(image: NDArray[np.uint8], like: NDArray[Any]) -> tuple[NDArray[Any], int]:
    """The array out of a guarded image, with the dtype and shape of `like`, and how many guard bytes changed."""
    end = GUARD_BYTES + like.nbytes
    data = image[GUARD_BYTES:end].tobytes()
    untouched = np.full(image.size // POISON.itemsize, POISON).view(np.uint8)
    changed = np.count_nonzero(image[:GUARD_BYTES] != untouched[:GUARD_BYTES])
    changed += np.count_nonzero(image[end:] != untouched[end:])
    return np.frombuffer(data, like.dtype).reshape(like.shape).copy(), int(changed)
