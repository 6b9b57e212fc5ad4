"""What the arguments of a port on tiles are for a launch, whatever its language and whoever runs or compiles it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.manifest import Argument, GlobalVariable, KernelEntry, Parameter
from transkernel.run.launch import POISON, Buffer, Launch, LaunchArgument, Scalar, StructValue
from transkernel.run.plan import (
    Bound,
    Buffers,
    CannotBind,
    NotMadeFor,
    Number,
    Pointer,
    given_arguments,
    global_buffer,
    global_variable,
    parameter_of,
    pointer_member,
)

_WARP = 32
_SHARED_ALIGNMENT = 16
_LANES_OF_A_VECTOR = "xyzw"
_MOST_THREADS = 1 << 31


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """arguments: without the constants, in the port's order. constants: by name."""

    arguments: tuple[Bound, ...]
    constants: dict[str, int]
    buffers: Buffers


def plan(entry: KernelEntry, launch: Launch, variables: Sequence[GlobalVariable]) -> Plan:
    """Raises CannotBind where the launch, the kernel's parameters and the port's arguments do not fit together."""
    given, buffers = given_arguments(entry, launch), Buffers()
    constants = constants_of(entry, launch)
    plain = [argument for argument in entry.arguments if argument.kind != "constant"]
    bound = tuple(bind(argument, entry, given, variables, launch, buffers) for argument in plain)
    return Plan(bound, constants, buffers)


def merged_lanes(entry: KernelEntry, launch: Launch) -> int | None:
    """Of a program that several blocks share; None where each block has its own."""
    default = next((each.value for each in entry.arguments if each.kind == "constant" and each.field == "tile"), None)
    return None if default is None else min(default, 1 << (_threads_along_x(launch) - 1).bit_length())


def program_grid(entry: KernelEntry, launch: Launch) -> tuple[int, int, int]:
    """Programs along x, y, z."""
    tile = merged_lanes(entry, launch)
    return launch.grid if tile is None else (-(-_threads_along_x(launch) // tile), *launch.grid[1:])


def threads_of_program(entry: KernelEntry, launch: Launch) -> int:
    """GPU's threads, each with as many lanes as the port says."""
    return max((merged_lanes(entry, launch) or lanes(launch, least_lanes(entry))) // entry.thread_lanes, 1)


def _threads_along_x(launch: Launch) -> int:
    return launch.grid[0] * launch.block[0]


def lanes(launch: Launch, least: int) -> int:
    """The threads of a block, rounded up to a power of two, at least `least`."""
    return max(1 << (prod(launch.block) - 1).bit_length(), least, 1)


def least_lanes(entry: KernelEntry) -> int:
    """The least number of lanes that a kernel is made for."""
    return max((each.value for each in entry.arguments if each.kind == "constant" and each.field == "lanes"), default=1)


def shared_bytes(entry: KernelEntry, launch: Launch) -> int:
    """Scratch memory of a block, as the constant of that rule says it; else the dynamic shared memory alone."""
    constant = next((each for each in entry.arguments if each.kind == "constant" and each.field == "shared"), None)
    static, of_lanes = (constant.value, constant.bytes) if constant is not None else (0, 0)
    whole = -(-(static + launch.shared_bytes) // _SHARED_ALIGNMENT) * _SHARED_ALIGNMENT
    return whole + of_lanes * lanes(launch, least_lanes(entry))


def constants_of(entry: KernelEntry, launch: Launch) -> dict[str, int]:
    """The constants of a kernel for a launch, by name. Raises CannotBind; NotMadeFor where they are not as required."""
    constants = [argument for argument in entry.arguments if argument.kind == "constant"]
    if any(each.field == "tile" for each in constants) and _threads_along_x(launch) >= _MOST_THREADS:
        raise NotMadeFor("the port is made for launches of fewer than 2^31 threads along x, since it merges blocks")
    values = {each.name: _constant(each, entry, launch) for each in constants}
    extents = {f"block_{axis}": int(extent) for axis, extent in zip("xyz", launch.block, strict=True)}
    by_rule = {"blocks": prod(launch.grid), **extents, **{each.field: values[each.name] for each in constants}}
    for each in entry.requirements:
        value = by_rule[each.rule]
        number = each.number if isinstance(each.number, int) else by_rule[each.number]
        if value > number or (value != number and not each.at_most):
            wanted = f"at most {number}" if each.at_most else str(number)
            raise NotMadeFor(f"the port is made for launches whose {each.rule} is {wanted}, not {value}: {each.reason}")
    return values


def _constant(argument: Argument, entry: KernelEntry, launch: Launch) -> int:
    match argument.field:
        case "block_x" | "block_y" | "block_z":
            return int(launch.block["xyz".index(argument.field[-1])])
        case "grid_x" | "grid_y" | "grid_z":
            return int(program_grid(entry, launch)["xyz".index(argument.field[-1])])
        case "lanes":
            return lanes(launch, argument.value)
        case "warps":
            return max(lanes(launch, max(least_lanes(entry), argument.value)) // _WARP, 1)
        case "shared":
            return shared_bytes(entry, launch)
        case "slots":
            return 1 << max(launch.shared_bytes // argument.value - 1, 0).bit_length()
        case "tile":
            return merged_lanes(entry, launch) or argument.value
        case "tail":
            return (_threads_along_x(launch) - 1) % (merged_lanes(entry, launch) or 1) + 1
        case "free":
            return _free(argument, entry, launch)
    raise CannotBind(f"the constant {argument.name} has a rule that is not known: {argument.field}")


def _free(argument: Argument, entry: KernelEntry, launch: Launch) -> int:
    """The default, or less where a parameter of the launch says that no more is of use."""
    if not argument.most:
        return argument.value
    _, given = parameter_of(argument.most, given_arguments(entry, launch))
    if not isinstance(given, Scalar):
        raise CannotBind(f"the parameter {argument.most}, by which {argument.name} is chosen, is an integer")
    return min(argument.value, 1 << max(int(given.value) - 1, 0).bit_length())


def bind(
    argument: Argument,
    entry: KernelEntry,
    given: dict[str, tuple[Parameter, LaunchArgument]],
    variables: Sequence[GlobalVariable],
    launch: Launch,
    buffers: Buffers,
) -> Bound:
    """What one argument of the port is. Buffers that it needs are added to `buffers`."""
    if argument.kind == "scratch":
        size = prod(launch.grid) * shared_bytes(entry, launch)
        return Pointer(buffers.add(Buffer(argument.name or "scratch", _poison(size)), "scratch"), "uint8")
    if argument.kind == "global":
        dtype = global_variable(argument.name, variables).dtype
        return Pointer(buffers.add(global_buffer(argument.name, variables, launch), "variable"), dtype)
    if argument.kind != "param":
        raise CannotBind(f"a port on tiles has no argument of the kind {argument.kind}")
    param, value = parameter_of(argument.name, given)
    if argument.field:
        return _member(param, value, argument.field, buffers)
    if isinstance(value, Buffer):
        return Pointer(buffers.add(value, "buffer"), param.dtype)
    if isinstance(value, Scalar) and param.width == 1:
        return Number(value.data, param.dtype)
    raise CannotBind(f"no tile is a {param.type} by value; the port has to take {param.name} apart")


def _poison(size: int) -> NDArray[Any]:
    return np.full(-(-size // POISON.itemsize), POISON).view(np.uint8)[:size]


def _member(param: Parameter, value: LaunchArgument, name: str, buffers: Buffers) -> Bound:
    """A pointer or a number inside a struct, or a lane of a vector: `n`, `inner.n`, `weights.2`, `rows.1.n`, `at.x`."""
    member, offset, dtype, pointee = _place(param, name)
    if pointee is not None:
        return Pointer(buffers.add(pointer_member(param, value, member), "buffer"), pointee)
    if not isinstance(value, (Scalar, StructValue)):
        raise CannotBind(f"the launch gives a buffer for {param.name}, of which the port wants {name}")
    return Number(value.data[offset : offset + _size(dtype)], dtype)


def _place(param: Parameter, name: str) -> tuple[str, int, str, str | None]:
    """(member, offset in bytes, dtype, what it points to) of a name inside a parameter. Raises CannotBind."""
    if param.kind == "scalar":
        return name, _lane(name, param.width, param.name) * _size(param.dtype), param.dtype, None
    by_path = {_path(layout.name): layout for layout in param.fields}
    exact = by_path.get(_path(name))
    if exact is not None:
        return exact.name, exact.offset, exact.dtype, exact.pointee
    outer, _, lane = _path(name).rpartition(".")
    layout = by_path.get(outer)
    if layout is None:
        raise CannotBind(f"the port wants {param.name}.{name}, which {param.type} does not have")
    return layout.name, layout.offset + _lane(lane, layout.count, outer) * _size(layout.dtype), layout.dtype, None


def _path(name: str) -> str:
    """`rows[1].x` as `rows.1.x`."""
    return name.replace("[", ".").replace("]", "")


def _lane(name: str, count: int, of: str) -> int:
    index = int(name) if name.isdecimal() else _LANES_OF_A_VECTOR.find(name)
    if not 0 <= index < count:
        raise CannotBind(f"the port wants the element {name} of {of}, which has {count}")
    return index


def _size(dtype: str) -> int:
    return np.dtype("uint16" if dtype == "bfloat16" else dtype).itemsize
