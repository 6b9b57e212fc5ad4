"""Who wrote the elements that are off: the block and the thread of the original, from an examination of its launch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from transkernel.harness.compare import Comparison, Element
from transkernel.run.launch import Extent

Writers = Mapping[str, NDArray[np.int64]]


def with_writers(output: Comparison, writers: Writers, grid: Extent, block: Extent) -> Comparison:
    """The comparison with the writers of its first and worst element; as it was where they are not known."""
    known = writers.get(output.name)
    if known is None or known.shape != output.shape:
        return output
    first, worst = (_written(element, known, grid, block) for element in (output.first, output.worst))
    return replace(output, first=first, worst=worst)


def _written(element: Element | None, writers: NDArray[np.int64], grid: Extent, block: Extent) -> Element | None:
    if element is None or writers[element.index] < 0:
        return element
    of_block, of_thread = divmod(int(writers[element.index]), block[0] * block[1] * block[2])
    return replace(element, block=coordinates(of_block, grid), thread=coordinates(of_thread, block))


def coordinates(linear: int, extent: Extent) -> Extent:
    """x, y, z of a block in its grid, or of a thread in its block."""
    x, y, _ = extent
    return linear % x, linear // x % y, linear // (x * y)
