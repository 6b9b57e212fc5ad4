"""A word for where the wrong elements are: it often names the fault (a tail that no mask covers, one lost lane)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_WARP_THREADS = 32


def pattern_of(wrong: NDArray[np.bool_], block_threads: int = 0) -> str:
    """The first that holds: none, all, single, tail, head, one block, contiguous, axis A = I, thread T of each block,
    lane L of each warp, every k-th, multiples of k, scattered.

    block_threads: threads of a block; what is said of blocks, threads and lanes supposes that thread i of the grid
    writes element i.
    """
    flat = np.flatnonzero(wrong)
    if flat.size == 0:
        return "none"
    if flat.size == wrong.size:
        return "all"
    if flat.size == 1:
        return "single"
    return (
        _run(flat, wrong.size, block_threads)
        or _line(wrong)
        or _lane(flat, wrong.size, block_threads)
        or _stride(flat)
        or "scattered"
    )


def _run(flat: NDArray[np.intp], size: int, block_threads: int) -> str | None:
    """Neighbouring elements."""
    first, last = int(flat[0]), int(flat[-1])
    in_one_block = block_threads > 1 and size > block_threads and first // block_threads == last // block_threads
    if last - first + 1 != flat.size:
        return "one block" if in_one_block and flat.size > block_threads // 2 else None
    if last == size - 1:
        return "tail"
    if first == 0:
        return "head"
    return "one block" if in_one_block else "contiguous"


def _line(wrong: NDArray[np.bool_]) -> str | None:
    """Elements that share one coordinate of an array with several axes."""
    if wrong.ndim < 2:
        return None
    for axis, positions in enumerate(np.nonzero(wrong)):
        if wrong.shape[axis] > 1 and positions.min() == positions.max():
            return f"axis {axis} = {int(positions[0])}"
    return None


def _lane(flat: NDArray[np.intp], size: int, block_threads: int) -> str | None:
    """The same thread of every block, or at least one lane of all warps; nothing less than all of them is meant."""
    for threads, word, whole in ((block_threads, "thread", "block"), (_WARP_THREADS, "lane", "warp")):
        if not 1 < threads < size or block_threads % threads:
            continue
        one = int(flat[0]) % threads
        if np.array_equal(flat, np.arange(one, size, threads)):
            return f"{word} {one} of each {whole}"
    return None


def _stride(flat: NDArray[np.intp]) -> str | None:
    """Elements that all lie a multiple of one step apart."""
    step = int(np.gcd.reduce(np.diff(flat)))
    if step < 2 or flat.size < 3:
        return None
    return f"every {step}-th" if flat[-1] - flat[0] == step * (flat.size - 1) else f"multiples of {step}"
