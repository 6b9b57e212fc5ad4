"""Is time linear in the size? In processor time, the best of some tries, so that a busy machine does not count."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

# Four times the size takes four times as long where time is linear, and sixteen times where it is quadratic.
STEP, MOST = 4, 9


def growth(work: Callable[[int], object], size: int, tries: int = 3) -> float:
    """How many times as long `work` takes for four times the size. It is tried again while that seems too much.

    The small size has two tries at once: the first also loads what is loaded once.
    """
    small, large = min(_seconds(work, size) for _ in range(2)), _seconds(work, size * STEP)
    for _ in range(tries - 1):
        if large / max(small, 1e-3) < MOST:
            break
        small, large = min(small, _seconds(work, size)), min(large, _seconds(work, size * STEP))
    return large / max(small, 1e-3)


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work(size)
        return time.process_time() - start
    finally:
        gc.enable()
