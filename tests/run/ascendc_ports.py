"""Ports in Ascend C for tests: a kernel's text, its manifest entry, and a launch of it on arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.manifest import Argument, KernelEntry, Parameter
from transkernel.run.launch import Buffer, Launch, LaunchArgument, Scalar

HEADER = '#include "kernel_operator.h"\nusing namespace AscendC;\n'


def entry(name: str, arguments: Mapping[str, NDArray[Any] | np.generic], cores: int = 0) -> KernelEntry:
    """A kernel whose parameters are those arguments: arrays are buffers, numbers are scalars."""
    params = tuple(
        Parameter(key, "buffer" if value.ndim else "scalar", "", value.dtype.name) for key, value in arguments.items()
    )
    bound = (*(Argument("param", key) for key in arguments), Argument("constant", "grid_x", "grid_x"))
    return KernelEntry(name, name, 1, params, bound, cores=cores)


def launch(name: str, arguments: Mapping[str, NDArray[Any] | np.generic], blocks: int = 1) -> Launch:
    """Of blocks of 32 threads."""
    given: list[LaunchArgument] = [
        Buffer(key, value) if isinstance(value, np.ndarray) else Scalar(key, value) for key, value in arguments.items()
    ]
    return Launch(name, (blocks, 1, 1), (32, 1, 1), tuple(given))
