"""What stands beside a port: how to launch it, and which CUDA line each of its lines came from.

A manifest is plain data. Emitters write it; launchers, runners and the harness read it; it knows nothing of the IR.
`dtype` is a NumPy name or `bfloat16`. Sizes and offsets are bytes.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any, Literal

from transkernel.records import record


@record
class FieldLayout:
    """One member of a struct by value, at CUDA's offset. `count` is 1 for a scalar, n for a vector or an array.

    A pointer member has dtype `uint64` and `pointee` set to the dtype it points to. Members of nested structs are
    listed flat under dotted names (`inner.x`).
    """

    name: str
    offset: int
    dtype: str
    count: int = 1
    pointee: str | None = None


@record
class Parameter:
    """A parameter of the CUDA kernel, as its author wrote it.

    kind: `buffer` (a pointer; dtype is the element's, `width` its lanes for a vector type or 1), `scalar`
        (a number, `width` > 1 for a vector type), or `struct` (a struct by value, `size` bytes with `fields`;
        or a buffer of structs: kind `buffer`, dtype `uint8`, with `size` and `fields` of one element).
    """

    name: str
    kind: Literal["buffer", "scalar", "struct"]
    type: str
    dtype: str
    width: int = 1
    const: bool = False
    size: int = 0
    fields: tuple[FieldLayout, ...] = ()


@record
class Argument:
    """One argument of the port's entry point, in its order. Exactly one meaning a kind:

    param: the CUDA parameter `name` (its member `field`, when the port takes a struct or a vector apart).
    dynamic_shared: on-chip memory of as many bytes as the launch asks for.
    per_thread_shared: on-chip memory of `bytes` for each thread of the block.
    global: the address of the file-scope variable `name`, as a device buffer.
    scratch: a device buffer of blocks in the grid x shared bytes (see below), its contents undefined.
    constant: a number that the port is compiled for, given by the name `name`; `field` is its rule:
        block_x, block_y, block_z: the block's extents. grid_x, grid_y, grid_z: programs along them.
        lanes: its threads, rounded up to a power of two, at least `value`. warps: lanes / 32.
        shared: `value` static bytes and those that the launch asks for, rounded up to a multiple of 16, and `bytes`
            for each lane.
        slots: elements of `value` bytes in the launch's dynamic shared memory, rounded up to a power of two.
        tile: lanes of a program that several blocks share: `value`, or what the user likes better, at most the threads
            of the grid along x, rounded up to a power of two. As many programs as these threads take are along x.
        tail: threads of the last such program.
        free: `value`, or what the user likes better; where `most` names an integer parameter, no more than that number,
            rounded up to a power of two.
    """

    kind: Literal["param", "dynamic_shared", "per_thread_shared", "global", "constant", "scratch"]
    name: str = ""
    field: str = ""
    bytes: int = 0
    value: int = 0
    most: str = ""


@record
class GlobalVariable:
    """A `__constant__` or `__device__` variable that a kernel uses; `initial` is its start value as hex, or None."""

    name: str
    type: str
    dtype: str
    shape: tuple[int, ...]
    constant: bool
    initial: str | None = None


@record
class FunctionError:
    """A mathematical function that a kernel calls, and how far its results may be off on the target or on CUDA's side,
    whichever is more, in ulp of the dtype. As the documents of the two say, not as measured."""

    function: str
    dtype: str
    ulp: float


@record
class Requirement:
    """What a launch must keep to: the constant of the rule (see Argument), or `blocks`, those of the grid, is `number`
    or at most that. The number may be another rule."""

    rule: str
    number: int | str
    at_most: bool
    reason: str


@record
class KernelEntry:
    """One kernel of a port. `kernel` is CUDA's name with template arguments, `entry` the port's name.

    functions: those of the kernel whose results may differ between platforms. thread_lanes: of a port on tiles, how
    many lanes a thread of the GPU should have. cores: how many a launch may use of a device whose cores take blocks in
    turn: 0 for as many as there are; 1 where the blocks have to follow one another. unit: `matrix` where these are the
    cores with a matrix unit.
    """

    kernel: str
    entry: str
    line: int
    params: tuple[Parameter, ...]
    arguments: tuple[Argument, ...]
    block: tuple[int, int, int] | None = None
    uses_dynamic_shared: bool = False
    warp_width: int = 0
    notes: tuple[str, ...] = ()
    functions: tuple[FunctionError, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    thread_lanes: int = 1
    cores: int = 0
    unit: str = ""


@record
class LaunchRecipe:
    """A launch that host code makes: `function` at `line` of the source launches one of `kernels`.

    grid, block, shared, arguments: expressions of the function's parameters and of what `before` assigns, in order.
    They are Python with torch's methods of tensors; `quotient(a, b)` is C's division of integers, `typed(x, dtype)` the
    tensor x, whose dtype has to be that one.
    """

    function: str
    line: int
    kernels: tuple[str, ...]
    grid: str
    block: str
    shared: str
    arguments: tuple[str, ...]
    before: tuple[str, ...] = ()


@record
class Manifest:
    """The whole port.

    line_map: entry i is the CUDA line that line i + 1 of the port came from, or None. build_options: what the target's
    compiler must be given to accept the port, such as `-cl-std=CL3.0`. form: of a target whose ports come in several,
    which one this is: `simd` (a program is a block, on vectors) or `simt` (a thread); else empty.
    """

    transkernel: str
    target: str
    profile: str
    source: str
    sha256: str
    port: str
    kernels: tuple[KernelEntry, ...]
    globals: tuple[GlobalVariable, ...] = ()
    line_map: tuple[int | None, ...] = ()
    build_options: tuple[str, ...] = ()
    launches: tuple[LaunchRecipe, ...] = ()
    form: str = ""

    def to_json(self) -> dict[str, Any]:
        """As JSON values, in the order of the fields."""
        return asdict(self)

    @staticmethod
    def from_json(record: dict[str, Any]) -> Manifest:
        """The inverse of `to_json`; other keys are left alone. Raises KeyError or TypeError for what is no manifest."""
        known = {
            each.name: record[each.name] for each in fields(Manifest) if each.name not in _LATER or each.name in record
        }
        return Manifest(
            **{
                **known,
                "kernels": tuple(_kernel(kernel) for kernel in record["kernels"]),
                "globals": tuple(GlobalVariable(**{**g, "shape": tuple(g["shape"])}) for g in record["globals"]),
                "line_map": tuple(record["line_map"]),
                "build_options": tuple(record["build_options"]),
                "launches": tuple(_launch(launch) for launch in record.get("launches", ())),
            }
        )

    def kernel(self, name: str) -> KernelEntry | None:
        """The kernel of that CUDA name; spaces do not count."""
        wanted = name.replace(" ", "")
        return next((kernel for kernel in self.kernels if kernel.kernel.replace(" ", "") == wanted), None)


_LATER = ("launches", "form")  # what manifests of older versions lack


def _launch(record: dict[str, Any]) -> LaunchRecipe:
    return LaunchRecipe(**{**record, **{name: tuple(record[name]) for name in ("kernels", "arguments", "before")}})


def _kernel(record: dict[str, Any]) -> KernelEntry:
    params = tuple(
        Parameter(**{**param, "fields": tuple(FieldLayout(**field) for field in param["fields"])})
        for param in record["params"]
    )
    return KernelEntry(
        **{
            **record,
            "params": params,
            "arguments": tuple(Argument(**argument) for argument in record["arguments"]),
            "block": tuple(record["block"]) if record["block"] is not None else None,
            "notes": tuple(record["notes"]),
            "functions": tuple(FunctionError(**function) for function in record.get("functions", ())),
            "requirements": tuple(Requirement(**each) for each in record.get("requirements", ())),
        }
    )
