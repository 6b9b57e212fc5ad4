"""What the arguments of a port in Ascend C are for a launch, in the order of its entry point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transkernel.manifest import GlobalVariable, KernelEntry
from transkernel.run.launch import Launch, Scalar, StructValue
from transkernel.run.plan import Bound, Buffers, Memory, Number, given_arguments, parameter_of
from transkernel.run.tile_plan import bind, constants_of


@dataclass(frozen=True, slots=True)
class Whole:
    """A struct or a vector by value: its bytes, with an address at each offset of `pointers`."""

    data: bytes
    pointers: tuple[tuple[int, Memory], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """arguments: in the entry point's order; constants are numbers among them."""

    arguments: tuple[Bound | Whole, ...]
    buffers: Buffers


def plan(entry: KernelEntry, launch: Launch, variables: Sequence[GlobalVariable]) -> Plan:
    """Raises CannotBind where the launch, the kernel's parameters and the port's arguments do not fit together."""
    given, buffers = given_arguments(entry, launch), Buffers()
    constants = constants_of(entry, launch)
    arguments: list[Bound | Whole] = []
    for argument in entry.arguments:
        if argument.kind == "constant":
            arguments.append(Number(np.int32(constants[argument.name]).tobytes(), "int32"))
        elif argument.kind == "param" and not argument.field:
            param, value = parameter_of(argument.name, given)
            if isinstance(value, StructValue):
                pointers = tuple((offset, buffers.add(buffer, "buffer")) for offset, buffer in value.pointers)
                arguments.append(Whole(value.data, pointers))
            elif isinstance(value, Scalar) and param.width > 1:
                arguments.append(Whole(value.data))
            else:
                arguments.append(bind(argument, entry, given, variables, launch, buffers))
        elif argument.kind != "dynamic_shared":
            arguments.append(bind(argument, entry, given, variables, launch, buffers))
    return Plan(tuple(arguments), buffers)
