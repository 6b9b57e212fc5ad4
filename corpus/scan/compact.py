"""The elements above a threshold at the front of each block's stretch; votes of each warp."""

from __future__ import annotations

from typing import Any

import numpy as np


def reference(kernel: str, grid: tuple[int, ...], block: tuple[int, ...], args: dict[str, Any]) -> dict[str, Any]:
    x, threshold = args["x"], np.float32(args["threshold"])
    if kernel == "threshold_votes":
        warps = grid[0] * block[0] // 32
        stretches = [x[32 * warp : 32 * warp + 32] > threshold for warp in range(warps)]
        return {
            "any_above": np.array([stretch.any() for stretch in stretches], np.uint8),
            "all_above": np.array([stretch.all() for stretch in stretches], np.uint8),
        }
    kept, counts = args["kept"].copy(), np.zeros(grid[0], np.int32)
    for index in range(grid[0]):
        part = x[index * block[0] : (index + 1) * block[0]]
        part = part[part > threshold]
        kept[index * block[0] : index * block[0] + len(part)] = part
        counts[index] = len(part)
    return {"kept": kept, "counts": counts}
