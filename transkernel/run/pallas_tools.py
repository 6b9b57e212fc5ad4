"""JAX's TPU simulator, as strict as it goes, and Pallas with the blocks of a grid in the opposite order.

For children alone: this imports JAX.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

_plain_call, _plain_id = pl.pallas_call, pl.program_id


def checked() -> Any:
    """The simulator with poisoned memory, checked accesses, copies as late as they may be and races reported."""
    return pltpu.InterpretParams(
        detect_races=True,
        out_of_bounds_reads="raise",
        uninitialized_memory="nan",
        dma_execution_mode="on_wait",
    )


def races_found() -> bool:
    """Whether the last launch had a race. JAX keeps that in a private module; where it has moved, every run fails."""
    from jax._src.pallas.mosaic.interpret import interpret_pallas_call

    races = interpret_pallas_call.races
    return races is not None and bool(races.races_found)


def reset() -> None:
    """What an exception leaves behind in the simulator."""
    pltpu.reset_tpu_interpret_mode_state()


@contextmanager
def blocks_in_order(*, descending: bool) -> Iterator[None]:
    """descending: while a kernel is traced, every index of the grid is counted from its end."""
    if not descending:
        yield
        return
    pl.program_id, pl.pallas_call = _mirrored_id, _mirrored_call
    try:
        yield
    finally:
        pl.program_id, pl.pallas_call = _plain_id, _plain_call


def _mirrored_id(axis: int) -> Any:
    """`is_first` of our ports asks for the first step, whichever block that is."""
    step = _plain_id(axis)
    return step if sys._getframe(1).f_code.co_name == "is_first" else pl.num_programs(axis) - 1 - step


def _mirrored_call(kernel: Any, *arguments: Any, grid: Any = (), in_specs: Any = None, out_specs: Any = None,
                   **options: Any) -> Any:  # fmt: skip
    extents = (grid,) if isinstance(grid, int) else tuple(grid)
    several = isinstance(out_specs, (list, tuple))
    specs = {
        "in_specs": [_mirrored_spec(each, extents) for each in in_specs or ()],
        "out_specs": [_mirrored_spec(each, extents) for each in out_specs]
        if several
        else _mirrored_spec(out_specs, extents),
    }
    given = {name: value for name, value in specs.items() if value}
    return _plain_call(kernel, *arguments, grid=grid, **given, **options)


def _mirrored_spec(spec: Any, extents: tuple[int, ...]) -> Any:
    if spec is None or getattr(spec, "index_map", None) is None:
        return spec
    inner = spec.index_map
    count = len(inspect.signature(inner).parameters)

    def mirrored(*steps: Any) -> Any:
        return inner(*(extents[at] - 1 - steps[at] for at in range(count)))

    return pl.BlockSpec(spec.block_shape, mirrored, memory_space=spec.memory_space)
