"""Ports in Ascend C for tests: a kernel's text, its manifest entry, and a launch of it on arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.manifest import Argument, KernelEntry, Parameter
from transkernel.run.launch import Buffer, Launch, LaunchArgument, Scalar

Arguments = Mapping[str, NDArray[Any] | np.generic]
HEADER = '#include "kernel_operator.h"\nusing namespace AscendC;\n'


def entry(name: str, arguments: Arguments, cores: int = 0, *, grid: bool = True) -> KernelEntry:
    """A kernel whose parameters are those arguments, and behind them the grid: arrays are buffers, numbers scalars."""
    params = tuple(
        Parameter(key, "buffer" if value.ndim else "scalar", "", value.dtype.name) for key, value in arguments.items()
    )
    bound = tuple(Argument("param", key) for key in arguments)
    grid_x = (Argument("constant", "grid_x", "grid_x"),) if grid else ()
    return KernelEntry(name, name, 1, params, (*bound, *grid_x), cores=cores)


def launch(name: str, arguments: Arguments, blocks: int = 1) -> Launch:
    """Of blocks of 32 threads."""
    given: list[LaunchArgument] = [
        Buffer(key, value) if isinstance(value, np.ndarray) else Scalar(key, value) for key, value in arguments.items()
    ]
    return Launch(name, (blocks, 1, 1), (32, 1, 1), tuple(given))
