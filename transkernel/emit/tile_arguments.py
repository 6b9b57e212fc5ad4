"""What manifests say of kernels on tiles, whatever the target: arguments, constants, requirements."""

from __future__ import annotations

from transkernel.emit.parameters import described_name
from transkernel.ir.nodes import GlobalVariable
from transkernel.ir.placed import PlacedKernel
from transkernel.ir.tile import ConstantParameter, ConstantRule, TileKernel
from transkernel.manifest import Argument, Requirement

WARP = 32


def tile_arguments(
    kernel: TileKernel | PlacedKernel,
    globals_: tuple[GlobalVariable, ...],
    constants: tuple[str, ...],
    *,
    grid: tuple[str, ...] = (),
    scratch: bool = True,
) -> tuple[Argument, ...]:
    """The arguments of a port's entry, in their order. constants: what the kernel's are called there. grid: what the
    grid's extents are, where they are arguments, by their rules. scratch: the kernel's is a buffer in memory."""
    arguments = []
    for parameter in kernel.parameters:
        name, _, field = parameter.name.replace("..", ".").partition(".")
        whole = any(each.name == parameter.name for each in kernel.cuda_parameters or kernel.parameters)
        arguments.append(Argument("param", parameter.name) if whole else Argument("param", name, field))
    arguments += [Argument("global", described_name(each.name)) for each in globals_]
    if scratch and kernel.scratch is not None:
        arguments.append(Argument("scratch", kernel.scratch.name, bytes=kernel.scratch.bytes))
    arguments += [Argument("constant", each, each) for each in grid]
    for constant, name in zip(kernel.constants, constants, strict=True):
        of_lanes = kernel.scratch is not None and constant.rule is ConstantRule.SHARED
        size = kernel.scratch.lane_bytes if of_lanes and kernel.scratch is not None else 0
        value = _value(kernel, constant)
        arguments.append(Argument("constant", name, str(constant.rule), size, value, constant.most))
    return tuple(arguments)


def _value(kernel: TileKernel | PlacedKernel, constant: ConstantParameter) -> int:
    match constant.rule:
        case ConstantRule.LANES:
            return max(constant.default, warp_width(kernel) or 1)
        case ConstantRule.SHARED:
            return kernel.scratch.bytes if kernel.scratch is not None else 0
    return constant.default


def warp_width(kernel: TileKernel | PlacedKernel) -> int:
    """32 where the kernel looks at warps, else 0."""
    return WARP if any(each.rule is ConstantRule.WARPS for each in kernel.constants) else 0


def uses_dynamic_shared(kernel: TileKernel | PlacedKernel) -> bool:
    in_scratch = kernel.scratch is not None and kernel.scratch.dynamic
    return in_scratch or any(each.rule is ConstantRule.SLOTS for each in kernel.constants)


def described_requirements(kernel: TileKernel | PlacedKernel) -> tuple[Requirement, ...]:
    return tuple(
        Requirement(
            str(each.rule),
            each.number if isinstance(each.number, int) else str(each.number),
            each.at_most,
            each.reason,
        )
        for each in kernel.requirements
    )
