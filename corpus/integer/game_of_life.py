"""One step of the game of life on a torus."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    now = args["now"]
    offsets = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dy, dx) != (0, 0)]
    neighbours = sum(np.roll(now, offset, axis=(0, 1)).astype(np.int64) for offset in offsets)
    return {"next": ((neighbours == 3) | ((now != 0) & (neighbours == 2))).astype(np.uint8)}
